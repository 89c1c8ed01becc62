"""What it takes to adopt: a say over every plan that ends with it, and a case that is decided that day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import NOBODY
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import ProcessStatus
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.change_plan import change_plan
from rodtrad.planning.queries.clock_events import clock_events
from rodtrad.planning.queries.clocks import clocks_of_plan
from rodtrad.plans.models import Plan, PlanStatus
from tests.cases.factories import make_case
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import FISCAL, make_council, make_process

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def office_plan(desk: Desk, **fields: object) -> Plan:
    return make.make_plan(
        desk.root, key="kontorets", status="under_way", owner=desk.office, framework=desk.framework, **fields
    )


def adopted_by_office(desk: Desk, plan: Plan) -> None:
    actor = desk.person("approver", desk.office)
    adopt(actor=actor, plan=plan, case=make_case(desk.root, status="decided"), day=DAY)


@pytest.mark.parametrize("how", ["replaces", "merges"])
def test_an_office_cannot_end_the_municipalitys_plan(desk: Desk, how: str) -> None:
    plan = office_plan(desk)
    said = desk.adopted.key if how == "replaces" else [desk.adopted.key]
    change_plan(actor=desk.person("editor", desk.office), plan=plan, values={how: said})
    with pytest.raises(NotAllowedError, match=f"«{desk.adopted.title}».*godkjenner for {desk.root.name}"):
        adopted_by_office(desk, plan)
    desk.adopted.refresh_from_db()
    assert desk.adopted.status == PlanStatus.ADOPTED
    adopt(actor=desk.approver, plan=plan, case=make_case(desk.root, status="decided"), day=DAY)
    desk.adopted.refresh_from_db()
    assert desk.adopted.status == PlanStatus.REPEALED


def test_an_office_cannot_end_goals_that_its_own_are_written_on_from(desk: Desk) -> None:
    plan = office_plan(desk)
    make.make_element(plan, "maal", "Kontorets mål", key="kontorets-maal", predecessor=desk.goal)
    with pytest.raises(NotAllowedError, match=desk.adopted.title):
        adopted_by_office(desk, plan)
    assert Element.objects.get(pk=desk.goal.pk).life_cycle == "adopted"


def test_a_plan_that_the_person_does_not_see_is_not_named(desk: Desk) -> None:
    plan = office_plan(desk, replaces=desk.adopted)
    Plan.objects.filter(pk=desk.adopted.pk).update(visibility=Visibility.TEAM, owner=make.top(desk.root))
    with pytest.raises(NotAllowedError) as refused:
        adopted_by_office(desk, plan)
    assert desk.adopted.title not in str(refused.value)


def test_the_form_says_who_may(desk: Desk) -> None:
    office_plan(desk, replaces=desk.adopted)
    case = make_case(desk.root, status="decided")
    sent = {"gjor": "vedta", "vedta-case": str(case.pk), "vedta-day": "2026-03-02"}
    answer = as_(desk.person("approver", desk.office)).post(
        f"/{desk.root.slug}/planer/kontorets/versjoner/", sent
    )
    assert answer.status_code == 400
    assert f"godkjenner for {desk.root.name}" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "day", "field", "said"),
    [
        ({"status": "withdrawn"}, DAY, "case", "trukket"),
        ({"status": "under_treatment"}, DAY, "case", "ikke avgjort"),
        ({"status": "decided", "date": date(2026, 3, 1)}, DAY, "day", r"avgjort 1\. mars 2026"),
        ({"status": "decided", "visibility": 1}, DAY, "case", "Færre kan se saken"),
    ],
)
def test_a_case_that_has_not_decided_it(
    desk: Desk, fields: dict[str, object], day: date, field: str, said: str
) -> None:
    with pytest.raises(FieldErrors, match=said) as refused:
        adopt(actor=desk.approver, plan=desk.draft, case=make_case(desk.root, **fields), day=day)
    assert list(refused.value.by_field) == [field]


def test_nothing_is_adopted_in_the_future(desk: Desk) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(FieldErrors, match="framtiden"):
        adopt(actor=desk.approver, plan=desk.draft, case=make_case(desk.root, status="decided"), day=tomorrow)


def test_the_clocks_of_an_adopted_plan_stand_still(desk: Desk) -> None:
    plan = make.make_plan(
        desk.root, key="okonomiplan", type="fiscal_plan", from_year=2026, status="under_way"
    )
    [meeting] = make_council(desk.root, DAY)
    process = make_process(plan, FISCAL, meeting=meeting)
    adopt(actor=desk.approver, plan=plan, case=make_case(desk.root, status="decided"), day=DAY)
    process.refresh_from_db()
    assert process.status == ProcessStatus.DONE
    assert process.steps.get(step="council").done_on == DAY
    found = clocks_of_plan(Plan.objects.get(pk=plan.pk), NOBODY)
    assert found is not None
    assert found.is_over
    assert not any(one.state == "passed" for one in found.reckoned.clocks)
    assert not list(clock_events(desk.root, NOBODY, date(2025, 1, 1), date(2027, 12, 31)))
