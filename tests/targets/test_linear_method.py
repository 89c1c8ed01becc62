"""Pace to target: the cuts, the ways, zero and negative figures, and the words."""

import math
from typing import Any

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from rodtrad.indicators.comparing import Direction
from rodtrad.targets.methods import (
    Method,
    Path,
    PathKind,
    Point,
    Question,
    UnknownSettingError,
    judge,
    settings_of,
)
from rodtrad.targets.methods.judgement import IndicatorStatus as Status
from rodtrad.targets.methods.writing import FigureWriter
from rodtrad.targets.presenters import read_number
from tests.targets.points import ask, series

#: Halfway from 0 in 2020 to 100 in 2030, 50 is expected.
MIDWAY = 2025


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (100.0, Status.ACHIEVED),
        (120.0, Status.ACHIEVED),
        (50.0, Status.ON_TRACK),
        (47.5, Status.ON_TRACK),
        (47.49, Status.BEHIND),
        (30.0, Status.BEHIND),
        (29.99, Status.FAR_BEHIND),
        (0.0, Status.FAR_BEHIND),
        (-0.01, Status.WRONG_WAY),
    ],
)
def test_the_cuts_are_at_95_60_and_0_percent_of_the_expected_change(value: float, status: Status) -> None:
    judged = judge(Method.LINEAR, ask((2020, 0), (MIDWAY, value), (2030, 100)))
    assert judged.status is status
    assert judged.expected == 50
    assert judged.margin == pytest.approx(value - (100 if status is Status.ACHIEVED else 47.5))
    assert judged.pace == pytest.approx(value / 50)


def test_a_negative_figure_that_shall_rise_above_zero_is_judged() -> None:
    """Bergen's net operating result was −2.4 per cent in 2024; growth rates cannot judge such series."""
    question = ask((2024, -2.4), (2026, -0.4), (2028, 1.75))
    judged = judge(Method.LINEAR, question)
    assert judged.status is Status.ON_TRACK
    assert judged.expected == pytest.approx(-0.325)
    assert judge(Method.CAGR, question).status is Status.NOT_POSSIBLE


@pytest.mark.parametrize(
    ("year", "status"), [(2015, Status.NOT_POSSIBLE), (2020, Status.ACHIEVED), (2021, Status.ACHIEVED)]
)
def test_a_figure_from_before_the_baseline_reaches_nothing(year: float, status: Status) -> None:
    question = Question(series=series((year, 9)), baseline=Point(2020, 20), target=Point(2030, 10))
    judged = judge(Method.LINEAR, question)
    assert judged.status is status
    assert ("minst ett tall etter basisåret" in str(judged.reason)) == (status is Status.NOT_POSSIBLE)


def test_reduction_of_emissions_counts_downwards() -> None:
    judged = judge(Method.LINEAR, ask((2009, 1200), (2024, 900), (2030, 60)))
    assert judged.status is Status.FAR_BEHIND
    assert judged.margin is not None
    assert judged.margin < 0


@pytest.mark.parametrize(
    ("value", "status"),
    [(100.0, Status.ACHIEVED), (96.0, Status.BEHIND), (60.0, Status.BEHIND), (59.0, Status.FAR_BEHIND)],
)
def test_nothing_is_on_track_when_the_target_year_is_over(value: float, status: Status) -> None:
    judged = judge(Method.LINEAR, ask((2020, 0), (2031, value), (2030, 100)))
    assert judged.status is status
    assert judged.margin == value - 100
    assert ("over, og målet er ikke nådd" in str(judged.reason)) == (status is not Status.ACHIEVED)


def test_the_margin_can_be_chosen() -> None:
    question = ask((2020, 0), (MIDWAY, 45), (2030, 100))
    assert judge(Method.LINEAR, question).status is Status.BEHIND
    assert judge(Method.LINEAR, question, settings={"on_track_from": 0.9}).status is Status.ON_TRACK
    with pytest.raises(UnknownSettingError, match="margin"):
        judge(Method.LINEAR, question, settings={"margin": 5})
    assert settings_of(Method.LINEAR) == {"on_track_from": 0.95, "behind_from": 0.60}


