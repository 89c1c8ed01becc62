"""A case's page: its treatments by day, its plans with their clocks, and proposals that are turned down."""

from datetime import date

import pytest
from django.test import Client

from rodtrad.cases.models import Case, CaseStatus
from rodtrad.core.models import Visibility
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adopt import adopt
from rodtrad.plans.models import Plan
from tests.cases.factories import make_body, make_case, make_treatment
from tests.cast import as_
from tests.goals.editing import Desk
from tests.planning.processes import make_process
from tests.website.at_once import version_in
from tests.website.test_meeting_pages import text_of

pytestmark = pytest.mark.django_db


def test_treatments_stand_by_day_and_those_without_one_last(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root)
    for name, day in (("Rådet", None), ("Bystyret", date(2026, 12, 11)), ("Byrådet", date(2026, 11, 19))):
        make_treatment(case, make_body(desk.root, name=name), date=day)
    told = text_of(nobody.get(f"/skrivebordet/saker/{case.key}/"))
    assert told.index("Byrådet skal") < told.index("Bystyret skal") < told.index("Rådet skal")


def test_the_case_tells_of_the_plan_that_is_tied_to_it(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root)
    make_process(desk.draft, "social-element", case=case, wanted=date(2030, 6, 12))
    where = f"/skrivebordet/saker/{case.key}/"
    told = text_of(nobody.get(where))
    assert "Planer saken gjelder, og fristene deres" in told
    assert desk.draft.title in told
    assert "Planloven § 11-14" in told
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=Visibility.INTERNAL)
    assert "Planer saken gjelder" not in text_of(nobody.get(where))
    assert "Planer saken gjelder" in text_of(as_(desk.editor).get(where))


def test_what_is_turned_down_is_decided_and_adopts_no_plan(desk: Desk) -> None:
    case, body = make_case(desk.root), make_body(desk.root)
    treatment = make_treatment(case, body)
    where = f"/skrivebordet/saker/{case.key}/behandling/{treatment.pk}/"
    client = as_(desk.approver)
    sent = {"body": body.key, "kind": "decision", "date": "2026-11-02", "result": "rejected", "note": "",
            "meeting": "", "versjon": version_in(client.get(where))}  # fmt: skip
    assert client.post(where, sent).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert case.status == CaseStatus.DECIDED
    assert "Avvist" in text_of(client.get(f"/skrivebordet/saker/{case.key}/"))
    with pytest.raises(FieldErrors, match="avvist"):
        adopt(actor=desk.approver, plan=desk.draft, case=case, day=date(2026, 11, 2))


def test_what_is_withdrawn_decides_nothing(desk: Desk) -> None:
    case = make_case(desk.root)
    treatment = make_treatment(case, make_body(desk.root), result="withdrawn", date=date(2026, 11, 2))
    assert not treatment.decides
