"""The thread check's rules about the thread itself, a module for each theme."""

from collections.abc import Collection, Iterator, Sequence

from rodtrad.core.checks import Finding, Rule, Scope
from rodtrad.goals.rules import (
    carrying,
    challenges,
    conflicts,
    exceptions,
    guidelines,
    life_cycle,
    near_titles,
    periods,
    responsibility,
    sdg,
    serving,
    titles,
    visibility,
)
from rodtrad.goals.rules.check import Check
from rodtrad.goals.snapshot import load_snapshot

CHECKS: tuple[Check, ...] = (
    *challenges.CHECKS,
    *carrying.CHECKS,
    *serving.CHECKS,
    *responsibility.CHECKS,
    *periods.CHECKS,
    *life_cycle.CHECKS,
    *titles.CHECKS,
    *near_titles.CHECKS,
    *sdg.CHECKS,
    *conflicts.CHECKS,
    *guidelines.CHECKS,
    *visibility.CHECKS,
)


class GoalRules:
    """The rule set of this room. Findings about exceptions come from the check itself."""

    @property
    def rules(self) -> Sequence[Rule]:
        return (*(check.rule for check in CHECKS), *exceptions.RULES)

    def find(self, scope: Scope, only: Collection[str]) -> Iterator[Finding]:
        snapshot = scope.once(load_snapshot)
        for check in CHECKS:
            if check.rule.id in only:
                yield from check.find(snapshot, scope.today)


GOAL_RULES = GoalRules()
