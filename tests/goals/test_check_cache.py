"""Results are kept in the process until something that the check reads has changed."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.goals.check_cache import cached_check, data_version, forget_checks
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import TODAY
from tests.goals.factories import (
    make_conflict,
    make_element,
    make_exception,
    make_local_target,
    make_member,
    make_organisation,
    make_root,
    tag,
)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    forget_checks()
    yield
    forget_checks()


@pytest.fixture
def goal(plan: Plan) -> Element:
    return make_element(plan, "maal", key="maalet", sdg=["11.6"])


def test_the_second_time_costs_one_query(root: Root, goal: Element) -> None:
    first = cached_check(root, TODAY)
    with CaptureQueriesContext(connection) as captured:
        assert cached_check(root, TODAY) is first
    assert len(captured) == 1


def test_another_day_is_another_check(root: Root, goal: Element) -> None:
    assert cached_check(root, TODAY).today != cached_check(root, date(2027, 1, 1)).today


CHANGES: dict[str, Callable[[Root, Element], object]] = {
    "title": lambda root, goal: Element.objects.filter(pk=goal.pk).update(progress="done"),
    "tag": lambda root, goal: tag(goal, "13"),
    "tag lost": lambda root, goal: goal.sdg_targets.clear(),
    "exception": lambda root, goal: make_exception(root, "T-03", goal.key),
    "conflict": lambda root, goal: make_conflict(root, goal),
    "local target": lambda root, goal: make_local_target(root, "13.2"),
    "organisation": lambda root, goal: make_organisation(root),
    "plan": lambda root, goal: Plan.objects.filter(pk=goal.plan_id).update(visibility=1),
    "root": lambda root, goal: Root.objects.filter(pk=root.pk).update(visibility=1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_makes_another_version(root: Root, goal: Element, change: Callable[..., object]) -> None:
    before = data_version(root.pk)
    change(root, goal)
    assert data_version(root.pk) != before


def test_a_change_in_the_region_makes_another_version(root: Root, goal: Element) -> None:
    region = make_root(kind="region")
    make_member(region, root)
    before = data_version(root.pk)
    make_organisation(region)
    assert data_version(root.pk) != before


def test_a_change_elsewhere_does_not(root: Root, goal: Element) -> None:
    before = data_version(root.pk)
    make_organisation(make_root())
    assert data_version(root.pk) == before
