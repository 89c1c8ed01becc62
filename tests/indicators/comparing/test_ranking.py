"""Rank with ties, percentile, middle and spread."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.figures import rounded
from rodtrad.indicators.comparing import (
    Direction,
    SpreadBy,
    as_written,
    distance_to_band,
    rank,
    robust_z,
    spread_of,
)

NAN = float("nan")


def test_standard_competition_ranking_with_ties_and_gaps() -> None:
    ranking = rank([5, 7, 7, NAN, 9], "higher")
    assert ranking.rank.tolist() == [4, 2, 2, 0, 1]
    assert (ranking.count, ranking.by_size) == (4, False)
    assert ranking.standing(3) is None
    standing = ranking.standing(1)
    assert standing is not None
    assert (standing.rank, standing.tied, standing.count, standing.is_shared) == (2, 2, 4, True)
    assert standing.percentile == 50


def test_the_best_is_first_whichever_way_is_better() -> None:
    assert rank([1, 2, 3], "higher").rank.tolist() == [3, 2, 1]
    assert rank([1, 2, 3], "lower").rank.tolist() == [1, 2, 3]
    assert rank([1, 2, 3], "lower").percentile.tolist() == pytest.approx([500 / 6, 50, 100 / 6])


@pytest.mark.parametrize("direction", ["none", "band"])
def test_without_a_better_end_the_largest_is_first_and_that_is_said(direction: str) -> None:
    ranking = rank([1, 3, 2], direction)
    assert (ranking.rank.tolist(), ranking.by_size) == ([3, 1, 2], True)


def test_a_band_is_ranked_by_the_way_to_it() -> None:
    distances = distance_to_band([0.9, 1.5, 2.5, NAN], low=1.3, high=1.7)
    assert distances[:3].tolist() == pytest.approx([0.4, 0, 0.8])
    assert rank(distances, "lower").rank.tolist() == [2, 1, 3, 0]


def test_figures_written_alike_can_share_their_place() -> None:
    assert rank([1.04, 1.02], "higher").rank.tolist() == [1, 2]
    assert rank([1.04, 1.02], "higher", decimals=1).rank.tolist() == [1, 1]


def test_halves_are_rounded_as_they_are_written() -> None:
    """12,25 is written 12,3."""
    assert rank([12.25, 12.3, 12.2], "higher", decimals=1).rank.tolist() == [1, 1, 3]
    assert rank([0.125, 0.13], "higher", decimals=2).rank.tolist() == [1, 1]
    assert rank([-2.5, -3.0], "higher", decimals=0).rank.tolist() == [1, 1]


@given(st.lists(st.floats(-1e7, 1e7), max_size=20), st.integers(0, 4))
def test_figures_are_ranked_just_as_they_are_written(figures: list[float], decimals: int) -> None:
    assert as_written(figures, decimals).tolist() == [float(rounded(one, decimals)) for one in figures]


def test_nobody_with_a_figure() -> None:
    ranking = rank([NAN, NAN], "higher")
    assert (ranking.count, ranking.rank.tolist(), ranking.standing(0)) == (0, [0, 0], None)
    assert rank([], "higher").count == 0


FIGURES = st.lists(st.one_of(st.integers(-20, 20).map(float), st.just(NAN)), max_size=40)


@given(FIGURES)
def test_a_rank_is_one_more_than_those_strictly_better(figures: list[float]) -> None:
    ranking = rank(figures, "higher")
    for position, figure in enumerate(figures):
        if math.isnan(figure):
            assert ranking.rank[position] == 0
            continue
        assert ranking.rank[position] == 1 + sum(other > figure for other in figures)
        assert ranking.tied[position] == figures.count(figure)


@given(FIGURES, st.sampled_from(["higher", "lower"]))
def test_turning_figures_and_direction_changes_nothing(figures: list[float], direction: str) -> None:
    one, other = (
        rank(figures, direction),
        rank([-figure for figure in figures], Direction(direction).mirrored),
    )
    assert one.rank.tolist() == other.rank.tolist()
    both = one.percentile + rank(figures, Direction(direction).mirrored).percentile
    assert np.allclose(both[np.isfinite(both)], 100)


def test_robust_z_is_not_moved_by_an_extreme() -> None:
    z = robust_z([1, 2, 3, 4, 1000, NAN])
    assert z[:4].tolist() == pytest.approx([-2 / 1.4826, -1 / 1.4826, 0, 1 / 1.4826])
    assert math.isnan(z[5])


def test_where_most_are_alike_the_mean_deviation_is_used() -> None:
    spread = spread_of([0, 0, 0, 0, 10])
    assert (spread.by, spread.median, spread.count) == (SpreadBy.MEAN_DEVIATION, 0, 5)
    assert spread.robust_z(10) == pytest.approx(10 / (1.2533 * 2))


def test_where_all_are_alike_there_is_no_spread() -> None:
    spread = spread_of([3, 3, NAN])
    assert (spread.by, spread.robust_z(3), spread.count) == (SpreadBy.NONE, 0, 2)
    assert math.isnan(spread.robust_z(4))
    assert robust_z([3, 3, NAN])[:2].tolist() == [0, 0]
    assert (spread_of([NAN]).count, spread_of([]).by) == (0, SpreadBy.NONE)


@given(st.lists(st.integers(-100, 100), min_size=1), st.integers(1, 9), st.integers(-50, 50))
def test_robust_z_does_not_know_the_unit(figures: list[int], factor: int, shift: int) -> None:
    moved = [factor * figure + shift for figure in figures]
    assert np.allclose(robust_z(figures), robust_z(moved))
