"""The tables of areas and of area changes hold together."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import rodtrad

DATA = Path(rodtrad.__file__).parent / "geography" / "data"
COUNTRY_POPULATION = 5_550_203
CODE_LENGTH = {"country": 1, "county": 2, "municipality": 4, "district": 6}


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def areas() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in read("areas_2024.csv")}


@pytest.fixture(scope="module")
def changes() -> list[dict[str, str]]:
    return read("changes_2024.csv")


def test_counts_by_kind(areas: dict[str, dict[str, str]]) -> None:
    kinds = Counter(row["kind"] for row in areas.values())
    assert kinds == {"country": 1, "county": 15, "municipality": 357, "district": 15}


def test_codes_are_unique(areas: dict[str, dict[str, str]]) -> None:
    assert len(read("areas_2024.csv")) == len(areas) == 388


def test_codes_have_the_length_of_their_kind(areas: dict[str, dict[str, str]]) -> None:
    for code, row in areas.items():
        assert code.isdecimal()
        assert len(code) == CODE_LENGTH[row["kind"]], code


def test_every_area_lies_in_an_area_whose_code_it_begins_with(areas: dict[str, dict[str, str]]) -> None:
    expected_parent = {"county": "country", "municipality": "county", "district": "municipality"}
    for code, row in areas.items():
        if row["kind"] == "country":
            assert row["parent"] == ""
            continue
        parent = areas[row["parent"]]
        assert parent["kind"] == expected_parent[row["kind"]]
        assert row["kind"] == "county" or code.startswith(parent["code"])


def test_population_adds_up(areas: dict[str, dict[str, str]]) -> None:
    municipalities = [row for row in areas.values() if row["kind"] == "municipality"]
    assert sum(int(row["population"]) for row in municipalities) == COUNTRY_POPULATION
    assert int(areas["0"]["population"]) == COUNTRY_POPULATION
    for county in (row for row in areas.values() if row["kind"] == "county"):
        inside = (int(row["population"]) for row in municipalities if row["parent"] == county["code"])
        assert int(county["population"]) == sum(inside), county["name"]


def test_oslo_and_its_districts(areas: dict[str, dict[str, str]]) -> None:
    assert areas["0301"]["name"] == "Oslo"
    assert areas["0301"]["population"] == areas["03"]["population"] == "717710"
    districts = [row for row in areas.values() if row["parent"] == "0301"]
    assert [row["code"] for row in districts] == [f"0301{number:02}" for number in range(1, 16)]
    assert districts[0]["name"] == "Gamle Oslo"
    assert districts[-1]["name"] == "Søndre Nordstrand"
    assert all(row["population"] == "" for row in districts)


def test_names_are_norwegian_with_the_others_beside(areas: dict[str, dict[str, str]]) -> None:
    assert all(row["name"] == row["name"].strip() != "" for row in areas.values())
    assert (areas["5540"]["name"], areas["5540"]["names_other"]) == ("Kåfjord", "Gáivuotna; Kaivuono")
    for row in areas.values():
        assert row["name"] not in row["names_other"].split("; ")


def test_no_two_areas_in_one_parent_share_a_name(areas: dict[str, dict[str, str]]) -> None:
    named = Counter((row["parent"], row["name"]) for row in areas.values())
    assert max(named.values()) == 1


def test_changes_lead_from_historical_codes_to_present_ones(
    areas: dict[str, dict[str, str]], changes: list[dict[str, str]]
) -> None:
    assert len(changes) == 118
    for change in changes:
        assert areas[change["to"]]["kind"] == "municipality"
        assert (change["from"] in areas) == (change["kind"] == "renamed"), change
        assert change["from_name"]


def test_kinds_of_change_follow_from_their_shape(changes: list[dict[str, str]]) -> None:
    assert Counter(change["kind"] for change in changes) == {"renumbered": 113, "renamed": 3, "split": 2}
    leaving = Counter(change["from"] for change in changes)
    arriving = Counter(change["to"] for change in changes)
    for change in changes:
        assert (change["kind"] == "split") == (leaving[change["from"]] > 1)
        assert arriving[change["to"]] == 1
        assert (change["kind"] == "renamed") == (change["from"] == change["to"])


def test_changes_are_dated(changes: list[dict[str, str]]) -> None:
    for change in changes:
        assert date.fromisoformat(change["from_since"]) < date.fromisoformat(change["date"])
        assert change["date"] == "2024-01-01"


def test_aalesund_became_two(changes: list[dict[str, str]]) -> None:
    assert [change["to"] for change in changes if change["from"] == "1507"] == ["1508", "1580"]
