"""Where codes of today come from: the real changes since 1995, and made-up ones."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import rodtrad
from rodtrad.geography.models import Area, AreaChange
from rodtrad.indicators.following import Lineage, Split

DATA = Path(rodtrad.__file__).parent / "geography" / "data"
KLASS = Path(rodtrad.__file__).parents[2] / "shared" / "data" / "geo" / "klass"
Y2013, Y2017, Y2019, Y2023, Y2024 = (date(year, 1, 1) for year in (2013, 2017, 2019, 2023, 2024))


@dataclass(frozen=True)
class Step:
    from_code: str
    to_code: str
    date: date


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def norway() -> Lineage:
    rows = [row for name in ("changes_1995_2023.csv", "changes_2024.csv") for row in read(DATA / name)]
    steps = [Step(row["from"], row["to"], date.fromisoformat(row["date"])) for row in rows]
    codes = [row["code"] for row in read(DATA / "areas_2024.csv") if row["kind"] == "municipality"]
    return Lineage(changes=steps, codes=codes)


@pytest.fixture(scope="module")
def lineage() -> Lineage:
    return norway()


@pytest.mark.parametrize(
    ("code", "day", "codes"),
    [
        # Oslo never changed; Nordre Follo and Asker were put together in 2020 and got new numbers twice.
        ("0301", Y2013, ("0301",)),
        ("3207", Y2023, ("3020",)),
        ("3207", Y2019, ("0213", "0217")),
        ("3203", Y2019, ("0220", "0627", "0628")),
        # Trøndelag got new numbers in 2018; Indre Fosen was put together of one from each county.
        ("5001", Y2017, ("1601", "1662")),
        ("5001", Y2019, ("5001", "5030")),
        ("5054", Y2017, ("1624", "1718")),
        # Stavanger kept its number when it grew.
        ("1103", Y2019, ("1103", "1141", "1142")),
        # Harstad: Skånland came to Tjeldsund, so it only changed its number.
        ("5503", Y2013, ("1903",)),
    ],
)
def test_what_a_municipality_was(lineage: Lineage, code: str, day: date, codes: tuple[str, ...]) -> None:
    origin = lineage.origin(code, day)
    assert (origin.codes, origin.splits) == (codes, ())
    assert origin.own == (code in codes)


def test_aalesund_and_haram_cannot_be_followed_past_their_split(lineage: Lineage) -> None:
    for code in ("1508", "1580"):
        for day in (Y2023, Y2019):
            origin = lineage.origin(code, day)
            assert origin.splits == (Split("1507", ("1508", "1580"), Y2024),)
            assert (origin.codes, origin.own) == ((), False)
    assert lineage.origin("1508", Y2024).codes == ("1508",)


def test_a_municipality_that_took_a_part_of_another_says_so(lineage: Lineage) -> None:
    narvik = lineage.origin("1806", Y2019)
    assert narvik.codes == ("1805", "1854")
    assert narvik.splits == (Split("1850", ("1806", "1875"), date(2020, 1, 1)),)


def test_every_former_municipality_lies_in_one_of_today_or_was_split(lineage: Lineage) -> None:
    former = {row["code"] for row in read(DATA / "municipalities_since_1995.csv") if row["valid_to"]}
    seen: set[str] = set()
    for year in range(1995, 2025):
        held: list[str] = []
        for origin in lineage.origins(lineage.era(date(year, 1, 1))).values():
            held += origin.codes
            seen |= {split.code for split in origin.splits}
        assert len(held) == len(set(held)), "a former municipality lies in one of today only"
        seen |= set(held)
    # Past the split of Ålesund in 2024, and of Snillfjord in 2020, nothing can be reached.
    assert former - seen == {"1504", "1523", "1529", "1534", "1546", "1613"}


def test_parts_that_come_together_again_are_whole() -> None:
    lineage = Lineage(
        changes=[Step("A", "B", Y2017), Step("A", "C", Y2017), Step("B", "D", Y2019), Step("C", "D", Y2019)],
        codes=["D"],
    )
    assert lineage.origin("D", Y2013).codes == ("A",)
    assert lineage.origin("D", Y2017).codes == ("B", "C")


def test_a_code_that_gave_away_a_part_is_broken() -> None:
    lineage = Lineage(changes=[Step("A", "A", Y2017), Step("A", "B", Y2017)], codes=["A", "B"])
    origin = lineage.origin("A", Y2013)
    assert (origin.codes, origin.own) == ((), True)
    assert not lineage.origin("B", Y2013).own


@pytest.mark.realdata
def test_the_whole_classification_since_1838_can_be_followed() -> None:
    assert KLASS.is_dir(), f"{KLASS} is not here: fetch the data that stand beside the project"
    steps = [
        Step(row["from_code"], row["to_code"], date.fromisoformat(row["changeOccurred"]))
        for row in read(KLASS / "klass_131_graph_edges.csv")
    ]
    vertices = [row for row in read(KLASS / "klass_131_graph_vertices.csv") if row["code"] != "9999"]
    today = [row["code"] for row in vertices if not row["validTo"]]
    lineage = Lineage(changes=steps, codes=today)
    for year in (1900, 1965, 1990, 2013, 2020):
        day = date(year, 6, 1)
        in_force = {
            row["code"] for row in vertices if row["validFrom"] <= f"{day}" < (row["validTo"] or "9999")
        }
        held = [code for origin in lineage.origins(lineage.era(day)).values() for code in origin.codes]
        assert len(held) == len(set(held))
        assert set(held) <= in_force
    oslo = lineage.origin("0301", date(1940, 1, 1))
    assert oslo.codes == ("0218", "0301")


@pytest.mark.django_db
def test_the_changes_that_the_program_holds_give_the_same() -> None:
    codes = list(
        Area.objects.valid_on(date(2024, 6, 1)).filter(kind="municipality").values_list("code", flat=True)
    )
    held = Lineage(changes=AreaChange.objects.all(), codes=sorted(codes))
    read_from_files = norway()
    for day in (Y2013, Y2017, Y2019, Y2023, Y2024):
        assert held.origins(held.era(day)) == read_from_files.origins(read_from_files.era(day))
