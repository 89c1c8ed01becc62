"""How a record is named in a document: with its mark, and its source once for all of a part."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from rodtrad.core.documents import (
    Block,
    Paragraph,
    Run,
    Runs,
)
from rodtrad.core.models import Origin
from rodtrad.organisations.models import Sourced

Cell = str | Runs


def row(*cells: Cell) -> list[Cell]:
    """Return the cells of a table's row."""
    return list(cells)


def named(text: str, row: Sourced, link: str = "") -> Runs:
    """Name a record; an example and a reading are marked as such."""
    mark = {Origin.EXAMPLE: _("Eksempel"), Origin.READING: _("Tolkning")}.get(Origin(row.origin), "")
    name = Run(text, link=link)
    return (name, Run(f" ({mark})", italic=True)) if mark else (name,)


def sources(rows: Iterable[Sourced]) -> Iterator[Block]:
    """Tell where what is quoted comes from, once for all of it."""
    told = sorted(
        {", ".join(part for part in (one.source.title, one.place) if part) for one in rows if one.source}
    )
    if told:
        yield Paragraph((Run(_("Kilde: %s") % "; ".join(told), italic=True),))
