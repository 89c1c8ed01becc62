"""The plan map in words: where each plan stands, how it is, what is lit; and the same as a list by level."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.drawing.plan_map import BASE, ROWS, SIDE, Band, Box, PlanInput, plan_map
from rodtrad.core.drawing.plan_map import PlanMap as Drawing
from rodtrad.core.models import Origin
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan, PlanLevel, PlanStatus
from rodtrad.plans.plan_types import level_of
from rodtrad.website.filters import PlansAsked
from rodtrad.website.presenters.plan_map_text import (
    TextLine,
    band_lines,
    small_line,
    tag_line,
    title_lines,
    written,
)
from rodtrad.website.presenters.plan_system import answers, questions
from rodtrad.website.presenters.plan_time import overdue_brief, overdue_words, span_words
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.wording import Status, common_origin, label_of, own_origin, plan_status

#: Above so many plans each level is one box with its number, and the register has the plans.
MOST = 60
_MOST_LISTED = 40  # of a level that is summed


@dataclass(frozen=True)
class BandView:
    """A level with the name and the horizon to write on it."""

    level: str
    band: Band
    name: tuple[TextLine, ...]
    horizon: TextLine


@dataclass(frozen=True)
class BoxView:
    """A plan on the map, or all plans of a level. `kind` is the class that tells the status by fill and edge."""

    box: Box
    url: str
    title: tuple[TextLine, ...]
    whole: str  # the title where it is cut
    small: TextLine
    kind: str
    is_over: bool
    is_chosen: bool
    tag: TextLine | None = None  # that it is an example, or a reading


@dataclass(frozen=True)
class LineView:
    d: str
    is_lit: bool
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Entry:
    """A plan in the list."""

    title: str
    url: str
    status: Status
    span: str
    owner: str
    over: str
    origin: str
    is_chosen: bool


@dataclass(frozen=True)
class LevelView:
    level: str
    name: str
    horizon: str
    count: int
    origin: str
    entries: tuple[Entry, ...]
    more: str  # where the rest of a long level stands
    number: str


@dataclass(frozen=True)
class QuestionView:
    key: str
    words: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class MapView:
    bands: tuple[BandView, ...]
    boxes: tuple[BoxView, ...]
    lines: tuple[LineView, ...]
    width: float
    height: float
    is_summed: bool
    origin: str  # that all of it shares
    levels: tuple[LevelView, ...]


def horizon_of(level: str) -> str:
    """Return how far a level sees, in words; the numbers are those of the plan system (document 003)."""
    return {
        PlanLevel.OVERALL_STRATEGIC: _("20 år"),
        PlanLevel.STRATEGIC_ELABORATION: _("10–12 år"),
        PlanLevel.PRIORITY: _("4 år, 1 + 3"),
        PlanLevel.EXECUTION: _("1 år"),
        PlanLevel.REPORTING: _("året som gikk"),
        PlanLevel.KNOWLEDGE: _("under alt annet"),
    }[PlanLevel(level)]


def present_map(root: Root, plans: Sequence[Plan], asked: PlansAsked, today: date) -> MapView:
    """Draw the plans that are asked for; those that answer the question, and what they elaborate, are lit."""
    chosen = {plan.key for plan in plans if asked.question and answers(plan, asked.question)}
    levels = tuple(_levels(root, plans, chosen, asked, today))
    if len(plans) > MOST:
        drawing, boxes = _summed(root, plans, asked)
        lines: tuple[LineView, ...] = ()
    else:
        titles = {plan.key: title_lines(plan.title) for plan in plans}
        common = common_origin(plan.origin for plan in plans)
        keys = {plan.id: plan.key for plan in plans}
        parents = {plan.key: keys.get(plan.parent_id) if plan.parent_id else None for plan in plans}
        drawing = plan_map(
            [
                PlanInput(
                    plan.key,
                    level_of(plan),
                    parents[plan.key],
                    len(titles[plan.key]) + bool(_tag(plan, common)),
                )
                for plan in plans
            ]
        )
        boxes = tuple(
            _box(root, plan, box, titles[plan.key], _tag(plan, common), plan.key in chosen, today)
            for plan, box in zip(plans, drawing.boxes, strict=True)
        )
        lines = tuple(_lines(drawing, _thread(plans, parents, chosen)))
    return MapView(
        bands=tuple(_band(band) for band in drawing.bands),
        boxes=boxes,
        lines=tuple(sorted(lines, key=lambda line: line.is_lit)),
        width=drawing.width,
        height=drawing.height,
        is_summed=len(plans) > MOST,
        origin=common_origin(plan.origin for plan in plans),
        levels=levels,
    )


def question_views(root: Root, asked: PlansAsked, language: str) -> list[QuestionView]:
    """Return the seven questions as choices that keep the others; the one that is chosen leads back to all."""
    address = reverse("plan_map", args=[root.slug])

    def url(key: str) -> str:
        pairs = [*asked.pairs(), *([("sporsmal", key)] if key != asked.question else [])]
        return f"{address}?{urlencode(pairs)}" if pairs else address

    return [
        QuestionView(
            str(one["key"]), str(one["question"][language]), url(one["key"]), one["key"] == asked.question
        )
        for one in questions()
    ]


def _thread(plans: Sequence[Plan], parents: Mapping[str, str | None], chosen: Collection[str]) -> set[str]:
    """Return the plans on the thread: what is chosen and all it elaborates; by itself the first that carries out."""
    starts = list(chosen)
    if not starts:
        carried_out = [plan.key for plan in plans if level_of(plan) == PlanLevel.EXECUTION]
        starts = carried_out[:1] or [plan.key for plan in plans if level_of(plan) == PlanLevel.PRIORITY][:1]
    lit: set[str] = set()
    for start in starts:
        at: str | None = start
        while at is not None and at not in lit:
            lit.add(at)
            at = parents.get(at)
    return lit


def _lines(drawing: Drawing, lit: Collection[str]) -> Iterable[LineView]:
    for line in drawing.lines:
        is_lit = line.parent in lit and line.child in lit
        yield LineView(line.d, is_lit, (line.points[0], line.points[-1]) if is_lit else ())


def _tag(plan: Plan, common: str) -> str:
    """Return the mark of what is not quoted: none where the whole map carries it."""
    words = {Origin.EXAMPLE.value: _("Eksempel"), Origin.READING.value: _("Tolkning")}
    return words.get(own_origin(plan.origin, common), "")


def _box(
    root: Root, plan: Plan, box: Box, title: list[str], tag: str, is_chosen: bool, today: date
) -> BoxView:
    over = overdue_brief(plan, today)
    words = " · ".join(
        part for part in (str(PlanStatus(plan.status).label), over or span_words(plan)) if part
    )
    return BoxView(
        box=box,
        url=plan_url(root, plan),
        title=tuple(written(box, title)),
        whole=plan.title if title[-1].endswith("…") else "",
        small=small_line(box, words),
        kind=plan.status,
        is_over=bool(over),
        is_chosen=is_chosen,
        tag=tag_line(box, len(title), tag) if tag else None,
    )


def _summed(root: Root, plans: Sequence[Plan], asked: PlansAsked) -> tuple[Drawing, tuple[BoxView, ...]]:
    """Draw one box for each level that has plans, which leads to them in the register."""
    numbers = dict.fromkeys((*ROWS, SIDE, BASE), 0)
    for plan in plans:
        numbers[level_of(plan)] += 1
    drawing = plan_map([PlanInput(level, level) for level, number in numbers.items() if number])
    boxes = []
    for box in drawing.boxes:
        words = _number(numbers[box.id])
        title = tuple(written(box, [words]))
        small = small_line(box, _("se dem i registeret"))
        url = register_url(root, asked, box.id)
        boxes.append(BoxView(box, url, title, "", small, "summed", is_over=False, is_chosen=False))
    return drawing, tuple(boxes)


def register_url(root: Root, asked: PlansAsked, level: str) -> str:
    pairs = [pair for pair in asked.pairs() if pair[0] != "niva"]
    return f"{reverse('plans', args=[root.slug])}?{urlencode([*pairs, ('niva', level)])}#register"


def _number(count: int) -> str:
    return ngettext("%(count)d plan", "%(count)d planer", count) % {"count": count}


def _band(band: Band) -> BandView:
    name, horizon = band_lines(band, label_of(PlanLevel(band.level)), horizon_of(band.level))
    return BandView(band.level, band, name, horizon)


def _levels(
    root: Root, plans: Sequence[Plan], chosen: Collection[str], asked: PlansAsked, today: date
) -> Iterable[LevelView]:
    shown = None if len(plans) <= MOST else _MOST_LISTED
    for level in PlanLevel:
        own = [plan for plan in plans if level_of(plan) == level]
        common = common_origin(plan.origin for plan in own)
        yield LevelView(
            level=level.value,
            name=label_of(level),
            horizon=horizon_of(level),
            count=len(own),
            origin=common,
            entries=tuple(_entry(root, plan, common, plan.key in chosen, today) for plan in own[:shown]),
            more=register_url(root, asked, level) if shown is not None and len(own) > shown else "",
            number=_number(len(own)),
        )


def _entry(root: Root, plan: Plan, common: str, is_chosen: bool, today: date) -> Entry:
    return Entry(
        title=plan.title,
        url=plan_url(root, plan),
        status=plan_status(plan),
        span=span_words(plan),
        owner=plan.owner.name if plan.owner else "",
        over=overdue_words(plan, today),
        origin=own_origin(plan.origin, common),
        is_chosen=is_chosen,
    )
