"""Which indicator each measure of a file of Open SDG is, remembered with its table from one time to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from rodtrad.indicators.models import Dataset
from rodtrad.indicators.sources.opensdg.reading import Measure


@dataclass(frozen=True)
class Known:
    """The indicator of a measure, and the unit that somebody chose for it; empty where the file's own was known."""

    indicator: str = ""
    chosen: str = ""


def known_measures(table: Dataset | None) -> dict[Measure, Known]:
    """Return what has come before; nothing for a table that is new."""
    names = [one.name for one in fields(Measure)]
    stored = table.query.get("measures", ()) if table else ()
    return {
        Measure(*(one.get(name, "") for name in names)): Known(one["indicator"], one.get("chosen", ""))
        for one in stored
    }


def as_query(measures: Mapping[Measure, Known]) -> dict[str, object]:
    """Return what is stored of them with the table, in an order that is the same each time."""
    rows = [
        {name: text for name, text in (vars(measure) | vars(known)).items() if text}
        for measure, known in measures.items()
    ]
    return {"measures": sorted(rows, key=lambda one: one["indicator"])}
