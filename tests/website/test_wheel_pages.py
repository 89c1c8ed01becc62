"""The annual wheel: the year and the term, what recurs, and a calendar that follows what is moved."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rodtrad.cases.models import Body, BodyKind, Meeting, MeetingStatus
from rodtrad.core.models import Visibility
from rodtrad.planning.models import CalendarLink, WheelEntry
from rodtrad.plans.models import Plan
from tests.cases.factories import make_case, make_instruction
from tests.cast import as_
from tests.goals.editing import Desk
from tests.goals.factories import make_plan, make_root
from tests.planning.processes import FISCAL, make_council, make_process
from tests.planning.strategies import make_item, make_phase, make_strategy
from tests.website.at_once import send

SENT = {
    "gjor": "lagre",
    "title": "Budsjettkonferansen",
    "kind": "meeting",
    "cycle": "year",
    "starts": "2026-05-07",
    "days": "2",
    "repeats": "FREQ=YEARLY",
    "rule": "",
    "reference": "",
    "description": "",
}


def text_of(answer: object) -> str:
    body = re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]  # a response
    return " ".join(unescape(body).split())


def at(desk: Desk, rest: str) -> str:
    return f"/{desk.root.slug}/{rest}"


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    body = Body.objects.create(root=desk.root, key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL)
    day = timezone.localdate() + timedelta(days=40)
    return Meeting.objects.create(
        root=desk.root, body=body, date=day, begins="18:00", ends="21:30", place_text="Rådhuset"
    )


def calendar(client: Client, address: str) -> dict[str, object]:
    """Read a calendar with another program than the one that wrote it; the events by identity."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    read = vobject.readOne(answer.content.decode())
    assert read.validate()
    found = {one.uid.value: one for one in read.vevent_list}
    assert len(found) == len(read.vevent_list), "an identity stands twice"
    return found


def test_the_year_shows_what_the_law_asks_for_and_the_meetings(
    desk: Desk, meeting: Meeting, nobody: Client
) -> None:
    told = text_of(nobody.get(at(desk, f"arshjul/?ar={meeting.date.year}")))
    assert "Årsregnskapet er avlagt" in told
    assert "koml. § 14-6" in told
    assert "Kommunestyret" in told
    assert "kl. 18.00" in told


def test_every_event_on_the_wheel_is_a_link_with_words(desk: Desk, meeting: Meeting, nobody: Client) -> None:
    page = nobody.get(at(desk, "arshjul/?ar=2026")).content.decode()
    wheel = page[page.index('class="wheel numbered"') : page.index('class="wheel-narrow"')]
    labels = re.findall(r'<a href="#h(\d+)" aria-label="([^"]+)"', wheel)
    assert len(labels) > 15
    assert all(f'id="h{number}"' in page for number, _label in labels)
    told = " ".join(label for _number, label in labels)
    assert "Årsregnskapet er avlagt" in told


def test_the_term_lies_outside_the_year(desk: Desk, nobody: Client) -> None:
    told = text_of(nobody.get(at(desk, "arshjul/?ar=2026")))
    assert "Perioden 2023–2027" in told
    assert "Planstrategien er vedtatt" in told
    assert "13. september 2027" in told


@pytest.mark.parametrize("query", ["ar=abc", "ar=1200", "ar=2026&slag=fest", "ar=99999"])
def test_a_year_or_a_kind_that_is_none_is_not_found(desk: Desk, nobody: Client, query: str) -> None:
    assert nobody.get(at(desk, f"arshjul/?{query}")).status_code == 404


def test_a_kind_is_chosen(desk: Desk, meeting: Meeting, nobody: Client) -> None:
    told = text_of(nobody.get(at(desk, f"arshjul/?ar={meeting.date.year}&slag=meeting")))
    assert "Kommunestyret" in told
    assert "Årsregnskapet er avlagt" not in told


def test_a_month_names_the_holidays_and_its_weeks(desk: Desk, nobody: Client) -> None:
    told = text_of(nobody.get(at(desk, "arshjul/maned/?maned=2026-05")))
    assert "Mai 2026" in told
    assert "Grunnlovsdag" in told
    assert nobody.get(at(desk, "arshjul/maned/?maned=2026-13")).status_code == 404


