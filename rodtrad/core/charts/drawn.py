"""A drawing before it is markup: shapes with a role each, in drawing units. How a role looks stands in `styles`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.charts.letters import text_width
from rodtrad.core.charts.styles import letters_of

Anchor = Literal["start", "middle", "end"]
#: Left, top, right, bottom.
Extent = tuple[float, float, float, float]
_ASCENT, _DESCENT = 0.76, 0.24  # of the size of the letters, above and below the line they stand on


@dataclass(frozen=True, slots=True)
class Path:
    role: str
    d: str
    dash: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    role: str
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Box:
    role: str
    x: float
    y: float
    width: float
    height: float
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    role: str
    x: float
    y: float  # of the line the letters stand on
    text: str
    anchor: Anchor = "start"

    @property
    def extent(self) -> Extent:
        size, bold = letters_of(self.role)
        width = text_width(self.text, size, bold=bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return (left, self.y - _ASCENT * size, left + width, self.y + _DESCENT * size)


Shape = Path | Dot | Box | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet of a given size, in the order they are drawn."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def texts(self) -> list[Text]:
        return [shape for shape in self.shapes if isinstance(shape, Text)]

    def patterns(self) -> list[str]:
        """Return the names of the patterns that something is filled with, in a fixed order."""
        return sorted(
            {shape.pattern for shape in self.shapes if isinstance(shape, Path | Box) and shape.pattern}
        )


def drawing(width: float, height: float, shapes: Iterable[Shape]) -> Drawing:
    return Drawing(width, height, tuple(shapes))


def meet(one: Extent, other: Extent) -> bool:
    """Tell whether two extents have something in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def middle_line(role: str, centre: float) -> float:
    """Return where letters must stand for the text to be centred at this height."""
    size, _bold = letters_of(role)
    return centre + size * 0.36
