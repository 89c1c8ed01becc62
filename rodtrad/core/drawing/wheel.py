"""The annual wheel: a ring for the year inside a ring for the four years of a council, and a hand for today.

A turn begins at the top and goes with the clock. What happens on a day is a dot, what lasts is an arc; each lies in a
lane of its ring where it covers no other. Where a ring is full, those that are near each other share one dot.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rodtrad.core.drawing.paths import Point, number, pair

#: What lasts longer than this share of a turn is drawn as an arc.
_ARC_FROM = 1 / 40
#: With more than this in a ring, those that begin in one part of the turn share a dot from the outset: so many parts.
_CROWD, _PARTS = 150, 52
#: The room between two marks in a lane, in units of the drawing.
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Span:
    """Something that happens: its number in the list, and its first and last day."""

    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of lanes between two radii; `starts` is the day at its top, `ends` the first day after the turn."""

    starts: date
    ends: date
    inner: float
    outer: float
    lanes: int

    @property
    def lane(self) -> float:
        return (self.outer - self.inner) / self.lanes

    def turn(self, day: date) -> float:
        """Return how far round a day is, from 0 at the top to 1."""
        whole = (self.ends - self.starts).days
        return min(max((day - self.starts).days / whole, 0.0), 1.0)

    def radius(self, lane: int) -> float:
        """Return the middle of a lane, counted from outside."""
        return self.outer - (lane + 0.5) * self.lane


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one or more events stand: a dot with its middle, or an arc with its path. `from_turn` to `to_turn`
    is the part of the turn that it covers, with the room it keeps."""

    numbers: tuple[int, ...]
    lane: int
    from_turn: float
    to_turn: float
    centre: Point
    r: float
    path: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """A month or a year of a ring: the line where it begins, and the middle of its name."""

    line: str
    name_at: Point
    index: int


@dataclass(frozen=True, slots=True)
class DrawnRing:
    inner: float
    outer: float
    sectors: tuple[Sector, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Wheel:
    """The finished drawing, around the middle (0, 0). `hand` is None for a year that is not now."""

    view_box: str
    year: DrawnRing
    term: DrawnRing
    hand: tuple[Point, Point] | None
    term_hand: tuple[Point, Point] | None


def year_ring(year: int, size: float, lanes: int = 4) -> Ring:
    return Ring(date(year, 1, 1), date(year + 1, 1, 1), size * 0.20, size * 0.345, lanes)


def term_ring(first_year: int, size: float, lanes: int = 3) -> Ring:
    """Return the ring of a term that is constituted in October of the first year."""
    return Ring(date(first_year, 10, 1), date(first_year + 4, 10, 1), size * 0.395, size * 0.495, lanes)


def draw_wheel(
    year: Sequence[Span],
    term: Sequence[Span],
    rings: tuple[Ring, Ring],
    *,
    size: float,
    today: date,
    dot: float,
) -> Wheel:
    """Draw the events of a year and of a term. `size` is the side of the drawing, `dot` the radius of a dot."""
    inner, outer = rings
    half = number(size / 2 + 1)
    return Wheel(
        view_box=f"-{half} -{half} {number(size + 2)} {number(size + 2)}",
        year=_drawn(inner, _months(inner), year, dot),
        term=_drawn(outer, _years(outer), term, dot),
        hand=_hand(inner, today, inner.inner * 0.55),
        term_hand=_hand(outer, today, outer.inner),
    )


def _drawn(ring: Ring, begins: Sequence[date], spans: Sequence[Span], dot: float) -> DrawnRing:
    edges = [ring.turn(day) for day in begins]
    sectors = [
        Sector(
            f"M{pair(_at(ring.inner, start))}L{pair(_at(ring.outer, start))}",
            _at(ring.inner - dot * 1.15, (start + end) / 2),
            index,
        )
        for index, (start, end) in enumerate(zip(edges, [*edges[1:], 1.0], strict=True))
    ]
    return DrawnRing(ring.inner, ring.outer, tuple(sectors), tuple(_marks(ring, spans, dot)))


def _months(ring: Ring) -> list[date]:
    return [date(ring.starts.year, month, 1) for month in range(1, 13)]


def _years(ring: Ring) -> list[date]:
    return [ring.starts, *(date(year, 1, 1) for year in range(ring.starts.year + 1, ring.ends.year + 1))]


def _marks(ring: Ring, spans: Sequence[Span], dot: float) -> list[Mark]:
    """Lay each span in the outermost lane that has room for it; where none has, with the one it is nearest to."""
    inside = [one for one in spans if one.first < ring.ends and one.last >= ring.starts]
    if len(inside) > _CROWD:
        return _crowded(ring, inside, dot)
    held: list[Mark] = []
    for span in sorted(inside, key=lambda one: (-_length(ring, one), one.first, one.number)):
        wanted = next(
            (mark for lane in range(ring.lanes) if _is_free(mark := _mark(ring, span, lane, dot), held)), None
        )
        if wanted is not None:
            held.append(wanted)
        else:
            _share(ring, span, held)
    return sorted(held, key=lambda one: one.numbers)


def _crowded(ring: Ring, spans: Sequence[Span], dot: float) -> list[Mark]:
    parts: dict[int, list[Span]] = {}
    for span in spans:
        parts.setdefault(int(ring.turn(span.first) * _PARTS), []).append(span)
    firsts = [min(held, key=lambda one: one.number) for held in parts.values()]
    whole = {first.number: held for first, held in zip(firsts, parts.values(), strict=True)}
    marks = _marks(ring, [replace(one, last=one.first) for one in firsts], dot)
    return [
        replace(mark, numbers=tuple(sorted(one.number for first in mark.numbers for one in whole[first])))
        for mark in marks
    ]


def _length(ring: Ring, span: Span) -> float:
    length = ring.turn(span.last + timedelta(days=1)) - ring.turn(span.first)
    return length if length > _ARC_FROM else 0.0


def _mark(ring: Ring, span: Span, lane: int, dot: float) -> Mark:
    radius = ring.radius(lane)
    r = min(dot, ring.lane / 2 - 0.5)
    around = 2 * math.pi * radius
    start, end = ring.turn(span.first), ring.turn(span.last + timedelta(days=1))
    middle = (start + end) / 2
    if _length(ring, span):
        keep = _GAP / 2 / around
        path = _arc(radius, start + keep, end - keep)
        return Mark((span.number,), lane, start, end, _at(radius, middle), r, path)
    keep = (r + _GAP / 2) / around
    return Mark((span.number,), lane, middle - keep, middle + keep, _at(radius, middle), r)


def _is_free(mark: Mark, held: Sequence[Mark]) -> bool:
    return not any(_overlap(mark, one) for one in held if one.lane == mark.lane)


def _overlap(first: Mark, second: Mark) -> bool:
    """Tell whether two marks of one lane cover the same part of the turn, over its top too."""
    return any(
        first.from_turn < second.to_turn + round_trip and second.from_turn + round_trip < first.to_turn
        for round_trip in (-1, 0, 1)
    )


def _share(ring: Ring, span: Span, held: list[Mark]) -> None:
    turn = ring.turn(span.first)
    nearest = min(
        range(len(held)),
        key=lambda at: (bool(held[at].path), abs((held[at].from_turn + held[at].to_turn) / 2 - turn)),
    )
    one = held[nearest]
    held[nearest] = replace(one, numbers=tuple(sorted((*one.numbers, span.number))))


def _arc(radius: float, start: float, end: float) -> str:
    if end - start > 1 - 1e-6:
        end = start + 1 - 1e-4
    large = int(end - start > 0.5)
    r = number(radius)
    return f"M{pair(_at(radius, start))}A{r} {r} 0 {large} 1 {pair(_at(radius, end))}"


def _at(radius: float, turn: float) -> Point:
    angle = 2 * math.pi * turn - math.pi / 2
    return (radius * math.cos(angle), radius * math.sin(angle))


def _hand(ring: Ring, today: date, start: float) -> tuple[Point, Point] | None:
    if not ring.starts <= today < ring.ends:
        return None
    turn = ring.turn(today)
    return _at(start, turn), _at(ring.outer, turn)
