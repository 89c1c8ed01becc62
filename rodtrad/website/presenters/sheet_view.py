"""One sheet of the overview in words: what it is called, what can be chosen, what its marks mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.drawing.aggregate import Aggregate
from rodtrad.core.drawing.overview import Overview as Drawing
from rodtrad.core.drawing.through import up_from
from rodtrad.core.text import shorten
from rodtrad.goals.models import Level
from rodtrad.goals.queries.counts import OverviewCounts
from rodtrad.goals.queries.sheet import Answer, SheetLink, SheetWeb
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.website.filters import Asked
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.overview_map import (
    Branch,
    Drawn,
    ListNode,
    branches_of,
    drawing_of,
    summarised,
    summary_of,
)
from rodtrad.website.presenters.sheets import Sheet, on_sheet
from rodtrad.website.presenters.targets import TargetMarks, kinds_of_status
from rodtrad.website.presenters.wording import Status, common_origin

NO_LIGHT = "-"
MOST_PICKS = 8


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    current: bool
    code: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Mark:
    """A sentence about the sheet with its origin mark."""

    origin: str
    text: str


@dataclass(frozen=True)
class SheetView:
    name: str
    label: str
    source: str = ""
    choices: list[Choice] = field(default_factory=list)
    picks: list[Choice] = field(default_factory=list)
    pick_label: str = ""
    drawing: Drawing | None = None
    summary: Aggregate | None = None
    summary_links: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)
    #: How the targets of what is drawn stand, by its key, and each status among them once.
    targets: Mapping[str, TargetMarks] = field(default_factory=dict)
    statuses: list[Status] = field(default_factory=list)
    focus: str = ""
    branches: list[Branch] = field(default_factory=list)
    loose: list[ListNode] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    empty: str = ""

    @property
    def lit_branch(self) -> Branch | None:
        return next((branch for branch in self.branches if branch.lit), None)


@dataclass(frozen=True)
class Given:
    """What the overview is made from."""

    root: Root
    asked: Asked
    counts: OverviewCounts
    sheets: Sequence[Sheet]
    sheet: Sheet
    read: SheetWeb
    answers: Sequence[Answer]
    plans: Sequence[Plan]
    lit: str | None
    targets: Mapping[UUID, TargetMarks] = field(default_factory=dict)


def present_sheet(given: Given, drawn: Drawn | None) -> SheetView:
    """Put the sheet in words: one by one when it is drawn, else as levels and ribbons."""
    sheet = given.sheet
    number = next((at for at, one in enumerate(given.sheets, 1) if one == sheet), 0)
    name = _("Blad %(number)d. %(levels)s") % {"number": number, "levels": sheet.label}
    view = SheetView(
        name=name if number else sheet.label,
        label=sheet.label,
        source=_source(given),
        choices=_choices(given),
    )
    if drawn is None:
        levels = summarised(given.counts, sheet)
        return replace(
            view,
            summary=summary_of(given.counts.chosen, sheet, levels),
            summary_links={str(level.id): table_address(given, level) for level in levels},
        )
    if not drawn.shown:
        return replace(view, empty=_("Ingenting på dette bladet passer med utvalget."))
    slug = given.root.slug
    branches, loose = branches_of(drawn, slug, given.targets)
    targets = {
        element.key: given.targets[element.id]
        for _level, elements in drawn.columns
        for element in elements
        if element.id in given.targets
    }
    return replace(
        view,
        picks=_picks(given, drawn),
        pick_label=capitalised(drawn.hubs[0].level.many) if drawn.hubs else "",
        drawing=drawing_of(drawn),
        links={key: element_url(slug, key) for key in drawn.shown},
        above={key: " ".join(keys) for key, keys in up_from(drawn.edges).items()},
        targets=targets,
        statuses=kinds_of_status(targets.values()),
        focus=drawn.focus,
        branches=branches,
        loose=loose,
        marks=_marks(given.read.links, drawn),
    )


def table_address(given: Given, level: Level) -> str:
    """Return the address of the level's elements in the table, chosen as here."""
    return reverse("element_table", args=[given.root.slug]) + given.asked.address(
        niva=level.key, blad="", lys=""
    )


def _choices(given: Given) -> list[Choice]:
    if len(given.sheets) < 2 and given.sheet in given.sheets:
        return []
    filtered = not given.asked.filters.is_empty
    return [
        Choice(
            sheet.label,
            given.asked.address(blad=sheet.key if at or given.lit else "", lys="", niva=""),
            sheet == given.sheet,
            count=on_sheet(given.counts.chosen, sheet) if filtered else None,
        )
        for at, sheet in enumerate(given.sheets)
    ]


def _picks(given: Given, drawn: Drawn) -> list[Choice]:
    if not drawn.hubs or len(drawn.hubs) > MOST_PICKS:
        return []
    blad = drawn.sheet.key
    return [
        Choice(
            shorten(hub.title, 40),
            given.asked.address(blad=blad, lys=NO_LIGHT if hub.key == drawn.focus else hub.key),
            hub.key == drawn.focus,
            code=code_of_element(hub),
        )
        for hub in drawn.hubs
    ]


def _source(given: Given) -> str:
    """Name the plans that the sheet's elements come from, at most three."""
    titles = {plan.id: plan.title for plan in given.plans}
    found = [plan for level in given.sheet.levels for plan in given.counts.chosen.plans.get(level.id, ())]
    names = list(dict.fromkeys(titles[plan] for plan in found if plan in titles))
    if not names:
        return ""
    more = len(names) - 3
    text = ", ".join(names[:3]) + (
        ngettext(" og %(n)d plan til", " og %(n)d planer til", more) % {"n": more} if more > 0 else ""
    )
    return _("Fra: %(plans)s") % {"plans": text}


def _marks(links: Sequence[SheetLink], drawn: Drawn) -> list[Mark]:
    """Say once what all of a column, or all links between two columns, are."""
    marks = []
    for level, members in drawn.columns:
        if common_origin(element.origin for element in members) == "example":
            marks.append(Mark("example", _("alle %(level)s") % {"level": level.many}))
    return marks + _link_marks(links, drawn)


def _link_marks(links: Sequence[SheetLink], drawn: Drawn) -> list[Mark]:
    if drawn.sheet.by_structure:
        return []
    by_id = {element.id: element for _level, members in drawn.columns for element in members}
    origins: dict[tuple[UUID, UUID], Counter[str]] = {}
    for link in links:
        if link.parent in by_id and link.child in by_id:
            pair = by_id[link.parent].level_id, by_id[link.child].level_id
            origins.setdefault(pair, Counter())[link.origin] += 1
    names = {level.id: level for level, _members in drawn.columns}
    readings = [pair for pair, found in origins.items() if found["reading"]]
    return [
        Mark("reading", _pair_words(names[above], names[below], whole=len(origins[above, below]) == 1))
        for above, below in readings
    ]


def _pair_words(above: Level, below: Level, *, whole: bool) -> str:
    values = {"above": above.many, "below": below.many}
    if whole:
        return _("koblingene mellom %(above)s og %(below)s") % values
    return _("noen koblinger mellom %(above)s og %(below)s") % values
