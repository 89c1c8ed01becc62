"""Meetings that come again: what the source takes away or moves, what has been treated, and rules that are misread."""

from datetime import date, datetime, time
from time import process_time

import pytest
from dateutil.rrule import rrulestr

from rodtrad.cases.models import Body, Meeting
from rodtrad.cases.operations.calendar import take_in_calendar
from rodtrad.cases.operations.short import keep_in_step
from rodtrad.exchange.meeting_calendar.read import CalendarError, read_calendar
from tests.cases.factories import make_body, make_case, make_treatment, person_with
from tests.cast import as_
from tests.exchange.test_meeting_import import PAGE, calendar, days, event, hidden, read, send, text_of
from tests.goals.editing import Desk
from tests.website.test_instruction_pages import version

TODAY = date(2026, 3, 1)
AT_FIVE, AT_SIX = "DTSTART:20260303T170000", "DTSTART:20260303T180000"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"


@pytest.fixture
def body(desk: Desk) -> Body:
    return make_body(desk.root, key="kommunestyret", name="Kommunestyret")


def take_in(desk: Desk, body: Body, *events: str) -> list[str]:
    found = read_calendar(calendar(*events), today=TODAY)
    lines = take_in_calendar(actor=desk.editor, body=body, meetings=found.meetings, series=found.series)
    return [line.change.value for line in lines]


def held(body: Body) -> list[str]:
    rows = Meeting.objects.filter(body=body).order_by("date", "begins")
    return [f"{row.date:%d.%m} {row.begins:%H} {row.status}" for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "gone", [("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260310T180000"), ("RDATE:20260317T180000",)]
)
def test_an_occurrence_that_goes_is_proposed_as_cancelled(desk: Desk, body: Body, gone: tuple[str]) -> None:
    take_in(desk, body, event(AT_SIX, WEEKLY))
    client = as_(desk.editor)
    shown = send(client, body.key, event(AT_SIX, *gone))
    assert "1 avlyst" in text_of(shown)
    assert client.post(PAGE, {**hidden(shown.content.decode()), "gjor": "ta-inn"}).status_code == 302
    assert held(body) == ["03.03 18 planned", "10.03 18 cancelled", "17.03 18 planned"]
    assert take_in(desk, body, event(AT_SIX, *gone)) == ["same", "same"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (AT_FIVE, ["03.03 17 planned", "10.03 17 planned", "17.03 17 planned"]),
        ("DTSTART:20260304T170000", ["04.03 17 planned", "11.03 17 planned", "18.03 17 planned"]),
    ],
)
def test_a_series_that_is_moved_is_the_same_meetings(
    desk: Desk, body: Body, start: str, expected: list[str]
) -> None:
    take_in(desk, body, event(AT_SIX, WEEKLY))
    before = set(Meeting.objects.filter(body=body).values_list("pk", "uid"))
    assert take_in(desk, body, event(start, WEEKLY, "SEQUENCE:2")) == ["moved"] * 3
    assert held(body) == expected
    assert set(Meeting.objects.filter(body=body).values_list("pk", "uid")) == before
    assert take_in(desk, body, event(start, WEEKLY, "SEQUENCE:2")) == ["same"] * 3


@pytest.mark.django_db
def test_a_part_of_a_series_takes_nothing_away(desk: Desk, body: Body) -> None:
    take_in(desk, body, event(AT_SIX, WEEKLY), event("DTSTART:20260305T120000", uid="annet@x"))
    alone = event("RECURRENCE-ID:20260310T180000", "DTSTART:20260311T180000")
    assert take_in(desk, body, alone) == ["moved"]
    assert "cancelled" not in " ".join(held(body))


