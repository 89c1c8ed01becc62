"""The thread check's rules about plans and their processes (T-80 to T-86, T-93 to T-97), a module for each theme."""

from collections.abc import Collection, Iterator, Sequence

from rodtrad.core.checks import Feed, Finding, Reading, Rule, Scope, events_of_root
from rodtrad.goals.snapshot import SNAPSHOT
from rodtrad.planning.rules import deadlines, register, standing, strategy
from rodtrad.planning.rules.check import Check
from rodtrad.planning.snapshot import PLANNING, Planning

CHECKS: tuple[Check, ...] = (*deadlines.CHECKS, *standing.CHECKS, *register.CHECKS, *strategy.CHECKS)

FEEDS = (
    *(
        events_of_root(table)
        for table in (
            "planning_processevent",
            "planning_processstepevent",
            "planning_clockchoiceevent",
            "plans_knowledgebaseevent",
            "planning_strategyitemevent",
            "planning_planningstrategyevent",
            "planning_guidelineanswerevent",
            "planning_capacityevent",
            "cases_caseevent",
            "cases_meetingevent",
        )
    ),
    # Versions are never changed, so they have no events; each new one is a row.
    Feed(
        "SELECT frozen_at::text FROM plans_version WHERE root_id = near.id ORDER BY frozen_at DESC LIMIT 1",
        "SELECT count(*) FROM plans_version WHERE root_id IN (SELECT id FROM near)",
    ),
)


class PlanningRules:
    """The rule set of this room."""

    @property
    def rules(self) -> Sequence[Rule]:
        return tuple(check.rule for check in CHECKS)

    @property
    def reading(self) -> Reading[Planning]:
        return PLANNING

    @property
    def feeds(self) -> Sequence[Feed]:
        return FEEDS

    def find(self, scope: Scope, only: Collection[str]) -> Iterator[Finding]:
        chosen = [check for check in CHECKS if check.rule.id in only]
        if not chosen:
            return
        snapshot, planning = scope.once(SNAPSHOT), scope.once(PLANNING)
        for check in chosen:
            yield from check.find(snapshot, planning, scope.today)


PLANNING_RULES = PlanningRules()
