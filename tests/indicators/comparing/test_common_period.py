"""The latest common period, group figures and moving averages."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.periods import Period
from rodtrad.indicators.comparing import (
    GroupValueBy,
    group_value,
    latest_common_period,
    moving_average,
    moving_ratio,
    weighted_value,
)

NAN = float("nan")


def test_the_latest_period_that_all_have() -> None:
    others = {"4601": {2021, 2022, 2023}, "1103": {2021, 2022}, "5001": {2022, 2023}}
    found = latest_common_period(own={2022: 1.0, 2023: 2.0, 2024: 3.0}, others=others)
    assert found is not None
    assert (found.period, found.with_figure, found.of, found.lacking) == (2022, 3, 3, ())
    assert (found.own_latest, found.is_own_latest) == (2024, False)


def test_a_share_is_enough_when_asked_for_and_those_who_lack_are_named() -> None:
    others = {"4601": {2022, 2023}, "1103": {2022}, "5001": {2022, 2023}, "3201": {2023}}
    found = latest_common_period(own={2022, 2023}, others=others, share=0.75)
    assert found is not None
    assert (found.period, found.with_figure, found.lacking) == (2023, 3, ("1103",))
    assert latest_common_period(own={2022, 2023}, others=others) is None


def test_no_common_period() -> None:
    assert latest_common_period(own={2024}, others={"4601": {2023}}) is None
    assert latest_common_period(own=set[int](), others={"4601": {2023}}) is None
    alone = latest_common_period(own={2023, 2024}, others={})
    assert alone is not None
    assert (alone.period, alone.is_own_latest) == (2024, True)


def test_periods_of_any_length_are_compared() -> None:
    quarters = {Period(2024 * 12, 3), Period(2024 * 12 + 3, 3)}
    found = latest_common_period(own=quarters, others={"4601": {Period(2024 * 12, 3)}})
    assert found is not None
    assert found.period == Period(2024 * 12, 3)


@given(
    st.sets(st.integers(2010, 2020)),
    st.dictionaries(
        st.text("0123456789", min_size=4, max_size=4), st.sets(st.integers(2010, 2020)), max_size=6
    ),
    st.floats(0, 1),
)
def test_no_later_period_would_do(own: set[int], others: dict[str, set[int]], share: float) -> None:
    found = latest_common_period(own=own, others=others, share=share)
    enough = {year for year in own if sum(year in held for held in others.values()) >= share * len(others)}
    assert (found.period if found else None) == max(enough, default=None)


def test_a_groups_ratio_is_summed_never_averaged() -> None:
    found = group_value([10, 50], numerators=[100, 5], denominators=[1000, 10], scale=100)
    assert found is not None
    assert (found.by, found.units, found.of) == (GroupValueBy.WEIGHTED, 2, 2)
    assert found.value == pytest.approx(105 / 1010 * 100)


def test_a_published_group_figure_goes_before_our_own() -> None:
    found = group_value([1, 2, 3], published=2.4)
    assert found is not None
    assert (found.value, found.by, found.by.is_own) == (2.4, GroupValueBy.PUBLISHED, False)


def test_the_median_is_labelled_as_ours_and_says_how_many_it_rests_on() -> None:
    found = group_value([1, 2, 30, NAN])
    assert found is not None
    assert (found.value, found.by, found.by.is_own, found.units, found.of) == (
        2,
        GroupValueBy.MEDIAN,
        True,
        3,
        4,
    )
    assert group_value([NAN]) is None
    without_people = group_value([5], numerators=[1], denominators=[0])
    assert without_people is not None
    assert without_people.by is GroupValueBy.MEDIAN


def test_units_without_both_parts_are_left_out() -> None:
    found = weighted_value([1, 2, NAN], [10, NAN, 10])
    assert found is not None
    assert (found.value, found.units, found.of) == (0.1, 1, 3)


def test_moving_average_leaves_gaps_out() -> None:
    assert np.allclose(
        moving_average([3, 6, NAN, NAN, 9, 12]), [NAN, NAN, 4.5, NAN, NAN, 10.5], equal_nan=True
    )
    assert np.allclose(moving_average([1, 2, 3], window=2, fewest=2), [NAN, 1.5, 2.5], equal_nan=True)
    assert np.isnan(moving_average([1, 2])).all()
    with pytest.raises(ValueError, match="at least one"):
        moving_average([1], window=0)


def test_moving_average_of_many_places_at_once() -> None:
    averages = moving_average([[1.0, 2.0, 3.0], [4.0, 5.0, NAN]], window=3)
    assert np.allclose(averages[:, 2], [2, 4.5])
    assert np.isnan(averages[:, :2]).all()


def test_a_window_of_a_ratio_is_summed() -> None:
    ratios = moving_ratio([1, 0, 2, NAN], [100, 100, 300, 100], scale=1000)
    assert np.allclose(ratios, [NAN, NAN, 6, 5], equal_nan=True)
    assert math.isnan(moving_ratio([1, 1], [0, 0], window=2)[1])


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=20), st.integers(1, 5))
def test_the_average_of_equal_weights_is_between_the_ends(figures: list[int], window: int) -> None:
    averages = moving_average(figures, window=window, fewest=window)
    for position, average in enumerate(averages.tolist()):
        if position + 1 < window:
            assert math.isnan(average)
            continue
        inside = figures[position + 1 - window : position + 1]
        assert average == pytest.approx(sum(inside) / window)
