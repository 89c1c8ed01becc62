from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.sources.pacing import Pace, Patience, Rate, retry_after
from tests.indicators.stub.clock import StubClock


def test_as_many_calls_as_allowed_are_made_at_once() -> None:
    clock = StubClock()
    pace = Pace(Rate(3, 60), clock=clock)
    for _call in range(3):
        pace.take()
    assert clock.slept == []
    pace.take()
    assert clock.slept == [60]


@given(st.integers(1, 6), st.integers(1, 60), st.lists(st.floats(0, 30), max_size=40))
def test_no_window_ever_holds_more_calls_than_the_rate(calls: int, seconds: int, gaps: list[float]) -> None:
    clock = StubClock()
    pace, made = Pace(Rate(calls, seconds), clock=clock), []
    for gap in gaps:
        clock.pass_time(gap)
        pace.take()
        made.append(clock.seconds())
    for place, moment in enumerate(made[calls:]):
        assert moment - made[place] >= seconds - 1e-6


@pytest.mark.parametrize(
    ("policy", "rate"),
    [
        ("40;w=60s", Rate(40, 60)),
        ("40;w=60", Rate(40, 60)),
        (" 3 ; w=1 ", Rate(3, 1)),
        ("0;w=60s", Rate(5, 10)),
        ("as you like", Rate(5, 10)),
        ("", Rate(5, 10)),
    ],
)
def test_the_rate_is_what_the_service_says_of_itself(policy: str, rate: Rate) -> None:
    pace = Pace(Rate(5, 10), clock=StubClock())
    pace.heed({"x-ratelimit-policy": policy, "x-ratelimit-remaining": "3"})
    assert pace.rate == rate


def test_when_nothing_remains_the_window_is_waited_for_though_we_have_called_once() -> None:
    """Others at the same address have used the rest."""
    clock = StubClock()
    pace = Pace(Rate(40, 60), clock=clock)
    pace.take()
    pace.heed({"x-ratelimit-policy": "40;w=60s", "x-ratelimit-remaining": "0"})
    pace.take()
    assert clock.slept == [60]


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("17", 17), ("0", 0), ("Tue, 22 Sep 2026 00:01:00 GMT", 60), ("Mon, 21 Sep 2026 00:00:00 GMT", 0)],
)
def test_retry_after_is_seconds_or_a_moment(told: str, seconds: float) -> None:
    assert retry_after({"Retry-After": told}, clock=StubClock()) == seconds


@pytest.mark.parametrize("told", ["", "soon", "-3", "1.5", "Tue, 22 Sep 2026 00:01:00 -0000"])
def test_retry_after_that_says_nothing_usable_says_nothing(told: str) -> None:
    assert retry_after({"Retry-After": told}, clock=StubClock()) is None


@pytest.mark.parametrize("chance", [lambda: 0.0, lambda: 0.5, lambda: 0.999])
def test_waits_double_with_some_chance_up_to_a_bound(chance: Callable[[], float]) -> None:
    delays = list(Patience(tries=8, first=2, longest=60, in_all=600).delays(chance))
    full = [2, 4, 8, 16, 32, 60, 60]
    assert len(delays) == len(full)
    assert all(whole / 2 <= delay <= whole for delay, whole in zip(delays, full, strict=True))


def test_waits_end_when_they_have_been_long_enough_in_all() -> None:
    assert len(list(Patience(tries=50, first=60, longest=60, in_all=600).delays(lambda: 1.0))) == 10
