"""Tangles: the knot a challenge is drawn as, always the same for the same element."""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

from rodtrad.core.drawing.paths import Point, smooth

_STEPS_PER_TURN = 18


class Seed:
    """Give numbers that follow from a text alone, on every machine and in every run."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._count = 0

    def between(self, low: float, high: float) -> float:
        self._count += 1
        digest = hashlib.blake2b(f"{self._count}:{self._text}".encode(), digest_size=8).digest()
        return low + (high - low) * int.from_bytes(digest, "big") / 2**64

    def whole(self, low: int, high: int) -> int:
        """Give a whole number from low up to and including high."""
        return min(high, int(self.between(low, high + 1)))


@dataclass(frozen=True)
class Knot:
    """What one tangle looks like; every field is drawn from the seed."""

    family: int
    turns: float
    phase: float
    tilt: float  # radians
    squash: float  # height over width before the tilt
    ratio: float  # how fast the second motion runs against the first
    second: float  # how large the second motion is
    way: int  # +1 or -1: with or against the clock


def knot_of(seed: Seed) -> Knot:
    """Choose the look: the family first, so that neighbours differ at a glance, then the details."""
    family = seed.whole(0, 4)
    return Knot(
        family=family,
        turns=seed.between(2.4, 3.8),
        phase=seed.between(0, math.tau),
        tilt=seed.between(-0.9, 0.9),
        squash=seed.between(0.55, 1.0),
        ratio=seed.between(1.6, 2.7),
        second=seed.between(0.25, 0.6),
        way=1 if seed.whole(0, 1) else -1,
    )


def tangle(seed: str, width: float = 72, height: float = 40, *, knot_share: float = 0.62) -> str:
    """Draw the tangle of an element: it leaves level at the middle of the right side.

    knot_share is how much of the width the knot may take before the thread runs free.
    """
    source = Seed(seed)
    knot = knot_of(source)
    across = min(width * knot_share, height * source.between(1.0, 1.3))
    tall = height * source.between(0.8, 0.96)
    inside = _fitted(_ball(knot), across, tall, height)
    way = _unwound(inside, across, width, height)
    return smooth(way, last=(width + 4, height / 2))


def _ball(knot: Knot) -> list[Point]:
    steps = max(12, round(knot.turns * _STEPS_PER_TURN))
    motion = _FAMILIES[knot.family]
    lean, rise = math.cos(knot.tilt), math.sin(knot.tilt)
    points: list[Point] = []
    for step in range(steps + 1):
        time = step / steps
        x, y = motion(knot, knot.way * math.tau * knot.turns * time + knot.phase, time)
        y *= knot.squash
        points.append((x * lean - y * rise, x * rise + y * lean))
    return points


def _petals(knot: Knot, angle: float, time: float) -> Point:
    small, quick = 0.3 + 0.2 * knot.second, 2.0 + 0.3 * knot.ratio
    return (
        0.62 * math.cos(angle) + small * math.cos(quick * angle),
        0.62 * math.sin(angle) + small * math.sin(quick * angle + knot.phase / 4),
    )


def _bows(knot: Knot, angle: float, time: float) -> Point:
    wander = (knot.ratio - 0.6) * math.pi * time
    return (math.cos(angle + wander * 0.5), math.sin(2 * angle + wander) * (1 - knot.second * time))


def _coil(knot: Knot, angle: float, time: float) -> Point:
    return (1.7 * time + 0.62 * math.cos(angle), math.sin(angle) * (0.75 + knot.second * (0.5 - time)))


def _yarn(knot: Knot, angle: float, time: float) -> Point:
    axis = knot.ratio * 1.2 * time
    x, y = math.cos(angle), (0.4 + 0.5 * knot.second) * math.sin(angle * 1.12)
    return (x * math.cos(axis) - y * math.sin(axis), x * math.sin(axis) + y * math.cos(axis))


def _spiral(knot: Knot, angle: float, time: float) -> Point:
    reach = 0.6 + 0.4 * math.cos(math.tau * (time * 1.1 + knot.second))
    return (reach * math.cos(angle), reach * math.sin(angle) + 0.25 * time)


_FAMILIES: tuple[Callable[[Knot, float, float], Point], ...] = (_petals, _bows, _coil, _yarn, _spiral)


def _fitted(points: list[Point], across: float, tall: float, height: float) -> list[Point]:
    """Stretch the ball to its place at the left; the margin leaves room for the curve's swing."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    margin = 0.06 * height
    wide, high = max(right - left, 0.1), max(bottom - top, 0.1)
    room_x, room_y = across - 2 * margin, tall - 2 * margin
    return [
        (margin + (x - left) / wide * room_x, height / 2 - room_y / 2 + (y - top) / high * room_y)
        for x, y in points
    ]


def _unwound(points: list[Point], across: float, width: float, height: float) -> list[Point]:
    """Let the last part of the ball run out into the line."""
    middle, loose = height / 2, max(3, len(points) // 6)
    kept = points[:-loose]
    for step, (x, y) in enumerate(points[-loose:], start=1):
        share = (step / (loose + 1)) ** 1.4
        kept.append((x + (across - x) * share, y + (middle - y) * share))
    kept.append((across + (width - across) * 0.3, middle + height * 0.03))
    kept.append((across + (width - across) * 0.65, middle))
    kept.append((width, middle))
    return kept
