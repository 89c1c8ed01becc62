"""Read JSON-stat: which tables an answer holds, and each of them as a cube."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from rodtrad.core.collecting import collector_paused
from rodtrad.indicators.jsonstat.cells import read_status, read_values
from rodtrad.indicators.jsonstat.cube import Cube, Dimension, Facts, Remark
from rodtrad.indicators.jsonstat.dimensions import read_dimensions
from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError
from rodtrad.indicators.jsonstat.fields import at, flag, inside, notes, shown, text, whole, words
from rodtrad.indicators.jsonstat.parse import MOST_CELLS, parse
from rodtrad.indicators.jsonstat.responses import Found, tables

MOST_TABLES: Final = 1_000


def read_cube(content: bytes) -> Cube:
    """Return the one table of a file. Raises JsonStatError, also when there are several."""
    cubes = read_cubes(content)
    if len(cubes) > 1:
        labels = ", ".join(f"«{shown(cube.label)}»" for cube in cubes[:5])
        message = _("Fila har %(count)d tabeller: %(labels)s. Velg én.")
        raise JsonStatError(Fault.SEVERAL_TABLES, "", message % {"count": len(cubes), "labels": labels})
    return cubes[0]


@collector_paused()
def read_cubes(content: bytes) -> list[Cube]:
    """Return every table that the file holds: one, or those of a collection or an old bundle; at least one.

    A table that is only described has no values. Raises JsonStatError with the first fault.
    """
    cubes: list[Cube] = []
    left, found = MOST_CELLS, tables(parse(content))
    for table in found:
        if len(cubes) == MOST_TABLES:
            message = _("Fila har mer enn %(limit)d tabeller.") % {"limit": MOST_TABLES}
            raise JsonStatError(Fault.TOO_MANY_TABLES, table.place, message)
        cubes.append(_cube(table, left))
        left -= len(cubes[-1].values)
    return cubes


def _cube(table: Found, most: int) -> Cube:
    dataset, place = table.dataset, table.place
    described = read_dimensions(dataset, place)
    dimensions = tuple(described.dimensions)
    size = _size(dataset, dimensions, most, place)
    values = read_values(dataset.pop("value", None), size, place)
    raw_status, symbol_labels = _status_of(dataset, place)
    status, symbols = read_status(raw_status, len(values), place)
    extension = dataset.get("extension")
    updated, unread = _updated(dataset.get("updated"), at(place, "updated"))
    return Cube(
        label=text(dataset.get("label"), place, "label") or table.name,
        source=text(dataset.get("source"), place, "source"),
        updated=updated,
        dimensions=dimensions,
        values=values,
        status=status,
        symbols=symbols,
        symbol_labels=symbol_labels,
        notes=notes(dataset.get("note"), at(place, "note"), inside(extension, "noteMandatory")),
        href=text(dataset.get("href"), place, "href"),
        facts=_facts(extension),
        remarks=(*table.remarks, *described.remarks, *unread),
    )


def _size(dataset: Mapping[str, Any], dimensions: tuple[Dimension, ...], most: int, place: str) -> int:
    """Return the number of cells; refuse too many before any are made."""
    size = 1
    for dimension in dimensions:
        size *= len(dimension.categories)
    if size > most and dataset.get("value") not in (None, []):
        message = _("Tabellen har %(size)d celler, og fila kan ha %(limit)d. Del uttrekket i flere.")
        raise JsonStatError(Fault.TOO_MANY_CELLS, place, message % {"size": size, "limit": MOST_CELLS})
    return size


def _status_of(dataset: Mapping[str, Any], place: str) -> tuple[object, tuple[tuple[str, str], ...]]:
    """Return the statuses, and what the symbols mean where the source says: Eurostat does, in two ways."""
    raw, labels = dataset.get("status"), inside(dataset.get("extension"), "status", "label")
    if isinstance(raw, dict) and ("value" in raw or "category" in raw):
        raw, labels = raw.get("value"), inside(raw, "category", "label")
    told = labels.items() if isinstance(labels, dict) else ()
    return raw, tuple(sorted((words(code), words(label)) for code, label in told))


def _updated(raw: object, place: str) -> tuple[datetime | None, tuple[Remark, ...]]:
    """Return when the figures were published, in UTC; a time without a zone is taken as UTC."""
    told = text(raw, place)
    if not told:
        return None, ()
    try:
        moment = datetime.fromisoformat(told)
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)), ()
    except (ValueError, OverflowError):
        message = _("«%(text)s» er ikke et tidspunkt på formen 2026-06-15T06:00:00Z, og er ikke lest.")
        return None, (Remark(Fault.UPDATED_UNREADABLE, place, message % {"text": shown(told)}),)


def _facts(extension: object) -> Facts:
    px = inside(extension, "px")
    return Facts(
        table_id=words(inside(px, "tableid")),
        language=words(inside(px, "language")),
        contents=words(inside(px, "contents")),
        subject=words(inside(px, "subject-code")),
        survey=words(inside(px, "survey")),
        decimals=whole(inside(px, "decimals"), 0, 20),
        official=flag(inside(px, "official-statistics")),
        discontinued=flag(inside(extension, "discontinued")),
        aggregation_allowed=flag(inside(px, "aggregallowed")),
        next_update=words(inside(px, "nextUpdate")),
        update_frequency=words(inside(px, "updateFrequency")),
    )
