"""Warnings about chance."""

import pytest

from rodtrad.indicators.comparing import Doubt, doubt_about


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({"events": 19, "population": 700_000}, Doubt.FEW_EVENTS),
        ({"events": 20, "population": 200}, None),
        ({"population": 4999}, Doubt.SMALL_POPULATION),
        ({"population": 5000}, None),
        ({}, None),
        ({"events": 9, "fewest_events": 5}, None),
        ({"population": 9000, "small_population": 10_000}, Doubt.SMALL_POPULATION),
    ],
)
def test_what_earns_a_warning(facts: dict[str, float], doubt: Doubt | None) -> None:
    assert doubt_about(**facts) is doubt
