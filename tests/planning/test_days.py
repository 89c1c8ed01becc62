"""Counting days: the vectors that lawyers argue about, and what must hold for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rodtrad.planning.clocks.days import (
    DayRule,
    Span,
    count,
    is_near,
    limit_after,
    limit_before,
    years_after,
)

DAYS = some.dates(min_value=date(1990, 1, 1), max_value=date(2080, 12, 31))
LENGTHS = some.integers(min_value=1, max_value=400)
RULES = some.sampled_from([DayRule.NOTICE, DayRule.HEARING])


def notice(days: int, *, strict: bool = False) -> Span:
    return Span(DayRule.NOTICE, days=days, strict=strict)


def hearing(days: int = 42, *, strict: bool = False) -> Span:
    return Span(DayRule.HEARING, days=days, strict=strict)


GJERSTAD = date(2023, 12, 14)


def test_gjerstad_2023() -> None:
    """The recommendation was public 28 November, the proposal 21 November; the council met 14 December."""
    recommendation = count(notice(14), date(2023, 11, 28), GJERSTAD)
    assert (recommendation.days, recommendation.is_kept, recommendation.short) == (16, True, 0)
    proposal = count(notice(30), date(2023, 11, 21), GJERSTAD)
    assert (proposal.days, proposal.is_kept, proposal.short) == (23, False, 7)
    assert limit_before(notice(30), GJERSTAD) == date(2023, 11, 14)
    assert limit_before(notice(14), GJERSTAD) == date(2023, 11, 30)


@pytest.mark.parametrize(
    ("span", "first", "second", "days", "short"),
    [
        pytest.param(notice(30), date(2024, 2, 1), date(2024, 3, 2), 30, 0, id="over a leap day"),
        pytest.param(notice(30), date(2023, 2, 1), date(2023, 3, 2), 29, 1, id="the same without one"),
        pytest.param(hearing(), date(2024, 2, 29), date(2024, 4, 11), 42, 0, id="from a leap day"),
        pytest.param(notice(30), date(2025, 12, 20), date(2026, 1, 19), 30, 0, id="over New Year"),
        pytest.param(notice(14), date(2025, 12, 25), date(2026, 1, 7), 13, 1, id="over New Year, too short"),
        pytest.param(notice(14), date(2026, 3, 22), date(2026, 4, 5), 14, 0, id="into summer time"),
        pytest.param(notice(14), date(2026, 10, 18), date(2026, 11, 1), 14, 0, id="out of summer time"),
        pytest.param(hearing(), date(2025, 12, 1), date(2026, 1, 12), 42, 0, id="a hearing over Christmas"),
        pytest.param(hearing(), date(2025, 12, 1), date(2026, 1, 11), 41, 1, id="a day short over Christmas"),
        pytest.param(hearing(), date(2024, 8, 30), date(2024, 10, 28), 59, 0, id="Oslo 2024"),
        pytest.param(notice(14), date(2026, 5, 10), date(2026, 5, 10), 0, 14, id="the same day"),
        pytest.param(notice(14), date(2026, 5, 12), date(2026, 5, 10), -2, 16, id="after the meeting"),
    ],
)
def test_vectors(span: Span, first: date, second: date, days: int, short: int) -> None:
    counted = count(span, first, second)
    assert (counted.days, counted.short) == (days, short)


def test_the_stricter_reading_asks_for_whole_days_between() -> None:
    first, second = date(2026, 11, 14), date(2026, 12, 14)
    plain, strict = count(notice(30), first, second), count(notice(30, strict=True), first, second)
    assert (plain.is_kept, strict.is_kept, strict.short) == (True, False, 1)
    assert plain.readings_differ
    assert limit_before(notice(30, strict=True), second) == date(2026, 11, 13)
    assert limit_after(hearing(strict=True), date(2026, 1, 1)) == date(2026, 2, 13)


@pytest.mark.parametrize(("days", "near"), [(28, False), (29, True), (30, True), (31, True), (32, False)])
def test_both_readings_are_shown_within_a_day_of_the_limit(days: int, near: bool) -> None:
    first = date(2026, 1, 1)
    assert is_near(notice(30), count(notice(30), first, first + timedelta(days=days))) is near


def test_what_may_take_no_longer() -> None:
    span = Span(DayRule.AT_MOST, days=84)
    ready = date(2026, 1, 5)
    assert limit_after(span, ready) == date(2026, 3, 30)
    assert count(span, ready, date(2026, 3, 30)).is_kept
    assert count(span, ready, date(2026, 4, 1)).short == 2
    assert limit_after(Span(DayRule.AT_MOST, days=84, strict=True), ready) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2023, 10, 19), date(2024, 10, 19)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_within_a_year(start: date, end: date) -> None:
    span = Span(DayRule.AT_MOST, years=1)
    assert years_after(start, 1) == end
    assert count(span, start, end).is_kept
    assert count(span, start, end + timedelta(days=1)).short == 1


@given(RULES, LENGTHS, DAYS, some.booleans())
def test_the_limit_is_the_last_lawful_day(rule: DayRule, days: int, second: date, strict: bool) -> None:
    span = Span(rule, days=days, strict=strict)
    limit = limit_before(span, second)
    assert count(span, limit, second).is_kept
    assert count(span, limit + timedelta(days=1), second).short == 1
    assert limit_after(span, limit) == second


@given(RULES, LENGTHS, DAYS, DAYS)
def test_the_stricter_reading_never_lets_more_through(
    rule: DayRule, days: int, first: date, second: date
) -> None:
    plain, strict = (count(Span(rule, days=days, strict=one), first, second) for one in (False, True))
    assert plain.short <= strict.short <= plain.short + 1
    assert plain.is_kept == plain.plainly
    assert strict.is_kept == strict.strictly
    assert not (strict.strictly and not strict.plainly)


@given(LENGTHS, DAYS, some.integers(min_value=0, max_value=400))
def test_publishing_earlier_never_makes_it_later(days: int, meeting: date, earlier: int) -> None:
    span, day = notice(days), meeting - timedelta(days=days)
    assert count(span, day - timedelta(days=earlier), meeting).is_kept
