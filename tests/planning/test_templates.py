"""What the templates and the types promise: the steps and the content that the law and RULES ask for."""

from datetime import date

import pytest

from rodtrad.organisations.models import Root
from rodtrad.planning.clocks.templates import template_of, templates_for
from rodtrad.planning.rules import hearings
from rodtrad.plans.models import PlanType
from rodtrad.plans.plan_types import plan_types
from tests.goals.checked import keys
from tests.goals.factories import make_plan
from tests.planning.processes import make_council, make_process

TODAY, MEETING = date(2026, 11, 25), date(2026, 12, 14)
WITH_RECOMMENDATION = (
    "planning-strategy", "social-element", "spatial-strategy", "land-use-element", "zoning", "action-part",
    "fiscal-plan-with-action-part", "fiscal-plan", "theme-plan", "regional-plan",
)  # fmt: skip


@pytest.mark.parametrize("template", WITH_RECOMMENDATION)
def test_the_recommendation_comes_right_before_the_council(template: str) -> None:
    steps = [one.id for one in template_of(template).steps]
    assert steps[steps.index("council") - 1] == "recommendation"


@pytest.mark.parametrize("template", [*WITH_RECOMMENDATION, "annual-report"])
def test_what_is_adopted_is_announced(template: str) -> None:
    steps = [one.id for one in template_of(template).steps]
    assert steps.index("announcement") == steps.index("council") + 1


@pytest.mark.parametrize("template", ["action-part", "fiscal-plan-with-action-part"])
def test_views_are_asked_for_before_an_action_part_is_proposed(template: str) -> None:
    """From state, region and others who carry it out (pbl. § 11-4)."""
    found = template_of(template)
    views = found.step("views")
    assert views is not None
    assert (views.is_span, views.is_optional) == (True, True)
    steps = [one.id for one in found.steps]
    assert steps.index("views") < steps.index("proposal")


@pytest.mark.parametrize("kind", [PlanType.REGIONAL_PLAN, PlanType.SPATIAL_STRATEGY, PlanType.SOCIAL_ELEMENT])
def test_the_first_template_hears_what_the_type_says(kind: PlanType) -> None:
    heard = {one.id for one in templates_for(kind)[0].steps if one.hears and not one.is_optional}
    expected = {"programme": "programme_hearing", "plan": "hearing"}
    assert heard == {expected[one] for one in plan_types()[kind].hearings}


def test_a_process_made_before_there_were_others_keeps_its_template() -> None:
    assert "other" in [one.id for one in templates_for(PlanType.REGIONAL_PLAN)]
    assert "social-element" in [one.id for one in templates_for(PlanType.SPATIAL_STRATEGY)]


@pytest.mark.django_db
def test_a_zoning_plan_comes_to_recommendation_before_the_councils_day(root: Root) -> None:
    plan = make_plan(
        root, key="z", type="area_zoning", status="under_way", hearing_from=date(2026, 6, 1),
        hearing_to=date(2026, 8, 1), hearing_submissions=10, hearing_assessed=2,
    )  # fmt: skip
    ready = {"ready": (None, None, date(2026, 10, 1))}
    process = make_process(plan, "zoning", meeting=make_council(root, MEETING)[0], dates=ready)
    assert keys(root, hearings.NOT_ASSESSED.id, TODAY) == []
    process.delete()
    at = {**ready, "recommendation": (date(2026, 11, 18), None, None)}
    make_process(plan, "zoning", meeting=make_council(root, MEETING)[0], dates=at)
    assert keys(root, hearings.NOT_ASSESSED.id, TODAY) == ["z"]


#: RULES.md: required fields of plans by the planning act.
REQUIRED = {
    "pbl. § 3-3": {"social_element", "land_use_element", "sub_plan", "area_zoning", "detailed_zoning"},
    "pbl. § 4-3": {"land_use_element", "sub_plan", "area_zoning", "detailed_zoning"},
    "pbl. § 5-1": {"social_element", "land_use_element", "sub_plan", "area_zoning", "detailed_zoning"},
    "pbl. § 6-1": {"planning_strategy", "social_element", "land_use_element", "sub_plan"},
}


@pytest.mark.parametrize(("reference", "types"), REQUIRED.items(), ids=REQUIRED)
def test_what_the_law_asks_for_stands_in_the_type(reference: str, types: set[str]) -> None:
    found = {
        kind.value
        for kind, told in plan_types().items()
        if reference in [one.reference for one in told.requires]
    }
    assert found == types
