"""When the figure of a period is due, by the calendar of its table."""

from datetime import date

import pytest

from rodtrad.core.periods import parse_period
from rodtrad.indicators.models import Dataset


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2024", date(2025, 3, 15)),
        ("2023/24", date(2025, 3, 15)),
        ("2021-2024", date(2025, 3, 15)),
        ("2024K4", date(2025, 3, 15)),
        ("2025K1", date(2025, 6, 15)),
        ("2024K3", date(2024, 12, 15)),
        ("2024M12", date(2025, 3, 15)),
        ("2025M01", date(2025, 4, 15)),
        ("2024H1", date(2024, 9, 15)),
        ("2024T2", date(2024, 11, 15)),
    ],
)
def test_a_part_of_a_year_is_due_as_long_after_its_end_as_the_year(period: str, due: date) -> None:
    assert Dataset(key="x", due_month=3, due_day=15).due_for(parse_period(period)) == due


def test_without_a_month_the_calendar_is_not_known() -> None:
    assert Dataset(key="x").due_for(parse_period("2024K1")) is None
