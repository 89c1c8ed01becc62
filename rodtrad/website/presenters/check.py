"""The thread check in words: findings by rule or by unit, exceptions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.checks import Finding, Pictogram, Related, Rule, Severity, SubjectKind
from rodtrad.goals.checking import CheckResult, Excepted
from rodtrad.website.presenters.wording import day

#: A group with more findings than this is folded after the first.
FOLD_ABOVE = 12
SHOWN_OF_FOLDED = 6
#: A plan's page is about the plan: the rest of its findings is folded.
FEW_OF_A_PLAN = 4
#: A narrow screen folds a list of at least so many findings.
TUCK_FROM = 3

SEVERITY_MARKS: dict[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "info",
}
SEVERITY_ADDRESSES: dict[str, Severity] = {
    "feil": Severity.ERROR,
    "advarsel": Severity.WARNING,
    "merknad": Severity.NOTE,
}
PICTOGRAMS: dict[Pictogram, str] = {
    Pictogram.BROKEN: "broken",
    Pictogram.LOOSE: "loose",
    Pictogram.CROSSING: "crossed",
    Pictogram.SKIPPED: "skipped",
    Pictogram.LATE: "late",
    Pictogram.TWIN: "double",
    Pictogram.FADED: "reading",
    Pictogram.EMPTY_RING: "ends",
    Pictogram.LOCKED: "hidden",
    Pictogram.DETACHED: "unowned",
}
_PAGES = {SubjectKind.ELEMENT: "element", SubjectKind.LINK: "element", SubjectKind.PLAN: "plan"}


@dataclass(frozen=True)
class RuleText:
    """A rule as the page tells it."""

    id: str
    anchor: str
    mark: str
    title: str
    text: str
    reason: str
    reference: str
    remedy: str
    pictogram: str


@dataclass(frozen=True)
class Item:
    """One finding."""

    title: str
    url: str
    message: str
    place: str
    unit: str
    related: tuple[tuple[str, str], ...]
    example: bool
    rule: RuleText


@dataclass(frozen=True)
class Tuck:
    """What a list of findings says of itself where a narrow screen folds it."""

    label: str
    titles: str


@dataclass(frozen=True)
class Group:
    """Findings of one rule, or of one unit; `folded` stands behind a fold."""

    heading: str
    rule: RuleText | None
    count: int
    shown: tuple[Item, ...]
    folded: tuple[Item, ...]
    all_examples: bool
    tuck: Tuck | None


@dataclass(frozen=True)
class ExceptionItem:
    finding: Item
    reason: str
    owner: str
    until: str


def rule_text(rule: Rule) -> RuleText:
    return RuleText(
        id=rule.id,
        anchor=rule.id.lower(),
        mark=SEVERITY_MARKS[rule.severity],
        title=str(rule.title),
        text=str(rule.text),
        reason=str(rule.reason),
        reference=str(rule.reference),
        remedy=str(rule.remedy),
        pictogram=PICTOGRAMS[rule.pictogram],
    )


def subject_url(slug: str, kind: SubjectKind, key: str) -> str:
    """Return the page about what a finding names; empty when it has none of its own."""
    if kind in _PAGES:
        return reverse(_PAGES[kind], args=[slug, key])
    if kind == SubjectKind.CONFLICT:
        return reverse("conflict", args=[slug, key])
    if kind == SubjectKind.SDG_TARGET:
        return reverse("sdg", args=[slug]) + f"#mal-{key.replace('.', '-')}"
    return ""


def item(slug: str, finding: Finding, rule: Rule) -> Item:
    return Item(
        title=finding.title,
        url=subject_url(slug, finding.kind, finding.key),
        message=str(finding.message),
        place=str(finding.place),
        unit=finding.organisation_name,
        related=tuple(_related(slug, other) for other in finding.related),
        example=finding.involves_example,
        rule=rule_text(rule),
    )


def _related(slug: str, other: Related) -> tuple[str, str]:
    return other.title, subject_url(slug, other.kind, other.key)


def findings_in(result: CheckResult, plan_key: str) -> Group:
    """Return what was found about a plan, and about the elements that come from it."""
    own = [
        finding
        for finding in result.findings
        if plan_key in (finding.place.plan_key, finding.key if finding.kind == SubjectKind.PLAN else "")
    ]
    return _group(result, "", None, own, FEW_OF_A_PLAN)


def by_rule(result: CheckResult) -> list[Group]:
    return [
        _group(result, str(rule.title), rule_text(rule), findings)
        for rule, findings in result.by_rule().items()
    ]


def by_unit(result: CheckResult) -> list[Group]:
    return [
        _group(result, name or _("Ingen ansvarlig"), None, findings)
        for (_identity, name), findings in result.by_organisation().items()
    ]


def _group(
    result: CheckResult,
    heading: str,
    rule: RuleText | None,
    findings: Sequence[Finding],
    most: int = FOLD_ABOVE,
) -> Group:
    items = [item(result.root_slug, finding, result.rules[finding.rule]) for finding in findings]
    cut = min(SHOWN_OF_FOLDED, most) if len(items) > most else len(items)
    return Group(
        heading=heading,
        rule=rule,
        count=len(items),
        shown=tuple(items[:cut]),
        folded=tuple(items[cut:]),
        all_examples=all(one.example for one in items),
        tuck=_tuck(items),
    )


def _tuck(items: Sequence[Item]) -> Tuck | None:
    if len(items) < TUCK_FROM:
        return None
    label = ngettext("%(count)d funn", "%(count)d funn", len(items)) % {"count": len(items)}
    return Tuck(label, ", ".join(dict.fromkeys(one.title for one in items)))


def exceptions(result: CheckResult) -> list[ExceptionItem]:
    return [_exception(result, one) for one in result.excepted]


def _exception(result: CheckResult, one: Excepted) -> ExceptionItem:
    finding = item(result.root_slug, one.finding, result.rules[one.finding.rule])
    return ExceptionItem(finding, one.reason, one.owner_name, day(one.until))
