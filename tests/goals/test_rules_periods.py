"""T-21, T-22, T-23."""

from datetime import date

import pytest

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import make_element, make_plan


@pytest.mark.parametrize(
    ("starts", "ends", "is_found"),
    [
        (date(2024, 1, 1), date(2030, 12, 31), False),
        (None, None, False),
        (date(2023, 12, 31), None, True),
        (None, date(2031, 1, 1), True),
        (date(2025, 1, 1), date(2032, 1, 1), True),
    ],
)
def test_period_against_the_plans(
    root: Root, framework: Framework, starts: date | None, ends: date | None, is_found: bool
) -> None:
    plan = make_plan(root, framework=framework, from_year=2024, to_year=2030)
    make_element(plan, "tiltak", key="tiltaket", starts=starts, ends=ends)
    assert keys(root, "T-21") == ["tiltaket"] * is_found


def test_the_message_tells_both_periods(root: Root, framework: Framework) -> None:
    plan = make_plan(root, framework=framework, from_year=2024, to_year=2030)
    make_element(plan, "tiltak", starts=date(2025, 1, 1), ends=date(2032, 1, 1))
    (found,) = findings(root, "T-21")
    assert str(found.message) == "Perioden 2025–2032 går utenfor planens, som er 2024–2030."


def test_a_plan_without_an_end_has_no_outside(root: Root, framework: Framework) -> None:
    plan = make_plan(root, framework=framework, from_year=2024)
    make_element(plan, "tiltak", ends=date(2099, 1, 1))
    assert keys(root, "T-21") == []


@pytest.mark.parametrize("progress", ["not_started", "under_way"])
def test_past_its_end(root: Root, plan: Plan, progress: str) -> None:
    make_element(plan, "tiltak", key="forsinket", ends=date(2026, 5, 31), progress=progress)
    assert keys(root, "T-22", today=date(2026, 6, 1)) == ["forsinket"]
    assert keys(root, "T-22", today=date(2026, 5, 31)) == [], "not on the last day"


@pytest.mark.parametrize("progress", ["done", "stopped"])
def test_done_or_stopped_is_not_late(root: Root, plan: Plan, progress: str) -> None:
    make_element(plan, "tiltak", ends=date(2020, 1, 1), progress=progress)
    assert keys(root, "T-22") == []


def test_a_goal_has_no_progress_to_be_late_with(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", ends=date(2020, 1, 1))
    assert keys(root, "T-22") == []


def test_done_with_unfinished_children(root: Root, plan: Plan) -> None:
    measure = make_element(plan, "tiltak", key="ferdig", progress="done")
    make_element(plan, "oppdrag", "Mal gjerdet", contributes_to=measure, progress="under_way")
    make_element(plan, "oppdrag", contributes_to=measure, progress="done")
    (found,) = findings(root, "T-23")
    assert found.key == "ferdig"
    assert str(found.message) == "Ikke ferdig: «Mal gjerdet»."


@pytest.mark.parametrize(
    ("parent", "child"),
    [("done", {"progress": "stopped"}), ("under_way", {}), ("done", {"life_cycle": "repealed"})],
)
def test_children_that_are_over(root: Root, plan: Plan, parent: str, child: dict[str, str]) -> None:
    measure = make_element(plan, "tiltak", progress=parent)
    make_element(plan, "oppdrag", contributes_to=measure, **child)
    assert keys(root, "T-23") == []
