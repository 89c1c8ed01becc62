"""The thread check's rules about plans and their processes (T-80 to T-87, T-93 to T-99), a module for each theme."""

from rodtrad.core.checks import Feed, events_of_root
from rodtrad.goals.rules.beside import RulesBeside
from rodtrad.planning.rules import deadlines, hearings, instructions, register, standing, strategy
from rodtrad.planning.rules.check import Check
from rodtrad.planning.snapshot import PLANNING

CHECKS: tuple[Check, ...] = (
    *deadlines.CHECKS,
    *standing.CHECKS,
    *register.CHECKS,
    *strategy.CHECKS,
    *hearings.CHECKS,
    *instructions.CHECKS,
)

FEEDS = (
    *(
        events_of_root(table)
        for table in (
            "planning_processevent",
            "planning_processstepevent",
            "planning_clockchoiceevent",
            "plans_knowledgebaseevent",
            "plans_plandocumentevent",
            "planning_strategyitemevent",
            "planning_planningstrategyevent",
            "planning_guidelineanswerevent",
            "planning_capacityevent",
            "cases_caseevent",
            "cases_treatmentevent",
            "cases_meetingevent",
            "cases_instructionevent",
        )
    ),
    # Rows that are never changed have no events; each new one is a row.
    *(
        Feed(
            f"SELECT {made}::text FROM {table} WHERE root_id = near.id ORDER BY {made} DESC LIMIT 1",
            f"SELECT count(*) FROM {table} WHERE root_id IN (SELECT id FROM near)",
        )
        for table, made in (("plans_version", "frozen_at"), ("plans_versionmark", "marked_at"))
    ),
)

PLANNING_RULES = RulesBeside(CHECKS, PLANNING, FEEDS)
