"""Work against capacity by half year: pure reckoning on a strategy's items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rodtrad.planning.models import TAKES_WORK, Capacity, StrategyItem
from rodtrad.planning.semesters import term_semesters

_NONE = Decimal(0)


@dataclass(frozen=True)
class Load:
    """Person-months in one half year; `capacity` is None where nobody has said how much there is."""

    semester: int
    work: Decimal
    capacity: Decimal | None

    @property
    def short(self) -> Decimal:
        """Return how many person-months are lacking, 0 when there is enough."""
        return max(self.work - self.capacity, _NONE) if self.capacity is not None else _NONE


@dataclass(frozen=True)
class Workload:
    """All half years in order, and the work that nobody has given a time."""

    loads: tuple[Load, ...]
    untimed: Decimal

    @property
    def overfull(self) -> list[Load]:
        return [one for one in self.loads if one.short > 0]

    @property
    def is_empty(self) -> bool:
        return not any(one.work or one.capacity for one in self.loads) and not self.untimed


def workload(
    items: Iterable[StrategyItem], capacities: Sequence[Capacity], *, term: tuple[int, int]
) -> Workload:
    """Spread each item's work evenly from the half year it starts to the one it is adopted in, both with.

    Only plans that are revised or made take work. The half years are the term's, and others that hold something.
    """
    work: dict[int, Decimal] = dict.fromkeys(term_semesters(*term), _NONE)
    untimed = _NONE
    for item in items:
        if item.decision not in TAKES_WORK or not item.work:
            continue
        first = item.start_semester or item.adopt_semester
        last = item.adopt_semester or item.start_semester
        if first is None or last is None:
            untimed += item.work
            continue
        for semester in range(first, last + 1):
            work[semester] = work.get(semester, _NONE) + item.work / (last - first + 1)
    room = {one.semester: one.person_months for one in capacities}
    return Workload(
        loads=tuple(
            Load(semester, work.get(semester, _NONE), room.get(semester))
            for semester in sorted({*work, *room})
        ),
        untimed=untimed,
    )
