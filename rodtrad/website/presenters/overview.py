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
from rodtrad.goals.checking import CheckResult
from rodtrad.goals.models import Element
from rodtrad.organisations.models import RegionMember, Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.counting import capitalised, listed, number_word
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.matrix import Matrix, matrix_of
from rodtrad.website.presenters.overview_map import Drawn, context_of, drawn_sheet
from rodtrad.website.presenters.sheet_view import Given, SheetView, current_sheet, present_sheet, sheets_in
from rodtrad.website.presenters.sheets import Sheet, apart
from rodtrad.website.presenters.wording import Fact, FactValue, common_origin, days, fact, known, own_origin


@dataclass(frozen=True)
class Apart:
    """A level that stands on no sheet."""

    heading: str
    nodes: list[dict[str, str]]
    origin: str


@dataclass(frozen=True)
class OverviewView:
    heading: str
    lead: str
    sheet: SheetView
    matrix: Matrix | None
    facts: list[Fact]
    apart: list[Apart]
    shown_words: str


def present_overview(given: Given, plans: Sequence[Plan], findings: FactValue | None) -> OverviewView:
    sheets = sheets_in(given)
    sheet = current_sheet(given, sheets)
    only = None if given.matching is None else context_of(given.web, given.matching)
    drawn = drawn_sheet(given.web, sheet, only, given.lit)
    return OverviewView(
        heading=title(given.root),
        lead=lead({level: len(members) for level, members in given.data.by_level.items()}, sheets),
        sheet=present_sheet(given, sheets, drawn),
        matrix=matrix_of(given.data, sheet, given.root.slug, drawn.focus),
        facts=_facts(given, plans, drawn, findings),
        apart=_apart(given, sheets),
        shown_words=_shown_words(given),
    )


def title(root: Root) -> str:
    return _("Den røde tråden i %(name)s") % {"name": root.short_name}


def lead(counts: Mapping[UUID, int], sheets: Sequence[Sheet]) -> str:
    """Count the first sheet's levels in words."""
    levels = [(counts[level.id], level) for level in (sheets[0].levels if sheets else ())]
    parts = [f"{number_word(count)} {level.one if count == 1 else level.many}" for count, level in levels]
    if not parts:
        return _("Her er ingenting lagt inn ennå.")
    return _("%(counts)s. Velg hvilken tråd som skal lyse.") % {"counts": capitalised(listed(parts))}


def _facts(given: Given, plans: Sequence[Plan], drawn: Drawn, findings: FactValue | None) -> list[Fact]:
    slug = given.root.slug
    central = _central_plan(plans, drawn)
    plan = FactValue(central.title, reverse("plan", args=[slug, central.key])) if central else None
    return [
        *known(fact(_("Plan"), plan), fact(_("Høring"), _hearing(central) if central else None)),
        *common_facts(given.root, given.total, findings),
    ]


def common_facts(root: Root, count: int, findings: FactValue | None) -> list[Fact]:
    """Return the facts that every overview has: what the check finds, and all of the content."""
    table = reverse("element_table", args=[root.slug])
    everything = ngettext("%(count)d element i tabell", "%(count)d elementer i tabell", count)
    data = f"/api/v1/organisations/{root.slug}/elements"
    return known(
        fact(_("Trådsjekk"), findings),
        fact(_("Alt innhold"), FactValue(everything % {"count": count}, table)),
        fact(_("Last ned"), FactValue(_("JSON fra API-et"), data)),
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
        members = [
            e for e in given.data.by_level[level.id] if given.matching is None or e.key in given.matching
        ]
        if members:
            common = common_origin(element.origin for element in members)
            groups.append(
                Apart(str(capfirst(level.many)), _apart_nodes(members, given.root.slug, common), common)
            )
    return groups


def _apart_nodes(members: Iterable[Element], slug: str, common: str) -> list[dict[str, str]]:
    return [
        {
            "title": element.title,
            "url": element_url(slug, element.key),
            "origin": own_origin(element.origin, common),
        }
        for element in members
    ]


def _shown_words(given: Given) -> str:
    if given.matching is None:
        return ""
    values = {"shown": len(given.matching), "total": given.total}
    if given.asked.filters.levels:
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
