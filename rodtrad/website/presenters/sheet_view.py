"""One sheet of the overview in words: what it is called, what can be chosen, what its marks mean."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.drawing.aggregate import Aggregate
from rodtrad.core.drawing.overview import Overview as Drawing
from rodtrad.core.drawing.through import up_from
from rodtrad.core.text import shorten
from rodtrad.goals.models import Level
from rodtrad.goals.queries import Overview
from rodtrad.organisations.models import Root
from rodtrad.website.filters import Asked
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.overview_map import (
    Branch,
    Drawn,
    ListNode,
    Web,
    branches_of,
    drawing_of,
    summary_of,
)
from rodtrad.website.presenters.sheets import Sheet, sheets_of
from rodtrad.website.presenters.wording import common_origin

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
    data: Overview
    web: Web
    asked: Asked
    matching: Collection[str] | None  # keys that the filters let through; None when nothing is filtered
    sheet: str
    lit: str | None
    total: int  # all elements that the viewer may see


def present_sheet(given: Given, sheets: Sequence[Sheet], drawn: Drawn) -> SheetView:
    slug = given.root.slug
    drawing = drawing_of(drawn)
    branches, loose = branches_of(drawn, slug) if drawing else ([], [])
    number = next((at for at, sheet in enumerate(sheets, 1) if sheet == drawn.sheet), 0)
    name = _("Blad %(number)d. %(levels)s") % {"number": number, "levels": drawn.sheet.label}
    return SheetView(
        name=name if number else drawn.sheet.label,
        label=drawn.sheet.label,
        source=_source(drawn),
        choices=_choices(given, sheets, drawn.sheet),
        picks=_picks(given, drawn),
        pick_label=capitalised(drawn.hubs[0].level.many) if drawn.hubs else "",
        drawing=drawing if drawn.shown else None,
        summary=None if drawing else summary_of(drawn),
        summary_links={
            level.key: f"{reverse('element_table', args=[slug])}?niva={level.key}"
            for level, _e in drawn.columns
        },
        links={key: element_url(slug, key) for key in drawn.shown},
        above={key: " ".join(keys) for key, keys in up_from(drawn.edges).items()},
        focus=drawn.focus,
        branches=branches,
        loose=loose,
        marks=_marks(given.data, drawn),
        empty="" if drawn.shown else _("Ingenting på dette bladet passer med utvalget."),
    )


def _choices(given: Given, sheets: Sequence[Sheet], current: Sheet) -> list[Choice]:
    if len(sheets) < 2 and current in sheets:
        return []
    return [
        Choice(
            sheet.label,
            given.asked.address(blad=sheet.key if at or given.lit else "", lys="", niva=""),
            sheet == current,
            count=None if given.matching is None else _count(given, sheet),
        )
        for at, sheet in enumerate(sheets)
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


def _source(drawn: Drawn) -> str:
    plans = dict.fromkeys(element.plan.title for _level, members in drawn.columns for element in members)
    names = list(plans)
    if not names:
        return ""
    more = len(names) - 3
    text = ", ".join(names[:3]) + (
        ngettext(" og %(n)d plan til", " og %(n)d planer til", more) % {"n": more} if more > 0 else ""
    )
    return _("Fra: %(plans)s") % {"plans": text}


def _marks(data: Overview, drawn: Drawn) -> list[Mark]:
    """Say once what all of a column, or all links between two columns, are."""
    marks = []
    for level, members in drawn.columns:
        if common_origin(element.origin for element in members) == "example":
            marks.append(Mark("example", _("alle %(level)s") % {"level": level.many}))
    return marks + _link_marks(data, drawn)


def _link_marks(data: Overview, drawn: Drawn) -> list[Mark]:
    if drawn.sheet.by_structure:
        return []
    by_id = {element.id: element for _level, members in drawn.columns for element in members}
    origins: dict[tuple[UUID, UUID], Counter[str]] = {}
    for link in data.links:
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


def _count(given: Given, sheet: Sheet) -> int:
    keys = [e.key for level in sheet.levels for e in given.data.by_level.get(level.id, ())]
    return len(keys) if given.matching is None else sum(key in given.matching for key in keys)


def current_sheet(given: Given, sheets: Sequence[Sheet]) -> Sheet:
    """Choose the levels asked for, the sheet asked for, the one with what is lit or matches, the first."""
    if given.asked.filters.levels:
        wanted = [level for level in given.data.levels if level.key in given.asked.filters.levels]
        return Sheet("", tuple(wanted))
    named = [sheet for sheet in sheets if sheet.key == given.sheet]
    lit = given.web.elements.get(given.lit or "")
    holding = [sheet for sheet in sheets if lit and lit.level in sheet.levels]
    fitting = [sheet for sheet in sheets if given.matching and _count(given, sheet)]
    return next(iter([*named, *holding, *fitting, *sheets]), Sheet("", ()))


def sheets_in(given: Given) -> list[Sheet]:
    levels = {element.key: element.level_id for element in given.data.elements}
    pairs = ((levels[a], levels[b]) for a, b in given.web.links)
    placed = ((levels[a], levels[b]) for a, b in given.web.placed)
    return sheets_of(given.data.levels, given.data.by_level, pairs, placed)
