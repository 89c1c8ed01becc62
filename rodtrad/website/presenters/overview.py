"""A root's overview in words: its map sheet by sheet, the weave, and the facts beside them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.checks import Severity
from rodtrad.core.drawing.aggregate import Aggregate
from rodtrad.core.drawing.overview import Overview as Drawing
from rodtrad.core.drawing.through import up_from
from rodtrad.core.text import shorten
from rodtrad.goals.checking import CheckResult
from rodtrad.goals.models import Element, Level
from rodtrad.goals.queries import Overview
from rodtrad.organisations.models import RegionMember, Root
from rodtrad.plans.models import Plan
from rodtrad.website.filters import Asked
from rodtrad.website.presenters.counting import capitalised, listed, number_word
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.matrix import Matrix, matrix_of
from rodtrad.website.presenters.overview_map import (
    Branch,
    Drawn,
    ListNode,
    Web,
    branches_of,
    context_of,
    drawing_of,
    drawn_sheet,
    summary_of,
)
from rodtrad.website.presenters.sheets import Sheet, apart, sheets_of
from rodtrad.website.presenters.wording import Fact, FactValue, common_origin, days, fact, known, own_origin

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
class Apart:
    """A level that stands on no sheet."""

    heading: str
    nodes: list[dict[str, str]]
    origin: str


@dataclass(frozen=True)
class SheetView:
    name: str
    label: str
    source: str
    choices: list[Choice]
    picks: list[Choice]
    pick_label: str
    drawing: Drawing | None
    summary: Aggregate | None
    summary_links: Mapping[str, str]
    links: Mapping[str, str]
    above: Mapping[str, str]
    focus: str
    branches: list[Branch]
    loose: list[ListNode]
    marks: list[Mark]
    empty: str

    @property
    def lit_branch(self) -> Branch | None:
        return next((branch for branch in self.branches if branch.lit), None)


@dataclass(frozen=True)
class OverviewView:
    heading: str
    lead: str
    sheet: SheetView
    matrix: Matrix | None
    facts: list[Fact]
    apart: list[Apart]
    shown_words: str


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


def present_overview(given: Given, plans: Sequence[Plan], findings: FactValue | None) -> OverviewView:
    sheets = _sheets(given)
    sheet = _current(given, sheets)
    only = None if given.matching is None else context_of(given.web, given.matching)
    drawn = drawn_sheet(given.web, sheet, only, given.lit)
    return OverviewView(
        heading=_("Den røde tråden i %(name)s") % {"name": given.root.short_name},
        lead=_lead(given, sheets),
        sheet=_sheet_view(given, sheets, drawn),
        matrix=matrix_of(given.data, sheet, given.root.slug, drawn.focus),
        facts=_facts(given, plans, drawn, findings),
        apart=_apart(given, sheets),
        shown_words=_shown_words(given),
    )


def _sheets(given: Given) -> list[Sheet]:
    levels = {element.key: element.level_id for element in given.data.elements}
    pairs = ((levels[a], levels[b]) for a, b in given.web.links)
    placed = ((levels[a], levels[b]) for a, b in given.web.placed)
    return sheets_of(given.data.levels, given.data.by_level, pairs, placed)


def _current(given: Given, sheets: Sequence[Sheet]) -> Sheet:
    """Choose the sheet: the levels asked for, the sheet asked for, the one with what is lit or matches, the first."""
    if given.asked.filters.levels:
        wanted = [level for level in given.data.levels if level.key in given.asked.filters.levels]
        return Sheet("", tuple(wanted))
    named = [sheet for sheet in sheets if sheet.key == given.sheet]
    lit = given.web.elements.get(given.lit or "")
    holding = [sheet for sheet in sheets if lit and lit.level in sheet.levels]
    fitting = [sheet for sheet in sheets if given.matching and _count(given, sheet)]
    return next(iter([*named, *holding, *fitting, *sheets]), Sheet("", ()))


def _count(given: Given, sheet: Sheet) -> int:
    keys = [e.key for level in sheet.levels for e in given.data.by_level.get(level.id, ())]
    return len(keys) if given.matching is None else sum(key in given.matching for key in keys)


def _lead(given: Given, sheets: Sequence[Sheet]) -> str:
    """Count the first sheet's levels in words."""
    levels = sheets[0].levels if sheets else ()
    counts = [(len(given.data.by_level[level.id]), level) for level in levels]
    parts = [f"{number_word(count)} {level.one if count == 1 else level.many}" for count, level in counts]
    if not parts:
        return _("Her er ingenting lagt inn ennå.")
    return _("%(counts)s. Velg hvilken tråd som skal lyse.") % {"counts": capitalised(listed(parts))}


