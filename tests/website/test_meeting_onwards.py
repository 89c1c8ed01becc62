"""From a new meeting onwards: what the clocks say of plans that wait for one, and a case and a plan set up there."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.cases.models import Meeting, Treatment
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import RoleKind
from rodtrad.planning.models import Process
from rodtrad.plans.models import Plan
from tests.cases.factories import make_body, make_case, make_meeting, make_treatment
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import FISCAL, make_council, make_process
from tests.website.test_meeting_pages import filled, text_of

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 25))


@pytest.fixture
def fiscal(desk: Desk) -> Plan:
    plan = make.make_plan(
        desk.root, key="okonomiplan", title="Økonomiplan 2027–2030", type="fiscal_plan", status="under_way",
        from_year=2027,
    )  # fmt: skip
    make_process(plan, FISCAL)
    return plan


@pytest.fixture
def council(desk: Desk) -> Meeting:
    return make_council(desk.root, date(2026, 12, 14), date(2027, 1, 27))[0]


def test_right_after_a_meeting_is_entered_its_page_tells_of_the_plans(
    desk: Desk, fiscal: Plan, nobody: Client
) -> None:
    body = make_body(desk.root, name="Kommunestyret", key="kommunestyret")
    sent = filled(body.key, date="2026-12-14")
    answer = as_(desk.editor).post(f"{HERE}/nytt-mote/", sent, follow=True)
    told, where = text_of(answer), answer.redirect_chain[-1][0]
    assert "Forslaget måtte være offentlig senest 14. november 2026, for elleve dager siden." in told
    assert "Planloven § 11-4" in told
    assert "Første lovlige møtedag er 25. desember 2026" in told
    html = answer.content.decode()
    assert f'{where}sett-opp-sak/"' in html
    assert f'{where}knytt-plan/"' in html
    assert f'{where}knytt-plan/?plan=okonomiplan"' in html
    open_to_all = nobody.get(where).content.decode()
    assert "sett-opp-sak" not in open_to_all
    assert "Planer som venter på et møte" not in open_to_all


def test_a_hidden_plan_is_not_told_of(desk: Desk, fiscal: Plan, council: Meeting) -> None:
    Plan.objects.filter(pk=fiscal.pk).update(visibility=Visibility.TEAM, owner=desk.office)
    elsewhere = make.make_organisation(desk.root, key="annet-kontor")
    person = desk.person(RoleKind.EDITOR, elsewhere)
    where = f"{HERE}/moter/{council.pk}/"
    assert "Økonomiplan" not in text_of(as_(person).get(where))
    assert "Økonomiplan" not in text_of(as_(person).get(f"{where}knytt-plan/"))
    assert as_(person).post(f"{where}knytt-plan/", {"plan": "okonomiplan"}).status_code == 422


def test_a_plan_is_tied_to_the_meeting(desk: Desk, fiscal: Plan, council: Meeting) -> None:
    client, where = as_(desk.editor), f"{HERE}/moter/{council.pk}/"
    assert client.post(f"{where}knytt-plan/", {"plan": ""}).status_code == 422
    for key in ("okonomiplan", "utkast"):
        assert client.post(f"{where}knytt-plan/", {"plan": key}).status_code == 302
    assert Process.objects.get(plan=fiscal).template == FISCAL
    assert set(Process.objects.filter(meeting=council).values_list("plan__key", flat=True)) == {
        "okonomiplan",
        "utkast",
    }
    told = text_of(client.get(where))
    assert "Planer som venter på et møte" not in told
    assert "Frister før møtet" in told


def test_a_case_is_set_up_in_the_meeting_once(desk: Desk, council: Meeting) -> None:
    case = make_case(desk.root, title="Broen")
    waiting = make_treatment(case, council.body)
    make_case(desk.root, title="Avgjort", status="decided")
    client, where = as_(desk.editor), f"{HERE}/moter/{council.pk}/"
    form = text_of(client.get(f"{where}sett-opp-sak/"))
    assert "Broen" in form
    assert "Avgjort" not in form
    assert client.post(f"{where}sett-opp-sak/", {"case": "", "kind": "decision"}).status_code == 422
    sent = {"case": case.key, "kind": "decision"}
    assert client.post(f"{where}sett-opp-sak/", sent).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.meeting, waiting.date) == (council, council.date), "the one that waited for a day"
    assert Treatment.objects.filter(case=case).count() == 1
    again = client.post(f"{where}sett-opp-sak/", sent)
    assert again.status_code == 422
    assert "Saken er alt satt opp i møtet." in text_of(again)
    assert "Broen" in text_of(client.get(where))


def test_a_cancelled_meeting_and_a_reader_get_neither(desk: Desk, council: Meeting) -> None:
    where = f"{HERE}/moter/{council.pk}/"
    for page in ("sett-opp-sak/", "knytt-plan/"):
        assert as_(desk.person(RoleKind.READER)).get(where + page).status_code == 403
        assert as_(desk.editor).get(f"{HERE}/moter/{make_meeting().pk}/{page}").status_code == 404
    Meeting.objects.filter(pk=council.pk).update(status="cancelled")
    for page in ("sett-opp-sak/", "knytt-plan/"):
        assert as_(desk.editor).get(where + page).status_code == 403
