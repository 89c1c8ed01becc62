"""Short ways to write series and questions."""

from typing import Any

from rodtrad.targets.methods import Point, Question


def series(*pairs: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(year, value) for year, value in pairs)


def ask(
    start: tuple[float, float], latest: tuple[float, float], target: tuple[float, float], **more: Any
) -> Question:
    """Ask about a series of two figures with a target."""
    return Question(series=series(start, latest), target=Point(*target), **more)