def _sheet_view(given: Given, sheets: Sequence[Sheet], drawn: Drawn) -> SheetView:
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
            level.key: f"{reverse('element_table', args=[slug])}?niva={level.key}" for level, _e in drawn.columns
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
    text = ", ".join(names[:3]) + (ngettext(" og %(n)d plan til", " og %(n)d planer til", more) % {"n": more} if more > 0 else "")
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


def _facts(given: Given, plans: Sequence[Plan], drawn: Drawn, findings: FactValue | None) -> list[Fact]:
    slug = given.root.slug
    central = _central_plan(plans, drawn)
    table = reverse("element_table", args=[slug])
    count = len(given.data.elements)
    everything = ngettext("%(count)d element i tabell", "%(count)d elementer i tabell", count) % {"count": count}
    return known(
        fact(_("Plan"), FactValue(central.title, reverse("plan", args=[slug, central.key])) if central else None),
        fact(_("Høring"), _hearing(central) if central else None),
        fact(_("Trådsjekk"), findings),
        fact(_("Alt innhold"), FactValue(everything, table)),
        fact(_("Last ned"), FactValue(_("JSON fra API-et"), f"/api/v1/organisations/{slug}/elements")),
    )


def findings_fact(result: CheckResult, url: str) -> FactValue:
    """Count what the thread check finds, by severity."""
    words = {
        Severity.ERROR: lambda number: ngettext("%(count)d feil", "%(count)d feil", number),
        Severity.WARNING: lambda number: ngettext("%(count)d advarsel", "%(count)d advarsler", number),
        Severity.NOTE: lambda number: ngettext("%(count)d merknad", "%(count)d merknader", number),
    }
    counts = [words[severity](count) % {"count": count} for severity, count in result.counts.items() if count]
    return FactValue(capitalised(listed(counts)) if counts else _("Ingen funn"), url)


def _central_plan(plans: Sequence[Plan], drawn: Drawn) -> Plan | None:
    """Return the plan that most of the sheet's goals come from."""
    counts = Counter(hub.plan_id for hub in drawn.hubs)
    by_id = {plan.id: plan for plan in plans}
    return next((by_id[plan] for plan, _n in counts.most_common() if plan in by_id), None)


def _hearing(plan: Plan) -> str | None:
    if not plan.hearing_from:
        return None
    period = days(plan.hearing_from, plan.hearing_to)
    if plan.hearing_submissions is None:
        return period
    answers = ngettext("%(count)d svar", "%(count)d svar", plan.hearing_submissions)
    return f"{period}, {answers % {'count': plan.hearing_submissions}}"


def _apart(given: Given, sheets: Sequence[Sheet]) -> list[Apart]:
    groups = []
    for level in apart(given.data.levels, sheets):
        members = [e for e in given.data.by_level[level.id] if given.matching is None or e.key in given.matching]
        if members:
            common = common_origin(element.origin for element in members)
            groups.append(Apart(str(capfirst(level.many)), _apart_nodes(members, given.root.slug, common), common))
    return groups


def _apart_nodes(members: Iterable[Element], slug: str, common: str) -> list[dict[str, str]]:
    return [
        {"title": element.title, "url": element_url(slug, element.key), "origin": own_origin(element.origin, common)}
        for element in members
    ]


def _shown_words(given: Given) -> str:
    total = len(given.data.elements)
    if given.matching is None:
        return ""
    values = {"shown": len(given.matching), "total": total}
    if given.asked.filters.levels:
        return _("%(shown)d av %(total)d elementer passer.") % values
    return _("%(shown)d av %(total)d elementer passer. Kartet viser dem og det de henger under.") % values


@dataclass(frozen=True)
class Member:
    name: str
    url: str
    since: str
    origin: str


def present_members(members: Iterable[RegionMember]) -> tuple[list[Member], str]:
    """Return a region's members, and the origin that holds for all of them."""
    rows = list(members)
    common = common_origin(row.origin for row in rows)
    return [
        Member(
            row.name,
            reverse("overview", args=[row.member.slug]) if row.member else "",
            _("fra %(date)s") % {"date": date_format(row.valid_from, "DATE_FORMAT")} if row.valid_from else "",
            own_origin(row.origin, common),
        )
        for row in rows
    ], common