def test_steps_and_geometric_ways_move_what_is_expected() -> None:
    steps = Path(PathKind.STEPS, series((2024, 10), (2028, 80)))
    judged = judge(Method.LINEAR, ask((2020, 0), (2025, 10), (2030, 100), path=steps))
    assert (judged.status, judged.expected) == (Status.ON_TRACK, 10)
    before = judge(Method.LINEAR, ask((2020, 0), (2023, 0), (2030, 100), path=steps))
    assert before.status is Status.ON_TRACK
    assert "Ingen endring er ventet ennå" in str(before.reason)
    worse = judge(Method.LINEAR, ask((2020, 0), (2023, -1), (2030, 100), path=steps))
    assert worse.status is Status.WRONG_WAY
    halving = judge(Method.LINEAR, ask((2020, 100), (2025, 50), (2030, 25), path=Path(PathKind.GEOMETRIC)))
    assert halving.status is Status.ON_TRACK
    assert halving.expected == pytest.approx(50)


def test_holding_a_level_needs_a_direction() -> None:
    held: dict[str, Any] = {"start": (2020, 50), "target": (2030, 50)}
    assert judge(Method.LINEAR, ask(latest=(2024, 50), **held)).status is Status.NOT_POSSIBLE
    for value, status in ((50, Status.ACHIEVED), (51, Status.ACHIEVED), (49, Status.WRONG_WAY)):
        question = ask(latest=(2024, value), direction=Direction.HIGHER, **held)
        assert judge(Method.LINEAR, question).status is status


def test_what_cannot_be_judged_says_why() -> None:
    nothing = judge(Method.LINEAR, Question(target=Point(2030, 5)))
    assert (nothing.status, str(nothing.reason)) == (
        Status.NOT_MEASURED,
        "Ikke målt: det finnes ikke noe tall ennå.",
    )
    cases = {
        "minst ett tall etter basisåret": Question(series=series((2020, 1)), target=Point(2030, 5)),
        "Målet har ingen verdi": Question(series=series((2020, 1), (2021, 2))),
        "Målåret må være etter basisåret": ask((2020, 1), (2021, 2), (2020, 5)),
        "Samme prosent hvert år går bare": ask(
            (2020, 0), (2021, 2), (2030, 5), path=Path(PathKind.GEOMETRIC)
        ),
    }
    for words, question in cases.items():
        judged = judge(Method.LINEAR, question)
        assert judged.status is Status.NOT_POSSIBLE
        assert words in str(judged.reason)


def test_the_reason_names_method_figures_and_margin_in_the_readers_figures() -> None:
    judged = judge(Method.LINEAR, ask((2020, 12.5), (2025, 14), (2030, 20.5)))
    assert str(judged.reason) == (
        "Fart mot målet: fra 12,5 i 2020 til 20,5 i 2030 er 16,5 ventet i 2025, og tallet er 14. "
        "Det er bare 37,5 prosent av farten som trengs; i rute er fra 95 prosent, og dit mangler 2,3."
    )
    with translation.override("en"):
        assert "12.5" in str(judged.reason)
    in_kroner = judge(
        Method.LINEAR, ask((2020, 0), (2025, 50), (2030, 100)), write=lambda value: f"kr {value:.0f}"
    )
    assert "kr 50 ventet" in str(in_kroner.reason)


def test_reached_says_what_there_is_to_spare() -> None:
    exactly, more = (judge(Method.LINEAR, ask((2020, 0), (2025, value), (2030, 10))) for value in (10, 12))
    assert str(exactly.reason).endswith(" Målet er nådd.")
    assert str(more.reason).endswith(" Målet er nådd, med 2 å gå på.")


def test_a_time_that_is_not_a_year_has_its_own_name() -> None:
    question = Question(
        series=(Point(2023.75, 0, "3. kvartal 2023"), Point(2024.25, 2, "1. kvartal 2024")),
        target=Point(2025, 4),
    )
    assert "fra 0 i 3. kvartal 2023 til 4 i 2025 er 1,6 ventet i 1. kvartal 2024" in str(
        judge(Method.LINEAR, question).reason
    )


def test_a_series_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="order of time"):
        Question(series=series((2021, 1), (2020, 1)))
    with pytest.raises(ValueError, match="finite"):
        Point(2020, math.nan)


VALUES = st.integers(-1000, 1000).map(float)
SHIFTS = st.integers(1, 15)


