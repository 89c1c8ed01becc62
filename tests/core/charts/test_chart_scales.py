"""Scales, ticks and the placing of names: what must hold for any figures."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.charts.labels import Wanted, spread
from rodtrad.core.charts.letters import shortened, text_width, wrapped
from rodtrad.core.charts.scales import Scale, round_step, round_ticks

FIGURES = st.floats(-1e12, 1e12, allow_nan=False)
ANY = st.floats(allow_nan=False, allow_infinity=False)
LABELS = st.lists(st.builds(Wanted, st.floats(-200, 600), st.floats(5, 40)), max_size=7)
DUST = 1e-6


@given(st.lists(FIGURES, min_size=1, max_size=9), st.sampled_from([None, True, False]), st.integers(3, 8))
def test_ticks_cover_the_figures_in_equal_round_steps(
    values: list[float], from_zero: bool | None, most: int
) -> None:
    ticks = round_ticks(values, most=most, from_zero=from_zero)
    span = ticks.high - ticks.low
    assert ticks.low <= min(values) + span * 1e-6
    assert ticks.high >= max(values) - span * 1e-6
    assert 2 <= len(ticks.values) <= most + 2
    steps = [second - first for first, second in pairwise(ticks.values)]
    assert max(steps) - min(steps) <= span * 1e-6
    if from_zero:
        assert ticks.low <= 0 <= ticks.high


@given(st.lists(ANY, min_size=1, max_size=9))
def test_ticks_take_any_figures_there_are(values: list[float]) -> None:
    ticks = round_ticks(values)
    assert ticks.low < ticks.high
    assert len(ticks.values) >= 2


def test_ticks_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="figures"):
        round_ticks([])


@given(st.floats(1e-200, 1e200))
def test_a_round_step_is_the_next_of_1_2_and_5(least: float) -> None:
    step = round_step(least)
    assert least * (1 - 1e-6) <= step <= least * 2.5 * (1 + 1e-6)
    assert f"{step:.0e}"[0] in "125"


@given(FIGURES, FIGURES, st.lists(FIGURES, min_size=2), st.booleans())
def test_a_scale_keeps_the_order(low: float, high: float, values: list[float], upwards: bool) -> None:
    low, high = min(low, high), max(low, high)
    if high - low < 1e-3:
        high = low + 1
    scale = Scale(low, high, 400.0, 20.0) if upwards else Scale(low, high, 20.0, 400.0)
    places = [scale(value) for value in sorted(values)]
    assert places == sorted(places, reverse=upwards)
    assert scale(low) == pytest.approx(scale.start)
    assert scale(high) == pytest.approx(scale.end)


@given(LABELS, st.lists(st.tuples(st.floats(0, 400), st.floats(0, 60)), max_size=2))
def test_labels_never_overlap_and_keep_their_order(
    labels: list[Wanted], blocked: list[tuple[float, float]]
) -> None:
    gaps = [(start, start + tall) for start, tall in blocked]
    placed = spread(labels, 0, 400, gaps)
    order = sorted(range(len(labels)), key=lambda at: (labels[at].middle, at))
    for first, second in pairwise(order):
        need = (labels[first].height + labels[second].height) / 2
        assert placed[second] - placed[first] >= need - DUST
    if sum(label.height for label in labels) <= 400:
        for label, middle in zip(labels, placed, strict=True):
            assert middle - label.height / 2 >= -DUST
            assert middle + label.height / 2 <= 400 + DUST


@given(LABELS)
def test_labels_with_room_stay_where_they_want_to_be(labels: list[Wanted]) -> None:
    apart = [Wanted(at * 50 + 25, min(label.height, 40)) for at, label in enumerate(labels)]
    assert spread(apart, 0, 400) == pytest.approx([label.middle for label in apart])


def test_labels_keep_clear_of_what_is_blocked() -> None:
    labels = [Wanted(100, 20), Wanted(101, 20), Wanted(103, 20)]
    placed = spread(labels, 0, 400, [(90, 120)])
    assert all(middle + 10 <= 90 + DUST or middle - 10 >= 120 - DUST for middle in placed)


@given(st.text(max_size=60), st.floats(20, 300), st.booleans())
def test_cut_text_fits_its_room(text: str, room: float, bold: bool) -> None:
    assert text_width(shortened(text, room, 13, bold=bold), 13, bold=bold) <= room
    lines = wrapped(text, room, 13, bold=bold)
    assert 1 <= len(lines) <= 2
    assert all(text_width(line, 13, bold=bold) <= room for line in lines)


def test_text_that_fits_is_whole() -> None:
    assert wrapped("Søndre Nordstrand", 200, 13) == ["Søndre Nordstrand"]
    assert wrapped("Søndre Nordstrand", 80, 13) == ["Søndre", "Nordstrand"]
    assert shortened("Oslo", 200, 13) == "Oslo"
