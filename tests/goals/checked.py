"""Short ways to ask the thread check in tests."""

from datetime import date

from rodtrad.core.checks import Finding
from rodtrad.goals.checking import CheckResult, run_check
from rodtrad.organisations.models import Root

TODAY = date(2026, 6, 1)


def check(root: Root, *rules: str, today: date = TODAY) -> CheckResult:
    return run_check(root=root, today=today, rules=rules or None)


def findings(root: Root, rule: str, today: date = TODAY) -> list[Finding]:
    return list(check(root, rule, today=today).findings)


def keys(root: Root, rule: str, today: date = TODAY) -> list[str]:
    """Return the keys of what the rule finds."""
    return sorted(finding.key for finding in findings(root, rule, today))
