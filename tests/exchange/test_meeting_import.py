"""Calendars of meetings in: what is new, moved and cancelled; files that mean no good; the page and the command."""

import re
from datetime import date, time
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from rodtrad.cases.models import Body, Meeting
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.meeting_calendar.read import CalendarError, ReadCalendar, read_calendar
from rodtrad.exchange.meeting_command import import_meetings
from rodtrad.organisations.models import RoleKind
from tests.cases.factories import make_body, make_case, make_meeting, make_treatment
from tests.cast import as_
from tests.goals.editing import Desk

TODAY = date(2026, 3, 1)
START = "DTSTART;TZID=Europe/Oslo:20260311T170000"


def event(*lines: str, uid: str = "en@x") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*events: str, before: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{before}{''.join(events)}END:VCALENDAR\r\n".encode()


def read(*events: str, before: str = "") -> ReadCalendar:
    return read_calendar(calendar(*events, before=before), today=TODAY, called="Kommunestyret")


def days(found: ReadCalendar) -> list[str]:
    return [one.date.isoformat() for one in found.meetings]


def test_a_meeting_is_read_on_our_own_clock() -> None:
    [one] = read(
        event(
            "DTSTART:20260711T150000Z",
            "DURATION:PT3H30M",
            "SUMMARY:Kommunestyret",
            "LOCATION:Salen\\, 2. etg",
        )
    ).meetings
    assert (one.date, one.begins, one.ends) == (date(2026, 7, 11), time(17), time(20, 30))
    assert (one.place_text, one.note) == ("Salen, 2. etg", "")


@pytest.mark.parametrize(
    ("start", "begins", "told"),
    [
        ("DTSTART:20260111T150000Z", time(16), False),
        ("DTSTART;TZID=America/New_York:20260711T110000", time(17), False),
        ("DTSTART:20260711T170000", time(17), True),
        ("DTSTART;TZID=Mars/Base:20260711T170000", time(17), True),
        ("DTSTART;VALUE=DATE:20260711", None, False),
    ],
)
def test_zones(start: str, begins: time | None, told: bool) -> None:
    found = read(event(start))
    assert found.meetings[0].begins == begins
    assert bool(found.notes) == told


def test_zones_of_its_own_are_not_followed() -> None:
    endless = (
        "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nEND:STANDARD\r\n"
    )
    zone = f"BEGIN:VTIMEZONE\r\nTZID:Min\r\n{endless}END:VTIMEZONE\r\n"
    found = read(event("DTSTART;TZID=Min:20260711T170000"), before=zone)
    assert found.meetings[0].begins == time(17)
    assert found.notes


