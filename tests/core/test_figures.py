"""Figures as they are written, in each language."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.figures import format_figure

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "nb", "en"),
    [
        (12, 1, "%", f"12,0{NB}%", "12.0%"),
        (723200, 0, "", f"723{NB}200", "723,200"),
        (1234567.891, 2, "kr", f"1{NB}234{NB}567,89{NB}kr", f"1,234,567.89{NB}kr"),
        (-3.5, 1, "", "−3,5", "−3.5"),
        (-0.04, 1, "", "0,0", "0.0"),
        (2.5, 0, "", "3", "3"),
        (-2.5, 0, "", "−3", "−3"),
        (1.005, 2, "", "1,01", "1.01"),
        (0, 0, "per 1 000", f"0{NB}per 1 000", f"0{NB}per 1 000"),
        (float("nan"), 1, "%", "–", "–"),
        (float("inf"), 1, "%", "–", "–"),
    ],
)
def test_a_figure_is_written_as_its_language_does(
    value: float, decimals: int, unit: str, nb: str, en: str
) -> None:
    for language, text in (("nb", nb), ("nn", nb), ("en", en)):
        with translation.override(language):
            assert format_figure(value, decimals, unit) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_a_written_figure_can_be_read_again(value: float, decimals: int) -> None:
    text = format_figure(value, decimals).replace(NB, "").replace(",", ".").replace("−", "-")
    if abs(value) < 1e100:
        assert float(text) == pytest.approx(value, abs=0.5 * 10**-decimals * 1.001)
