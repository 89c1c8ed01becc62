"""Pictograms of the rules of the thread check: what is wrong, shown on a piece of thread."""

from collections.abc import Callable
from dataclasses import dataclass

from rodtrad.core.drawing.paths import Point, circle, polyline, rounded

WIDTH, HEIGHT = 336, 64
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
_MID = 32.0
_TOP, _LOW = 17.0, 47.0
_R = 8.0


@dataclass(frozen=True)
class Shape:
    """One path. css: "ln" line, "st" station, with "lit" when red; "ink" stroke; "dash" dashed."""

    d: str
    css: str


Pictogram = tuple[Shape, ...]


def _line(*points: Point, css: str = "ln") -> Shape:
    return Shape(rounded(points, 6.0) if len(points) > 2 else polyline(points), css)


def _station(x: float, y: float = _MID, css: str = "st") -> Shape:
    return Shape(circle((x, y), _R), css)


def broken() -> Pictogram:
    """A goal nothing carries out: the thread is cut after it."""
    frayed = "M156 24l-7 8 7 8M218 24l7 8-7 8"
    return (
        _line((40, _MID), (149, _MID), css="ln lit"),
        _line((225, _MID), (300, _MID)),
        *(_station(x, css="st lit") for x in (40, 112)),
        *(_station(x) for x in (262, 300)),
        Shape(frayed, "ink"),
    )


def loose() -> Pictogram:
    """An element without a thread up: it stands alone."""
    around = "M262 10V18M262 46V54M234 32H242M282 32H290"
    return (
        _line((40, _MID), (180, _MID)),
        *(_station(x) for x in (40, 110, 180)),
        _station(262, css="st lit"),
        Shape(around, "ink"),
    )


def crossing() -> Pictogram:
    """A conflict: two threads cross."""
    down: tuple[Point, ...] = ((40, _TOP), (140, _TOP), (184, _LOW), (300, _LOW))
    up: tuple[Point, ...] = ((40, _LOW), (140, _LOW), (184, _TOP), (300, _TOP))
    return (
        _line(*up),
        _line(*down, css="ln case"),
        _line(*down, css="ln lit"),
        *(_station(x, y) for x, y in ((40, _LOW), (300, _TOP))),
        *(_station(x, y, "st lit") for x, y in ((40, _TOP), (300, _LOW))),
    )


def skipped() -> Pictogram:
    """A level left out: the thread goes past its station."""
    past: tuple[Point, ...] = ((40, 44), (110, 44), (136, 18), (206, 18), (232, 44), (300, 44))
    return (
        _line(*past, css="ln lit"),
        _station(40, 44, "st lit"),
        _station(171, 44, "st dash"),
        _station(300, 44, "st lit"),
    )


def late() -> Pictogram:
    """Past its end and not done: the thread runs on beyond the mark."""
    return (
        _line((40, _MID), (206, _MID), css="ln lit"),
        _line((206, _MID), (292, _MID), css="ln lit dash"),
        *(_station(x, css="st lit") for x in (40, 124)),
        _station(300, css="st dash"),
        Shape("M206 12V52", "ink"),
    )


def twin() -> Pictogram:
    """The same thing twice: two threads side by side between the same stations."""
    upper: tuple[Point, ...] = ((60, _MID), (86, _TOP), (254, _TOP), (280, _MID))
    lower: tuple[Point, ...] = ((60, _MID), (86, _LOW), (254, _LOW), (280, _MID))
    return (
        _line(*upper, css="ln lit"),
        _line(*lower, css="ln lit"),
        _station(60),
        _station(280),
        _station(170, _TOP, "st lit"),
        _station(170, _LOW, "st lit"),
    )


def faded() -> Pictogram:
    """Only readings hold the link: the thread is dotted between the stations."""
    return (
        _line((40, _MID), (110, _MID), css="ln lit"),
        _line((110, _MID), (230, _MID), css="ln lit dash"),
        _line((230, _MID), (300, _MID), css="ln lit"),
        *(_station(x, css="st lit") for x in (40, 110, 230, 300)),
    )


def empty_ring() -> Pictogram:
    """A value is missing: the last station is not filled in."""
    return (
        _line((40, _MID), (180, _MID), css="ln lit"),
        _line((188, _MID), (290, _MID), css="ln dash"),
        *(_station(x, css="st lit") for x in (40, 110, 180)),
        _station(300, css="st dash"),
    )


def locked() -> Pictogram:
    """Hidden though public: a barrier stands around the station."""
    return (
        _line((40, _MID), (216, _MID), css="ln lit"),
        *(_station(x, css="st lit") for x in (40, 128)),
        _station(262, css="st lit"),
        Shape("M240 12H232V52H240M284 12H292V52H284", "ink"),
    )


def detached() -> Pictogram:
    """The one responsible is gone: the branch to the unit hangs free."""
    return (
        _line((40, 44), (300, 44), css="ln lit"),
        *(_station(x, 44, "st lit") for x in (40, 170, 300)),
        _line((170, 36), (170, 27), css="ln dash"),
        Shape("M156 8h28v14h-28zM152 25l36-20", "ink"),
    )


PICTOGRAMS: dict[str, Callable[[], Pictogram]] = {
    "broken": broken,
    "loose": loose,
    "crossing": crossing,
    "skipped": skipped,
    "late": late,
    "twin": twin,
    "faded": faded,
    "empty_ring": empty_ring,
    "locked": locked,
    "detached": detached,
}


def pictogram(kind: str) -> Pictogram:
    """Draw a kind of rule; a kind without a drawing of its own is drawn as a broken thread."""
    return PICTOGRAMS.get(kind, broken)()
