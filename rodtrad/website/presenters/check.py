"""The thread check in words: findings by rule or by unit, exceptions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.checks import Finding, Pictogram, Related, Rule, Severity, SubjectKind
from rodtrad.goals.checking import CheckResult, Excepted
from rodtrad.website.presenters.wording import day

#: A group with more findings than this is folded after the first.
FOLD_ABOVE = 12
SHOWN_OF_FOLDED = 6
#: A group tells so many of its findings beside the others; a page of the group alone so many.
MOST_BESIDE = 60
PAGE_SIZE = 100
#: A plan's page is about the plan: the rest of its findings is folded.
FEW_OF_A_PLAN = 4
#: A narrow screen folds a list of at least so many findings, and names at most so many of them.
TUCK_FROM = 3
MOST_NAMES = 20
NO_UNIT = "ingen"

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
_PAGES = {
    SubjectKind.ELEMENT: "element",
    SubjectKind.LINK: "element",
    SubjectKind.PLAN: "plan",
    SubjectKind.CONFLICT: "conflict",
    SubjectKind.INDICATOR: "indicator",
    SubjectKind.INSTRUCTION: "instruction",
}


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
    """One finding; `about` is the address's name and the key of what it is about, if that has a page."""

    title: str
    about: tuple[str, str] | None
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
    """Findings of one rule, or of one unit; `folded` stands behind a fold, `left_out` on a page of the group alone."""

    key: str
    heading: str
    rule: RuleText | None
    count: int
    shown: tuple[Item, ...]
    folded: tuple[Item, ...]
    left_out: int
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


def subject_url(slug: str, kind: SubjectKind, key: str, *, is_inside: bool = False) -> str:
    """Return the page about what a finding names; empty when it has none of its own that the reader may open."""
    if kind in _PAGES:
        return reverse(_PAGES[kind], args=[slug, key])
    if kind == SubjectKind.DATASET and is_inside:
        return reverse("source", args=[slug, key])
    if kind == SubjectKind.SDG_TARGET:
        return reverse("sdg", args=[slug]) + f"#mal-{key.replace('.', '-')}"
    return ""


def item(result: CheckResult, finding: Finding) -> Item:
    slug, inside = result.root_slug, result.is_inside
    return Item(
        title=finding.title,
        about=(_PAGES[finding.kind], finding.key) if finding.kind in _PAGES else None,
        url=subject_url(slug, finding.kind, finding.key, is_inside=inside),
        message=str(finding.message),
        place=str(finding.place),
        unit=finding.organisation_name,
        related=tuple(_related(slug, other) for other in finding.related),
        example=finding.involves_example,
        rule=rule_text(result.rules[finding.rule]),
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
    return _group(result, _Named("", "", None), own, FEW_OF_A_PLAN)


def about_indicator(result: CheckResult, key: str) -> list[Item]:
    """Return what was found about an indicator, and about what is followed by it or gives it figures."""
    return [
        item(result, finding)
        for finding in result.findings
        if (finding.kind is SubjectKind.INDICATOR and finding.key == key)
        or any(one.kind is SubjectKind.INDICATOR and one.key == key for one in finding.related)
    ]


def by_rule(result: CheckResult) -> list[Group]:
    return [_group(result, named, findings) for named, findings in _of_rules(result)]


def by_unit(result: CheckResult) -> list[Group]:
    return [_group(result, named, findings) for named, findings in _of_units(result)]


def whole_group(result: CheckResult, key: str, number: str) -> tuple[Group, Page[Finding]] | None:
    """Return one page of all findings of the rule or the unit with the key; nothing when there are none."""
    found = _named(result, key)
    if found is None:
        return None
    named, findings = found
    page = Paginator(findings, PAGE_SIZE).get_page(number)
    group = _group(result, named, list(page.object_list), PAGE_SIZE)
    return replace(group, count=len(findings), tuck=None), page


def findings_of(result: CheckResult, key: str) -> list[Finding] | None:
    """Return the findings of the rule or the unit with the key; nothing when there are none."""
    found = _named(result, key)
    return found[1] if found else None


class _Named(NamedTuple):
    key: str
    heading: str
    rule: RuleText | None


def _named(result: CheckResult, key: str) -> tuple[_Named, list[Finding]] | None:
    pairs = chain(_of_rules(result), _of_units(result))
    return next(((named, findings) for named, findings in pairs if named.key == key), None)


def _of_rules(result: CheckResult) -> Iterator[tuple[_Named, list[Finding]]]:
    for rule, findings in result.by_rule().items():
        yield _Named(rule.id, str(rule.title), rule_text(rule)), findings


def _of_units(result: CheckResult) -> Iterator[tuple[_Named, list[Finding]]]:
    for (identity, name), findings in result.by_organisation().items():
        yield _Named(str(identity or NO_UNIT), name or _("Ingen ansvarlig"), None), findings


def _group(result: CheckResult, named: _Named, findings: Sequence[Finding], most: int = FOLD_ABOVE) -> Group:
    told = findings[: max(most, MOST_BESIDE)]
    items = [item(result, finding) for finding in told]
    cut = min(SHOWN_OF_FOLDED, most) if len(items) > most else len(items)
    return Group(
        key=named.key,
        heading=named.heading,
        rule=named.rule,
        count=len(findings),
        shown=tuple(items[:cut]),
        folded=tuple(items[cut:]),
        left_out=len(findings) - len(items),
        all_examples=all(finding.involves_example for finding in findings),
        tuck=_tuck(findings),
    )


def _tuck(findings: Sequence[Finding]) -> Tuck | None:
    if len(findings) < TUCK_FROM:
        return None
    label = ngettext("%(count)d funn", "%(count)d funn", len(findings)) % {"count": len(findings)}
    return Tuck(label, ", ".join(dict.fromkeys(finding.title for finding in findings[:MOST_NAMES])))


def exceptions(result: CheckResult) -> list[ExceptionItem]:
    return [_exception(result, one) for one in result.excepted]


def _exception(result: CheckResult, one: Excepted) -> ExceptionItem:
    finding = item(result, one.finding)
    return ExceptionItem(finding, one.reason, one.owner_name, day(one.until))
