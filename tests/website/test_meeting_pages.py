"""The pages of bodies and meetings: made, moved, cancelled, listed by month."""

import re
from datetime import date, time
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.cases.models import Body, Meeting
from rodtrad.organisations.models import Governance, RoleKind, Root
from tests.cases.factories import make_body, make_case, make_meeting, make_treatment
from tests.cast import as_
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


@pytest.fixture(autouse=True)
def _winter(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is January 2026: the meetings here are still to come."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 1, 15))


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def version(html: str) -> str:
    return str(re.findall(r'name="versjon" value="([^"]*)"', html)[0])


def filled(of: str, **other: Any) -> dict[str, Any]:
    return {
        "body": of,
        "date": "2026-03-11",
        "begins": "17:00",
        "ends": "21:30",
        "place_text": "Kommunestyresalen",
        "status": "planned",
        "note": "",
        **other,
    }


def test_a_meeting_is_made_moved_and_cancelled(desk: Desk, nobody: Client) -> None:
    body, client = make_body(desk.root, name="Kommunestyret"), as_(desk.editor)
    answer = client.post(f"{HERE}/nytt-mote/", filled(body.key))
    meeting = Meeting.objects.get(root=desk.root)
    assert answer["Location"] == f"{HERE}/moter/{meeting.pk}/"
    assert (meeting.begins, meeting.ends, meeting.sequence) == (time(17), time(21, 30), 0)
    case = make_case(desk.root, title="Broen")
    treatment = make_treatment(case, body, meeting=meeting, date=meeting.date)
    where = f"{HERE}/moter/{meeting.pk}/endre/"

    begun = version(client.get(where).content.decode())
    moved = client.post(where, filled(body.key, date="2026-04-15", versjon=begun), follow=True)
    assert "Kalendere som følger det, får endringen." in text_of(moved)
    treatment.refresh_from_db()
    meeting.refresh_from_db()
    assert (treatment.date, meeting.sequence) == (date(2026, 4, 15), 1)

    begun = version(client.get(where).content.decode())
    sent = filled(body.key, date="2026-04-15", status="cancelled", versjon=begun)
    assert client.post(where, sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.sequence == 2
    told = text_of(nobody.get(f"{HERE}/moter/{meeting.pk}/"))
    assert "Avlyst" in told
    assert "Broen" in told
    assert "Onsdag 17.00–21.30" in told


def test_a_note_is_no_news_to_calendars(desk: Desk) -> None:
    meeting, client = make_meeting(make_body(desk.root)), as_(desk.editor)
    where = f"{HERE}/moter/{meeting.pk}/endre/"
    begun = version(client.get(where).content.decode())
    sent = filled(meeting.body.key, begins="", ends="", place_text="", note="Husk kake.", versjon=begun)
    assert client.post(where, sent).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.note, meeting.sequence) == ("Husk kake.", 0)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": ""}, "Velg et organ."),
        ({"date": ""}, "Skriv en dato."),
        ({"date": "31.2.2026"}, "er ikke en dato"),
        ({"begins": "25:00"}, "er ikke et klokkeslett"),
        ({"begins": "18:00", "ends": "17:00"}, "Møtet må slutte etter at det begynner."),
        ({"begins": ""}, "Skriv også når møtet begynner."),
        ({"status": "kanskje"}, "er ikke blant valgene"),
        ({"date": "1827-05-17"}, "Skriv en dag mellom 1950 og 2150."),
        ({"date": "2026-01-14"}, "Dagen er passert (14. januar 2026). Velg «holdt» eller «avlyst»"),
    ],
)
def test_a_faulty_meeting_is_told(wrong: dict[str, str], sentence: str, desk: Desk) -> None:
    body = make_body(desk.root)
    answer = as_(desk.editor).post(f"{HERE}/nytt-mote/", filled(body.key, **wrong))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Meeting.objects.filter(root=desk.root).exists()


def test_months_and_choices(desk: Desk, nobody: Client) -> None:
    council, board = make_body(desk.root, name="Kommunestyret"), make_body(desk.root, name="Formannskapet")
    make_meeting(council, date=date(2026, 3, 11), place_text="Salen")
    make_meeting(board, date=date(2026, 5, 6))
    make_meeting(board, date=date(2025, 5, 6), place_text="I fjor")
    told = text_of(nobody.get(f"{HERE}/moter/?ar=2026"))
    assert "Mars 2026 1" in told
    assert "Mai 2026 1" in told
    assert "I fjor" not in told
    assert "Salen" not in text_of(nobody.get(f"{HERE}/moter/?ar=2026&organ={board.key}"))
    assert nobody.get(f"{HERE}/moter/?ar=tull").status_code == 404
    assert "Salen" in nobody.get(f"{HERE}/ark/moter.csv?ar=2026").content.decode("utf-8-sig")


