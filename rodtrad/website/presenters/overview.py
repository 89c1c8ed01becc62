"""A root's overview in words: its map sheet by sheet, the weave, and the facts beside them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.checks import Severity
from rodtrad.core.drawing.overview import MAX_NODES
from rodtrad.goals.checking import CheckResult
from rodtrad.goals.models import Level
from rodtrad.goals.queries.counts import OverviewCounts
from rodtrad.organisations.models import RegionMember, Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.counting import capitalised, listed, number_word
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.matrix import Matrix, Weave, matrix_of
from rodtrad.website.presenters.overview_map import Drawn, drawn_sheet, web_of
from rodtrad.website.presenters.sheet_view import Given, SheetView, present_sheet, table_address
from rodtrad.website.presenters.sheets import WHY, Sheet, apart, on_sheet
from rodtrad.website.presenters.wording import Fact, FactValue, common_origin, days, fact, known, own_origin

#: A level beside the thread with more elements than this is counted, not listed.
MOST_APART = 40


@dataclass(frozen=True)
class Apart:
    """A level that stands on no sheet; with many elements only their number and the address of the list."""

    heading: str
    nodes: list[dict[str, str]] = field(default_factory=list)
    origin: str = ""
    count: int = 0
    url: str = ""


@dataclass(frozen=True)
class OverviewView:
    heading: str
    lead: str
    sheet: SheetView
    matrix: Matrix | None
    facts: list[Fact]
    apart: list[Apart]
    shown_words: str


def is_drawn(counts: OverviewCounts, sheet: Sheet) -> bool:
    """Tell whether what the sheet shows is little enough to read one by one."""
    return on_sheet(counts.chosen, sheet) <= MAX_NODES


def levels_to_read(counts: OverviewCounts, sheet: Sheet, sheets: Sequence[Sheet]) -> set[UUID]:
    """Return the levels whose elements the page names: those on the sheet when it is drawn, and small ones apart."""
    chosen = counts.chosen.elements
    beside = {level.id for level in apart(counts.levels, sheets) if chosen[level.id] <= MOST_APART}
    on_it = {level.id for level in sheet.levels} if is_drawn(counts, sheet) else set()
    return {level for level in beside | on_it if chosen[level]}


def present_overview(given: Given, weave: Weave | None, findings: FactValue | None) -> OverviewView:
    drawn = None
    if is_drawn(given.counts, given.sheet):
        drawn = drawn_sheet(web_of(given.read, given.answers), given.sheet, given.lit)
        # What the chosen elements hang under may be more than there is room for.
        drawn = drawn if len(drawn.shown) <= MAX_NODES else None
    focus = drawn.focus if drawn else given.lit or ""
    return OverviewView(
        heading=title(given.root),
        lead=lead(given.counts, given.sheets),
        sheet=present_sheet(given, drawn),
        matrix=matrix_of(weave, given.root.slug, focus) if weave else None,
        facts=_facts(given, findings),
        apart=_apart(given),
        shown_words=_shown_words(given, drawn),
    )


def title(root: Root) -> str:
    return _("Den røde tråden i %(name)s") % {"name": root.short_name}


def lead(counts: OverviewCounts, sheets: Sequence[Sheet]) -> str:
    """Count the first sheet's levels in words."""
    found = counts.everything.elements
    levels = [(found[level.id], level) for level in (sheets[0].levels if sheets else ())]
    parts = [f"{number_word(count)} {level.one if count == 1 else level.many}" for count, level in levels]
    if not parts:
        return _("Her er ingenting lagt inn ennå.")
    return _("%(counts)s. Velg hvilken tråd som skal lyse.") % {"counts": capitalised(listed(parts))}


def _facts(given: Given, findings: FactValue | None) -> list[Fact]:
    """Return the plan that most of the sheet's goals come from, what the check finds, and all of the content."""
    slug = given.root.slug
    central = _central_plan(given)
    plan = FactValue(central.title, reverse("plan", args=[slug, central.key])) if central else None
    count = given.counts.everything.total
    everything = ngettext("%(count)d element i tabell", "%(count)d elementer i tabell", count)
    table = reverse("element_table", args=[slug])
    return known(
        fact(_("Plan"), plan),
        fact(_("Høring"), _hearing(central) if central else None),
        fact(_("Trådsjekk"), findings),
        fact(_("Alt innhold"), FactValue(everything % {"count": count}, table)),
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


def _central_plan(given: Given) -> Plan | None:
    """Return the plan that most of the sheet's goals come from."""
    found = given.counts.chosen
    hubs = [level for level in given.sheet.levels if level.role not in WHY and found.elements[level.id]]
    counts = found.plans[hubs[0].id] if hubs else Counter[UUID]()
    by_id = {plan.id: plan for plan in given.plans}
    return next((by_id[plan] for plan, _n in counts.most_common() if plan in by_id), None)


def _hearing(plan: Plan) -> str | None:
    if not plan.hearing_from:
        return None
    period = days(plan.hearing_from, plan.hearing_to)
    if plan.hearing_submissions is None:
        return period
    answers = ngettext("%(count)d svar", "%(count)d svar", plan.hearing_submissions)
    return f"{period}, {answers % {'count': plan.hearing_submissions}}"


def _apart(given: Given) -> list[Apart]:
    groups = []
    for level in apart(given.counts.levels, given.sheets):
        heading, count = str(capfirst(level.many)), given.counts.chosen.elements[level.id]
        if count > MOST_APART:
            groups.append(Apart(heading, count=count, url=table_address(given, level)))
        elif count:
            groups.append(_listed(heading, level, given))
    return groups


def _listed(heading: str, level: Level, given: Given) -> Apart:
    read = given.read
    members = [one for one in read.elements if one.level_id == level.id and one.id in read.chosen]
    common = common_origin(element.origin for element in members)
    nodes = [
        {
            "title": element.title,
            "url": element_url(given.root.slug, element.key),
            "origin": own_origin(element.origin, common),
        }
        for element in members
    ]
    return Apart(heading, nodes, common)


def _shown_words(given: Given, drawn: Drawn | None) -> str:
    filters = given.asked.filters
    if filters.is_empty:
        return ""
    values = {"shown": given.counts.chosen.total, "total": given.counts.everything.total}
    if filters.levels or drawn is None:
        return _("%(shown)d av %(total)d elementer passer.") % values
    return _("%(shown)d av %(total)d elementer passer. Kartet viser dem og det de henger under.") % values


@dataclass(frozen=True)
class Member:
    name: str
    url: str
    since: str
    origin: str


def present_members(members: Iterable[RegionMember], seen: Collection[UUID]) -> tuple[list[Member], str]:
    """Return a region's members, and the origin that holds for all of them; those in `seen` lead to their own pages."""
    rows = list(members)
    common = common_origin(row.origin for row in rows)
    return [
        Member(
            row.name,
            reverse("overview", args=[row.member.slug]) if row.member and row.member.id in seen else "",
            _("fra %(date)s") % {"date": date_format(row.valid_from, "DATE_FORMAT")}
            if row.valid_from
            else "",
            own_origin(row.origin, common),
        )
        for row in rows
    ], common
