"""What a planner can use: working days, a day between steps, after what is planned above. The law's limits stand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from rodtrad.planning.clocks.advice import advice_of
from rodtrad.planning.clocks.evaluate import reckon
from rodtrad.planning.clocks.free_days import is_free
from tests.planning.processes import FISCAL, course

TODAY, MEETING = date(2026, 11, 25), date(2027, 6, 2)


def test_nothing_before_the_meeting_is_put_on_its_own_day() -> None:
    found = advice_of(course("social-element", TODAY, MEETING))
    recommendation, hearing = found["recommendation"].latest, found["hearing"].latest
    assert recommendation
    assert recommendation.last == date(2027, 6, 1)
    assert hearing
    assert hearing.last == date(2027, 5, 31)
    assert (hearing.last - hearing.first).days >= 42


def test_the_earliest_comes_after_what_is_planned_above_and_on_a_working_day() -> None:
    dates = {"programme_hearing": (date(2026, 12, 4), date(2027, 1, 15))}  # ends on a Friday
    found = advice_of(course("social-element", TODAY, MEETING, dates=dates))
    adopted = found["programme_adopted"].earliest
    assert adopted
    assert adopted.first == date(2027, 1, 18)


def test_the_days_that_the_law_decides_stand() -> None:
    found = advice_of(course(FISCAL, TODAY, date(2026, 12, 14), from_year=2027))
    proposal = found["proposal"]
    assert proposal.latest
    assert proposal.latest.last == date(2026, 11, 14), "a Saturday, which the law allows"
    assert proposal.cannot_be


def test_what_is_over_has_nothing_left_to_choose() -> None:
    done = {"council": (None, None, date(2026, 11, 20))}
    assert advice_of(course(FISCAL, TODAY, date(2026, 11, 20), dates=done)) == {}


@given(
    template=some.sampled_from(["social-element", "zoning", "planning-strategy", FISCAL]),
    away=some.integers(100, 900),
    start=some.integers(0, 400),
)
def test_it_keeps_within_what_is_lawful(template: str, away: int, start: int) -> None:
    today = TODAY + timedelta(days=start)
    process = course(template, today, today + timedelta(days=away), from_year=2030)
    found = advice_of(process)
    for row in reckon(process).rows:
        told = found.get(row.step.id)
        if told is None:
            continue
        if told.earliest and row.earliest:
            assert told.earliest.first >= row.earliest.first
            assert not is_free(told.earliest.first)
        if told.latest and row.latest:
            assert told.latest.last <= row.latest.last
            assert told.latest.first <= row.latest.first