def test_hidden_cases_are_not_told_of(desk: Desk, nobody: Client) -> None:
    meeting = make_meeting(make_body(desk.root))
    case = make_case(desk.root, title="Hemmelig sak", visibility=1)
    make_treatment(case, meeting.body, meeting=meeting, date=meeting.date)
    where = f"{HERE}/moter/{meeting.pk}/"
    assert "Hemmelig sak" not in text_of(nobody.get(where))
    assert "1 sak" not in text_of(nobody.get(f"{HERE}/moter/?ar={meeting.date.year}"))
    assert "Hemmelig sak" in text_of(as_(desk.editor).get(where))


def test_bodies_are_made_and_changed(desk: Desk, nobody: Client) -> None:
    client = as_(desk.person(RoleKind.ADMINISTRATOR))
    sent = {
        "name": "Ungdomsrådet",
        "kind": "youth_council",
        "organisation": "",
        "valid_from": "2024-01-01",
        "valid_to": "",
        "position": "3",
    }
    assert client.post(f"{HERE}/nytt-organ/", sent).status_code == 302
    body = Body.objects.get(root=desk.root)
    assert (body.key, body.position) == ("ungdomsradet", 3)
    where = f"{HERE}/organer/{body.key}/endre/"
    begun = version(client.get(where).content.decode())
    wrong = client.post(where, {**sent, "valid_to": "2023-01-01", "versjon": begun})
    assert "Slutten kan ikke være før starten." in text_of(wrong)
    assert client.post(where, {**sent, "name": "Ungdommens råd", "versjon": begun}).status_code == 302
    assert "Ungdommens råd" in text_of(nobody.get(f"{HERE}/organer/"))


def test_bodies_are_those_of_the_governance(desk: Desk) -> None:
    """There is no City Government beside an executive committee; one that has ended may be of what was before."""
    client = as_(desk.person(RoleKind.ADMINISTRATOR))
    page = client.get(f"{HERE}/nytt-organ/").content.decode()
    assert 'value="executive_committee"' in page
    assert 'value="city_government"' not in page
    Root.objects.filter(pk=desk.root.pk).update(governance=Governance.PARLIAMENTARY)
    body = make_body(desk.root, key="formannskapet", name="Formannskapet", kind="executive_committee")
    where = f"{HERE}/organer/{body.key}/endre/"
    shown = client.get(where).content.decode()
    sent = {
        "name": "Formannskapet",
        "kind": "executive_committee",
        "versjon": version(shown),
        "position": "0",
    }
    assert "Formannskap finnes bare i formannskapsmodellen." in text_of(client.post(where, sent))
    assert client.post(where, {**sent, "valid_to": "2019-10-31"}).status_code == 302


@pytest.mark.parametrize("kind", [RoleKind.READER, RoleKind.CONTRIBUTOR, RoleKind.APPROVER])
def test_who_may_not_write_is_refused(kind: str, desk: Desk) -> None:
    meeting = make_meeting(make_body(desk.root))
    client = as_(desk.person(kind))
    for where in (
        f"{HERE}/nytt-mote/",
        f"{HERE}/moter/{meeting.pk}/endre/",
        f"{HERE}/nytt-organ/",
        f"{HERE}/organer/{meeting.body.key}/endre/",
    ):
        assert client.get(where).status_code == 403
        assert client.post(where, filled(meeting.body.key)).status_code == 403


def test_a_units_editor_keeps_the_calendar_of_its_own_body(desk: Desk) -> None:
    own, other = make_body(desk.root, organisation=desk.office), make_body(desk.root)
    client = as_(desk.person(RoleKind.EDITOR, desk.office))
    assert client.post(f"{HERE}/nytt-mote/", filled(own.key)).status_code == 302
    answer = client.post(f"{HERE}/nytt-mote/", filled(other.key))
    assert answer.status_code == 403
    assert Meeting.objects.filter(root=desk.root).count() == 1


def test_another_roots_meeting_does_not_exist_here(desk: Desk) -> None:
    theirs = make_meeting()
    client = as_(desk.editor)
    assert client.get(f"{HERE}/moter/{theirs.pk}/").status_code == 404
    assert client.get(f"{HERE}/moter/{theirs.pk}/endre/").status_code == 404


def test_a_past_meeting_is_entered_as_held_and_an_old_note_is_no_question(desk: Desk) -> None:
    body, client = make_body(desk.root), as_(desk.editor)
    sent = filled(body.key, date="2025-12-10", status="held")
    assert client.post(f"{HERE}/nytt-mote/", sent).status_code == 302
    old = make_meeting(body, date=date(2025, 11, 5))
    where = f"{HERE}/moter/{old.pk}/endre/"
    begun = version(client.get(where).content.decode())
    sent = filled(body.key, date="2025-11-05", begins="", ends="", place_text="", note="Nytt.", versjon=begun)
    assert client.post(where, sent).status_code == 302
