"""Bodies, meetings, cases and instructions in the API: whole, in order, and only what the reader may see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.cases.models import MinorityVote, Point
from rodtrad.organisations.models import RoleKind
from tests.cases.factories import (
    make_attachment,
    make_body,
    make_case,
    make_instruction,
    make_meeting,
    make_treatment,
)
from tests.cast import as_
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
HERE = "/api/v1/organisations/skrivebordet"


def read(client: Client, address: str) -> Any:
    answer = client.get(f"{HERE}/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_case_is_told_whole(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root, key="bro", status="decided", date=date(2026, 3, 1), owner=desk.office)
    meeting = make_meeting(make_body(desk.root, key="rad"), date=date(2026, 3, 1))
    treatment = make_treatment(case, meeting.body, meeting=meeting, date=meeting.date, result="changed")
    Point.objects.create(root=desk.root, case=case, number=1, text="Foreslått.")
    Point.objects.create(
        root=desk.root, case=case, treatment=treatment, number=1, text="Vedtatt.", votes_for=9
    )
    MinorityVote.objects.create(root=desk.root, treatment=treatment, position=1, text="Nei.", votes=2)
    make_instruction(case, text="Meld tilbake.")
    make_attachment(case)
    told = read(nobody, "cases/bro")
    assert told["owner"] == {"key": "kontoret", "name": "Kontoret"}
    assert [one["text"] for one in told["recommendation"]] == ["Foreslått."]
    [way] = told["treatments"]
    assert (way["body"]["key"], way["meeting"], way["result"]) == ("rad", str(meeting.pk), "changed")
    assert way["points"] == [{"number": 1, "text": "Vedtatt.", "votes_for": 9, "votes_against": None}]
    assert way["minority_votes"][0]["votes"] == 2
    assert told["instructions"][0]["text"] == "Meld tilbake."
    assert told["attachments"][0]["media_type"] == "application/pdf"
    assert nobody.get(told["attachments"][0]["url"]).status_code == 200
    assert told["url"].endswith("/skrivebordet/saker/bro/")


def test_decisions_are_listed_the_last_first(desk: Desk, nobody: Client) -> None:
    rad = make_body(desk.root, key="rad", name="Rådet")
    for key, day, visibility in (("bro", 1, 0), ("vei", 2, 0), ("hemmelig", 3, 1)):
        case = make_case(
            desk.root, key=key, status="decided", date=date(2026, 3, day), body="Rådet", visibility=visibility
        )
        treatment = make_treatment(case, rad, kind="decision", date=case.date, result="changed")
        Point.objects.create(root=desk.root, case=case, number=1, text="Foreslått.")
        Point.objects.create(root=desk.root, case=case, treatment=treatment, number=1, text=f"{key} vedtatt.")
    make_case(desk.root, key="apen")
    told = read(nobody, "decisions")["items"]
    assert [(one["case"], one["points"][0]["text"]) for one in told] == [
        ("vei", "vei vedtatt."),
        ("bro", "bro vedtatt."),
    ]
    assert [one["case"] for one in read(nobody, "decisions?last=2026-03-01&body=rad")["items"]] == ["bro"]
    assert read(nobody, "decisions?body=annet")["count"] == 0
    assert read(as_(desk.person(RoleKind.READER)), "decisions")["count"] == 3


def test_what_is_hidden_is_not_there(desk: Desk, nobody: Client) -> None:
    hidden = make_case(desk.root, key="hemmelig", visibility=1)
    make_instruction(hidden)
    closed = make_instruction(make_case(desk.root, key="apen"), status="closed", closed_by=hidden)
    assert [one["key"] for one in read(nobody, "cases")["items"]] == ["apen"]
    assert nobody.get(f"{HERE}/cases/hemmelig").status_code == 404
    [told] = read(nobody, "council-instructions")["items"]
    assert (told["id"], told["closed_by"]) == (str(closed.pk), None)
    reader = as_(desk.person(RoleKind.READER))
    assert len(read(reader, "cases")["items"]) == 2
    assert {one["closed_by"] for one in read(reader, "council-instructions")["items"]} == {None, "hemmelig"}


def test_meetings_are_chosen_by_day_and_body(desk: Desk, nobody: Client) -> None:
    today = timezone.localdate()
    council, board = make_body(desk.root, key="kommunestyret"), make_body(desk.root, key="formannskapet")
    make_meeting(council, date=today, status="cancelled")
    make_meeting(board, date=today + timedelta(days=40))
    make_meeting(board, date=today - timedelta(days=900))
    assert [one["status"] for one in read(nobody, "meetings")["items"]] == ["cancelled", "planned"]
    assert read(nobody, "meetings?body=formannskapet")["count"] == 1
    assert read(nobody, f"meetings?first={today - timedelta(days=1000)}&last={today}")["count"] == 2
    assert nobody.get(f"{HERE}/meetings?first=tull").status_code == 422
    assert [one["key"] for one in read(nobody, "bodies")["items"]] == ["kommunestyret", "formannskapet"]
