"""The wheel: everything stands on it once, and nothing covers anything else."""

import math
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.drawing.wheel import Mark, Span, draw_wheel, term_ring, year_ring

SIZE, DOT = 640.0, 9.0
spans = st.lists(st.tuples(st.integers(0, 364), st.integers(1, 120)), max_size=400).map(
    lambda found: [
        Span(
            at, date(2026, 1, 1) + timedelta(days=first), date(2026, 1, 1) + timedelta(days=first + days - 1)
        )
        for at, (first, days) in enumerate(found, start=1)
    ]
)


def wheel(year: list[Span], term: list[Span], today: date = date(2026, 11, 22)):  # type: ignore[no-untyped-def]  # read below
    return draw_wheel(
        year, term, (year_ring(2026, SIZE), term_ring(2023, SIZE)), size=SIZE, today=today, dot=DOT
    )


def covered(one: Mark) -> list[float]:
    steps = 20
    return [one.from_turn + (one.to_turn - one.from_turn) * at / steps for at in range(1, steps)]


@given(year=spans)
def test_everything_stands_there_once(year: list[Span]) -> None:
    drawn = wheel(year, [])
    told = sorted(number for mark in drawn.year.marks for number in mark.numbers)
    assert told == [one.number for one in year]


@given(year=spans)
def test_no_mark_covers_another(year: list[Span]) -> None:
    marks = wheel(year, []).year.marks
    for at, one in enumerate(marks):
        for other in marks[at + 1 :]:
            if one.lane == other.lane:
                assert not any(other.from_turn < turn % 1 < other.to_turn for turn in covered(one))
            if not one.path and not other.path:
                assert math.dist(one.centre, other.centre) >= one.r + other.r - 0.01


def test_a_turn_begins_at_the_top_and_goes_with_the_clock() -> None:
    days = [Span(1, date(2026, 1, 1), date(2026, 1, 1)), Span(2, date(2026, 4, 2), date(2026, 4, 2))]
    first, second = wheel(days, []).year.marks
    assert abs(first.centre[0]) < 3
    assert first.centre[1] < 0
    assert second.centre[0] > 0
    assert abs(second.centre[1]) < 3


def test_what_lasts_is_an_arc_and_what_is_outside_the_turn_is_left_out() -> None:
    hearing = Span(1, date(2026, 8, 30), date(2026, 10, 28))
    before = Span(2, date(2025, 8, 30), date(2025, 10, 28))
    (mark,) = wheel([hearing, before], []).year.marks
    assert mark.numbers == (1,)
    assert mark.path.startswith("M")


def test_the_hand_stands_only_in_the_year_that_is_now() -> None:
    assert wheel([], []).hand is not None
    assert wheel([], [], date(2027, 1, 1)).hand is None
    assert wheel([], [], date(2027, 10, 1)).term_hand is None


def test_a_leap_day_and_new_year_have_their_places() -> None:
    ring = year_ring(2028, SIZE)
    assert ring.turn(date(2028, 12, 31)) < 1
    assert ring.turn(date(2028, 2, 29)) < ring.turn(date(2028, 3, 1))
