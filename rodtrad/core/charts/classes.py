"""Classes of figures for maps and tiles: where they are divided, what they are called, and their key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.charts.drawn import Box, Shape, Text
from rodtrad.core.charts.letters import text_width
from rodtrad.core.charts.scales import round_step
from rodtrad.core.charts.styles import letters_of
from rodtrad.core.figures import format_figure, rounded

UNKNOWN = "unknown"
_MOST = 4
#: Which shades, so that few classes are as far from one another as they can be.
_SHADES = {1: ("class-2",), 2: ("class-1", "class-4"), 3: ("class-1", "class-2", "class-4")}
_ALL_SHADES = ("class-1", "class-2", "class-3", "class-4")
_DARK = {"class-3", "class-4"}
_SIZE = letters_of("tick")[0]
_ROW = 22.0


@dataclass(frozen=True, slots=True)
class Classes:
    """Limits between classes; a figure at a limit, as it is written, belongs to the class above."""

    limits: tuple[float, ...]
    decimals: int

    def shade(self, value: float | None) -> str:
        """Return the pattern a figure is filled with."""
        if value is None:
            return UNKNOWN
        written = rounded(value, self.decimals)
        return self.shades[sum(1 for limit in self.limits if rounded(limit, self.decimals) <= written)]

    @property
    def shades(self) -> tuple[str, ...]:
        return _SHADES.get(len(self.limits) + 1, _ALL_SHADES)

    def names(self) -> list[str]:
        """Say each class: «under 6», «6–10», «11 og over»."""
        if not self.limits:
            return [_("alle")]
        smallest = 10.0**-self.decimals
        ends = [(low, high - smallest) for low, high in zip(self.limits, self.limits[1:], strict=False)]
        between = [
            self._write(low) if high <= low + smallest / 2 else f"{self._write(low)}–{self._write(high)}"
            for low, high in ends
        ]
        first = _("under %(figure)s") % {"figure": self._write(self.limits[0])}
        last = _("%(figure)s og over") % {"figure": self._write(self.limits[-1])}
        return [first, *between, last]

    def _write(self, value: float) -> str:
        return format_figure(value, self.decimals)


def on_dark(shade: str) -> bool:
    """Tell whether letters on this shade must be light."""
    return shade in _DARK


def classes_of(values: Iterable[float], limits: Sequence[float], decimals: int) -> Classes:
    """Take the limits that are given, three at most; else round ones near the quarters of the figures."""
    chosen = sorted(limits)[: _MOST - 1] if limits else _quarters(sorted(values), decimals)
    kept: list[float] = []
    for limit in chosen:
        written = float(rounded(limit, decimals))
        if not kept or written > kept[-1]:
            kept.append(written)
    return Classes(tuple(kept), decimals)


def _quarters(values: Sequence[float], decimals: int) -> list[float]:
    if len(values) < 2 or rounded(values[0], decimals) == rounded(values[-1], decimals):
        return []
    at = [values[min(len(values) - 1, round(len(values) * part / _MOST))] for part in range(1, _MOST)]
    step = max(round_step(((at[-1] - at[0]) or (values[-1] - values[0])) / 6), 10.0**-decimals)
    limits = [round(round(value / step) * step, decimals) for value in at]
    return [limit for limit in limits if values[0] < limit <= values[-1]]


def key_shapes(
    classes: Classes, left: float, top: float, width: float, *, unknown: bool
) -> tuple[list[Shape], float]:
    """Draw what each shade means, in as many rows as the width needs; return the shapes and how tall they are."""
    entries = list(zip(classes.shades, classes.names(), strict=True))
    entries += [(UNKNOWN, _("tall mangler"))] if unknown else []
    shapes: list[Shape] = []
    x, y = left, top
    for shade, name in entries:
        across = 26 + text_width(name, _SIZE) + 18
        if x > left and x + across - 18 > left + width:
            x, y = left, y + _ROW
        shapes.append(Box("key", x + 0.5, y + 2, 18, 12, pattern=shade))
        shapes.append(Text("tick", x + 26, y + 12.5, name))
        x += across
    return shapes, y + _ROW - top
