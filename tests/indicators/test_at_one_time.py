"""Figures for one and the same period: the latest that enough have, and what each area has then."""

from uuid import UUID

import numpy as np
import pytest

from rodtrad.core.periods import Period
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.queries.at_one_time import (
    AtOneTime,
    at_common_period,
    figures_at,
    years_with_figures,
)
from tests.indicators.factories import MARCH, Cells, figures, make_dataset, make_indicator

pytestmark = pytest.mark.django_db

OWN, OTHERS = "0301", ("4601", "5001", "1103", "5501", "3201")


def area(code: str) -> UUID:
    return Area.objects.get(code=code, valid_to=None).pk


def stored(cells: Cells, key: str = "prove") -> Indicator:
    dataset = make_dataset(key)
    indicator = make_indicator(key, dataset=dataset, unit="percent", quantity="ratio")
    load_figures(dataset=dataset, figures=figures(cells, key), received_at=MARCH)
    return indicator


def compared(
    indicator: Indicator, *, year: int | None = None, alone: bool = False, own: bool = True
) -> AtOneTime | None:
    found = at_common_period(
        [indicator.pk],
        own=area(OWN) if own else None,
        others=[area(code) for code in OTHERS],
        year=year,
        alone=alone,
    )
    return found.get(indicator.pk)


def having(year: str, count: int) -> Cells:
    return {(code, year): float(at) for at, code in enumerate(OTHERS[:count])}


def test_four_of_five_are_enough_and_three_are_not() -> None:
    one = stored({(OWN, "2023"): 1.0, (OWN, "2024"): 2.0, **having("2023", 4), **having("2024", 3)})
    found = compared(one)
    assert found is not None
    assert (found.period, found.own_latest) == (Period.year_of(2023), Period.year_of(2024))
    np.testing.assert_array_equal(found.values, [1.0, 0.0, 1.0, 2.0, 3.0, np.nan])
    assert found.statuses[5] is None


def test_where_few_have_any_the_latest_that_one_has_counts() -> None:
    one = stored({(OWN, "2022"): 1.0, (OWN, "2023"): 2.0, (OWN, "2024"): 3.0, ("4601", "2023"): 9.0})
    found = compared(one)
    assert found is not None
    assert found.period == Period.year_of(2023)


def test_nobody_else_is_no_comparison_unless_one_stands_alone() -> None:
    one = stored({(OWN, "2024"): 3.0})
    assert compared(one) is None
    found = compared(one, alone=True)
    assert found is not None
    assert found.values[0] == 3.0


def test_a_period_without_a_figure_of_ones_own_does_not_count_and_a_hidden_one_keeps_its_status() -> None:
    cells = {
        (OWN, "2023"): 1.0,
        (OWN, "2024"): ObservationStatus.MISSING,
        **having("2023", 4),
        **having("2024", 5),
    }
    found = compared(stored({**cells, (OTHERS[4], "2023"): ObservationStatus.CONFIDENTIAL}))
    assert found is not None
    assert found.period == Period.year_of(2023)
    assert found.statuses[5] is ObservationStatus.CONFIDENTIAL
    assert np.isnan(found.values[5])


def test_without_an_own_area_two_must_have_a_figure() -> None:
    assert compared(stored(having("2024", 1), "en"), own=False) is None
    found = compared(stored(having("2024", 2), "to"), own=False)
    assert found is not None
    assert list(found.values[:2]) == [0.0, 1.0]


@pytest.mark.parametrize(("year", "period"), [(2023, "2023"), (2024, "2024K4"), (2022, "")])
def test_a_year_is_that_in_which_the_period_ends(year: int, period: str) -> None:
    one = stored({(OWN, text): 1.0 for text in ("2023", "2024K3", "2024K4")}
                 | {("4601", text): 1.0 for text in ("2023", "2024K3", "2024K4")})  # fmt: skip
    found = compared(one, year=year)
    assert str(found.period if found else "") == period


def test_each_indicator_is_read_for_its_own_period() -> None:
    first = stored({(OWN, "2023"): 1.0, ("4601", "2023"): 2.0, (OWN, "2024"): 5.0}, "forste")
    second = stored({("4601", "2024"): 7.0}, "andre")
    found = figures_at(
        {first.pk: Period.year_of(2023), second.pk: Period.year_of(2024)}, [area("4601"), area(OWN)]
    )
    np.testing.assert_array_equal(found[first.pk], [2.0, 1.0])
    np.testing.assert_array_equal(found[second.pk], [7.0, np.nan])
    assert 2024 in years_with_figures(area(OWN))
    assert years_with_figures(None) == []
