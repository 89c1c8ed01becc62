"""A case that the reader may not see: nothing tells of it, and nothing false is told for want of it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.cases.models import Case, Meeting
from rodtrad.core.models import Visibility
from rodtrad.goals.checking import visible_to
from rodtrad.goals.models import Conflict
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from rodtrad.planning.clocks.evaluate import ClockState
from rodtrad.planning.queries.clocks import clocks_of_plan
from rodtrad.plans.models import Plan
from tests.cases.factories import make_case
from tests.goals import factories as make
from tests.goals.checked import check, findings, keys
from tests.planning.processes import FISCAL, make_council, make_process
from tests.planning.strategies import make_item, make_strategy

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
INSIDE = Viewer(ceiling=Visibility.INTERNAL)


@pytest.fixture
def plan(root: Root) -> Plan:
    return make.make_plan(
        root, key="okonomiplan", type="fiscal_plan", from_year=2027, status="under_way", title="Økonomiplan"
    )


@pytest.fixture
def case(root: Root) -> Case:
    return make_case(
        root, number="99/26", title="Hemmelig sak", decision="Hemmelig vedtak", visibility=1, date=TODAY,
        proposed_on=date(2026, 11, 10), recommended_on=date(2026, 11, 20),
    )  # fmt: skip


def test_nobody_is_told_that_the_law_is_broken_when_it_is_kept(plan: Plan, case: Case) -> None:
    make_process(plan, FISCAL, meeting=make_council(plan.root, date(2026, 12, 14))[0], case=case)
    inside, outside = (clocks_of_plan(plan, viewer, TODAY) for viewer in (INSIDE, NOBODY))
    assert inside is not None
    assert outside is not None
    days = {case.proposed_on, case.recommended_on}
    hanging = [one for one in inside.reckoned.clocks if one.given in days]
    assert [one.state for one in hanging] == [ClockState.KEPT] * len(hanging) != []
    assert outside.reckoned.clocks == tuple(one for one in inside.reckoned.clocks if one not in hanging)
    assert outside.reckoned.unreachable is None
    assert outside.case is None
    page = Client().get(reverse("plan_clocks", args=[plan.root.slug, plan.key])).content.decode()
    assert "10. november" not in page


def test_a_case_that_is_seen_is_reckoned_with(plan: Plan, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(visibility=0)
    make_process(plan, FISCAL, meeting=make_council(plan.root, date(2026, 12, 14))[0], case=case)
    inside, outside = (clocks_of_plan(plan, viewer, TODAY) for viewer in (INSIDE, NOBODY))
    assert inside is not None
    assert outside is not None
    assert inside.reckoned == outside.reckoned


def test_the_check_does_not_tell_its_days(plan: Plan, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(proposed_on=date(2026, 11, 20), visibility=Visibility.TEAM)
    make_process(plan, FISCAL, meeting=make_council(plan.root, date(2026, 12, 14))[0], case=case)
    result = check(plan.root, "T-80", today=TODAY)
    assert "20. november" in str(result.findings[0].message)
    assert visible_to(result, EVERYTHING).findings
    assert not [one for one in visible_to(result, NOBODY).findings if "20. november" in str(one.message)]
    assert not [one for one in visible_to(result, INSIDE).findings if "20. november" in str(one.message)]


def test_a_cancelled_meeting_gives_no_day_and_a_finding(plan: Plan) -> None:
    [meeting] = make_council(plan.root, date(2026, 12, 14))
    given = {"proposal": (None, None, date(2026, 11, 1)), "recommendation": (date(2026, 11, 28),)}
    make_process(plan, FISCAL, meeting=meeting, dates=given)
    assert keys(plan.root, "T-87", TODAY) == []
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled")
    found = clocks_of_plan(plan, NOBODY, TODAY)
    assert found is not None
    assert found.reckoned.course.wanted is None
    assert not [one for one in found.reckoned.clocks if one.against == meeting.date]
    assert ["14. desember 2026" in str(one.message) for one in findings(plan.root, "T-87", TODAY)] == [True]
    Plan.objects.filter(pk=plan.pk).update(status="adopted")
    assert keys(plan.root, "T-87", TODAY) == []


def pages(plan: Plan) -> Iterator[str]:
    base = f"/api/v1/organisations/{plan.root.slug}/"
    yield from (
        reverse(name, args=[plan.root.slug, plan.key]) for name in ("plan", "versions", "plan_clocks")
    )
    yield from (f"{base}plans", f"{base}conflicts", "/")
    yield from (reverse(name, args=[plan.root.slug]) for name in ("conflicts", "plans", "plans_on_date"))
    yield reverse("conflict", args=[plan.root.slug, "konflikt"])
    yield reverse("everything", args=[plan.root.slug])


def test_no_page_names_it(plan: Plan, case: Case) -> None:
    Plan.objects.filter(pk=plan.pk).update(case=case)
    conflict = Conflict.objects.create(root=plan.root, key="konflikt", title="Konflikt", case=case)
    assert conflict.case == case
    seen = []
    for address in pages(plan):
        answer = Client().get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # one of the two
        seen += [address] if b"Hemmelig" in body or b"99/26" in body else []
    assert seen == []
    Case.objects.filter(pk=case.pk).update(visibility=0)
    answers = [Client().get(one) for one in pages(plan)]
    open_now = [one.request["PATH_INFO"] for one in answers if not one.streaming and b"99/26" in one.content]
    assert len(open_now) >= 5, open_now


def test_a_strategy_does_not_name_it_nor_a_hidden_one_before_it(root: Root, case: Case) -> None:
    strategy, before = make_strategy(root, 2023), make_strategy(root, 2019)
    Plan.objects.filter(pk=strategy.plan_id).update(case=case)
    Plan.objects.filter(pk=before.plan_id).update(visibility=Visibility.TEAM)
    treated = make.make_plan(root, key="trafikk")
    old = make_item(before, treated, decision="repeal", reason="Den er gammel.")
    item = make_item(strategy, treated, decision="continue", previous=old)
    page = Client().get(reverse("strategy", args=[root.slug, strategy.plan.key])).content.decode()
    assert "Hemmelig sak" not in page
    word = Client().get(reverse("strategy_word", args=[root.slug, strategy.plan.key])).content
    assert b"Hemmelig sak" not in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml")
    address = reverse("strategy_item", args=[root.slug, strategy.plan.key, item.pk])
    assert "Forrige periode" not in Client().get(address).content.decode()
    Plan.objects.filter(pk=before.plan_id).update(visibility=Visibility.PUBLIC)
    assert "Forrige periode" in Client().get(address).content.decode()


def test_a_private_person_is_not_named_to_the_public(root: Root) -> None:
    strategy = make_strategy(root, 2023)
    strategy.views.create(
        root=root, sender="Kari Nordmann", kind="person", summary="Skriv om stier.", position=1
    )
    for name, args in (("strategy", [root.slug, strategy.plan.key]), ("everything", [root.slug])):
        answer = Client().get(reverse(name, args=args))
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]  # one of the two
        assert "Skriv om stier." in body
        assert "Kari" not in body
        assert "rivatperson" in body
