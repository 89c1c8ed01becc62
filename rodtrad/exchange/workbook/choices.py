"""Words and names to choose among in a sheet: listed in a sheet of their own, and offered in the cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from rodtrad.core.text import sort_key
from rodtrad.exchange.workbook.columns import Column
from rodtrad.exchange.workbook.guidance import CHOICE_LISTS
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.values import CHOICES, in_bokmal

#: In the order of their sheet: names that differ from root to root, then words that are the same everywhere.
_LISTED = ("plan", "responsible", "source", *CHOICES)
#: How far below the last row a list is offered, for new rows.
_NEW_ROWS = 1_000


def choices_in(here: Here) -> dict[str, list[str]]:
    """Return the words of each column that the reader may see; of the sources, those that elements name."""
    sources = {here.elements[key].source_id for key in here.seen} - {None}
    names = {
        "plan": _sorted(map(here.plan_names.shown, here.plan_names.by_key)),
        "responsible": _sorted(map(here.organisations.shown, here.organisations.by_key)),
        "source": _sorted(here.sources.shown(here.thread.keys.sources[one]) for one in sources),
    }
    return {name: names[name] if name in names else list(in_bokmal(name).values()) for name in _LISTED}


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(words, key=sort_key)


def offer_choices(
    sheet: Any, columns: Sequence[Column], lists: Mapping[str, list[str]], last_row: int
) -> None:
    """Offer each list in its column, from the first row below the headings; another word gives a warning, no more."""
    letters = {name: get_column_letter(number) for number, name in enumerate(lists, 1)}
    for number, column in enumerate(columns, 1):
        words = lists.get(column.name)
        if not words:
            continue
        at = letters[column.name]
        offered = DataValidation(
            type="list",
            formula1=f"'{CHOICE_LISTS}'!${at}$2:${at}${len(words) + 1}",
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            errorTitle=column.heading,
            error=f"Det står ikke i arket «{CHOICE_LISTS}».",
        )
        letter = get_column_letter(number)
        offered.add(f"{letter}2:{letter}{last_row + _NEW_ROWS}")
        sheet.data_validations.append(offered)
