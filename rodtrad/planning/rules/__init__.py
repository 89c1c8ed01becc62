"""The thread check's rules about plans and their processes (T-80 to T-86, T-93 to T-97), a module for each theme."""

from rodtrad.core.checks import Feed, events_of_root
from rodtrad.goals.rules.beside import RulesBeside
from rodtrad.planning.rules import deadlines, register, standing, strategy
from rodtrad.planning.rules.check import Check
from rodtrad.planning.snapshot import PLANNING

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

PLANNING_RULES = RulesBeside(CHECKS, PLANNING, FEEDS)
