"""Municipalities that are no more: the tables, what is loaded of them, and that they agree with the classification."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

import rodtrad
from rodtrad.geography.models import Area, AreaChange, GroupMember
from rodtrad.geography.reference import load_areas

DATA = Path(rodtrad.__file__).parent / "geography" / "data"
KLASS = Path(rodtrad.__file__).parents[2] / "shared" / "data" / "geo" / "klass"
UNKNOWN = "9999"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def former() -> list[dict[str, str]]:
    return read(DATA / "municipalities_since_1995.csv")


@pytest.fixture(scope="module")
def changes() -> list[dict[str, str]]:
    return [*read(DATA / "changes_1995_2023.csv"), *read(DATA / "changes_2024.csv")]


def test_each_code_stands_once(former: list[dict[str, str]]) -> None:
    assert len({row["code"] for row in former}) == len(former) == 771
    assert sum(bool(row["valid_to"]) for row in former) == 494


def test_kinds_of_change_follow_from_their_shape(changes: list[dict[str, str]]) -> None:
    leaving = Counter((change["date"], change["from"]) for change in changes)
    arriving = Counter((change["date"], change["to"]) for change in changes)
    for change in changes:
        splits = leaving[change["date"], change["from"]] > 1
        merges = arriving[change["date"], change["to"]] > 1
        same = change["from"] == change["to"]
        expected = "split" if splits else "merged" if merges else "renamed" if same else "renumbered"
        assert change["kind"] == expected, change


@pytest.mark.realdata
def test_the_tables_agree_with_the_classification(
    former: list[dict[str, str]], changes: list[dict[str, str]]
) -> None:
    assert KLASS.is_dir(), f"{KLASS} is not here: fetch the data that stand beside the project"
    edges = {
        (row["from_code"], row["to_code"], row["changeOccurred"])
        for row in read(KLASS / "klass_131_graph_edges.csv")
        if "1995-01-01" < row["changeOccurred"] <= "2024-01-01"
    }
    assert {(change["from"], change["to"], change["date"]) for change in changes} == edges
    last_day: dict[str, str] = defaultdict(str)
    for row in read(KLASS / "klass_131_graph_vertices.csv"):
        if row["code"] != UNKNOWN:
            last_day[row["code"]] = max(last_day[row["code"]], row["validTo"] or "9")
    ended = {code: day for code, day in last_day.items() if "1995-01-01" < day < "9"}
    assert {row["code"] for row in former if row["valid_to"]} == set(ended)
    for row in former:
        if row["valid_to"]:
            assert date.fromisoformat(row["valid_to"]) + timedelta(days=1) == date.fromisoformat(
                ended[row["code"]]
            )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2013, 6, 1), 428), (date(2018, 6, 1), 422), (date(2020, 6, 1), 356), (date(2024, 6, 1), 357)],
)
def test_on_any_day_there_are_the_municipalities_of_that_day(day: date, count: int) -> None:
    codes = list(Area.objects.valid_on(day).filter(kind="municipality").values_list("code", flat=True))
    assert len(codes) == len(set(codes)) == count


@pytest.mark.django_db
def test_a_former_municipality_is_held_with_its_days() -> None:
    haram = Area.objects.get(code="1534")
    assert (haram.name, haram.valid_to, haram.parent and haram.parent.name) == (
        "Haram",
        date(2019, 12, 31),
        "Møre og Romsdal",
    )
    assert Area.objects.get(code="1580").valid_from == date(2024, 1, 1)
    assert Area.objects.get(code="0301").valid_from is None
    assert AreaChange.objects.filter(date=date(2020, 1, 1)).count() == 317


@pytest.mark.django_db
def test_loading_again_changes_nothing() -> None:
    def held() -> tuple[list[object], int, int]:
        areas: list[object] = list(Area.objects.order_by("id").values_list())
        return areas, AreaChange.objects.count(), GroupMember.objects.count()

    before = held()
    load_areas()
    assert held() == before


@pytest.mark.django_db
def test_an_installation_from_before_gets_them() -> None:
    Area.objects.filter(valid_to__isnull=False).delete()
    AreaChange.objects.exclude(date=date(2024, 1, 1)).delete()
    Area.objects.filter(code="1580").update(valid_from=None)
    load_areas()
    assert Area.objects.filter(valid_to__isnull=False).count() == 494
    assert AreaChange.objects.count() == 593
    assert Area.objects.get(code="1580").valid_from == date(2024, 1, 1)
