"""Figures, bands and steps as people write them, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.targets.methods import Band
from rodtrad.targets.presenters import (
    band_text,
    figure_text,
    percent_text,
    read_band,
    read_number,
    read_percent,
    read_steps,
    steps_text,
)

FIGURES = st.floats(-1e15, 1e15).map(lambda value: value or 0.0)
#: As people write them: with six decimals of a percentage at most.
SHARES = st.integers(-(10**9), 10**9).map(lambda value: value / 10**8)


@given(FIGURES)
def test_a_figure_reads_back_as_the_same(value: float) -> None:
    assert read_number(figure_text(value)) == value


@given(SHARES)
def test_a_share_reads_back_as_the_same(value: float) -> None:
    assert read_percent(percent_text(value)) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("value", [0.95, 0.6, 0.57, 0.015, 0.005, 1.1, 0.07, 0.29])
def test_shares_that_people_choose_read_back_exactly(value: float) -> None:
    assert read_percent(percent_text(value)) == value


@given(st.none() | FIGURES, st.none() | FIGURES, st.booleans(), st.booleans())
def test_a_band_reads_back_as_the_same(
    low: float | None, high: float | None, low_included: bool, high_included: bool
) -> None:
    if low is None and high is None:
        return
    ends = sorted(end for end in (low, high) if end is not None)
    if len(ends) == 2:
        low, high = ends
    told = Band(low, high, low_included or low is None, high_included or high is None)
    read = read_band(band_text([low, high, told.low_included, told.high_included]))
    assert Band(*read) == told  # type: ignore[arg-type]  # two ends and two truths


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,30–1,69", [1.3, 1.69]),
        ("1.00-1.29", [1.0, 1.29]),
        ("fra 3 til 4", [3.0, 4.0]),
        ("−5 – −2", [-5.0, -2.0]),
        ("1 000–2 000", [1000.0, 2000.0]),
        ("over 2 til 2,6", [2.0, 2.6, False]),
        ("2 til under 2,6", [2.0, 2.6, True, False]),
        ("over 2–under 2,6", [2.0, 2.6, False, False]),
        ("above 2 to 2.6", [2.0, 2.6, False]),
        (">70 %", [70.0, None, False]),
        ("over 70", [70.0, None, False]),
        ("Minst 40", [40.0, None]),
        ("40 eller mer", [40.0, None]),
        ("<0,99", [None, 0.99, True, False]),
        ("høyst 24", [None, 24.0]),
        ("minst 10 og under 20", [10.0, 20.0, True, False]),
        ("above 3", [3.0, None, False]),
    ],
)
def test_bands_are_read_as_people_write_them(text: str, values: list[float | None]) -> None:
    assert read_band(text) == values


@pytest.mark.parametrize("text", ["70", "", "rundt 5", "over 5 og over 6", "over", "1–2–3", "> ..", "5 –"])
def test_what_is_no_band_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"er ikke et (bånd|tall)"):
        read_band(text)


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused_in_words(text: str) -> None:
    told = []
    for read in (read_band, read_number, read_percent, read_steps):
        try:
            read(text)
        except ValueError as error:
            told.append(str(error))
    assert all(one.startswith(("«", "Året")) for one in told), told


@given(st.dictionaries(st.integers(1900, 2200), FIGURES, max_size=6))
def test_steps_read_back_as_the_same(steps: dict[int, float]) -> None:
    rows = [[year, value] for year, value in sorted(steps.items())]
    assert read_steps(steps_text(rows)) == rows
