"""T-83 and T-84: what has content is kept, and a plan is out of date here when the register says so."""

from datetime import date
from typing import Any

import pytest

from rodtrad.organisations.models import Root
from rodtrad.planning.operations.plan_documents import add_document
from rodtrad.plans.horizons import overdue
from rodtrad.plans.models import Plan, PlanDocument
from tests.cases.factories import PDF
from tests.goals.checked import findings, keys
from tests.goals.editing import Desk
from tests.goals.factories import make_plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
TIMES = {
    "period": ({"from_year": 2010, "to_year": 2022}, "Perioden var ute i 2022"),
    "reckoned": ({"from_year": 2010, "horizon_years": 12}, "Perioden var ute i 2022"),
    "in force": ({"in_force_from": date(2010, 5, 3), "horizon_years": 12}, "Perioden var ute i 2022"),
    "review": ({"to_year": 2040, "review_due": date(2025, 1, 1)}, "vurdert 1. januar 2025"),
    "rolled over": ({"type": "agreement", "review_due": date(2025, 1, 1)}, "vurdert 1. januar 2025"),
    "reviewed later": ({"review_due": TODAY}, ""),
    "far": ({"from_year": 2010, "horizon_years": 16}, ""),
    "draft": ({"status": "under_way", "from_year": 2010, "to_year": 2022}, None),
}


@pytest.mark.parametrize(("fields", "told"), TIMES.values(), ids=TIMES)
def test_a_plan_is_old_when_the_register_says_so(
    root: Root, fields: dict[str, Any], told: str | None
) -> None:
    """What is None is old in the register too, but it is not adopted."""
    plan = make_plan(root, key="p", **({"type": "sub_plan", "status": "adopted"} | fields))
    assert (overdue(plan, TODAY) is not None) is (told != "")
    found = findings(root, "T-84", TODAY)
    assert [one.key for one in found] == (["p"] if told else [])
    assert all(told in str(one.message) for one in found if told)


def test_an_adopted_plan_with_documents_only_is_to_be_frozen(desk: Desk) -> None:
    plan = make_plan(desk.root, key="bare-dokumenter", type="theme_plan", status="under_way")
    add_document(actor=desk.approver, plan=plan, title="Planen", kind="plan", name="p.pdf", content=PDF)
    assert "bare-dokumenter" not in keys(desk.root, "T-83")
    Plan.objects.filter(pk=plan.pk).update(status="adopted")
    assert "bare-dokumenter" in keys(desk.root, "T-83")
    PlanDocument.objects.filter(plan=plan).delete()
    assert "bare-dokumenter" not in keys(desk.root, "T-83")
