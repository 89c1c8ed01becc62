"""The clocks in the API: the same as the pages, for the same people."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.core.models import Visibility
from rodtrad.plans.models import Plan
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import FISCAL, make_council, make_process

pytestmark = pytest.mark.django_db


@pytest.fixture
def fiscal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 25))
    plan = make.make_plan(
        desk.root, key="okonomiplan", type="fiscal_plan", from_year=2027, status="under_way"
    )
    meetings = make_council(desk.root, date(2026, 12, 14), date(2027, 1, 27))
    make_process(plan, FISCAL, meeting=meetings[0], dates={"recommendation": (date(2026, 11, 27),)})
    return plan


def asked(client: Client, desk: Desk, rest: str) -> Any:
    return client.get(f"/api/v1/organisations/{desk.root.slug}/{rest}")


def test_the_clocks_of_an_organisation_come_with_what_is_late_first(
    desk: Desk, fiscal: Plan, nobody: Client
) -> None:
    found = asked(nobody, desk, "clocks").json()
    assert found["count"] == 3
    assert [(one["rule"]["id"], one["state"], one["limit"]) for one in found["items"]] == [
        ("pbl-11-4", "passed", "2026-11-14"),
        ("koml-14-3-recommendation", "kept", "2026-11-30"),
        ("koml-14-3-year-end", "kept", "2026-12-31"),
    ]
    first = found["items"][0]
    assert first["rule"]["reference"] == "Planloven § 11-4"
    assert first["url"].endswith("/planer/okonomiplan/frister/")


def test_a_plans_process_has_its_steps_and_the_first_lawful_meeting(
    desk: Desk, fiscal: Plan, nobody: Client
) -> None:
    found = asked(nobody, desk, "plans/okonomiplan/clocks").json()
    assert (found["wanted"], found["first_lawful_meeting"]) == ("2026-12-14", "2027-01-27")
    assert found["earliest_meeting_day"] == "2026-12-25"
    steps = {one["id"]: one for one in found["steps"]}
    assert steps["proposal"]["latest"] == {"first": "2026-11-14", "last": "2026-11-14"}
    assert steps["recommendation"]["first"] == "2026-11-27"
    assert "omstridt" in found["note"]


def test_the_language_follows_the_header(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    answer = nobody.get(f"/api/v1/organisations/{desk.root.slug}/clocks", headers={"accept-language": "en"})
    assert answer.json()["items"][0]["rule"]["reference"] == "Planning and Building Act § 11-4"


def test_a_hidden_plan_has_no_clocks(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    Plan.objects.filter(pk=fiscal.pk).update(visibility=Visibility.INTERNAL)
    assert asked(nobody, desk, "clocks").json()["count"] == 0
    assert asked(nobody, desk, "plans/okonomiplan/clocks").status_code == 404
    assert asked(as_(desk.editor), desk, "clocks").json()["count"] == 3


def test_a_plan_without_a_process_has_none(desk: Desk, nobody: Client) -> None:
    assert asked(nobody, desk, "plans/utkast/clocks").status_code == 404
