"""Growth ratio: Statistics Canada's cuts and score, zero, signs, base year, parity."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rodtrad.indicators.comparing import Direction
from rodtrad.targets.methods import Method, Point, Question, judge
from rodtrad.targets.methods.growth import SCORE_BY_GROWTH, SCORE_BY_PACE, score_on
from rodtrad.targets.methods.judgement import IndicatorStatus as Status
from tests.targets.points import ask, series

#: What 100 in 2015 shall grow to by 2030, at four per cent a year.
TARGET = 100 * 1.04**15


def grown(pace: float, years: int = 5) -> Question:
    """Ask about a series that has grown at this share of four per cent a year."""
    return ask((2015, 100), (2015 + years, 100 * (1 + 0.04 * pace) ** years), (2030, TARGET))


@pytest.mark.parametrize(
    ("pace", "status", "score"),
    [
        (1.30, Status.ON_TRACK, 5.0),
        (1.00, Status.ON_TRACK, 20 / 7),
        (0.95, Status.ON_TRACK, 2.5),
        (0.9499, Status.BEHIND, 2.4992857),
        (0.60, Status.BEHIND, 0.0),
        (0.5999, Status.FAR_BEHIND, -0.0004167),
        (0.0, Status.FAR_BEHIND, -2.5),
        (-0.0001, Status.WRONG_WAY, -2.5004167),
        (-0.60, Status.WRONG_WAY, -5.0),
        (-2.0, Status.WRONG_WAY, -5.0),
    ],
)
def test_the_published_cuts_and_score(pace: float, status: Status, score: float) -> None:
    answer = judge(Method.CAGR, grown(pace))
    assert answer.status is status
    assert answer.pace == pytest.approx(pace)
    assert answer.score == pytest.approx(score, abs=1e-6)


def test_reached_is_achieved_with_the_highest_score() -> None:
    answer = judge(Method.CAGR, ask((2015, 100), (2020, TARGET), (2030, TARGET)))
    assert (answer.status, answer.score) == (Status.ACHIEVED, 5.0)


def test_the_anchors_of_the_score_without_target() -> None:
    for growth, score in (
        (-0.02, -5),
        (-0.5, -5),
        (0, -2.5),
        (0.005, 0),
        (0.015, 2.5),
        (0.02, 5),
        (0.5, 5),
        (0.01, 1.25),
    ):
        assert score_on(SCORE_BY_GROWTH, growth) == pytest.approx(score)
    assert score_on(SCORE_BY_PACE, 0.0) == -2.5


def test_the_base_year_is_2015_or_the_first_after_it() -> None:
    figures = series((2013, 5), (2016, 100), (2020, 110))
    answer = judge(Method.CAGR, Question(series=figures, target=Point(2030, 150)))
    assert answer.baseline == Point(2016, 100)
    given_baseline = Question(series=figures, target=Point(2030, 150), baseline=Point(2013, 90))
    assert judge(Method.CAGR, given_baseline).baseline == Point(2013, 90)
    earlier = judge(
        Method.CAGR, Question(series=figures, target=Point(2030, 150)), settings={"base_year": 2010}
    )
    assert earlier.baseline == Point(2013, 5)


def test_zero_counts_as_a_thousandth() -> None:
    answer = judge(Method.CAGR, ask((2015, 0), (2020, 1), (2030, 10)))
    assert answer.status is Status.ON_TRACK
    assert answer.pace == pytest.approx((1000 ** (1 / 5) - 1) / (10_000 ** (1 / 15) - 1))
    assert (answer.baseline, "Null er regnet som 0,001." in str(answer.reason)) == (Point(2015, 0), True)


def test_zero_is_reached_by_zero_alone() -> None:
    """The stand-in for zero is for growth; what is told against what is wanted are the figures themselves."""
    nearly = judge(Method.CAGR, ask((2015, 1), (2020, 0.0005), (2030, 0)))
    assert (nearly.status, nearly.margin is not None and nearly.margin > 0) == (Status.ON_TRACK, True)
    late = judge(Method.CAGR, ask((2015, 1), (2030, 0.0005), (2030, 0)))
    assert (late.status, late.margin) == (Status.BEHIND, -0.0005)
    assert judge(Method.CAGR, ask((2015, 1), (2020, 0), (2030, 0))).status is Status.ACHIEVED


def test_what_cannot_be_judged_says_why() -> None:
    cases = {
        "samme side av null": ask((2015, -1), (2020, 1), (2030, 2)),
        "minst to år": Question(series=series((2020, 1)), target=Point(2030, 2)),
        "Målåret må være etter basisåret": ask((2020, 1), (2021, 2), (2020, 3)),
        "ingen verdi": Question(series=series((2015, 1), (2020, 2))),
        "ingen retning": ask((2015, 1), (2020, 2), (2030, 1)),
    }
    for words, question in cases.items():
        answer = judge(Method.CAGR, question)
        assert (answer.status, words in str(answer.reason)) == (Status.NOT_POSSIBLE, True), words
    assert judge(Method.CAGR, Question()).status is Status.NOT_MEASURED


def test_holding_a_level_that_has_slipped_is_the_wrong_way() -> None:
    answer = judge(Method.CAGR, ask((2015, 50), (2020, 49), (2030, 50), direction=Direction.HIGHER))
    assert (answer.status, answer.score) == (Status.WRONG_WAY, -5.0)


def test_an_index_that_is_best_at_one_is_turned_before_it_is_judged() -> None:
    parity = {"is_parity": True}
    towards_one = ask((2015, 0.5), (2025, 0.7), (2030, 1.0))
    assert judge(Method.CAGR, towards_one, settings=parity).status is Status.BEHIND
    past_one = ask((2015, 0.8), (2025, 1.25), (2030, 1.0))
    assert judge(Method.CAGR, past_one, settings=parity).status is Status.FAR_BEHIND
    assert judge(Method.CAGR, past_one, settings=parity).score == pytest.approx(-2.5)
    further_off = ask((2015, 0.8), (2025, 1.5), (2030, 1.0))
    assert judge(Method.CAGR, further_off, settings=parity).status is Status.WRONG_WAY
    below = judge(Method.CAGR, ask((2015, 0.0), (2025, 1.5), (2030, 1.0)), settings=parity)
    assert (below.status, "paritetsindeks" in str(below.reason)) == (Status.NOT_POSSIBLE, True)


def test_the_reason_says_both_rates() -> None:
    answer = judge(Method.CAGR, ask((2015, 100), (2020, 110), (2030, 200)))
    assert str(answer.reason) == (
        "Vekst: fra 100 i 2015 til 110 i 2020 er 1,9 prosent i året; 200 i 2030 trenger 4,7 prosent i året. "
        "Det er bare 40,6 prosent av farten som trengs; i rute er fra 95 prosent, og dit mangler 14,58."
    )


PARTS = st.tuples(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 20))


def question_of(
    parts: tuple[int, int, int, int], factor: float = 1.0, direction: Direction = Direction.NONE
) -> Question:
    first, latest, target, years = parts
    return ask(
        (2015, first * factor), (2015 + years, latest * factor), (2030, target * factor), direction=direction
    )


@given(PARTS, st.sampled_from([0.01, 7.0, 1e5]))
def test_scaling_all_figures_changes_nothing(parts: tuple[int, int, int, int], factor: float) -> None:
    one, other = judge(Method.CAGR, question_of(parts)), judge(Method.CAGR, question_of(parts, factor))
    assert one.status is other.status
    if one.pace is not None:
        assert other.pace == pytest.approx(one.pace, abs=1e-9)


@given(PARTS, st.sampled_from([Direction.HIGHER, Direction.LOWER, Direction.NONE]))
def test_turning_all_figures_and_the_direction_changes_nothing(
    parts: tuple[int, int, int, int], direction: Direction
) -> None:
    one = judge(Method.CAGR, question_of(parts, direction=direction))
    other = judge(Method.CAGR, question_of(parts, -1.0, direction.mirrored))
    assert (one.status, one.score) == (other.status, other.score)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 14))
def test_at_exactly_the_needed_rate_it_is_on_track(first: int, target: int, years: int) -> None:
    assume(first != target)
    value = first * (target / first) ** (years / 15)
    answer = judge(Method.CAGR, ask((2015, first), (2015 + years, value), (2030, target)))
    assert answer.status is Status.ON_TRACK
    assert answer.margin is not None
    assert answer.margin >= -1e-9 * max(first, target)


@given(PARTS)
def test_the_margin_agrees_with_the_status(parts: tuple[int, int, int, int]) -> None:
    answer = judge(Method.CAGR, question_of(parts))
    if answer.margin is not None and abs(answer.margin) > 1e-6:
        assert (answer.margin > 0) == (answer.status in {Status.ACHIEVED, Status.ON_TRACK})
