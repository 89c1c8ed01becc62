"""A file that waits, as its page shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.sheets.read import read_sheets
from rodtrad.indicators.presenters import ToldProposal
from rodtrad.indicators.sources.table.headings import folded, headings_of
from rodtrad.indicators.sources.table.hints import our_time
from rodtrad.indicators.sources.table.mapping import Layout, TableMapping


def tally_of(told: ToldProposal) -> list[dict[str, object]]:
    pairs = [
        (told.made, _("nye tall")),
        (told.changed, _("endres")),
        (told.same, _("som før")),
        (told.left_out, _("utelates")),
        (told.hidden, _("skjules")),
    ]
    return [{"value": value, "label": word} for value, word in pairs]


@dataclass(frozen=True)
class ColumnsChanged:
    """Which columns the mapping asks for that the file lacks, and which it has that nobody has told of."""

    missing: list[str]
    others: list[str]


def columns_changed(content: bytes, mapping: TableMapping) -> ColumnsChanged | None:
    """Return how the columns differ from those that were mapped; None where they cannot be read, or do not."""
    try:
        sheets = [one for one in read_sheets(content).sheets if one.rows]
    except SheetError:
        return None
    named = [one for one in sheets if folded(one.name) == folded(mapping.sheet)] or sheets
    found = headings_of(named[0], set()) if named else None
    if found is None:
        return None
    missing = [name for name in mapping.headings if folded(name) not in found.columns]
    told = {folded(name) for name in (*mapping.headings, *mapping.left_out)}
    is_wide = mapping.layout is Layout.WIDE
    others = [
        text for text in found.texts.values() if folded(text) not in told and not (is_wide and our_time(text))
    ]
    return ColumnsChanged(missing, others) if missing else None
