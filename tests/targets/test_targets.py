"""Targets: what the database holds them to, and how they are judged by the figures that stand."""

import pytest
from django.db import IntegrityError, transaction

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.targets.methods import IndicatorStatus
from rodtrad.targets.queries import judged, targets_of
from tests.cast import Cast
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


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None},
        {"method": "band"},
        {"baseline_value": None},
        {"baseline_year": 2030},
        {"baseline_year": 2031},
    ],
)
def test_half_a_target_is_refused(goal: Element, indicator: Indicator, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_target(goal, indicator, **wrong)


def test_one_target_for_each_goal_indicator_and_organisation(goal: Element, indicator: Indicator) -> None:
    make_target(goal, indicator)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_target(goal, indicator)


def test_another_roots_indicator_and_goal_are_out_of_reach(cast: Cast, goal: Element) -> None:
    theirs = make_indicator("deres", root=cast.solvik)
    with pytest.raises(IntegrityError, match="another root"), transaction.atomic():
        make_target(goal, theirs)
    made = make_target(goal, make_indicator("felles"))
    moved = type(made).objects.filter(pk=made.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        moved.update(root=cast.solvik)
