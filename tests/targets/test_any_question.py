"""Whatever figures there are, every method answers, in words, and agrees with itself."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rodtrad.indicators.comparing import Direction
from rodtrad.targets.methods import (
    Band,
    Bands,
    IndicatorStatus,
    Method,
    Path,
    PathKind,
    Point,
    Question,
    judge,
)
from rodtrad.targets.methods.direction import Settings

FIGURES = st.one_of(
    st.just(0.0),
    st.integers(-100, 100).map(float),
    st.floats(-1e12, 1e12),
    st.floats(allow_nan=False, allow_infinity=False),
)
#: Months from 1995 to 2049.
TIMES = st.integers(0, 55 * 12).map(lambda months: 1995 + months / 12)
POINTS = st.builds(Point, TIMES, FIGURES)


def in_order(points: list[Point]) -> tuple[Point, ...]:
    return tuple(sorted({point.year: point for point in points}.values(), key=lambda point: point.year))


QUESTIONS = st.builds(
    Question,
    series=st.lists(POINTS, max_size=8).map(in_order),
    baseline=st.none() | POINTS,
    target=st.none() | POINTS,
    direction=st.sampled_from(Direction),
    path=st.builds(Path, st.sampled_from(PathKind), st.lists(POINTS, max_size=3).map(tuple)),
    bands=st.sampled_from([None, Bands(Band(0, 10)), Bands(Band(low=5), (Band(0, 4),), (Band(high=-1),))]),
)
CHOICES = st.sampled_from(
    [
        (Method.LINEAR, {}),
        (Method.CAGR, {}),
        (Method.CAGR, {"is_parity": True}),
        (Method.BAND, {}),
        (Method.DIRECTION, {}),
        (Method.DIRECTION, {"limit": 0.0}),
        (Method.DIRECTION, {"seen_by": "recent"}),
        (Method.DIRECTION, {"seen_by": "recent", "fewest_points": 2, "recent_years": 1e-9}),
        (Method.DIRECTION, {"seen_by": "recent", "fewest_points": 0, "recent_years": -1}),
        (Method.CAGR, {"on_track_from": 1.5}),
        (Method.LINEAR, {"on_track_from": 1e300}),
        (Method.DIRECTION, {"limit": 5e-324}),
    ]
)


def of_three(first: float, latest: float, wanted: float, *, years: float = 1.0) -> Question:
    return Question(
        series=(Point(2015, first), Point(2015 + years, latest)),
        target=Point(2030, wanted),
        direction=Direction.HIGHER,
    )


#: The product of two tiny figures is zero, though they are of the same sign.
TINY = of_three(1e-170, 2e-170, 3e-170)
#: No number is as large as the growth in a year of what grows so much in a month.
IN_A_MONTH = of_three(1e-200, 1e200, 1e300, years=1 / 12)
#: The way from the first to the last is longer than the largest number.
END_TO_END = of_three(-1.7e308, 0.0, 1.7e308)


@given(QUESTIONS, CHOICES)
@example(TINY, (Method.CAGR, {}))
@example(IN_A_MONTH, (Method.CAGR, {}))
@example(IN_A_MONTH, (Method.DIRECTION, {}))
@example(END_TO_END, (Method.LINEAR, {}))
@example(of_three(5e-324, 0.5, 1.0), (Method.CAGR, {"is_parity": True}))
def test_every_question_has_an_answer_in_words(
    question: Question, choice: tuple[Method, dict[str, object]]
) -> None:
    method, settings = choice
    answer = judge(method, question, settings=settings)
    words = str(answer.reason)
    assert words.endswith(".")
    assert "%(" not in words
    assert answer.method == method
    assert answer.word
    if not question.series:
        assert answer.status in {IndicatorStatus.NOT_MEASURED, IndicatorStatus.NOT_POSSIBLE}
    for number in (answer.margin, answer.pace, answer.expected, answer.score):
        assert number is None or not math.isnan(number)
    assert answer.status.is_judged == (answer.margin is not None) or method is Method.BAND


@given(QUESTIONS, CHOICES)
def test_in_place_is_never_with_something_lacking(
    question: Question, choice: tuple[Method, dict[str, object]]
) -> None:
    method, settings = choice
    answer = judge(method, question, settings=settings)
    if answer.margin is None or not answer.status.is_judged:
        return
    size = max(
        (abs(point.value) for point in (*question.series, question.target, question.baseline) if point),
        default=1,
    )
    if answer.status in {IndicatorStatus.ACHIEVED, IndicatorStatus.ON_TRACK}:
        assert answer.margin >= -1e-6 * max(size, 1)


@pytest.mark.parametrize(
    ("question", "method", "status"),
    [
        (TINY, Method.CAGR, IndicatorStatus.ON_TRACK),
        (IN_A_MONTH, Method.CAGR, IndicatorStatus.NOT_POSSIBLE),
        (IN_A_MONTH, Method.DIRECTION, IndicatorStatus.NOT_POSSIBLE),
        (END_TO_END, Method.LINEAR, IndicatorStatus.NOT_POSSIBLE),
    ],
)
def test_figures_beyond_reckoning_are_told_in_words(
    question: Question, method: Method, status: IndicatorStatus
) -> None:
    answer = judge(method, question)
    assert answer.status is status
    if status is IndicatorStatus.NOT_POSSIBLE:
        assert str(answer.reason).startswith("Kan ikke regnes ut: tallene er for store")


@pytest.mark.parametrize("cuts", [{"on_track_from": 1.5}, {"behind_from": 0.02}, {"behind_from": -0.1}])
def test_cuts_of_growth_that_make_no_sense_are_refused(cuts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="cuts"):
        Settings(**cuts)


@pytest.mark.parametrize(
    ("window", "told"),
    [
        ({"recent_years": 0}, "lengre enn null"),
        ({"recent_years": -1.0}, "lengre enn null"),
        ({"fewest_points": 1}, "minst to tall"),
        ({"fewest_points": 2.5}, "helt tall"),
    ],
)
def test_a_window_in_which_no_change_can_be_seen_is_told_in_words(
    window: dict[str, float], told: str
) -> None:
    """A target from before it was refused must still have an answer, for it stands on pages."""
    question = of_three(1.0, 2.0, 3.0)
    answer = judge(Method.DIRECTION, question, settings={"seen_by": "recent", **window})
    assert (answer.status, told in str(answer.reason)) == (IndicatorStatus.NOT_POSSIBLE, True)
