"""A case is said to be decided by those who may, when it stands by whom and when."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from rodtrad.cases.models import Case, Meeting, Treatment
from tests.cases.factories import make_body, make_case, make_meeting, make_treatment
from tests.cast import as_
from tests.exchange.test_case_import import send, sheet
from tests.goals.editing import Desk
from tests.website.test_case_pages import filled, text_of, version

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"
DECIDED = '<option value="decided"'
WAITS = "Kommunestyret skal avgjøre saken, og det er ikke ført inn hva det ble til."


def changed(client: Client, case: Case, **values: str) -> Any:
    """Send the form as it stands, with these values."""
    where = f"{HERE}/saker/{case.key}/endre/"
    begun = version(client.get(where).content.decode())
    return client.post(where, filled(number=case.number, visibility="0", versjon=begun, **values))


def test_decided_is_a_choice_for_those_who_may_say_so(desk: Desk) -> None:
    standing = f"{HERE}/saker/{make_case(desk.root).key}/endre/"
    for where in (f"{HERE}/ny-sak/", standing):
        assert DECIDED not in as_(desk.editor).get(where).content.decode()
        assert DECIDED in as_(desk.approver).get(where).content.decode()


def test_who_may_not_decide_is_told_so(desk: Desk) -> None:
    case = make_case(desk.root)
    answer = changed(as_(desk.editor), case, status="decided", body="Rådet", date="2026-03-01")
    assert answer.status_code == 403
    told = text_of(answer)
    assert "Bare en godkjenner kan sette saken til avgjort." in told
    assert "Saken er avgjort." not in told


def test_decided_takes_a_body_and_a_day(desk: Desk) -> None:
    case, client = make_case(desk.root), as_(desk.approver)
    answer = changed(client, case, status="decided")
    assert answer.status_code == 422
    assert "Skriv hvilket organ som avgjorde saken." in text_of(answer)
    assert "Skriv dagen saken ble avgjort." in text_of(answer)
    assert changed(client, case, status="decided", body="Rådet", date="2026-03-01").status_code == 302
    assert changed(client, case, status="decided", body="Rådet", date="").status_code == 422
    case.refresh_from_db()
    assert (case.status, case.date) == ("decided", date(2026, 3, 1))


def test_decided_is_refused_while_the_body_has_no_result(desk: Desk) -> None:
    case = make_case(desk.root)
    make_treatment(case, make_body(desk.root, name="Kommunestyret"))
    answer = changed(as_(desk.approver), case, status="decided", body="Kommunestyret", date="2026-03-01")
    assert answer.status_code == 422
    assert WAITS in text_of(answer)
    case.refresh_from_db()
    assert not case.is_decided


def test_an_old_case_without_a_day_is_still_written_in(desk: Desk) -> None:
    case = make_case(desk.root, status="decided", body="Rådet")
    assert (
        changed(as_(desk.approver), case, status="decided", body="Rådet", title="Rettet").status_code == 302
    )


def test_a_sheet_is_held_to_the_same(desk: Desk) -> None:
    make_treatment(make_case(desk.root, number="1/26"), make_body(desk.root, name="Kommunestyret"))
    answer = send(
        as_(desk.approver), sheet("1/26;Bro;Kommunestyret;3.2.2026;Slik.;;", "2/26;Vei;;3.2.2026;Slik.;;")
    )
    assert answer.status_code == 422
    assert "Celle C3: Skriv hvilket organ som avgjorde saken." in text_of(answer)
    assert not Case.objects.filter(root=desk.root, number="2/26").exists()


def test_a_new_case_is_set_up_in_the_meeting_it_was_made_for(desk: Desk) -> None:
    meeting = make_meeting(make_body(desk.root, name="Kommunestyret"), date=date(2026, 12, 14))
    client, page = as_(desk.editor), f"{HERE}/moter/{meeting.pk}/"
    new = f"{HERE}/ny-sak/?mote={meeting.pk}"
    assert f'href="{new}"' in client.get(f"{page}sett-opp-sak/").content.decode()
    form = client.get(new)
    assert "Saken settes opp i Kommunestyret 14. desember 2026 når du lagrer." in text_of(form)
    assert f'href="{page}sett-opp-sak/"' in form.content.decode()
    wrong = client.post(new, filled(kind="tull"))
    assert wrong.status_code == 422
    assert not Case.objects.filter(root=desk.root).exists(), "both or none"
    answer = client.post(new, filled(kind="recommendation"))
    assert answer["Location"] == page
    made = Treatment.objects.get(case__root=desk.root)
    assert (made.meeting, made.kind, made.case.title) == (meeting, "recommendation", "Ny bro over fjorden")
    assert "Ny bro over fjorden" in text_of(client.get(page))


@pytest.mark.parametrize("asked", ["tull", "", "00000000-0000-0000-0000-000000000000"])
def test_a_meeting_that_is_not_there_is_as_none(asked: str, desk: Desk) -> None:
    client = as_(desk.editor)
    assert client.post(f"{HERE}/ny-sak/?mote={asked}", filled()).status_code == 302
    assert not Treatment.objects.filter(root=desk.root).exists()


def test_another_roots_meeting_is_as_none(desk: Desk) -> None:
    meeting: Meeting = make_meeting()
    client = as_(desk.editor)
    assert client.post(f"{HERE}/ny-sak/?mote={meeting.pk}", filled()).status_code == 302
    assert not Treatment.objects.filter(case__root=desk.root).exists()