def test_who_may_adds_changes_and_takes_away(desk: Desk, nobody: Client) -> None:
    randi = as_(desk.editor)
    assert randi.post(at(desk, "arshjul/ny-gjentakelse/"), SENT).status_code == 302
    row = WheelEntry.objects.get(root=desk.root)
    assert "7. mai – 8. mai 2026" in text_of(nobody.get(at(desk, "arshjul/?ar=2026")))

    moved = {**SENT, "starts": "2026-05-08"}
    assert send(randi, at(desk, f"arshjul/gjentakelser/{row.key}/endre/"), moved).status_code == 302
    row.refresh_from_db()
    assert (row.starts, row.sequence) == (date(2026, 5, 8), 1)

    gone = {"gjor": "ta-bort"}
    assert send(randi, at(desk, f"arshjul/gjentakelser/{row.key}/endre/"), gone).status_code == 302
    assert not WheelEntry.objects.filter(root=desk.root).exists()


def test_a_default_is_left_out_and_comes_back(desk: Desk, nobody: Client) -> None:
    address, year = at(desk, "arshjul/gjentakelser/tertial-1/endre/"), at(desk, "arshjul/?ar=2026")
    send(as_(desk.approver), address, {"gjor": "ta-bort"})
    assert "Første tertial er slutt" not in text_of(nobody.get(year))
    send(as_(desk.approver), address, {"gjor": "tilbake"})
    assert "Første tertial er slutt" in text_of(nobody.get(year))


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_stored(desk: Desk) -> None:
    sent = {**SENT, "repeats": "egen", "rule": "hver gang det regner", "days": "0", "starts": "31.02.2026"}
    answer = as_(desk.editor).post(at(desk, "arshjul/ny-gjentakelse/"), sent)
    assert answer.status_code == 422
    told = text_of(answer)
    assert "Skriv datoen som år-måned-dag" in told
    answer = as_(desk.editor).post(
        at(desk, "arshjul/ny-gjentakelse/"), {**SENT, "repeats": "egen", "rule": "FREQ=DAILY"}
    )
    assert "ikke en gjentakelse vi kan" in text_of(answer)
    assert not WheelEntry.objects.filter(root=desk.root).exists()


def test_others_neither_change_nor_subscribe_as_one_of_us(desk: Desk, nobody: Client) -> None:
    assert nobody.post(at(desk, "arshjul/ny-gjentakelse/"), SENT).status_code == 302  # to log in
    reader = as_(desk.person("reader"))
    assert reader.post(at(desk, "arshjul/ny-gjentakelse/"), SENT).status_code == 403
    assert nobody.post(at(desk, "arshjul/abonner/"), {"name": "x"}).status_code == 403
    assert not WheelEntry.objects.filter(root=desk.root).exists()
    assert not CalendarLink.objects.filter(root=desk.root).exists()


def test_a_meeting_that_is_moved_moves_and_one_that_is_cancelled_goes(
    desk: Desk, meeting: Meeting, nobody: Client
) -> None:
    address = at(desk, "kalender.ics")
    first = calendar(nobody, address)[meeting.uid]
    assert first.status.value == "CONFIRMED"
    oslo = first.dtstart.value
    assert oslo.tzinfo is not None

    meeting.refresh_from_db()
    meeting.date += timedelta(days=7)
    meeting.save()
    moved = calendar(nobody, address)[meeting.uid]
    assert moved.dtstart.value.date() == first.dtstart.value.date() + timedelta(days=7)
    assert int(moved.sequence.value) > int(first.sequence.value)

    meeting.refresh_from_db()
    meeting.status = MeetingStatus.CANCELLED
    meeting.save()
    gone = calendar(nobody, address)[meeting.uid]
    assert gone.status.value == "CANCELLED"
    assert int(gone.sequence.value) > int(moved.sequence.value)
    assert not hasattr(gone, "valarm")


def test_summer_time_moves_no_meeting(desk: Desk, meeting: Meeting, nobody: Client) -> None:
    this_year = timezone.localdate().year
    for month, hour in ((1, 17), (7, 16)):
        meeting.refresh_from_db()
        meeting.date = date(this_year + 1, month, 15)
        meeting.save()
        told = calendar(nobody, at(desk, "kalender.ics"))[meeting.uid].dtstart.value
        assert told.astimezone(UTC) == datetime(this_year + 1, month, 15, hour, 0, tzinfo=UTC)


def test_a_day_ends_the_day_after_and_a_deadline_is_told_beforehand(desk: Desk, nobody: Client) -> None:
    year = timezone.localdate().year + 1
    told = calendar(nobody, at(desk, "kalender.ics"))[f"regnskap-{year}@{desk.root.slug}.rodtrad"]
    assert (told.dtstart.value, told.dtend.value) == (date(year, 2, 22), date(year, 2, 23))
    assert told.valarm.trigger.value == timedelta(days=-7)


