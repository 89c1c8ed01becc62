"""The areas that come with the program: country, counties, municipalities since 1995, districts, large cities."""

import csv
from datetime import date
from importlib.resources import files
from uuid import UUID

from django.db import transaction

from rodtrad.core.text import sort_key
from rodtrad.geography.models import Area, AreaChange, AreaKind, GroupMember

SOURCE = "Statistisk sentralbyrå, befolkning 1.1.2024, etter aprestmo/norway-geodata (MIT)"
_POPULATION_DATE = date(2024, 1, 1)
HISTORY_SOURCE = "Statistisk sentralbyrå, Klass 131, etter statisticsnorway/ssb-klassr (MIT)"
GROUP_SOURCE = "KS og Bærum kommune, medlemmene i ASSS"
_CHANGES = ("changes_1995_2023.csv", "changes_2024.csv")


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
    _load_former(held)
    _load_changes()
    _load_groups(held)


def _load_former(held: dict[str, UUID]) -> None:
    """Make municipalities that are no more, and say from when those of today have had their code."""
    rows = _rows("municipalities_since_1995.csv")
    ended = set(Area.objects.filter(valid_to__isnull=False).values_list("code", "valid_to"))
    Area.objects.bulk_create(
        [
            Area(
                code=row["code"],
                kind=AreaKind.MUNICIPALITY,
                name=row["name"],
                other_names=row["names_other"],
                sort_key=sort_key(row["name"]),
                # Two digits were the county then too; where that county is no more, there is none to point at.
                parent_id=held.get(row["code"][:2]),
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=last_day,
                source=HISTORY_SOURCE,
            )
            for row in rows
            if row["valid_to"] and (row["code"], last_day := date.fromisoformat(row["valid_to"])) not in ended
        ]
    )
    since = {row["code"]: date.fromisoformat(row["valid_from"]) for row in rows if not row["valid_to"]}
    undated = list(Area.objects.filter(code__in=since, valid_from__isnull=True, valid_to__isnull=True))
    for area in undated:
        area.valid_from = since[area.code]
    Area.objects.bulk_update(undated, ["valid_from"])


def _load_changes() -> None:
    AreaChange.objects.bulk_create(
        [
            AreaChange(
                from_code=row["from"],
                to_code=row["to"],
                kind=row["kind"],
                date=date.fromisoformat(row["date"]),
            )
            for name in _CHANGES
            for row in _rows(name)
        ],
        ignore_conflicts=True,
    )


def _load_groups(held: dict[str, UUID]) -> None:
    """Make the groups that are missing and put in the members that are; who is in one otherwise, stays."""
    rows = _rows("peer_groups.csv")
    for code, name in dict.fromkeys((row["group"], row["name"]) for row in rows):
        if code not in held:
            group = Area(code=code, kind=AreaKind.PEER_GROUP, name=name, source=GROUP_SOURCE)
            group.save()
            held[code] = group.id
    GroupMember.objects.bulk_create(
        [
            GroupMember(
                group_id=held[row["group"]],
                member_id=held[row["member"]],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
