"""SSB is left alone by the clock in Oslo, in winter and in summer."""

from datetime import UTC, datetime

import pytest

from rodtrad.indicators.sources.ssb.quiet import REVISING, UPDATING, away_until


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        (datetime(2026, 1, 15, 4, 0, tzinfo=UTC), "05:20"),
        (datetime(2026, 7, 15, 3, 0, tzinfo=UTC), "05:20"),
        (datetime(2026, 1, 15, 10, 30, tzinfo=UTC), "11:50"),
        (datetime(2026, 7, 15, 9, 49, tzinfo=UTC), "11:50"),
    ],
)
def test_it_is_left_alone_while_tables_are_put_in_place(moment: datetime, until: str) -> None:
    ends = away_until(moment, UPDATING)
    assert ends is not None
    assert f"{ends:%H:%M}" == until


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 15, 3, 59, tzinfo=UTC),
        datetime(2026, 7, 15, 4, 0, tzinfo=UTC),
        datetime(2026, 7, 15, 9, 50, tzinfo=UTC),
    ],
)
def test_it_is_asked_at_other_times(moment: datetime) -> None:
    assert away_until(moment, UPDATING) is None


def test_figures_are_not_trusted_from_five_until_some_time_after_eight() -> None:
    assert away_until(datetime(2026, 7, 15, 2, 59, tzinfo=UTC), REVISING) is None
    ends = away_until(datetime(2026, 7, 15, 3, 0, tzinfo=UTC), REVISING)
    assert ends is not None
    assert f"{ends:%H:%M}" == "08:10"
    assert away_until(ends, REVISING) is None
