"""Names beside the ends of lines, instead of a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.charts.drawn import Path, Shape, Text, middle_line
from rodtrad.core.charts.labels import Gap, Wanted, spread
from rodtrad.core.charts.letters import text_width, wrapped
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.drawing.paths import number

_SAMPLE = 22.0  # how long the sample of a dashed line is, with the air after it
_AIR = 5.0


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A name with its figure, at the height where its line ends; `sample` repeats a dashed line before it."""

    role: str
    lines: tuple[str, ...]
    y: float
    sample: str | None = None
    beneath: tuple[str, ...] = ()  # small lines under it

    @property
    def height(self) -> float:
        return sum(_leading(role) for role, _ in self._rows()) + _AIR

    @property
    def width(self) -> float:
        widest = max(
            text_width(text, letters_of(role)[0], bold=letters_of(role)[1]) for role, text in self._rows()
        )
        return widest + (_SAMPLE if self.sample is not None else 0.0)

    def _rows(self) -> list[tuple[str, str]]:
        return [(self.role, text) for text in self.lines] + [("note", text) for text in self.beneath]

    def shapes(self, x: float, middle: float) -> list[Shape]:
        """Draw it with its left edge at x and its middle at the given height."""
        shapes: list[Shape] = []
        at = middle - (self.height - _AIR) / 2
        left = x + (_SAMPLE if self.sample is not None else 0.0)
        for index, (role, text) in enumerate(self._rows()):
            row = at + _leading(role) / 2
            if index == 0 and self.sample is not None:
                shapes.append(Path("peer", f"M{number(x)} {number(row)}h16", dash=self.sample))
            shapes.append(Text(role, left, middle_line(role, row), text))
            at += _leading(role)
        return shapes


def _leading(role: str) -> float:
    return letters_of(role)[0] * 1.28


def name_and_figure(
    role: str, name: str, figure: str, room: float, *, sample: bool = False
) -> tuple[str, ...]:
    """Write a name and its figure in as few lines as the room allows; the figure is never cut."""
    size, bold = letters_of(role)
    room -= _SAMPLE if sample else 0.0
    whole = f"{name} {figure}".strip()
    if text_width(whole, size, bold=bold) <= room:
        return (whole,)
    if sample and text_width(name, size, bold=bold) <= room:
        return (name,)
    lines = wrapped(name, room, size, bold=bold)
    if text_width(f"{lines[-1]} {figure}", size, bold=bold) <= room:
        return (*lines[:-1], f"{lines[-1]} {figure}")
    return (*lines, figure)


def place_column(
    labels: Sequence[EndLabel], x: float, low: float, high: float, blocked: Sequence[Gap] = ()
) -> list[Shape]:
    """Place labels in one column, none over another, each as near its line as there is room."""
    middles = spread([Wanted(label.y, label.height) for label in labels], low, high, blocked)
    return [shape for label, middle in zip(labels, middles, strict=True) for shape in label.shapes(x, middle)]
