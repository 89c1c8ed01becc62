"""A table to proposals: the heading of a column names the level of what stands in it."""

from collections import defaultdict

from rodtrad.exchange.document.proposal import Found, Reason, Why
from rodtrad.exchange.document.units import Unit
from rodtrad.exchange.document.vocabulary import Label, Vocabulary

_SCORE = 0.85
_LONGEST = 500


def read_table(cells: list[Unit], vocabulary: Vocabulary) -> list[Found]:
    """Return what the table proposes: by its first row when that names levels, else by its first column."""
    rows: dict[int, dict[int, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in cells:
        assert unit.cell is not None
        rows[unit.cell[1]][unit.cell[2]].append(unit)
    ordered = [rows[number] for number in sorted(rows)]
    if not ordered:
        return []
    head = {column: " ".join(unit.text for unit in units) for column, units in ordered[0].items()}
    levels = {column: vocabulary.label(text) for column, text in head.items()}
    labels = {column: label for column, label in levels.items() if label is not None}
    if labels and len(ordered) > 1:
        return _by_columns(ordered[1:], labels, head, vocabulary)
    return _by_first_column(ordered, vocabulary)


def _by_columns(
    rows: list[dict[int, list[Unit]]], labels: dict[int, Label], head: dict[int, str], vocabulary: Vocabulary
) -> list[Found]:
    """Read row by row; an empty cell, as in merged ones, means the same as above."""
    found: list[Found] = []
    current: dict[int, Found] = {}
    for row in rows:
        fresh: list[Found] = []
        for column in sorted(labels):
            units = [unit for unit in row.get(column, []) if 2 < len(unit.text) <= _LONGEST]
            for unit in units:
                one = Found.at(unit, labels[column].level, _SCORE, Reason(Why.TABLE, labels[column].words))
                one.parent = _parent(one, column, current, vocabulary)
                current[column] = one
                fresh.append(one)
        _describe(fresh, row, labels, head)
        found += fresh
    return found


def _parent(one: Found, column: int, current: dict[int, Found], vocabulary: Vocabulary) -> Found | None:
    fitting = [
        other
        for place, other in current.items()
        if place != column and vocabulary.may_stand_under(one.level, other.level)
    ]
    return max(fitting, key=lambda other: other.level.rank, default=None)


def _describe(
    fresh: list[Found], row: dict[int, list[Unit]], labels: dict[int, Label], head: dict[int, str]
) -> None:
    """Put what the other columns say on the last element of the row."""
    if not fresh:
        return
    said = [
        f"{head.get(column, '')}: {' '.join(unit.text for unit in units)}".strip(": ")
        for column, units in sorted(row.items())
        if column not in labels and any(unit.text for unit in units)
    ]
    fresh[-1].description = "\n".join(said)


def _by_first_column(rows: list[dict[int, list[Unit]]], vocabulary: Vocabulary) -> list[Found]:
    found: list[Found] = []
    for row in rows:
        columns = sorted(row)
        label = vocabulary.label(" ".join(unit.text for unit in row[columns[0]]))
        if label is None or len(columns) < 2:
            continue
        for unit in row[columns[1]]:
            if 2 < len(unit.text) <= _LONGEST:
                one = Found.at(unit, label.level, _SCORE, Reason(Why.TABLE, label.words))
                one.number = label.number
                found.append(one)
    return found
