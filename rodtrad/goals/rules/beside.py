"""A rule set of a room above this one: its checks look at the thread, and at what the room reads beside it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rodtrad.core.checks import Feed, Finding, Reading, Rule, Scope
from rodtrad.goals.snapshot import SNAPSHOT, Snapshot

Read = TypeVar("Read")


@dataclass(frozen=True)
class CheckBeside(Generic[Read]):
    """A rule and the function that finds where it is not kept."""

    rule: Rule
    find: Callable[[Snapshot, Read, date], Iterator[Finding]]


class RulesBeside(Generic[Read]):
    """The checks of one room, what they read beside the thread, and what to follow."""

    def __init__(
        self, checks: Sequence[CheckBeside[Read]], reading: Reading[Read], feeds: Sequence[Feed]
    ) -> None:
        self._checks = tuple(checks)
        self.reading = reading
        self.feeds = tuple(feeds)

    @property
    def rules(self) -> Sequence[Rule]:
        return tuple(check.rule for check in self._checks)

    def find(self, scope: Scope, only: Collection[str]) -> Iterator[Finding]:
        chosen = [check for check in self._checks if check.rule.id in only]
        if not chosen:
            return
        snapshot, beside = scope.once(SNAPSHOT), scope.once(self.reading)
        for check in chosen:
            yield from check.find(snapshot, beside, scope.today)
