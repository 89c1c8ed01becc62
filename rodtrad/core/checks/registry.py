"""The rooms' rules. A room registers its rule set in `AppConfig.ready()`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, cast
from uuid import UUID

from rodtrad.core.checks.feeds import Feed
from rodtrad.core.checks.findings import Finding
from rodtrad.core.checks.reading import Read, Reading, read_at_once
from rodtrad.core.checks.rules import Rule


class DuplicateRuleError(Exception):
    """Two rules have the same id."""


@dataclass
class Scope:
    """What one check looks at: a root, on a day. What rooms read of it is read once, for all their rules."""

    root_id: UUID
    today: date
    _read: dict[Reading[Any], Any] = field(default_factory=dict)

    def once(self, reading: Reading[Read]) -> Read:
        """Return what is read of the root; with the first that is asked for, what all rules read is read."""
        if reading not in self._read:
            self._read |= read_at_once(list(dict.fromkeys([*all_readings(), reading])), self.root_id)
        return cast(Read, self._read[reading])


class RuleSet(Protocol):
    """The rules of one room."""

    @property
    def rules(self) -> Sequence[Rule]: ...

    @property
    def reading(self) -> Reading[Any]:
        """Tell what the rules look at."""
        ...

    @property
    def feeds(self) -> Sequence[Feed]:
        """Tell what to follow: a result that is kept holds as long as none of them has moved."""
        ...

    def find(self, scope: Scope, only: Collection[str]) -> Iterable[Finding]:
        """Yield the findings of those of its rules whose id is in `only`."""


_registered: list[RuleSet] = []


def register(rule_set: RuleSet) -> None:
    """Add a room's rules. The same set twice counts once; a rule id that another set has is refused."""
    if any(known is rule_set for known in _registered):
        return
    taken = {rule.id for rule in all_rules()}
    for rule in rule_set.rules:
        if rule.id in taken:
            raise DuplicateRuleError(rule.id)
        taken.add(rule.id)
    _registered.append(rule_set)


def registered() -> tuple[RuleSet, ...]:
    return tuple(_registered)


def all_rules() -> tuple[Rule, ...]:
    """Return every registered rule, by id."""
    return tuple(sorted((rule for known in _registered for rule in known.rules), key=lambda rule: rule.id))


def all_readings() -> tuple[Reading[Any], ...]:
    return tuple(dict.fromkeys(known.reading for known in _registered))


def all_feeds() -> tuple[Feed, ...]:
    """Return what every registered rule hangs on, each once."""
    return tuple(dict.fromkeys(feed for known in _registered for feed in known.feeds))
