"""How targets are judged by the figures that stand."""

import pytest

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
