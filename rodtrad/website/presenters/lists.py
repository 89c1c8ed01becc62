"""The lists of the pages as plain tables, with the words of the pages. `whole` makes an address absolute."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.checks import Finding
from rodtrad.core.models import Origin
from rodtrad.exchange.workbook.plain_list import PlainList, Value
from rodtrad.goals.checking import CheckResult, Excepted
from rodtrad.goals.queries.conflicts import ConflictChain
from rodtrad.goals.queries.history_feed import Feed
from rodtrad.goals.queries.reviews import Waiting
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.search.queries import Hit
from rodtrad.targets.queries import Judged
from rodtrad.website.presenters import check
from rodtrad.website.presenters.conflict import conflict_rows
from rodtrad.website.presenters.element_words import element_url
from rodtrad.website.presenters.history_feed import DoneLine, present_feed
from rodtrad.website.presenters.plans import plan_rows
from rodtrad.website.presenters.review import waiting_lines
from rodtrad.website.presenters.sdg import GoalRow, Serving, TargetRow
from rodtrad.website.presenters.search import Searched, kind_names
from rodtrad.website.presenters.targets import target_row
from rodtrad.website.presenters.themes import ThemeGroup
from rodtrad.website.presenters.wording import years

Whole = Callable[[str], str]


def plan_list(root: Root, plans: Sequence[Plan], whole: Whole) -> PlainList:
    headings = [
        _("Plan"), _("Type"), _("Nivå"), _("Status"), _("Periode"), _("Horisont"), _("Over tiden"),
        _("Skal vurderes innen"), _("Behandling"), _("Eier"), _("Nummer"), _("Arealplan-ID"), _("Opphav"), _("Adresse"),
    ]  # fmt: skip
    rows = (
        [
            row.title, row.type, row.level, row.word, row.period, row.horizon, row.over,
            plan.review_due, row.treatment, row.owner, plan.number, plan.national_id, _origin(row.origin),
            whole(row.url),
        ]
        for row, plan in zip(plan_rows(root, plans), plans, strict=True)
    )  # fmt: skip
    return PlainList(_("Planer"), headings, rows, len(plans))


def conflict_list(root: Root, chains: list[ConflictChain], whole: Whole) -> PlainList:
    headings = [
        _("Målkonflikt"), _("Håndtering"), _("Eier"), _("Avgjort i"), _("Steg for steg"), _("Elementer"), _("Opphav"),
        _("Adresse"),
    ]  # fmt: skip
    rows = (
        [
            row.title, row.status.word, row.owner, row.case, " → ".join(step.text for step in chain.steps),
            "; ".join(one.text for one in row.elements), _origin(row.origin), whole(row.url),
        ]
        for row, chain in zip(conflict_rows(root, chains), chains, strict=True)
    )  # fmt: skip
    return PlainList(_("Målkonflikter"), headings, rows, len(chains))


def finding_list(
    result: CheckResult, findings: Sequence[Finding], excepted: Sequence[Excepted], whole: Whole
) -> PlainList:
    """Return the findings, and below them those that someone answers for until a day."""
    headings = [
        _("Gjelder"), _("Alvor"), _("Regel"), _("Regelens kode"), _("Funn"), _("Gjør dette"), _("Sted"),
        _("Ansvarlig"), _("Opphav"), _("Unntak til"), _("Svarer for unntaket"), _("Grunn til unntaket"), _("Adresse"),
    ]  # fmt: skip

    def rows() -> Iterator[list[Value]]:
        for finding in findings:
            yield _finding(result, finding, None, whole)
        for one in excepted:
            yield _finding(result, one.finding, one, whole)

    return PlainList(_("Trådsjekk"), headings, rows(), len(findings) + len(excepted))


def _finding(result: CheckResult, finding: Finding, held: Excepted | None, whole: Whole) -> list[Value]:
    rule = result.rules[finding.rule]
    return [
        finding.title,
        str(capfirst(rule.severity.label)),
        str(rule.title),
        rule.id,
        str(finding.message),
        str(rule.remedy),
        str(finding.place),
        finding.organisation_name,
        _origin(Origin.EXAMPLE if finding.involves_example else ""),
        held.until if held else None,
        held.owner_name if held else "",
        held.reason if held else "",
        whole(check.subject_url(result.root_slug, finding.kind, finding.key, is_inside=result.is_inside)),
    ]


def waiting_list(root: Root, waiting: Sequence[Waiting], whole: Whole) -> PlainList:
    headings = [_("Foreslått"), _("Type"), _("Dato"), _("Opphav"), _("Adresse")]

    def rows() -> Iterator[list[Value]]:
        for line, one in zip(waiting_lines(root, waiting), waiting, strict=True):
            day = localtime(one.since).date()
            yield [line.title, line.what, day, _origin(Origin(one.origin)), whole(line.url)]

    return PlainList(_("Til gjennomgang"), headings, rows(), len(waiting))


def history_list(root: Root, feed: Feed) -> PlainList:
    """Return a row for each sort of thing that somebody changed in one go."""
    headings = [_("Hva"), _("Gjelder"), _("Hvem"), _("Dato"), _("Klokkeslett")]
    rows = list(_history(root, feed))
    return PlainList(_("Historikk"), headings, rows, len(rows))


def _history(root: Root, feed: Feed) -> Iterator[list[Value]]:
    for entry, told in zip(present_feed(root, feed), feed.entries, strict=True):
        when = localtime(told.when)
        for line in entry.lines:
            yield [line.words, _named(line), entry.who, when.date(), date_format(when, "TIME_FORMAT")]


def _named(line: DoneLine) -> str:
    more = (
        ngettext("og %(count)s til", "og %(count)s til", line.more) % {"count": line.more}
        if line.more
        else ""
    )
    return "; ".join([*(thing.name for thing in line.things), *([more] if more else [])])


def hit_list(searched: Searched, whole: Whole) -> PlainList:
    headings = [
        _("Tittel"), _("Type"), _("Nivå"), _("Organisasjon"), _("Plan"), _("Enhet"), _("Periode"), _("Opphav"),
        _("Adresse"),
    ]  # fmt: skip
    rows = (_hit(searched, hit, whole) for hit in searched.found.hits)
    return PlainList(_("Søk"), headings, rows, searched.found.count)


def _hit(searched: Searched, hit: Hit, whole: Whole) -> list[Value]:
    document, names = hit.document, searched.names
    root = searched.root_of(document)
    level = names.levels.get(document.level) if document.level else None
    plan = names.plans.get(document.plan) if document.plan and hit.kind.name != "plan" else None
    unit = names.units.get(document.unit) if document.unit else None
    return [
        document.title,
        str(capfirst(kind_names()[hit.kind.name][0])),
        str(capfirst(level.one)) if level else "",
        root.name if document.root_id else _("Felles indikatorsett"),
        plan.title if plan else "",
        unit.name if unit else "",
        years(document.first_year, document.last_year),
        _origin(document.origin),
        whole(hit.kind.address(root.slug, document.key)),
    ]


def theme_list(root: Root, groups: Sequence[ThemeGroup], whole: Whole) -> PlainList:
    headings = [_("Tema"), _("Mål"), _("Stikkord"), _("Opphav"), _("Adresse")]
    rows = (
        [
            theme.title, group.heading, ", ".join(theme.keywords), _origin(theme.origin),
            whole(element_url(root.slug, theme.key)),
        ]
        for group in groups
        for theme in group.members
    )  # fmt: skip
    return PlainList(_("Temaer"), headings, rows, sum(len(group.members) for group in groups))


def target_list(targets: Sequence[Judged], whole: Whole) -> PlainList:
    headings = [
        _("Element"), _("Indikator"), _("Gjelder"), _("Ønsket"), _("Siste tall"), _("Periode"), _("Slik går det"),
        _("Begrunnelse"), _("Metode"), _("Opphav"), _("Kilde"), _("Adresse"),
    ]  # fmt: skip
    rows = (
        [
            row.element, row.indicator, row.organisation or _("Hele organisasjonen"),
            " · ".join(part for part in (row.wanted, row.bands) if part), row.latest, row.period, row.word, row.reason,
            row.method, _origin(row.origin), row.source, whole(row.element_url),
        ]
        for row in map(target_row, targets)
    )  # fmt: skip
    return PlainList(_("Måltall"), headings, rows, len(targets))


def sdg_list(goals: Iterable[GoalRow], whole: Whole) -> PlainList:
    """Return a row for each element that serves a target or a whole goal, and one for each target that none serves."""
    headings = [
        _("Bærekraftsmål"), _("Delmål"), _("Hva delmålet sier"), _("Hvorfor"), _("Kilde"), _("Bidrar"), _("Nivå"),
        _("Opphav"), _("Adresse"),
    ]  # fmt: skip
    rows = [row for goal in goals for row in _goal(goal, whole)]
    return PlainList(_("Bærekraftsmål"), headings, rows, len(rows))


def _goal(goal: GoalRow, whole: Whole) -> Iterator[list[Value]]:
    name = f"{goal.number}. {goal.name}"
    for target in goal.targets:
        told = [name, target.code, target.name, target.why, target.source]
        for one in (*target.serving, *target.more):
            yield [*told, *_served(one, target, whole)]
        if not target.serving:
            yield [*told, "", "", "", ""]
    for one in goal.whole:
        yield [name, "", "", "", "", *_served(one, None, whole)]


def _served(one: Serving, target: TargetRow | None, whole: Whole) -> list[str]:
    common = target.serving_origin if target else ""
    return [one.title, str(capfirst(one.level)), _origin(one.origin or common), whole(one.url)]


def _origin(origin: str) -> str:
    return str(Origin(origin).label) if origin else ""