@pytest.mark.django_db
def test_a_file_does_not_rewrite_a_decision(desk: Desk, body: Body) -> None:
    take_in(desk, body, event(AT_SIX, WEEKLY))
    meeting = Meeting.objects.get(body=body, date=date(2026, 3, 10))
    case = make_case(desk.root)
    make_treatment(case, body, meeting=meeting, date=meeting.date, result="as_recommended")
    keep_in_step(case)
    shown = send(as_(desk.editor), body.key, event("DTSTART:20260304T170000", WEEKLY))
    assert "1 møte står som før, fordi saker er behandlet der." in text_of(shown)
    assert sorted(take_in(desk, body, event("DTSTART:20260304T170000", WEEKLY))) == [
        "moved",
        "moved",
        "settled",
    ]
    take_in(desk, body, event(AT_SIX, WEEKLY, "EXDATE:20260310T180000"))
    meeting.refresh_from_db()
    case.refresh_from_db()
    assert (meeting.status, meeting.date, case.date) == ("planned", date(2026, 3, 10), date(2026, 3, 10))


@pytest.mark.django_db
def test_only_an_approver_moves_what_was_treated(desk: Desk, body: Body) -> None:
    take_in(desk, body, event(AT_SIX))
    meeting = Meeting.objects.get(body=body)
    case = make_case(desk.root)
    make_treatment(case, body, meeting=meeting, date=meeting.date, result="as_recommended")
    keep_in_step(case)
    page = f"/{desk.root.slug}/moter/{meeting.pk}/endre/"
    approver = person_with(desk.root, "approver")
    sent = {"body": body.key, "date": "2026-03-04", "begins": "18:00", "status": "held"}
    for person, status, values in (
        (desk.editor, 422, sent),
        (desk.editor, 422, {**sent, "date": "2026-03-03", "status": "cancelled"}),
        (approver, 422, {**sent, "date": "2026-03-03", "status": "cancelled"}),
        (approver, 302, sent),
    ):
        client = as_(person)
        begun = version(client.get(page).content.decode())
        answer = client.post(page, {**values, "versjon": begun})
        assert answer.status_code == status, text_of(answer)[-900:]
        assert status == 302 or "Saker er behandlet i møtet" in text_of(answer)
    case.refresh_from_db()
    assert case.date == date(2026, 3, 4)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYDAY=2MO",
        "FREQ=YEARLY;BYMONTH=2,9;BYDAY=2MO",
        "FREQ=YEARLY;BYDAY=-1FR;INTERVAL=2",
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=1MO,-1TH;INTERVAL=2",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH",
        "FREQ=DAILY;INTERVAL=9;BYMONTH=1,2,3",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260414T170000",
    ],
)
def test_rules_are_read_as_the_standard_says(rule: str) -> None:
    start = datetime.combine(date(2023, 1, 3), time(18))
    found = days(read(event("DTSTART:20230103T180000", f"RRULE:{rule}")))
    first, last = (datetime.combine(day, time()) for day in (date(2025, 2, 28), date(2029, 3, 3)))
    expected = rrulestr(rule, dtstart=start).between(first, last)
    assert found == [one.date().isoformat() for one in expected]


def test_a_day_that_is_left_out_without_its_hour() -> None:
    found = read(event(AT_SIX, WEEKLY, "EXDATE;VALUE=DATE:20260310"))
    assert days(found) == ["2026-03-03", "2026-03-17"]


def test_what_is_private_is_kept_out_and_told() -> None:
    private = event(AT_SIX, "SUMMARY:Legetime", "CLASS:PRIVATE", uid="p@x")
    found = read(private, event(AT_FIVE))
    assert [one.note for one in found.meetings] == [""]
    assert found.notes[0] == "Private hendelser er holdt utenfor (1)."
    with pytest.raises(CalendarError, match=r"Private hendelser er holdt utenfor \(1\)"):
        read(private)


def test_a_hostile_calendar_is_refused_in_seconds() -> None:
    never = [
        event("DTSTART:19900101T180000", "RRULE:FREQ=DAILY;COUNT=9999;BYMONTH=2;BYMONTHDAY=30", uid=f"{n}")
        for n in range(200)
    ]
    before = process_time()
    with pytest.raises(CalendarError, match="tar for lang tid å følge"):
        read(*never)
    assert process_time() - before < 10
    skips = [
        event("DTSTART:19900101T180000", "RRULE:FREQ=YEARLY;INTERVAL=9999", uid=f"{n}") for n in range(200)
    ]
    before = process_time()
    assert days(read(*skips, event(AT_SIX))) == ["2026-03-03"]
    assert process_time() - before < 2
