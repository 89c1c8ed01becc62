"""The thread check's rules about indicators and targets, a module for each theme."""

from collections.abc import Collection, Iterator, Sequence

from rodtrad.core.checks import Feed, Finding, Reading, Rule, Scope, events_of_all, events_of_root
from rodtrad.goals.snapshot import SNAPSHOT
from rodtrad.targets.rules import figures, measured, sdg, wanted
from rodtrad.targets.rules.check import Check
from rodtrad.targets.snapshot import MEASURING, Measuring

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


class TargetRules:
    """The rule set of this room."""

    @property
    def rules(self) -> Sequence[Rule]:
        return tuple(check.rule for check in CHECKS)

    @property
    def reading(self) -> Reading[Measuring]:
        return MEASURING

    @property
    def feeds(self) -> Sequence[Feed]:
        return FEEDS

    def find(self, scope: Scope, only: Collection[str]) -> Iterator[Finding]:
        chosen = [check for check in CHECKS if check.rule.id in only]
        if not chosen:
            return
        snapshot, measuring = scope.once(SNAPSHOT), scope.once(MEASURING)
        for check in chosen:
            yield from check.find(snapshot, measuring, scope.today)


TARGET_RULES = TargetRules()
