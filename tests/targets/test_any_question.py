"""Whatever figures there are, every method answers, in words, and agrees with itself."""

import math

import pytest
from hypothesis import given
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

FIGURES = st.one_of(st.just(0.0), st.integers(-100, 100).map(float), st.floats(-1e12, 1e12))
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
    ]
)


@given(QUESTIONS, CHOICES)
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


@pytest.mark.parametrize("cuts", [{"on_track_from": 1.5}, {"behind_from": 0.02}, {"behind_from": -0.1}])
def test_cuts_of_growth_that_make_no_sense_are_refused(cuts: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="cuts"):
        Settings(**cuts)
