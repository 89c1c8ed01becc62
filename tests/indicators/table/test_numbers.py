"""Figures as people and statistics write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.columns import ObservationStatus as Status
from rodtrad.indicators.sources.table.numbers import NotAFigureError, decimal_mark_of, read_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234", 1234),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
        ("−3,5", -3.5),
        ("–3,5", -3.5),
        ("-3", -3),
        ("(3,5)", -3.5),
        ("12,5 %", 12.5),
        ("12 500'", 12500),
        ("1e3", 1000),
        ("-", 0),
        ("–", 0),
    ],
)
def test_a_figure_is_read(text: str, value: float) -> None:
    assert read_figure(text) == (value, Status.FIGURE)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("..", Status.MISSING),
        (".", Status.NOT_POSSIBLE),
        (":", Status.CONFIDENTIAL),
        ("...", Status.NOT_YET),
        ("Ikke målt", Status.MISSING),
        ("I/T", Status.MISSING),
    ],
)
def test_why_there_is_no_figure_is_read(text: str, status: Status) -> None:
    value, found = read_figure(text)
    assert math.isnan(value)
    assert found is status


def test_a_star_is_provisional() -> None:
    assert read_figure("12,5*") == (12.5, Status.PROVISIONAL)


@pytest.mark.parametrize(
    "text", ["tolv", "12 stk", "1,2,3", "1.23.456", "12,5,6", "1..2", "0x10", "inf", "1e99", "١٢"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(NotAFigureError):
        read_figure(text)


def test_a_point_between_thousands_needs_the_mark() -> None:
    assert read_figure("1.234", ",") == (1234, Status.FIGURE)
    assert read_figure("1.234", ".") == (1.234, Status.FIGURE)
    assert read_figure("1,234", ".") == (1234, Status.FIGURE)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["12", "13"], ""),
        (["12,5", "1.234"], ","),
        (["12.5", "3"], "."),
        (["1.234", "2.345"], None),
        (["1.234,5"], ","),
        (["..", ":", "12,5*"], ","),
    ],
)
def test_the_mark_of_a_text_file_shows_or_is_asked_for(texts: list[str], mark: str | None) -> None:
    assert decimal_mark_of(texts) == mark


@given(st.floats(-1e11, 1e11), st.integers(0, 4))
def test_what_norwegians_write_is_read_back(value: float, decimals: int) -> None:
    rounded = round(value, decimals)
    written = f"{rounded:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",").replace("-", "−")
    assert read_figure(written, ",")[0] == pytest.approx(rounded)
