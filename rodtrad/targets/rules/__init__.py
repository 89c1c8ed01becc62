"""The thread check's rules about indicators and targets, a module for each theme."""

from rodtrad.core.checks import Feed, events_of_all, events_of_root
from rodtrad.goals.rules.beside import RulesBeside
from rodtrad.targets.rules import figures, measured, sdg, wanted
from rodtrad.targets.rules.check import Check
from rodtrad.targets.snapshot import MEASURING

CHECKS: tuple[Check, ...] = (*measured.CHECKS, *wanted.CHECKS, *figures.CHECKS, *sdg.CHECKS)

_BATCHES = (
    "FROM indicators_batch AS batch JOIN indicators_dataset AS source ON source.id = batch.dataset_id"
    " WHERE source.root_id IS NULL OR source.root_id {own}"
)
FEEDS = (
    events_of_root("targets_targetevent"),
    *(
        events_of_all(table)
        for table in (
            "indicators_indicatorevent",
            "indicators_indicatorsdgtargetsevent",
            "indicators_datasetevent",
        )
    ),
    # Figures come by the million and are not tracked one by one, but each of them comes with a batch.
    Feed(
        f"SELECT batch.id {_BATCHES.format(own='= near.id')} ORDER BY batch.id DESC LIMIT 1",
        f"SELECT count(*) {_BATCHES.format(own='IN (SELECT id FROM near)')}",
    ),
)

TARGET_RULES = RulesBeside(CHECKS, MEASURING, FEEDS)
