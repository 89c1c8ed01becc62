"""A series that a calendar no longer has at all: told before anything is stored, cancelled on a choice."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rodtrad.cases.models import Body, Meeting
from rodtrad.cases.operations.calendar import take_in_calendar
from rodtrad.cases.operations.short import keep_in_step
from rodtrad.exchange.meeting_calendar.read import read_calendar
from rodtrad.exchange.meeting_command import import_meetings
from tests.cases.factories import make_body, make_case, make_treatment
from tests.cast import as_
from tests.exchange.test_meeting_import import PAGE, calendar, event, hidden, send, text_of
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"


def starts(days: int) -> str:
    day = timezone.localdate() + timedelta(days=days)
    return f"DTSTART:{day:%Y%m%d}T180000"


#: Two of its four meetings have been.
SERIES = event(starts(-10), WEEKLY, "SUMMARY:Komiteen", uid="komite@x")
OTHER = event(starts(3), uid="annet@x")


@pytest.fixture
def body(desk: Desk) -> Body:
    body = make_body(desk.root, key="komiteen", name="Utvalget")
    found = read_calendar(calendar(SERIES, OTHER), today=timezone.localdate())
    take_in_calendar(actor=desk.editor, body=body, meetings=found.meetings, series=found.series)
    Meeting.objects.create(root=desk.root, body=body, uid="egen@rodtrad", date=coming()[1])
    return body


def coming() -> list[date]:
    return [timezone.localdate() + timedelta(days=days) for days in (4, 11)]


def cancelled(body: Body) -> list[date]:
    rows = Meeting.objects.filter(body=body, status="cancelled").order_by("date")
    return list(rows.values_list("date", flat=True))


def offered(html: str) -> list[str]:
    return [unescape(uid) for uid in re.findall(r'name="avlys" value="([^"]*)"', html)]


def accept(client: Any, html: str, *chosen: str) -> Any:
    return client.post(PAGE, {**hidden(html), "organ": "komiteen", "gjor": "ta-inn", "avlys": list(chosen)})


def test_it_is_shown_and_stands_when_it_is_not_chosen(desk: Desk, body: Body) -> None:
    client = as_(desk.editor)
    html = send(client, body.key, OTHER).content.decode()
    assert "Serier som ikke lenger står i fila" in html
    assert "Komiteen: 2 møter fra" in html
    assert offered(html) == ["komite@x"]
    assert "checked" not in html
    assert cancelled(body) == []
    assert accept(client, html).status_code == 302
    assert cancelled(body) == []


def test_what_is_chosen_is_cancelled_and_what_has_been_stands(desk: Desk, body: Body) -> None:
    client = as_(desk.editor)
    html = send(client, body.key, event(starts(5), uid="nytt@x")).content.decode()
    assert accept(client, html, "komite@x").status_code == 302
    assert cancelled(body) == coming()
    assert Meeting.objects.get(uid="egen@rodtrad").status == "planned"
    assert Meeting.objects.filter(body=body, uid="nytt@x", status="planned").exists()
    again = send(client, body.key, OTHER).content.decode()
    assert offered(again) == []


def test_a_series_that_the_file_has_a_part_of_is_not_missing(desk: Desk, body: Body) -> None:
    which = coming()[0].strftime("%Y%m%d")
    part = event(f"RECURRENCE-ID:{which}T180000", f"DTSTART:{which}T190000", uid="komite@x")
    html = send(as_(desk.editor), body.key, part).content.decode()
    assert offered(html) == []


def test_what_was_not_shown_is_not_cancelled(desk: Desk, body: Body) -> None:
    client = as_(desk.editor)
    html = send(client, body.key, OTHER).content.decode()
    for chosen in ("annet@x", "egen@rodtrad", "finnes-ikke"):
        answer = accept(client, html, chosen)
        assert "Se over det på nytt" in text_of(answer)
    Meeting.objects.filter(body=body, date=coming()[0]).update(status="cancelled")
    assert "Se over det på nytt" in text_of(accept(client, html, "komite@x"))
    assert cancelled(body) == coming()[:1]


def test_a_meeting_where_something_is_treated_stands(desk: Desk, body: Body) -> None:
    meeting = Meeting.objects.get(body=body, date=coming()[0])
    case = make_case(desk.root)
    make_treatment(case, body, meeting=meeting, date=meeting.date, result="as_recommended")
    keep_in_step(case)
    client = as_(desk.editor)
    html = send(client, body.key, OTHER).content.decode()
    accept(client, html, "komite@x")
    assert cancelled(body) == coming()[1:]


def test_another_bodys_series_is_left_alone(desk: Desk, body: Body) -> None:
    other = make_body(desk.root, key="andre", name="Andre")
    html = send(as_(desk.editor), other.key, event(starts(2), uid="andre@x")).content.decode()
    assert offered(html) == []


def test_the_command_tells_and_touches_nothing(desk: Desk, body: Body, tmp_path: Path) -> None:
    file = tmp_path / "moter.ics"
    file.write_bytes(calendar(OTHER))
    told = import_meetings(file, desk.root.slug, body.key)
    assert "2 kommende møter er i serier som ikke står i fila, og er ikke rørt." in told
    assert cancelled(body) == []
