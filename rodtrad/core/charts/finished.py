"""What a chart comes out as: two editions for the page, one for files, and the figures as a table."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from rodtrad.core.charts.described import Described
from rodtrad.core.charts.drawn import Drawing
from rodtrad.core.charts.svg import LIGHT, Colours, key_of, page_markup, standalone


@dataclass(frozen=True)
class Table:
    """The figures as text: a header, and rows whose first cell names the row. `numeric` tells columns of figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()

    def cells(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """Return each row as its heading and its cells with whether they hold figures."""
        numeric = self.numeric or (False,) + (True,) * (len(self.header) - 1)
        return [(row[0], list(zip(row[1:], numeric[1:], strict=True))) for row in self.rows]

    def columns(self) -> list[tuple[str, bool]]:
        numeric = self.numeric or (False,) + (True,) * (len(self.header) - 1)
        return list(zip(self.header, numeric, strict=True))


@dataclass(frozen=True)
class Chart:
    """A finished chart. `wide` and `narrow` are markup for the page; `empty` says in a sentence why there is none."""

    title: str
    description: str
    unit: str
    source: str
    key: str
    table: Table
    wide_drawing: Drawing | None
    narrow_drawing: Drawing | None
    empty: str = ""

    @property
    def wide(self) -> SafeString:
        return self._markup(self.wide_drawing, "w")

    @property
    def narrow(self) -> SafeString:
        return self._markup(self.narrow_drawing, "n")

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the header and the rows of the table."""
        return (self.table.header, *self.table.rows)

    def as_file(self, *, narrow: bool = False, colours: Colours = LIGHT) -> str:
        """Return the drawing as an SVG file of its own, with literal colours; empty where there are no figures."""
        drawing = self.narrow_drawing if narrow else self.wide_drawing
        if drawing is None:
            return ""
        return standalone(drawing, self.key, self.title, self.description, colours)

    def _markup(self, drawing: Drawing | None, edition: str) -> SafeString:
        if drawing is None:
            return SafeString("")
        text = page_markup(drawing, f"{self.key}-{edition}", self.title, self.description)
        return mark_safe(text)  # noqa: S308  every text and attribute is escaped in `svg`


def finish(
    described: Described,
    *,
    description: str,
    table: Table,
    wide: Drawing | None,
    narrow: Drawing | None,
    empty: str = "",
) -> Chart:
    """Put a chart together; its key follows from the description unless the caller gave one."""
    return Chart(
        title=described.title,
        description=described.description or description,
        unit=described.unit,
        source=described.source,
        key=re.sub(r"[^A-Za-z0-9_-]+", "-", described.key) or key_of(described),
        table=table,
        wide_drawing=wide,
        narrow_drawing=narrow,
        empty=empty,
    )