def test_what_a_plan_must_be_done_by_stands_once(desk: Desk, nobody: Client) -> None:
    day = timezone.localdate() + timedelta(days=90)
    [council] = make_council(desk.root, day)
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=Visibility.PUBLIC, from_year=day.year + 1)
    make_process(desk.draft, FISCAL, meeting=council)
    told = calendar(nobody, at(desk, "kalender.ics?slag=deadline"))
    assert any(uid.startswith(f"frist-{desk.draft.key}-") for uid in told)


def test_a_hearing_stands_in_the_calendar_with_its_plan(desk: Desk, nobody: Client) -> None:
    first = timezone.localdate() + timedelta(days=10)
    Plan.objects.filter(pk=desk.draft.pk).update(
        hearing_from=first, hearing_to=first + timedelta(days=42), visibility=Visibility.PUBLIC
    )
    told = calendar(nobody, at(desk, "kalender.ics?slag=hearing"))
    event = told[f"horing-{desk.draft.key}@{desk.root.slug}.rodtrad"]
    assert event.dtend.value - event.dtstart.value == timedelta(days=43)
    assert f"/planer/{desk.draft.key}/" in event.url.value
    assert all(one.categories.value == ["høring"] for one in told.values())


def test_an_own_address_shows_what_the_person_may_see_until_it_is_revoked(desk: Desk, nobody: Client) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(
        hearing_from=timezone.localdate(),
        hearing_to=timezone.localdate() + timedelta(days=42),
        visibility=Visibility.INTERNAL,
    )
    randi = as_(desk.editor)
    page = randi.post(
        at(desk, "arshjul/abonner/"), {"name": "Mine frister", "kinds": ["hearing"], "unit": ""}
    )
    (address,) = re.findall(r"http://testserver(/kalender/[^<]+\.ics)", page.content.decode())
    uid = f"horing-{desk.draft.key}@{desk.root.slug}.rodtrad"
    assert uid in calendar(nobody, address)
    assert uid not in calendar(nobody, at(desk, "kalender.ics"))

    link = CalendarLink.objects.get(root=desk.root)
    assert address.split("/")[-1].removesuffix(".ics") not in str(vars(link))
    other = as_(desk.approver).post(at(desk, "arshjul/abonner/trekk/"), {"number": str(link.pk)})
    assert other.status_code == 404
    assert randi.post(at(desk, "arshjul/abonner/trekk/"), {"number": str(link.pk)}).status_code == 302
    assert nobody.get(address).status_code == 404


def test_whoever_loses_the_role_sees_only_what_is_open(desk: Desk, nobody: Client) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(
        hearing_from=timezone.localdate(),
        hearing_to=timezone.localdate() + timedelta(days=42),
        visibility=Visibility.INTERNAL,
    )
    page = as_(desk.editor).post(at(desk, "arshjul/abonner/"), {"name": "Alt", "unit": ""})
    (address,) = re.findall(r"http://testserver(/kalender/[^<]+\.ics)", page.content.decode())
    uid = f"horing-{desk.draft.key}@{desk.root.slug}.rodtrad"
    assert uid in calendar(nobody, address)
    desk.editor.roles.all().delete()
    assert uid not in calendar(nobody, address)


def test_one_body_has_a_calendar_of_its_meetings(desk: Desk, meeting: Meeting, nobody: Client) -> None:
    other = Body.objects.create(root=desk.root, key="kultur", name="Kulturutvalget", kind=BodyKind.COMMITTEE)
    theirs = Meeting.objects.create(root=desk.root, body=other, date=meeting.date)
    found = calendar(nobody, at(desk, "kalender.ics?organ=kultur"))
    assert list(found) == [theirs.uid]
    assert list(calendar(nobody, at(desk, "kalender.ics?organ=ks"))) == [meeting.uid]
    assert "VEVENT" not in nobody.get(at(desk, "kalender.ics?organ=ks&slag=deadline")).content.decode()
    named = nobody.get(at(desk, "kalender.ics?organ=kultur")).content.decode()
    assert f"X-WR-CALNAME:Kulturutvalget, {desk.root.name}" in named

    theirs.refresh_from_db()
    theirs.status = MeetingStatus.CANCELLED
    theirs.save()
    gone = calendar(nobody, at(desk, "kalender.ics?organ=kultur"))[theirs.uid]
    assert gone.status.value == "CANCELLED"


@pytest.mark.parametrize("key", ["finnes-ikke", "KS", "%00", "ks%2Fks"])
def test_a_body_that_is_none_has_no_calendar(desk: Desk, meeting: Meeting, nobody: Client, key: str) -> None:
    assert nobody.get(at(desk, f"kalender.ics?organ={key}")).status_code == 404


