"""What the two steps of mapping a table offer to choose among, and the first rows of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.periods import Frequency
from rodtrad.core.sheets.cells import Sheet, letters
from rodtrad.core.text import shorten
from rodtrad.indicators.models import Dimension, Direction, Indicator, Perspective, Theme
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.sources.table.suggest import Column, ColumnRole, Suggestion
from rodtrad.organisations.models import Root
from rodtrad.website.forms.table_columns import KINDS, ColumnChoice, can_be_chosen
from rodtrad.website.forms.table_indicators import DIRECTIONS, LEFT_OUT, NEW, THRESHOLDS, Slot, common_units

#: Rows under the headings that the page shows.
_SHOWN_ROWS = 6
_SHOWN_COLUMNS = 40
_HEADING_ROWS = 12
_LONGEST_CELL = 60


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ColumnRow:
    """A column to be told of. Without options there is nothing to choose, and `why` says so."""

    number: int
    letter: str
    heading: str
    samples: str
    options: list[Option]
    why: str


def _options(pairs: Sequence[tuple[str, str]], chosen: str) -> list[Option]:
    return [Option(value, str(capfirst(label)), value == chosen) for value, label in pairs]


def columns_context(
    root: Root, found: Suggestion, choice: ColumnChoice, sheets: Sequence[Sheet]
) -> dict[str, Any]:
    """Return what the first step shows."""
    periods = [one.heading for one in found.columns if one.period]
    months = [("", _("vet ikke")), *((str(number), str(name)) for number, name in MONTHS.items())]
    return {
        "found": found,
        "about": choice.about,
        "errors": choice.errors,
        "sheets": [
            Option(one.name, one.name, one.name == found.sheet.name)
            for one in sheets
            if one.rows and one.name
        ],
        "heading_rows": _heading_rows(found),
        "preview": _preview(found),
        "columns": [_column_row(one, choice) for one in found.columns if not one.period],
        "periods": periods,
        "period_words": _span(periods),
        "is_wide": choice.is_wide,
        "period_text": choice.mapping.period_text,
        "kinds": _options([(one.value, str(one.label)) for one in KINDS], choice.mapping.area_kind),
        "frequencies": _options([(one.value, one.label) for one in Frequency], choice.about.frequency),
        "months": _options(months, str(choice.about.due_month or "")),
        "marks": _options(
            [("", _("finn det ut")), (",", _("komma")), (".", _("punktum"))], choice.mapping.decimal_mark
        ),
        "own_area": root.area.name if root.area else "",
    }


def _span(headings: Sequence[str]) -> str:
    if len(headings) > 4:
        return f"{headings[0]}, {headings[1]} … {headings[-1]}"
    return ", ".join(headings)


def _heading_rows(found: Suggestion) -> list[Option]:
    rows = found.sheet.rows[:_HEADING_ROWS]
    if all(one.number != found.heading_row for one in rows):
        rows = [*rows, next(one for one in found.sheet.rows if one.number == found.heading_row)]
    return [
        Option(
            str(one.number),
            f"{one.number}: {shorten(' · '.join(one.texts[column] for column in sorted(one.texts)), 70)}",
            one.number == found.heading_row,
        )
        for one in rows
    ]


def _preview(found: Suggestion) -> dict[str, Any]:
    """Return the headings and the first rows under them, cell by cell, with the row's number."""
    columns = [one.number for one in found.columns][:_SHOWN_COLUMNS]
    below = [one for one in found.sheet.rows if one.number > found.heading_row][:_SHOWN_ROWS]
    return {
        "head": [one.heading for one in found.columns[:_SHOWN_COLUMNS]],
        "letters": [letters(one) for one in columns],
        "rows": [
            (one.number, [shorten(one.texts.get(column, ""), _LONGEST_CELL) for column in columns])
            for one in below
        ],
        "more": sum(one.number > found.heading_row for one in found.sheet.rows) - len(below),
    }


def _column_row(column: Column, choice: ColumnChoice) -> ColumnRow:
    why = ""
    if column.is_again:
        why = _("En kolonne før denne heter det samme. Gi dem ulike navn for å få med begge.")
    elif not can_be_chosen(column):
        why = _("Overskriften er for lang.")
    return ColumnRow(
        number=column.number,
        letter=letters(column.number),
        heading=shorten(column.heading, 80),
        samples=" · ".join(shorten(text, 30) for text in column.samples),
        options=[] if why else _options(_roles(), choice.roles.get(column.number, ColumnRole.OUT)),
        why=why,
    )


def _roles() -> list[tuple[str, str]]:
    words = {
        ColumnRole.OUT: _("utelates"),
        ColumnRole.PLACE: _("sted"),
        ColumnRole.PERIOD: _("periode"),
        ColumnRole.VALUE: _("tall for en indikator"),
        ColumnRole.BREAKDOWN: _("det tallene er fordelt på"),
        ColumnRole.SERIES: _("navnet på indikatoren"),
    }
    return [(role.value, text) for role, text in words.items()]


@dataclass(frozen=True)
class SlotView:
    """A slot with what can be chosen for it."""

    slot: Slot
    choices: list[Option]
    directions: list[Option]
    dimensions: list[Option]
    perspectives: list[Option]
    themes: list[Option]
    thresholds: list[Option]


def indicators_context(
    slots: Sequence[Slot], known: Sequence[Indicator], mapping: TableMapping
) -> dict[str, Any]:
    """Return what the second step shows."""
    return {
        "units": list(common_units()),
        "slots": [_slot_view(one, known, may_leave=bool(mapping.series_words)) for one in slots],
        "problems": [
            (slot.number, slot.label, name, text) for slot in slots for name, text in slot.errors.items()
        ],
    }


def _slot_view(slot: Slot, known: Sequence[Indicator], *, may_leave: bool) -> SlotView:
    choices = [(NEW, _("en ny indikator")), *((one.key, one.title) for one in known)]
    if may_leave:
        choices.append((LEFT_OUT, _("utelates")))
    nothing = [("", _("velg"))]
    return SlotView(
        slot,
        _options(choices, slot.choice),
        _options(
            [*nothing, *((one.value, str(one.label)) for one in Direction if one in DIRECTIONS)],
            slot.direction,
        ),
        _options([*nothing, *((one.value, str(one.label)) for one in Dimension)], slot.dimension),
        _options([*nothing, *((one.value, str(one.label)) for one in Perspective)], slot.perspective),
        _options([*nothing, *((one.value, str(one.label)) for one in Theme)], slot.theme),
        _options(_threshold_words(), str(slot.hidden_below)),
    )


def _threshold_words() -> list[tuple[str, str]]:
    none, small, care = THRESHOLDS
    return [
        (str(none), _("vis alle")),
        (str(small), _("skjul tall under %d") % small),
        (str(care), _("skjul tall under %d (omsorg)") % care),
    ]
