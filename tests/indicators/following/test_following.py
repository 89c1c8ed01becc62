"""Series carried over to the codes of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.periods import Period, parse_period
from rodtrad.indicators.columns import Figures, Mark
from rodtrad.indicators.columns import ObservationStatus as Status
from rodtrad.indicators.following import (
    Followed,
    Lineage,
    Parts,
    Quantity,
    Table,
    Way,
    division_day,
    follow,
    reason,
)
from tests.indicators.following.test_lineage import Step, norway

Y2020 = date(2020, 1, 1)


@pytest.fixture(scope="module")
def lineage() -> Lineage:
    return norway()


def table(figures: Mapping[str, Mapping[int, float]]) -> Table:
    return Table.of_series(
        {
            code: {Period.year_of(year): value for year, value in held.items()}
            for code, held in figures.items()
        }
    )


def cell(followed: Followed, code: str, year: int) -> tuple[float | None, Way, str]:
    row, column = followed.lineage.codes.index(code), followed.table.periods.index(Period.year_of(year))
    value = float(followed.table.values[0, row, column])
    words = str(reason(followed, series=0, code=code, position=column))
    return (None if np.isnan(value) else value), Way(int(followed.way[0, row, column])), words


PEOPLE = table(
    {
        "0301": {2019: 681071, 2020: 693494, 2024: 717710},
        "0213": {2019: 31000},
        "0217": {2019: 28000},
        "3020": {2020: 59000},
        "3207": {2024: 63000},
        "1103": {2019: 134000, 2020: 143000},
        "1141": {2019: 3000},
        "1142": {2019: 4800},
        "1507": {2020: 66000},
        "1508": {2024: 58000},
        "0602": {2019: 69000},
        "0625": {2019: 25000},
    }
)


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("0301", 2019, (681071, Way.PUBLISHED, "Som publisert.")),
        ("3207", 2024, (63000, Way.PUBLISHED, "Som publisert.")),
        ("3207", 2020, (59000, Way.FOLLOWED, "Publisert for 3020: samme område med annet nummer.")),
        ("3207", 2019, (59000, Way.SUMMED, "Summert av tallene for 0213, 0217.")),
        # The number is the same, the municipality is not.
        ("1103", 2019, (141800, Way.SUMMED, "Summert av tallene for 1103, 1141, 1142.")),
        ("1103", 2020, (143000, Way.PUBLISHED, "Som publisert.")),
        (
            "1508",
            2020,
            (
                None,
                Way.BREAK,
                "Brudd: 1507 ble delt mellom 1508, 1580 1. januar 2024, og hvor mye som gikk til hver er ikke kjent.",
            ),
        ),
        # Drammen was put together of three, and Svelvik's figure is not there.
        ("3301", 2019, (None, Way.SUMMED, "Kan ikke summeres av 0602, 0625, 0711: tall mangler for 0711.")),
    ],
)
def test_counts(lineage: Lineage, code: str, year: int, expected: tuple[float | None, Way, str]) -> None:
    assert cell(follow(PEOPLE, lineage=lineage, quantity=Quantity.COUNT), code, year) == expected


def test_ratios_are_reckoned_from_their_parts() -> None:
    lineage = norway()
    ratios = table({"0213": {2019: 10.0}, "0217": {2019: 20.0}, "3020": {2020: 15.0}})
    above = table({"0213": {2019: 100.0}, "0217": {2019: 600.0}, "3020": {2020: 0.0}})
    below = table({"0213": {2019: 1000.0}, "0217": {2019: 3000.0}, "3020": {2020: 0.0}})
    parts = Parts(above, below, scale=100)
    followed = follow(ratios, lineage=lineage, quantity=Quantity.RATIO, parts=parts)
    assert cell(followed, "3207", 2019) == (
        17.5,
        Way.RECKONED,
        "Regnet ut på nytt av teller og nevner for 0213, 0217.",
    )
    assert cell(followed, "3207", 2020)[:2] == (15.0, Way.FOLLOWED), "as published, whatever the parts say"


def test_ratios_without_parts_break_and_say_so(lineage: Lineage) -> None:
    ratios = table({"0213": {2019: 10.0}, "0217": {2019: 20.0}, "3020": {2020: 15.0}})
    for quantity in (Quantity.RATIO, Quantity.OTHER):
        followed = follow(ratios, lineage=lineage, quantity=quantity)
        assert cell(followed, "3207", 2020)[:2] == (15.0, Way.FOLLOWED)
        value, way, words = cell(followed, "3207", 2019)
        assert (value, way) == (None, Way.BREAK)
        assert words == (
            "Brudd: området er slått sammen av 0213, 0217, og tallet kan ikke regnes ut for dem samlet uten "
            "teller og nevner."
        )


def test_a_ratio_whose_parts_are_lacking_or_empty_has_no_figure(lineage: Lineage) -> None:
    ratios = table({"0213": {2019: 10.0}, "0217": {2019: 20.0}})
    whole = table({"0213": {2019: 0.0}, "0217": {2019: 0.0}})
    lacking = Table.empty(whole.codes, whole.periods)
    followed = follow(ratios, lineage=lineage, quantity=Quantity.RATIO, parts=Parts(whole, lacking))
    assert cell(followed, "3207", 2019)[0] is None
    assert "teller eller nevner mangler" in cell(followed, "3207", 2019)[2]
    empty = follow(ratios, lineage=lineage, quantity=Quantity.RATIO, parts=Parts(whole, whole))
    row = lineage.codes.index("3207")
    assert empty.table.status[0, row, 0] == Status.NOT_POSSIBLE
    with pytest.raises(ValueError, match="numerators"):
        follow(ratios, lineage=lineage, quantity=Quantity.RATIO, parts=Parts(PEOPLE, PEOPLE))


def test_what_the_publisher_reckoned_back_stands(lineage: Lineage) -> None:
    figures = table(
        {"1508": {2019: 56000, 2024: 58000}, "3207": {2019: 58500}, "0213": {2019: 1}, "0217": {2019: 1}}
    )
    followed = follow(figures, lineage=lineage, quantity=Quantity.COUNT)
    assert cell(followed, "1508", 2019)[:2] == (56000, Way.PUBLISHED)
    assert cell(followed, "3207", 2019)[:2] == (58500, Way.PUBLISHED)


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ((Status.FIGURE, Status.FIGURE), Status.FIGURE),
        ((Status.FIGURE, Status.PROVISIONAL), Status.PROVISIONAL),
        ((Status.FIGURE, Status.CONFIDENTIAL), Status.CONFIDENTIAL),
        ((Status.MISSING, Status.CONFIDENTIAL), Status.CONFIDENTIAL),
        ((Status.FIGURE, Status.MISSING), Status.MISSING),
        ((Status.FIGURE, Status.NOT_POSSIBLE), Status.MISSING),
        ((Status.NOT_POSSIBLE, Status.NOT_POSSIBLE), Status.NOT_POSSIBLE),
        ((Status.NOT_YET, Status.NOT_YET), Status.NOT_YET),
    ],
)
def test_the_status_of_a_sum(parts: tuple[Status, Status], together: Status) -> None:
    lineage = Lineage(changes=[Step("A", "C", Y2020), Step("B", "C", Y2020)], codes=["C"])
    source = Table.empty(("A", "B"), (Period.year_of(2019),))
    for row, status in enumerate(parts):
        source.status[0, row, 0] = status
        source.values[0, row, 0] = 5.0 if status.has_figure else np.nan
    followed = follow(source, lineage=lineage, quantity=Quantity.COUNT)
    assert followed.table.status[0, 0, 0] == together
    value = followed.table.values[0, 0, 0]
    assert value == 10 if together.has_figure else np.isnan(value)


def test_periods_of_any_length_go_by_their_own_division() -> None:
    days = {"2019": "2019-01-01", "2019K4": "2019-10-01", "2019-2021": "2021-01-01", "2020M01": "2020-01-01"}
    for text, day in days.items():
        assert division_day(parse_period(text)) == date.fromisoformat(day)
    assert division_day(Period(2019 * 12 + 7, 12)) == date(2019, 8, 1)


def test_columns_of_figures_spread_out_to_a_table() -> None:
    figures = Figures(
        areas=("0301", "4601"),
        periods=(Period.year_of(2023), Period.year_of(2024)),
        marks=(Mark("people"), Mark("people", (("kjønn", "kvinner"),))),
        area=np.array([0, 1, 0], np.int32),
        period=np.array([1, 0, 1], np.int32),
        series=np.array([0, 0, 1], np.int32),
        value=np.array([717710.0, np.nan, 361000.0]),
        status=np.array([0, Status.CONFIDENTIAL, Status.PROVISIONAL], np.uint8),
    )
    spread = Table.of_figures(figures)
    assert spread.values[0, 0, 1] == 717710
    assert spread.status[:, :, 0].tolist() == [[Status.MISSING, Status.CONFIDENTIAL], [Status.MISSING] * 2]
    assert spread.status[1, 0, 1] == Status.PROVISIONAL
    with pytest.raises(ValueError, match="series"):
        Table(spread.codes, spread.periods[:1], spread.values, spread.status)


CODES = "ABCDEF"


@given(
    st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(2015, 2019)), max_size=8),
    st.lists(st.integers(1, 1000), min_size=6, max_size=6),
)
def test_what_is_followed_is_never_more_than_there_was(
    edges: list[tuple[str, str, int]], values: list[int]
) -> None:
    """Each figure of the first year goes into one area of today at most, whatever the changes were."""
    lineage = Lineage(changes=[Step(a, b, date(year, 1, 1)) for a, b, year in edges], codes=list(CODES))
    source = table({code: {2014: float(value)} for code, value in zip(CODES, values, strict=True)})
    followed = follow(source, lineage=lineage, quantity=Quantity.COUNT)
    summed = followed.table.values[0, :, 0][followed.way[0, :, 0] == Way.SUMMED]
    assert np.nansum(summed) <= sum(values)
    whole = followed.table.values[0, :, 0]
    if not (followed.way == Way.BREAK).any() and not (followed.way == Way.PUBLISHED).any():
        assert np.nansum(whole) <= sum(values)


def test_many_indicators_over_thirty_years_are_followed_in_one_pass(lineage: Lineage) -> None:
    """Three hundred at once give what one at a time gives."""
    periods = tuple(Period.year_of(year) for year in range(1995, 2025))
    eras = range(lineage.era(date.max) + 1)
    codes = tuple(
        sorted({one for era in eras for held in lineage.origins(era).values() for one in held.codes})
    )
    values = np.random.default_rng(1).integers(0, 1000, (300, len(codes), 30)).astype(float)
    block = Table(codes, periods, values, np.zeros(values.shape, np.uint8))
    together = follow(block, lineage=lineage, quantity=Quantity.COUNT)
    for series in (0, 299):
        one = Table(codes, periods, values[series : series + 1], np.zeros((1, *values.shape[1:]), np.uint8))
        alone = follow(one, lineage=lineage, quantity=Quantity.COUNT)
        assert np.array_equal(alone.table.values[0], together.table.values[series], equal_nan=True)
        assert np.array_equal(alone.way[0], together.way[series])
