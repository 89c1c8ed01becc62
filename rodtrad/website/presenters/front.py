"""The front page in words: roots with their levels, and doors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.goals.models import LevelRole
from rodtrad.goals.queries.level_counts import LevelCount
from rodtrad.organisations.models import Root, RootKind
from rodtrad.plans.models import Plan, PlanType, Question
from rodtrad.website.presenters.wording import label_of, lang_of

MOST_STOPS = 6
#: More roots than this, and a door leads to the list of roots instead of to a page of each.
MOST_DOORS = 5
#: The roles that make a line from what is hard to what is done; the last are left out first.
_LINE = (
    LevelRole.CHALLENGE,
    LevelRole.GOAL,
    LevelRole.MEASURE,
    LevelRole.STRATEGY,
    LevelRole.THEME,
    LevelRole.FOCUS_AREA,
    LevelRole.ASSIGNMENT,
    LevelRole.TASK,
    LevelRole.STRATEGY_POINT,
)


@dataclass(frozen=True)
class Stop:
    count: int
    label: str
    url: str
    origin: str


@dataclass(frozen=True)
class RootSheet:
    """A root as the front page shows it."""

    name: str
    url: str
    theme: str
    lang: str
    kind_label: str
    plan_title: str
    stops: tuple[Stop, ...]
    findings_label: str
    findings_url: str


@dataclass(frozen=True)
class Door:
    title: str
    text: str
    ways: tuple[tuple[str, str], ...]


def sheets(
    roots: Sequence[Root],
    counts: Mapping[UUID, Sequence[LevelCount]],
    plans: Sequence[Plan],
    findings: Mapping[UUID, int],
) -> list[RootSheet]:
    return [_sheet(root, counts.get(root.id, ()), plans, findings.get(root.id)) for root in roots]


def _sheet(
    root: Root, counts: Sequence[LevelCount], plans: Sequence[Plan], findings: int | None
) -> RootSheet:
    label = ""
    if findings is not None:
        label = ngettext("%(count)d funn i trådsjekken", "%(count)d funn i trådsjekken", findings)
        label = label % {"count": findings} if findings else _("Tråden er hel")
    return RootSheet(
        name=root.name,
        url=reverse("overview", args=[root.slug]),
        theme=root.theme_colour,
        lang=lang_of(root),
        kind_label=label_of(RootKind(root.kind)),
        plan_title=_leading_plan(root, plans),
        stops=tuple(_stop(root, count) for count in on_the_line(counts)),
        findings_label=label,
        findings_url=reverse("check", args=[root.slug]),
    )


def _leading_plan(root: Root, plans: Sequence[Plan]) -> str:
    """Name the plan that says what the root will achieve, the samfunnsdel first."""
    own = [plan for plan in plans if plan.root_id == root.id and plan.question == Question.WHAT_TO_ACHIEVE]
    own.sort(key=lambda plan: (plan.type != PlanType.SOCIAL_ELEMENT, plan.position))
    return own[0].title if own else ""


def on_the_line(counts: Sequence[LevelCount]) -> list[LevelCount]:
    """Choose the levels that make a line, from the largest framework, in the order of the thread."""
    sizes: dict[UUID, int] = {}
    for count in counts:
        sizes[count.level.framework_id] = sizes.get(count.level.framework_id, 0) + count.elements
    if not sizes:
        return []
    largest = max(sizes, key=lambda identity: sizes[identity])
    fit = [
        count
        for count in counts
        if count.level.framework_id == largest and count.level.role in _LINE and not count.level.cross_cutting
    ]
    chosen = sorted(fit, key=lambda count: _LINE.index(LevelRole(count.level.role)))[:MOST_STOPS]
    return [count for count in fit if count in chosen]


def _stop(root: Root, count: LevelCount) -> Stop:
    return Stop(
        count=count.elements,
        label=count.level.many if count.elements != 1 else count.level.one,
        url=reverse("element_table", args=[root.slug]) + f"?niva={count.level.key}",
        origin="example" if count.examples == count.elements else "",
    )


def doors(roots: Sequence[Root]) -> list[Door]:
    return [
        _door(roots, _("Jeg bor her"), _("Hva skal skje der du bor, og hvorfor?"), "places"),
        _door(roots, _("Jeg planlegger"), _("Hvilke planer gjelder, og hva henger de sammen med?"), "plans"),
        _door(
            roots,
            _("Jeg leder en enhet"),
            _("Hva har vi ansvar for, og hva mangler?"),
            "check",
            "?etter=enhet",
        ),
        _door(roots, _("Jeg er folkevalgt"), _("Hvilken plan svarer på hvilket spørsmål?"), "plan_system"),
    ]


def _door(roots: Sequence[Root], title: str, text: str, page: str, query: str = "") -> Door:
    if len(roots) > MOST_DOORS:
        return Door(title, text, ((_("Velg organisasjon"), "#organisasjoner"),))
    ways = tuple((root.short_name or root.name, reverse(page, args=[root.slug]) + query) for root in roots)
    return Door(title, text, ways)
