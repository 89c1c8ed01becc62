"""The thread check's rules about the thread itself, a module for each theme."""

from collections.abc import Collection, Iterator, Sequence

from rodtrad.core.checks import Feed, Finding, Reading, Rule, Scope, events_of_root
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
from rodtrad.goals.snapshot import SNAPSHOT, Snapshot

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

#: Event tables of what the rules read. Each grows with every insert, update and delete.
TRACKED = (
    "organisations_organisationevent", "organisations_checkexceptionevent", "organisations_sourceevent",
    "plans_planevent", "goals_frameworkevent", "goals_levelevent", "goals_levelruleevent",
    "goals_elementevent", "goals_elementsdggoalsevent", "goals_elementsdgtargetsevent", "goals_placementevent",
    "goals_linkevent", "goals_conflictevent", "goals_conflictstepevent", "sdg_localtargetevent",
    "cases_bodyevent",
)  # fmt: skip
FEEDS = (
    events_of_root("organisations_rootevent", root="pgh_obj_id"),
    *(events_of_root(table) for table in TRACKED),
)


class GoalRules:
    """The rule set of this room. Findings about exceptions come from the check itself."""

    @property
    def rules(self) -> Sequence[Rule]:
        return (*(check.rule for check in CHECKS), *exceptions.RULES)

    @property
    def reading(self) -> Reading[Snapshot]:
        return SNAPSHOT

    @property
    def feeds(self) -> Sequence[Feed]:
        return FEEDS

    def find(self, scope: Scope, only: Collection[str]) -> Iterator[Finding]:
        snapshot = scope.once(SNAPSHOT)
        for check in CHECKS:
            if check.rule.id in only:
                yield from check.find(snapshot, scope.today)


GOAL_RULES = GoalRules()
