"""Periods as statistics write them, and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.periods import Frequency, Period, PeriodError, parse_period

YEARS = st.integers(1800, 2200)
PERIODS = st.one_of(
    st.builds(Period.year_of, YEARS),
    st.builds(lambda year, month: Period(year * 12 + month, 1), YEARS, st.integers(0, 11)),
    st.builds(lambda year, part: Period(year * 12 + part * 3, 3), YEARS, st.integers(0, 3)),
    st.builds(lambda year, part: Period(year * 12 + part * 4, 4), YEARS, st.integers(0, 2)),
    st.builds(lambda year, part: Period(year * 12 + part * 6, 6), YEARS, st.integers(0, 1)),
    st.builds(lambda year, length: Period(year * 12, length * 12), YEARS, st.integers(2, 9)),
    st.builds(lambda year: Period(year * 12 + 7, 12), YEARS),
)


@pytest.mark.parametrize(
    ("text", "frequency", "written", "months"),
    [
        ("2024", None, "2024", 12),
        (" 2024 ", None, "2024", 12),
        ("2024M03", None, "2024M03", 1),
        ("2024m3", None, "2024M03", 1),
        ("2024K4", None, "2024K4", 3),
        ("2024Q4", None, "2024K4", 3),
        ("2024T2", None, "2024T2", 4),
        ("2024H2", None, "2024H2", 6),
        ("2023/24", Frequency.SCHOOL_YEAR, "2023/24", 12),
        ("2023-2024", Frequency.SCHOOL_YEAR, "2023/24", 12),
        ("2023", Frequency.SCHOOL_YEAR, "2023/24", 12),
        ("1999/00", Frequency.SCHOOL_YEAR, "1999/00", 12),
        ("2023/24", None, "2023-2024", 24),
        ("2013/16", None, "2013-2016", 48),
        ("2013–2016", None, "2013-2016", 48),
    ],
)
def test_what_statistics_write_is_read(
    text: str, frequency: Frequency | None, written: str, months: int
) -> None:
    period = parse_period(text, frequency)
    assert (str(period), period.months) == (written, months)


@pytest.mark.parametrize(
    "text",
    ["", "24", "i fjor", "2024K5", "2024M13", "2024M00", "2024H3", "2016-2013", "2024-2024", "0999", "٢٠٢٤"],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(text)


def test_a_school_year_is_one_year_from_august() -> None:
    period = parse_period("2023/24", Frequency.SCHOOL_YEAR)
    assert (period.starts.isoformat(), period.ends.isoformat(), period.year) == (
        "2023-08-01",
        "2024-08-01",
        2024,
    )
    with pytest.raises(PeriodError):
        parse_period("2022/24", Frequency.SCHOOL_YEAR)


@given(PERIODS)
def test_a_period_survives_its_text_and_its_code(period: Period) -> None:
    assert parse_period(str(period), period.frequency) == period
    assert Period.from_code(period.code) == period


@given(PERIODS, PERIODS)
def test_codes_sort_as_periods(one: Period, other: Period) -> None:
    assert (one < other) == (one.code < other.code)


@given(PERIODS)
def test_the_next_period_is_as_long_and_later(period: Period) -> None:
    after = period.next()
    assert after > period
    assert after.months == period.months
    assert after.next(-1) == period


def test_several_years_together_move_one_year_at_a_time() -> None:
    assert str(parse_period("2013/16").next()) == "2014-2017"


def test_months_follow_each_other_without_a_gap() -> None:
    period = parse_period("2024M11")
    assert [str(period.next(step)) for step in range(3)] == ["2024M11", "2024M12", "2025M01"]
    assert period.ends == period.next().starts
