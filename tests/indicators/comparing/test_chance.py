"""Intervals and warnings about chance, against published limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.comparing import (
    Doubt,
    Interval,
    doubt_about,
    interval_of_count,
    interval_of_rate,
    interval_of_share,
)


@pytest.mark.parametrize(
    ("events", "low", "high", "within"),
    [
        (0, 0.0, 3.6889, 1e-4),
        (1, 0.0253, 5.5716, 1e-4),
        (2, 0.2422, 7.2247, 1e-4),
        (5, 1.6235, 11.6683, 1e-4),
        (9, 4.1154, 17.0848, 1e-4),
        # Exact limits; the approximation comes near enough.
        (10, 4.7954, 18.3904, 0.02),
        (20, 12.2165, 30.8884, 0.02),
        (100, 81.3640, 121.6273, 0.02),
    ],
)
def test_limits_of_a_count(events: int, low: float, high: float, within: float) -> None:
    interval = interval_of_count(events)
    assert interval.low == pytest.approx(low, abs=within)
    assert interval.high == pytest.approx(high, abs=within)


def test_a_rate_is_a_count_over_the_exposed() -> None:
    interval = interval_of_rate(5, 1000, scale=1000)
    assert (interval.low, interval.high) == (
        pytest.approx(1.6235, abs=1e-4),
        pytest.approx(11.6683, abs=1e-4),
    )
    with pytest.raises(ValueError, match="exposed"):
        interval_of_rate(1, 0)
    with pytest.raises(ValueError, match="below zero"):
        interval_of_count(-1)


def test_wilsons_interval() -> None:
    interval = interval_of_share(10, 100, scale=100)
    assert (interval.low, interval.high) == (pytest.approx(5.523, abs=1e-3), pytest.approx(17.437, abs=1e-3))
    assert interval_of_share(0, 10).low == 0
    assert interval_of_share(10, 10).high == 1
    for part, whole in ((11, 10), (-1, 10), (0, 0)):
        with pytest.raises(ValueError, match="part"):
            interval_of_share(part, whole)


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({"events": 19, "population": 700_000}, Doubt.FEW_EVENTS),
        ({"events": 20, "population": 200}, None),
        ({"population": 4999}, Doubt.SMALL_POPULATION),
        ({"population": 5000}, None),
        ({}, None),
        ({"events": 9, "fewest_events": 5}, None),
        ({"population": 9000, "small_population": 10_000}, Doubt.SMALL_POPULATION),
    ],
)
def test_what_earns_a_warning(facts: dict[str, float], doubt: Doubt | None) -> None:
    assert doubt_about(**facts) is doubt


def test_intervals_that_do_not_meet_differ_by_more_than_chance() -> None:
    assert Interval(1, 2).meets(Interval(2, 3))
    assert not Interval(1, 2).meets(Interval(2.1, 3))
    assert Interval(1, 2).holds(1.5)
    assert Interval(1, 2).times(-1) == Interval(-2, -1)


@given(st.integers(0, 100_000))
def test_a_count_is_inside_its_interval_and_more_events_are_surer(events: int) -> None:
    interval, more = interval_of_count(events), interval_of_count(4 * events + 4)
    assert interval.low <= events <= interval.high
    assert (more.high - more.low) / (4 * events + 4) < (interval.high - interval.low) / max(events, 1)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_inside_its_interval_and_turns_round(part: int, more: int) -> None:
    whole = part + more
    interval, rest = interval_of_share(part, whole), interval_of_share(more, whole)
    assert interval.low - 1e-12 <= part / whole <= interval.high + 1e-12
    assert interval.low == pytest.approx(1 - rest.high, abs=1e-9)
