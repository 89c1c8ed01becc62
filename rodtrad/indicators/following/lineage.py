"""Which codes an area of today had, and what it was made of, on any day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Change(Protocol):
    """One step in the history of codes, as `geography.models.AreaChange` has it: what became what, and when.

    What kind of step it is follows from all the steps of a day together.
    """

    @property
    def from_code(self) -> str: ...
    @property
    def to_code(self) -> str: ...
    @property
    def date(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Split:
    """A code that was shared between several on a day, not all of them part of the area that is followed."""

    code: str
    into: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Origin:
    """What an area of today was on an earlier day: the codes that lie wholly in it, and those that only partly do.

    `own` tells whether the code of today was in use then: a figure under it is then for the area as it was.
    """

    codes: tuple[str, ...]
    splits: tuple[Split, ...] = ()
    own: bool = True

    @property
    def is_same_area(self) -> bool:
        return len(self.codes) == 1 and not self.splits


class Lineage:
    """The past of the codes of today, worked out once for each day on which codes changed."""

    def __init__(self, *, changes: Iterable[Change], codes: Collection[str]) -> None:
        self.codes = tuple(codes)
        by_day: dict[date, list[Change]] = defaultdict(list)
        for change in changes:
            by_day[change.date].append(change)
        self._days = sorted(by_day)
        era = {code: Origin((code,)) for code in self.codes}
        eras = [era]
        for day in reversed(self._days):
            era = _step_back(era, by_day[day], day)
            eras.append(era)
        self._eras = eras[::-1]

    def era(self, day: date) -> int:
        """Return the number of the time between two changes that a day falls in; the last is today's."""
        return bisect_right(self._days, day)

    def origins(self, era: int) -> Mapping[str, Origin]:
        """Return what each code of today was in that time."""
        return self._eras[era]

    def origin(self, code: str, day: date) -> Origin:
        return self._eras[self.era(day)][code]


def _step_back(era: Mapping[str, Origin], changes: Iterable[Change], day: date) -> dict[str, Origin]:
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        before[change.to_code].add(change.from_code)
        after[change.from_code].add(change.to_code)
    return {code: _origin_before(code, origin, before, after, day) for code, origin in era.items()}


def _origin_before(
    code: str, origin: Origin, before: Mapping[str, set[str]], after: Mapping[str, set[str]], day: date
) -> Origin:
    """Take one origin back past one day. A predecessor is whole when all that it became lies in the area."""
    if not any(one in before for one in origin.codes):
        return origin
    former = set().union(*(before.get(one, {one}) for one in origin.codes))
    held = set(origin.codes)
    whole = {one for one in former if after.get(one, {one}) <= held}
    split = tuple(Split(one, tuple(sorted(after[one])), day) for one in sorted(former - whole))
    return Origin(tuple(sorted(whole)), (*origin.splits, *split), origin.own and code in former)
