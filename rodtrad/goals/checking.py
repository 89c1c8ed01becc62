"""Run the thread check: every registered rule over one root, with exceptions held against what was found."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone, translation

from rodtrad.cases.presenters import LAW_WORD, in_own_words_lazy
from rodtrad.cases.queries.councils import name_on
from rodtrad.core.checks import Finding, Rule, Scope, Severity, all_rules, registered
from rodtrad.core.checks.rules import Text
from rodtrad.core.collecting import collector_paused
from rodtrad.core.models import Visibility
from rodtrad.goals.exceptions_held import about_exceptions
from rodtrad.goals.snapshot import SNAPSHOT, End, ExceptionRecord
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


class UnknownRuleError(Exception):
    """A rule was asked for that no room has."""


@dataclass(frozen=True, slots=True)
class Excepted:
    """A finding that someone answers for until a day."""

    finding: Finding
    reason: str
    owner: UUID | None
    owner_name: str
    until: date


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found; `run_check` returns the whole, `visible_to` what one viewer may know of it."""

    root_slug: str
    root_name: str
    today: date
    checked_at: datetime
    #: The rules that were run, by id, in the root's own word for its council.
    rules: Mapping[str, Rule]
    #: The gravest first, then by rule and place.
    findings: tuple[Finding, ...]
    excepted: tuple[Excepted, ...]
    ends: Mapping[End, int]
    #: Something has changed since; a check that takes long is not run anew for each change.
    is_behind: bool = False
    #: Whoever sees it has a role in the root, and so the pages that only those have.
    is_inside: bool = False

    @property
    def elements(self) -> int:
        """How many elements were checked."""
        return sum(self.ends.values())

    @property
    def counts(self) -> dict[Severity, int]:
        found = Counter(self.rules[finding.rule].severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def has_errors(self) -> bool:
        return self.counts[Severity.ERROR] > 0

    @property
    def examples(self) -> int:
        """How many findings include an invented record."""
        return sum(finding.involves_example for finding in self.findings)

    def by_rule(self) -> dict[Rule, list[Finding]]:
        """Return the findings under each rule that has any, the gravest rules first."""
        groups: dict[Rule, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(self.rules[finding.rule], []).append(finding)
        return groups

    def by_organisation(self) -> dict[tuple[UUID | None, str], list[Finding]]:
        """Return the findings under each responsible organisation by name; those with none come last."""
        groups: dict[tuple[UUID | None, str], list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault((finding.organisation, finding.organisation_name), []).append(finding)
        return dict(sorted(groups.items(), key=lambda group: (group[0][0] is None, group[0][1])))

    def about(self, key: str) -> list[Finding]:
        """Return the findings whose subject has the key."""
        return [finding for finding in self.findings if finding.key == key]

    def at_least(self, severity: Severity) -> "CheckResult":
        kept = (
            finding for finding in self.findings if self.rules[finding.rule].severity.rank <= severity.rank
        )
        return replace(self, findings=tuple(kept))


def run_check(*, root: Root, today: date, rules: Collection[str] | None = None) -> CheckResult:
    """Check the root by the rules with these ids, all by default.

    The whole is returned, hidden records included: show it through `visible_to`. Raises UnknownRuleError.
    """
    known = {rule.id: rule for rule in all_rules()}
    if unknown := set(rules or ()) - set(known):
        raise UnknownRuleError(", ".join(sorted(unknown)))
    chosen = {rule_id: rule for rule_id, rule in known.items() if rules is None or rule_id in rules}
    with collector_paused():
        return _run(root, today, chosen, known)


def _run(root: Root, today: date, chosen: Mapping[str, Rule], known: Mapping[str, Rule]) -> CheckResult:
    scope = Scope(root.id, today)
    found = [finding for rule_set in registered() for finding in rule_set.find(scope, chosen)]
    snapshot = scope.once(SNAPSHOT)
    standing, excepted = _hold(found, snapshot.exceptions, today)
    standing += [
        finding
        for finding in about_exceptions(snapshot, found, today, chosen, known)
        if finding.rule in chosen
    ]
    result = CheckResult(
        root_slug=root.slug,
        root_name=root.name,
        today=today,
        checked_at=timezone.now(),
        rules=_in_own_words(chosen, root, name_on(snapshot.councils, today)),
        findings=tuple(sorted(standing, key=lambda finding: _order(finding, known))),
        excepted=tuple(sorted(excepted, key=lambda one: _order(one.finding, known))),
        ends=snapshot.count_by_end(),
    )
    snapshot.unhook()
    return result


def _in_own_words(rules: Mapping[str, Rule], root: Root, council: str) -> dict[str, Rule]:
    """Let the rules that name the council call it what the root does; the law and docs/rules.md say kommunestyret."""

    def said(text: Text) -> Text:
        return in_own_words_lazy(root, council, text) if LAW_WORD in str(text).casefold() else text

    with translation.override("nb"):
        return {
            identity: replace(
                rule,
                title=said(rule.title),
                text=said(rule.text),
                reason=said(rule.reason),
                remedy=said(rule.remedy),
            )
            for identity, rule in rules.items()
        }


def _order(finding: Finding, rules: Mapping[str, Rule]) -> tuple[int, str, str, str, str, str]:
    place = finding.place
    number = ".".join(part.zfill(4) for part in place.number.split("."))
    rank = rules[finding.rule].severity.rank
    return rank, finding.rule, place.plan_key, number, finding.title.casefold(), finding.key


def _hold(
    found: Iterable[Finding], exceptions: Iterable[ExceptionRecord], today: date
) -> tuple[list[Finding], list[Excepted]]:
    """Part the findings that stand from those that an exception holds today."""
    holding = {(one.rule, one.subject): one for one in exceptions if one.until >= today}
    standing, excepted = [], []
    for finding in found:
        held = holding.get((finding.rule, finding.key))
        if held is None:
            standing.append(finding)
            continue
        owner = held.owner
        excepted.append(
            Excepted(
                finding, held.reason, owner.id if owner else None, owner.name if owner else "", held.until
            )
        )
    return standing, excepted


def visible_to(result: CheckResult, viewer: Viewer) -> CheckResult:
    """Return the result as the viewer may see it: findings, exceptions and counts alike."""
    if viewer.sees_all:
        return replace(result, is_inside=True)
    ends = {end: number for end, number in result.ends.items() if _is_open(end, viewer)}
    excepted = tuple(one for one in result.excepted if _sees(one.finding, viewer))
    return replace(
        result,
        findings=findings_visible_to(result, viewer),
        excepted=excepted,
        ends=ends,
        is_inside=viewer.ceiling >= Visibility.INTERNAL,
    )


def findings_visible_to(result: CheckResult, viewer: Viewer) -> tuple[Finding, ...]:
    return tuple(finding for finding in result.findings if _sees(finding, viewer))


def _sees(finding: Finding, viewer: Viewer) -> bool:
    return finding.is_visible(ceiling=viewer.ceiling, team=viewer.team, sees_all=viewer.sees_all)


def _is_open(end: End, viewer: Viewer) -> bool:
    return end.visibility <= viewer.ceiling or (
        end.visibility == Visibility.TEAM and not end.openers.isdisjoint(viewer.team)
    )