def test_summer_time_ends_in_the_night_of_a_meeting() -> None:
    [one] = read(event("DTSTART:20261024T200000Z", "DTEND:20261025T003000Z")).meetings
    assert (one.begins, one.ends) == (time(22), None)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["2026-03-11", "2026-03-18", "2026-03-25"]),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260408", ["2026-03-11", "2026-03-25", "2026-04-08"]),
        ("FREQ=WEEKLY;BYDAY=TU,WE;COUNT=3", ["2026-03-11", "2026-03-17", "2026-03-18"]),
        ("FREQ=MONTHLY;BYDAY=2WE;COUNT=3", ["2026-03-11", "2026-04-08", "2026-05-13"]),
        ("FREQ=MONTHLY;BYDAY=-1WE;COUNT=2", ["2026-03-11", "2026-03-25", "2026-04-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=1", ["2026-03-11", "2026-03-31"]),
        ("FREQ=MONTHLY;COUNT=2", ["2026-03-11", "2026-04-11"]),
        ("FREQ=YEARLY;COUNT=2", ["2026-03-11", "2027-03-11"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=1", ["2026-03-11", "2026-03-31"]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ["2026-03-11"]),
    ],
)
def test_what_comes_again(rule: str, expected: list[str]) -> None:
    assert days(read(event(START, f"RRULE:{rule}"))) == expected


def test_a_rule_without_end_is_followed_for_three_years() -> None:
    found = days(read(event(START, "RRULE:FREQ=WEEKLY")))
    assert 150 < len(found) < 170


def test_what_is_moved_and_cancelled_alone() -> None:
    found = read(
        event(START, "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Oslo:20260318T170000"),
        event("RECURRENCE-ID;TZID=Europe/Oslo:20260325T170000", "DTSTART;TZID=Europe/Oslo:20260326T180000"),
        event("RECURRENCE-ID;TZID=Europe/Oslo:20260401T170000", "DTSTART;TZID=Europe/Oslo:20260401T170000",
              "STATUS:CANCELLED"),
    )  # fmt: skip
    assert [(one.date.isoformat(), one.is_cancelled) for one in found.meetings] == [
        ("2026-03-11", False),
        ("2026-03-26", False),
        ("2026-04-01", True),
    ]


def test_the_latest_of_two_that_are_the_same_counts() -> None:
    late = event("DTSTART:20260401T170000", "SEQUENCE:3")
    assert days(read(late, event("DTSTART:20260402T170000", "SEQUENCE:1"))) == ["2026-04-01"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_other_encodings(encoding: str) -> None:
    text = calendar(event(START, "LOCATION:Rådhuset")).decode()
    found = read_calendar(text.encode(encoding), today=TODAY)
    assert found.meetings[0].place_text == "Rådhuset"
    assert bool(found.notes) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>hei</html>", "Dette er ikke en kalenderfil"),
        (b"", "Dette er ikke en kalenderfil"),
        (calendar(), "Kalenderen har ingen møter."),
        (calendar(event("SUMMARY:Rådet")), "Hendelse 1 «Rådet»: DTSTART mangler."),
        (calendar(event("DTSTART:i morgen")), "Hendelse 1: DTSTART kan ikke leses."),
        (calendar(event("DTSTART:00010101T000000Z")), "DTSTART er i år 1."),
        (calendar(event("DTSTART;TZID=Europe:20260711T170000")), "kan ikke leses som en kalender"),
        (calendar(event(START, "DTEND:20260311T100000Z")), "DTEND er før DTSTART."),
        (calendar(event(START, "RRULE:FREQ=SECONDLY")), "RRULE følges bare"),
        (calendar(event(START, "RRULE:FREQ=WEEKLY;BYDAY=XX")), "RRULE kan ikke leses."),
        (calendar(event(START, "RRULE:FREQ=DAILY;INTERVAL=99999")), "RRULE har en INTERVAL"),
        (calendar(event(START, "RRULE:FREQ=DAILY;COUNT=100000")), "RRULE har en COUNT"),
        (calendar(event("DTSTART:19900101T100000", "RRULE:FREQ=DAILY")), "mer enn 1000 ganger"),
        (calendar(event(START, "SUMMARY:" + "x" * 30_000)), "har en linje på over 20000 tegn"),
        (calendar(event(START)) * 6_000, "Kalenderen har 6000 hendelser; grensen er 5000."),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * (5 * 1024 * 1024), "Fila er på 5 MB; grensen er 5 MB."),
        (calendar(*(event(START, "RRULE:FREQ=WEEKLY", uid=f"{n}") for n in range(30))), "mer enn 2000 møter"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_calendar_that_is_not_taken_in(content: bytes, sentence: str) -> None:
    with pytest.raises(CalendarError) as caught:
        read_calendar(content, today=TODAY)
    assert sentence in str(caught.value)


def test_every_fault_is_told_and_nothing_is_half_read() -> None:
    with pytest.raises(CalendarError) as caught:
        read(event("DTSTART:tull", uid="1"), event(START, uid="2"), event("SUMMARY:Tre", uid="3"))
    assert str(caught.value).splitlines() == [
        "Hendelse 1: DTSTART kan ikke leses.",
        "Hendelse 3 «Tre»: DTSTART mangler. Et møte må ha en dag.",
        "Ingenting er lagret.",
    ]


PAGE = "/skrivebordet/moter/les-inn/"


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def hidden(html: str) -> dict[str, str]:
    return {
        name: unescape(value) for name, value in re.findall(r'name="(organ|lest|sett)" value="([^"]*)"', html)
    }


def send(client: Any, body: str, *events: str) -> Any:
    return client.post(PAGE, {"organ": body, "fil": SimpleUploadedFile("m.ics", calendar(*events))})


@pytest.fixture
def body(desk: Desk) -> Body:
    return make_body(desk.root, key="kommunestyret", name="Kommunestyret")


@pytest.mark.django_db
def test_the_page_shows_what_would_happen_and_does_it_on_yes(desk: Desk, body: Body) -> None:
    client = as_(desk.editor)
    moved = make_meeting(body, uid="flyttes@x", date=date(2026, 3, 4))
    gone = make_meeting(body, uid="avlyses@x", date=date(2026, 3, 5))
    case = make_case(desk.root)
    treatment = make_treatment(case, body, meeting=moved, date=moved.date)
    shown = send(
        client,
        body.key,
        event(START, uid="ny@x"),
        event(START.replace("0311", "0318"), uid="flyttes@x"),
        event("DTSTART;VALUE=DATE:20260305", "STATUS:CANCELLED", uid="avlyses@x"),
    )
    assert "1 nye, 1 endret, 1 avlyst" in text_of(shown)
    assert Meeting.objects.filter(root=desk.root).count() == 2
    sent = {**hidden(shown.content.decode()), "gjor": "ta-inn"}
    assert client.post(PAGE, sent).status_code == 302
    for row in (moved, gone, treatment):
        row.refresh_from_db()
    assert (moved.date, moved.sequence) == (date(2026, 3, 18), 1)
    assert treatment.date == date(2026, 3, 18)
    assert (gone.status, gone.sequence) == ("cancelled", 1)
    assert Meeting.objects.get(uid="ny@x").begins == time(17)
    assert "Det er ingenting å ta inn." in text_of(send(client, body.key, event(START, uid="ny@x")))


@pytest.mark.django_db
def test_what_changed_meanwhile_is_shown_again(desk: Desk, body: Body) -> None:
    client = as_(desk.editor)
    standing = make_meeting(body, uid="en@x", date=date(2026, 3, 4))
    shown = send(client, body.key, event(START))
    Meeting.objects.filter(pk=standing.pk).update(date=date(2026, 3, 5))
    answer = client.post(PAGE, {**hidden(shown.content.decode()), "gjor": "ta-inn"})
    assert "Noe er endret siden du så på forslaget." in text_of(answer)
    standing.refresh_from_db()
    assert standing.date == date(2026, 3, 5)


@pytest.mark.django_db
def test_a_proposal_is_its_persons_own(desk: Desk, body: Body) -> None:
    shown = hidden(send(as_(desk.editor), body.key, event(START)).content.decode())
    other = as_(desk.person(RoleKind.EDITOR, desk.office))
    make_body(desk.root, key="eget", organisation=desk.office)
    for sent in ({**shown, "organ": "eget"}, {**shown, "organ": "eget", "lest": "tull"}):
        assert other.post(PAGE, {**sent, "gjor": "ta-inn"}).status_code == 400
    assert not Meeting.objects.filter(root=desk.root).exists()


@pytest.mark.django_db
def test_faults_are_told_on_the_page(desk: Desk, body: Body) -> None:
    client = as_(desk.editor)
    make_meeting(make_body(desk.root), uid="en@x")
    for answer, sentence in (
        (send(client, "", event(START)), "Velg organet som møtene hører til."),
        (client.post(PAGE, {"organ": body.key}), "Velg en fil."),
        (send(client, body.key, event("DTSTART:tull")), "DTSTART kan ikke leses."),
        (send(client, body.key, event(START)), "er lagt inn hos et annet organ"),
    ):
        assert answer.status_code == 422
        assert sentence in text_of(answer)


@pytest.mark.django_db
def test_who_may_not_write_is_refused(desk: Desk, body: Body) -> None:
    for kind in (RoleKind.READER, RoleKind.APPROVER):
        client = as_(desk.person(kind))
        assert client.get(PAGE).status_code == 403
        assert send(client, body.key, event(START)).status_code == 403


@pytest.mark.django_db
def test_the_command_tells_and_stores(desk: Desk, body: Body, tmp_path: Path) -> None:
    file = tmp_path / "m.ics"
    file.write_bytes(calendar(event(START)))
    told = import_meetings(file, desk.root.slug, body.key, dry_run=True)
    assert "Møter: 1 nye, 0 endret, 0 avlyst, 0 som før." in told
    assert not Meeting.objects.filter(root=desk.root).exists()
    for expected in ("1 nye", "1 som før"):
        assert expected in import_meetings(file, desk.root.slug, body.key)
    with pytest.raises(ExchangeError, match="Fant ikke organet"):
        import_meetings(file, desk.root.slug, "finnes-ikke")


@pytest.mark.django_db
def test_nothing_is_stored_when_one_is_refused(desk: Desk, body: Body) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_meeting ADD CONSTRAINT prove CHECK (place_text <> 'Månen')")
    client = as_(desk.editor)
    shown = send(client, body.key, event(START), event(START, "LOCATION:Månen", uid="to@x"))
    client.raise_request_exception = False
    client.post(PAGE, {**hidden(shown.content.decode()), "gjor": "ta-inn"})
    assert not Meeting.objects.filter(root=desk.root).exists()
