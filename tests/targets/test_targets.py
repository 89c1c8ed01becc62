"""How targets are judged by the figures that stand."""

import pytest
from django.utils import translation

from rodtrad.core.periods import parse_period
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.targets.methods import IndicatorStatus
from rodtrad.targets.queries import judged, targets_of
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal() -> Element:
    return Element.objects.get(root__slug="oslo", key="mal-1")


@pytest.fixture
def indicator() -> Indicator:
    dataset = make_dataset()
    made = make_indicator(dataset=dataset, unit="percent", direction=Direction.LOWER)
    load_figures(
        dataset=dataset, figures=figures({("0301", "2020"): 20.0, ("0301", "2025"): 15.0}), received_at=MARCH
    )
    return made


def status(goal: Element) -> IndicatorStatus:
    [one] = judged(targets_of(goal.root, EVERYTHING).filter(element=goal))
    return one.judgement.status


def test_a_linear_target_is_judged_by_the_figures_of_the_root(goal: Element, indicator: Indicator) -> None:
    make_target(goal, indicator)
    assert status(goal) is IndicatorStatus.ON_TRACK


def test_a_band_is_judged_by_its_bands(goal: Element, indicator: Indicator) -> None:
    bands = {"wanted": [None, 10], "accepted": [[10, 16, False]]}
    make_target(goal, indicator, method="band", year=None, value=None, bands=bands)
    assert status(goal) is IndicatorStatus.BEHIND


def test_without_figures_it_is_not_measured(goal: Element) -> None:
    make_target(goal, make_indicator("tom"))
    assert status(goal) is IndicatorStatus.NOT_MEASURED


def reason_of(goal: Element) -> str:
    [one] = judged(targets_of(goal.root, EVERYTHING).filter(element=goal))
    return str(one.judgement.reason).replace("\u00a0", " ")


def test_what_lacks_in_percent_is_said_in_percentage_points_and_never_as_nothing(
    goal: Element, indicator: Indicator
) -> None:
    """14.96 rounds as 15 does; it is written as it was chosen, and what is between them is 0.04, not 0 %."""
    bands = {"wanted": [None, 14.96], "accepted": [[14.97, 16]]}
    made = make_target(goal, indicator, method="band", year=None, value=None, bands=bands)
    assert reason_of(goal).endswith("Ønsket er 14,96 % eller mindre; dit mangler 0,04 prosentpoeng.")
    made.bands = {"wanted": [None, 12]}
    made.save()
    assert reason_of(goal).endswith("dit mangler 3 prosentpoeng.")


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2020K2", "2024K1", "fra 20 i 2. kvartal 2020 til 15 i 1. kvartal 2024"),
        ("2020M03", "2024M11", "fra 20 i mars 2020 til 15 i november 2024"),
        ("2020H1", "2024H2", "fra 20 i 1. halvår 2020 til 15 i 2. halvår 2024"),
    ],
)
def test_a_part_of_a_year_is_called_by_its_name(goal: Element, first: str, last: str, told: str) -> None:
    dataset = make_dataset("deler", frequency=parse_period(first).frequency)
    made = make_indicator("deler", dataset=dataset, direction=Direction.LOWER)
    cells = {("0301", first): 20.0, ("0301", last): 15.0}
    load_figures(dataset=dataset, figures=figures(cells, "deler"), received_at=MARCH)
    make_target(
        goal, made, method="direction", year=None, value=None, baseline_year=None, baseline_value=None
    )
    assert told in reason_of(goal)
    with translation.override("en"):
        assert "2024" in reason_of(goal)
