"""What the database refuses of a target."""

from typing import Any

import pytest

from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.targets.models import Target
from tests.goals.factories import (
    make_element,
    make_framework,
    make_organisation,
    make_plan,
    make_root,
    make_source,
)
from tests.indicators.factories import make_indicator
from tests.refusals import Attempts, constraints_of, refused
from tests.targets import factories

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


def make_goal(root: Root | None = None) -> Element:
    root = root or make_root()
    return make_element(make_plan(root, framework=make_framework(root)), "maal")


def make_target(goal: Element | None = None, **fields: Any) -> Target:
    indicator = fields.pop("indicator", None) or make_indicator()
    return factories.make_target(goal or make_goal(), indicator, **fields)


@breaks("target_once")
def twice_for_the_root() -> None:
    first = make_target()
    make_target(first.element, indicator=first.indicator)


@breaks("target_once")
def twice_for_an_organisation() -> None:
    goal, indicator = make_goal(), make_indicator()
    unit = make_organisation(goal.root)
    for _ in range(2):
        make_target(goal, indicator=indicator, organisation=unit)


@breaks("target_has_value")
def linear_without_value() -> None:
    make_target(value=None)


@breaks("target_has_value")
def linear_without_year() -> None:
    make_target(year=None)


@breaks("target_has_value")
def growth_without_value() -> None:
    make_target(method="cagr", value=None)


@breaks("target_has_bands")
def band_without_bands() -> None:
    make_target(method="band")


@breaks("target_baseline_whole")
def baseline_without_value() -> None:
    make_target(baseline_value=None)


@breaks("target_baseline_whole")
def baseline_without_year() -> None:
    make_target(baseline_year=None)


@breaks("target_after_baseline")
def wanted_in_the_year_of_the_baseline() -> None:
    make_target(baseline_year=2030)


@breaks("target_after_baseline")
def wanted_before_the_baseline() -> None:
    make_target(baseline_year=2031)


@breaks("target_quote_has_source")
def quoted_from_nothing() -> None:
    make_target(origin="quoted")


@breaks("target_same_root_source")
def from_anothers_source() -> None:
    make_target(source=make_source(make_root()))


@breaks("target_same_root_organisation")
def for_anothers_organisation() -> None:
    make_target(organisation=make_organisation(make_root()))


@breaks("target_same_root_element")
def moved_to_another_root() -> None:
    Target.objects.filter(pk=make_target().pk).update(root=make_root())


@breaks("target_same_root_element")
def moved_to_anothers_goal() -> None:
    Target.objects.filter(pk=make_target().pk).update(element=make_goal())


@breaks("target_indicator_of_root")
def of_anothers_indicator() -> None:
    make_target(indicator=make_indicator(root=make_root()))


@breaks("target_indicator_of_root")
def moved_to_anothers_indicator() -> None:
    made = make_target()
    theirs = make_indicator("deres", root=make_root())
    Target.objects.filter(pk=made.pk).update(indicator=theirs)


@breaks("target_indicator_of_root")
def moved_away_from_its_own_indicator() -> None:
    goal = make_goal()
    made = make_target(goal, indicator=make_indicator(root=goal.root))
    elsewhere = make_goal()
    Target.objects.filter(pk=made.pk).update(root=elsewhere.root, element=elsewhere)


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any) -> None:
    with refused(constraint):
        attempt()


def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("targets") <= set(breaks.by_name)


def test_the_root_and_each_organisation_may_have_their_own_target() -> None:
    goal = make_goal()
    own = make_indicator(root=goal.root)
    for organisation in (None, make_organisation(goal.root), make_organisation(goal.root)):
        make_target(goal, indicator=own, organisation=organisation)
    assert Target.objects.filter(element=goal, indicator=own).count() == 3


@pytest.mark.parametrize("method", ["band", "direction"])
def test_what_needs_no_year_may_go_without(method: str) -> None:
    bands = {"wanted": [None, 10]} if method == "band" else {}
    made = make_target(method=method, year=None, value=None, bands=bands)
    assert made.wanted is None