def _questions() -> st.SearchStrategy[tuple[tuple[float, float], tuple[float, float], tuple[float, float]]]:
    return st.builds(
        lambda first, latest, target, years, more: (
            (2015.0, first),
            (2015.0 + years, latest),
            (2015.0 + years + more, target),
        ),
        VALUES,
        VALUES,
        VALUES,
        SHIFTS,
        st.integers(0, 15),
    )


@given(_questions(), st.sampled_from([0.001, 0.1, 3.0, 1024.0, 1e6]))
def test_scaling_all_figures_changes_nothing(
    points: tuple[tuple[float, float], tuple[float, float], tuple[float, float]], factor: float
) -> None:
    scaled = [(year, value * factor) for year, value in points]
    first = judge(Method.LINEAR, ask(*points))
    second = judge(Method.LINEAR, ask(*scaled))
    assert first.status is second.status
    if first.margin is not None:
        assert second.margin == pytest.approx(first.margin * factor, abs=1e-6 * factor)


@given(_questions(), st.sampled_from([Direction.HIGHER, Direction.LOWER, Direction.NONE]))
def test_turning_all_figures_and_the_direction_changes_nothing(
    points: tuple[tuple[float, float], tuple[float, float], tuple[float, float]], direction: Direction
) -> None:
    turned = [(year, -value) for year, value in points]
    first = judge(Method.LINEAR, ask(*points, direction=direction))
    second = judge(Method.LINEAR, ask(*turned, direction=direction.mirrored))
    assert (first.status, first.margin) == (second.status, second.margin)


@given(VALUES, VALUES, st.integers(1, 14), st.sampled_from([PathKind.LINEAR, PathKind.GEOMETRIC]))
def test_exactly_on_the_way_is_on_track(first: float, target: float, years: int, kind: PathKind) -> None:
    assume(first != target)
    assume(kind is PathKind.LINEAR or first * target > 0)
    share = years / 15
    linear = first + (target - first) * share
    value = linear if kind is PathKind.LINEAR else first * (target / first) ** share
    judged = judge(Method.LINEAR, ask((2015, first), (2015 + years, value), (2030, target), path=Path(kind)))
    assert judged.status is Status.ON_TRACK
    assert judged.pace == pytest.approx(1)


@given(_questions(), st.floats(0, 500))
def test_a_better_figure_is_never_judged_worse(
    points: tuple[tuple[float, float], tuple[float, float], tuple[float, float]], more: float
) -> None:
    order = [Status.WRONG_WAY, Status.FAR_BEHIND, Status.BEHIND, Status.ON_TRACK, Status.ACHIEVED]
    first, (year, value), target = points
    worse = judge(Method.LINEAR, ask(first, (year, value), target, direction=Direction.HIGHER))
    better = judge(Method.LINEAR, ask(first, (year, value + more), target, direction=Direction.HIGHER))
    assume(target[1] >= first[1])
    assert order.index(better.status) >= order.index(worse.status)


def test_the_sum_can_be_done_again_from_what_the_reason_says() -> None:
    """The indicator shows no decimals: «from 39 %» would give another share than the one that is written."""
    question = Question(
        series=series((2020, 41.0), (2025, 35.0)), baseline=Point(2020, 38.5), target=Point(2030, 30)
    )
    told = str(judge(Method.LINEAR, question, write=FigureWriter(0, "%")).reason).replace("\u00a0", " ")
    assert told == (
        "Fart mot målet: fra 38,5 % i 2020 til 30 % i 2030 er 34,25 % ventet i 2025, og tallet er 35 %. "
        "Det er 82,3 prosent av farten som trengs; i rute er fra 95 prosent, og dit mangler 0,54 prosentpoeng."
    )
    assert math.floor(1000 * (35 - 38.5) / (34.25 - 38.5)) / 10 == 82.3


@given(
    st.floats(-1e4, 1e4, allow_subnormal=False),
    st.floats(0.05, 1e4, allow_subnormal=False),
    st.integers(0, 2),
)
def test_written_figures_keep_the_change_between_them(first: float, change: float, decimals: int) -> None:
    write = FigureWriter(decimals).closer(change)
    read = [read_number(write(value)) for value in (first, first + change)]
    assert read[1] - read[0] == pytest.approx(change, rel=0.011)
