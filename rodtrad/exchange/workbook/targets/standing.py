"""What is wanted of indicators in the root now, by the names that people write in a sheet."""

from collections.abc import Collection, Iterator
from functools import cached_property
from uuid import UUID

from rodtrad.exchange.workbook.here import Here, Names
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.targets.models import Target
from rodtrad.targets.queries import targets_of

#: The keys of element and indicator, and of the unit: "" for the whole root.
TargetKey = tuple[str, str, str]


class Standing:
    """Reads the root's targets and indicators once, as much as the person may see."""

    def __init__(self, here: Here) -> None:
        self.here = here

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by key; the root's own before those of the common set."""
        rows = visible_indicators(self.here.root, self.here.viewer)
        common_first = sorted(rows, key=lambda one: one.root_id is not None)
        return {one.key: one for one in common_first}

    @cached_property
    def names(self) -> Names:
        return Names({key: one.name for key, one in self.indicators.items()})

    @cached_property
    def targets(self) -> dict[TargetKey, Target]:
        return {key_of(one): one for one in targets_of(self.here.root, self.here.viewer)}

    def element(self, key: str) -> Element | None:
        """Return the element with the key, when the person may see it."""
        if key not in self.here.seen:
            return None
        found = self.here.elements[key]
        found.plan = self.here.plans[self.here.plan_keys[found.plan_id]]
        return found

    def in_order(self, only: Collection[UUID] | None = None) -> Iterator[Target]:
        """Yield the targets by element, then indicator; `only` chooses among the elements."""
        for _key, target in sorted(self.targets.items(), key=lambda one: one[0]):
            if only is None or target.element_id in only:
                yield target


def key_of(target: Target) -> TargetKey:
    unit = target.organisation.key if target.organisation else ""
    return target.element.key, target.indicator.key, unit
