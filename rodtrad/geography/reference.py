"""The official areas that come with the program: country, counties, municipalities and Oslo's districts."""

import csv
from datetime import date
from importlib.resources import files

from django.db import transaction

from rodtrad.core.text import sort_key
from rodtrad.geography.models import Area, AreaChange

SOURCE = "Statistisk sentralbyrå, befolkning 1.1.2024, etter aprestmo/norway-geodata (MIT)"
_POPULATION_DATE = date(2024, 1, 1)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("rodtrad.geography").joinpath(f"data/{name}").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@transaction.atomic
def load_areas() -> None:
    """Make the areas and the changes of codes that are missing. Running it again changes nothing."""
    held = dict(Area.objects.filter(valid_to__isnull=True).values_list("code", "id"))
    rows = _rows("areas_2024.csv")
    for kind in ("country", "county", "municipality", "district"):
        fresh = [
            Area(
                code=row["code"],
                kind=kind,
                name=row["name"],
                other_names=row["names_other"],
                sort_key=sort_key(row["name"]),
                parent_id=held.get(row["parent"]),
                population=int(row["population"]) if row["population"] else None,
                population_date=_POPULATION_DATE if row["population"] else None,
                source=SOURCE,
            )
            for row in rows
            if row["kind"] == kind and row["code"] not in held
        ]
        held |= {area.code: area.id for area in Area.objects.bulk_create(fresh)}
    AreaChange.objects.bulk_create(
        [
            AreaChange(
                from_code=row["from"],
                to_code=row["to"],
                kind=row["kind"],
                date=date.fromisoformat(row["date"]),
            )
            for row in _rows("changes_2024.csv")
        ],
        ignore_conflicts=True,
    )