def test_another_roots_body_has_no_calendar_here(desk: Desk, meeting: Meeting, nobody: Client) -> None:
    elsewhere = make_root()
    assert nobody.get(f"/{elsewhere.slug}/kalender.ics?organ=ks").status_code == 404


def test_a_bodys_calendar_is_offered_where_the_body_is_read_of(
    desk: Desk, meeting: Meeting, nobody: Client
) -> None:
    gone = timezone.localdate() - timedelta(days=1)
    Body.objects.create(root=desk.root, key="for", name="Gamle", kind=BodyKind.COMMITTEE, valid_to=gone)
    page = nobody.get(at(desk, "arshjul/abonner/")).content.decode()
    assert 'id="organ-ks"' in page
    assert f"webcal://testserver{at(desk, 'kalender.ics?organ=ks')}" in page
    assert "organ=for" not in page, "a body that is no more is offered"
    link = f'href="{at(desk, "arshjul/abonner/")}#organ-ks"'
    for where in ("organer/", "moter/?organ=ks"):
        assert link in nobody.get(at(desk, where)).content.decode()
    assert link not in nobody.get(at(desk, "moter/")).content.decode()
    desk.root.visibility = Visibility.INTERNAL
    desk.root.save()
    assert link not in as_(desk.editor).get(at(desk, "organer/")).content.decode()


def test_the_wheel_asks_as_many_questions_however_much_there_is(
    desk: Desk, meeting: Meeting, nobody: Client
) -> None:
    strategy, counted = make_strategy(desk.root), []
    for number in range(1, 4):
        plan = make_plan(desk.root, key=f"plan-{number}", type="social_element", status="under_way")
        days = (date(2026, 3, 1), date(2026, 5, 1))
        make_process(
            plan, "social-element", meeting=meeting, dates={"hearing": days}, case=make_case(desk.root)
        )
        make_item(strategy, plan, decision="revise", start_semester=4052, adopt_semester=4053)
        make_phase(strategy, first=date(2026, 5, 1), last=date(2026, 5, 9))
        make_instruction(make_case(desk.root), due=date(2026, 5, number))
        counted.append(
            [
                questions(nobody, at(desk, where))
                for where in ("arshjul/?ar=2026", "arshjul/maned/?maned=2026-05", "kalender.ics")
            ]
        )
    assert counted[0] == counted[1] == counted[2]
    assert max(counted[0]) <= 21  # five rooms tell of it, each with its rows and when they were changed


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_closed_root_has_no_open_calendar(desk: Desk, nobody: Client) -> None:
    desk.root.visibility = Visibility.INTERNAL
    desk.root.save()
    assert nobody.get(at(desk, "kalender.ics")).status_code == 404
    assert nobody.get("/kalender/finnes-ikke.ics").status_code == 404


@pytest.mark.parametrize(
    ("repeats", "typed", "rule"),
    [
        ("en-gang", "", ""),
        ("FREQ=YEARLY;INTERVAL=2", "", "FREQ=YEARLY;INTERVAL=2"),
        ("FREQ=MONTHLY;INTERVAL=3", "tull som ikke teller", "FREQ=MONTHLY;INTERVAL=3"),
        ("egen", "FREQ=YEARLY;BYMONTH=9;BYDAY=2MO", "FREQ=YEARLY;BYMONTH=9;BYDAY=2MO"),
    ],
)
def test_how_often_is_chosen_in_words(repeats: str, typed: str, rule: str, desk: Desk) -> None:
    client = as_(desk.editor)
    assert "Hvert kvartal" in client.get(at(desk, "arshjul/ny-gjentakelse/")).content.decode()
    sent = {**SENT, "title": "Ny ting", "repeats": repeats, "rule": typed}
    assert client.post(at(desk, "arshjul/ny-gjentakelse/"), sent).status_code == 302
    entry = WheelEntry.objects.get(root=desk.root, title="Ny ting")
    assert entry.rule == rule
    shown = client.get(at(desk, f"arshjul/gjentakelser/{entry.key}/endre/")).content.decode()
    assert f'value="{repeats}" selected' in shown
    empty = client.post(at(desk, "arshjul/ny-gjentakelse/"), {**SENT, "repeats": "egen", "rule": ""})
    assert "Skriv regelen, eller velg hvor ofte det skjer." in empty.content.decode()


def test_work_with_plans_has_another_form_than_a_hearing(desk: Desk, nobody: Client) -> None:
    legend = nobody.get(f"/{desk.root.slug}/arshjul/").content.decode().split('class="legend kinds"')[1]
    assert '<rect class="dot plan"' in legend
    assert '<circle class="dot hearing"' in legend
    assert '<circle class="dot plan"' not in legend
