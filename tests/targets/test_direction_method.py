"""Direction only: growth a year against the cuts, and the mean change with the last change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.comparing import Direction
from rodtrad.targets.methods import IndicatorStatus, Judgement, Method, Question, judge
from rodtrad.targets.methods.judgement import IndicatorStatus as Status
from tests.targets.points import series

RECENT = {"seen_by": "recent"}


def grown(rate: float, direction: Direction = Direction.HIGHER, **settings: object) -> Judgement:
    figures = series((2015, 200), (2020, 200 * (1 + rate) ** 5))
    return judge(Method.DIRECTION, Question(series=figures, direction=direction), settings=settings)


@pytest.mark.parametrize(
    ("rate", "status", "score"),
    [
        (0.03, Status.ON_TRACK, 5.0),
        (0.015, Status.ON_TRACK, 2.5),
        (0.0149, Status.BEHIND, 2.475),
        (0.005, Status.BEHIND, 0.0),
        (0.0049, Status.FAR_BEHIND, -0.05),
        (0.0, Status.FAR_BEHIND, -2.5),
        (-0.0001, Status.WRONG_WAY, -2.5125),
        (-0.02, Status.WRONG_WAY, -5.0),
    ],
)
def test_the_published_cuts_and_score(rate: float, status: Status, score: float) -> None:
    answer = grown(rate)
    assert answer.status is status
    assert answer.score == pytest.approx(score, abs=1e-6)
    assert grown(-rate, Direction.LOWER).status is status


@pytest.mark.parametrize(
    ("rate", "status"),
    [
        (0.0075, Status.ON_TRACK),
        (0.0074, Status.BEHIND),
        (0.0025, Status.BEHIND),
        (0.0024, Status.FAR_BEHIND),
    ],
)
def test_near_a_natural_limit_the_cuts_shrink(rate: float, status: Status) -> None:
    assert grown(rate, limit=0.5).status is status


def test_at_the_limit_standing_still_is_enough() -> None:
    answer = grown(0.0, limit=0.0)
    assert (answer.status, answer.score) == (Status.ON_TRACK, None)
    with pytest.raises(ValueError, match="from 0 to 1"):
        grown(0.0, limit=1.5)


def test_the_margin_is_in_the_indicators_own_unit() -> None:
    answer = grown(0.0)
    assert answer.expected == pytest.approx(200 * 1.015**5)
    assert answer.margin == pytest.approx(200 - 200 * 1.015**5)


def test_what_cannot_be_judged_says_why() -> None:
    figures = series((2015, -1), (2020, 1))
    crossing = judge(Method.DIRECTION, Question(series=figures, direction=Direction.HIGHER))
    assert (crossing.status, "siste fem år" in str(crossing.reason)) == (Status.NOT_POSSIBLE, True)
    undirected = judge(Method.DIRECTION, Question(series=figures))
    assert (undirected.status, "ingen retning" in str(undirected.reason)) == (Status.NOT_POSSIBLE, True)
    single = judge(Method.DIRECTION, Question(series=series((2020, 1)), direction=Direction.LOWER))
    assert (single.status, "minst to år" in str(single.reason)) == (Status.NOT_POSSIBLE, True)
    assert judge(Method.DIRECTION, Question(direction=Direction.LOWER)).status is Status.NOT_MEASURED


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((-4, -3, -2, -1, 0, 1), Status.ON_TRACK),
        ((0, 1, 2, 3, 4, 3), Status.BEHIND),
        ((0, 1, 2, 3, 4, 4), Status.BEHIND),
        ((5, 4, 3, 2, 1, 2), Status.FAR_BEHIND),
        ((3, 0, 0, 0, 2, 3), Status.FAR_BEHIND),
        ((5, 4, 3, 2, 1, 0), Status.WRONG_WAY),
        ((5, 5, 5, 5, 5, 5), Status.WRONG_WAY),
    ],
)
def test_mean_change_and_last_change_together(values: tuple[float, ...], status: Status) -> None:
    figures = series(*((2019 + number, value) for number, value in enumerate(values)))
    answer = judge(Method.DIRECTION, Question(series=figures, direction=Direction.HIGHER), settings=RECENT)
    assert answer.status is status


def test_the_window_is_six_figures_and_needs_four() -> None:
    falling_then_rising = series(*((2010 + number, abs(number - 9)) for number in range(15)))
    question = Question(series=falling_then_rising, direction=Direction.HIGHER)
    assert judge(Method.DIRECTION, question, settings=RECENT).baseline == falling_then_rising[-6]
    few = Question(series=series((2010, 1), (2018, 2), (2019, 3), (2020, 4)), direction=Direction.HIGHER)
    answer = judge(Method.DIRECTION, few, settings=RECENT)
    assert answer.status is Status.NOT_POSSIBLE
    assert str(answer.reason) == "Det trengs minst 4 tall fra de siste 5 årene; det er 3."
    assert judge(Method.DIRECTION, few, settings=RECENT | {"fewest_points": 3}).status is Status.ON_TRACK


def test_the_reason_says_what_was_seen() -> None:
    assert str(grown(0.0).reason) == (
        "Bare retning: fra 200 i 2015 til 200 i 2020 er en endring på 0 prosent i året. "
        "Det er nesten ingen endring i ønsket retning; i rute er fra 1,5 prosent i året."
    )
    figures = series((2017, 0), (2018, 1), (2019, 2), (2020, -1))
    answer = judge(Method.DIRECTION, Question(series=figures, direction=Direction.LOWER), settings=RECENT)
    assert str(answer.reason) == (
        "Bare retning, siste år: fra 0 i 2017 til −1 i 2020 er endringen i snitt −0,33 i året, og "
        "den siste endringen er −3. Begge er i ønsket retning."
    )


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=6))
def test_turning_figures_and_direction_changes_nothing(values: list[int]) -> None:
    def judged(sign: int, direction: Direction) -> IndicatorStatus:
        figures = series(*((2015 + number, sign * value) for number, value in enumerate(values)))
        return judge(Method.DIRECTION, Question(series=figures, direction=direction), settings=RECENT).status

    assert judged(1, Direction.HIGHER) is judged(-1, Direction.LOWER)
