"""The API's plans: level, numbers, what is out of date; and the types of plans."""

from datetime import date

import pytest
from django.test import Client

from rodtrad.plans.models import KnowledgeBase, OwnPlanType, PlanMerge
from tests.goals.factories import make_plan, make_root

pytestmark = pytest.mark.django_db


def test_a_plan_tells_its_place_numbers_and_age(nobody: Client) -> None:
    root = make_root(slug="registerby")
    own = OwnPlanType.objects.create(root=root, key="program", name_nb="program", level="priority")
    hidden = make_plan(root, key="skjult", title="Skjult", visibility=1)
    plan = make_plan(
        root, key="a", own_type=own, number="7", national_id="3201_1", review_due=date(2020, 1, 1), position=1
    )
    PlanMerge.objects.create(root=root, plan=plan, merged=hidden)
    PlanMerge.objects.create(root=root, plan=plan, merged=make_plan(root, key="b", position=2))
    health = make_plan(root, key="helse", type="knowledge_base", position=3)
    KnowledgeBase.objects.create(root=root, plan=health, kind="public_health", renewed_on=date(2016, 2, 29))
    first, _second, third = nobody.get("/api/v1/organisations/registerby/plans").json()["items"]
    assert (first["own_type"], first["level"], first["number"]) == ("program", "priority", "7")
    assert (first["national_id"], first["review_due"], first["out_of_date"]) == (
        "3201_1",
        "2020-01-01",
        "review",
    )
    assert [one["key"] for one in first["merges"]] == ["b"]
    assert third["knowledge"] == {"kind": "public_health", "renewed_on": "2016-02-29", "due": "2020-02-29"}
    assert third["out_of_date"] == "knowledge"
    assert third["level"] == "knowledge"


def test_the_types_of_plans_are_told(nobody: Client) -> None:
    found = {one["type"]: one for one in nobody.get("/api/v1/plan-types").json()["items"]}
    assert len(found) == 22
    assert found["detailed_zoning"]["may_be_appealed"] is True
    assert found["planning_strategy"]["legal_basis"] == "pbl. § 10-1"
    assert found["social_element"]["requires"][0]["reference"] == "pbl. § 4-1"
