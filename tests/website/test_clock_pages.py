"""The clocks' pages: a secretary sees what is late and the first lawful meeting, a planner sees what a day moves."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from rodtrad.cases.models import Case, Meeting, Treatment
from rodtrad.core.models import Visibility
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.models import ClockChoice, Process, ProcessStep
from rodtrad.planning.operations.clock_choices import choose_clock
from rodtrad.plans.models import Plan
from tests.cases.factories import make_case
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import FISCAL, make_council, make_process
from tests.website.at_once import send

MEETING, TODAY = date(2026, 12, 14), date(2026, 11, 25)


def text_of(answer: Any) -> str:
    body = re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(body).split())


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def be(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)

    be(TODAY)
    return be


@pytest.fixture
def fiscal(desk: Desk, today: object) -> Plan:
    plan = make.make_plan(
        desk.root,
        key="okonomiplan",
        title="Økonomiplan 2027–2030",
        type="fiscal_plan",
        from_year=2027,
        status="under_way",
    )
    meetings = make_council(desk.root, MEETING, date(2026, 12, 21), date(2027, 1, 27))
    make_process(plan, FISCAL, meeting=meetings[0])
    return plan


def address(desk: Desk, rest: str = "", plan: str = "okonomiplan") -> str:
    return f"/{desk.root.slug}/planer/{plan}/frister/{rest}"


def test_the_secretarys_story(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    told = text_of(nobody.get(address(desk)))
    assert (
        "Forslaget måtte være offentlig senest 14. november 2026, for elleve dager siden. Planloven § 11-4 krever "
        "30 dager før kommunestyret behandler saken 14. desember. Første lovlige møtedag er 25. desember 2026. "
        "Første møte i kommunestyret som er lagt inn fra den dagen, er 27. januar 2027."
    ) in told
    assert "Innstillingen må være offentlig senest 30. november 2026, om fem dager." in told
    assert "Kommuneloven § 14-3 krever 14 dager" in told
    assert "omstridt" in told
    assert "Da er fristen 31. desember 2026 for å vedta ute." in told
    assert "14. november 2026 er en fridag (lørdag). Fristen er den samme." in told


def test_the_same_in_the_list_of_the_root(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    told = text_of(nobody.get(f"/{desk.root.slug}/frister/"))
    assert (
        told.index("for elleve dager siden") < told.index("Kommer eller holder") < told.index("om fem dager")
    )
    assert "Økonomiplan 2027–2030" in told


def test_a_hidden_plan_has_no_clocks_for_the_public(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    Plan.objects.filter(pk=fiscal.pk).update(visibility=Visibility.INTERNAL)
    assert nobody.get(address(desk)).status_code == 404
    assert "Økonomiplan" not in text_of(nobody.get(f"/{desk.root.slug}/frister/"))
    assert "Økonomiplan" in text_of(as_(desk.person("reader")).get(f"/{desk.root.slug}/frister/"))


def test_within_a_day_of_the_limit_both_readings_are_shown(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    ProcessStep.objects.create(
        root=desk.root, process=fiscal.process, step="recommendation", first=date(2026, 11, 30)
    )
    told = text_of(nobody.get(address(desk)))
    assert (
        "Fra dag til dag er det 14 dager, og fristen er holdt. Telles bare hele dager imellom, er det 13"
        in told
    )
    assert "og den er ikke holdt" in told


@pytest.mark.parametrize(
    ("choice", "given", "said"),
    [
        (
            {"strict": True}, date(2026, 11, 30),
            "krever 14 dager før kommunestyret behandler saken 14. desember. Her telles bare hele dager imellom. "
            "Loven er holdt slik den vanligvis leses, men slik det telles her, mangler det én dag.",
        ),
        (
            {"days": 20}, date(2026, 11, 27),
            "krever 14 dager før kommunestyret behandler saken 14. desember. Her kreves 20 dager. "
            "Loven er holdt slik den vanligvis leses, men slik det telles her, mangler det tre dager.",
        ),
        (
            {"strict": True}, date(2026, 12, 1),
            "krever 14 dager før kommunestyret behandler saken 14. desember. Her telles bare hele dager imellom. "
            "Det mangler to dager.",
        ),
    ],
)  # fmt: skip
def test_what_only_the_roots_own_reading_breaks_is_said_so(
    desk: Desk, fiscal: Plan, nobody: Client, choice: dict[str, Any], given: date, said: str
) -> None:
    rule = "koml-14-3-recommendation"
    ClockChoice.objects.create(root=desk.root, rule=rule, reason="Slik er det her.", **choice)
    ProcessStep.objects.create(root=desk.root, process=fiscal.process, step="recommendation", first=given)
    assert said in text_of(nobody.get(address(desk)))


def test_the_case_tells_when_it_was_published(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/26", title="Økonomiplan", proposed_on=date(2026, 11, 10)
    )
    Process.objects.filter(plan=fiscal).update(case=case)
    assert "Forslaget ble offentlig 10. november 2026, 34 dager før møtet." in text_of(
        nobody.get(address(desk))
    )


def test_a_plan_without_a_process_says_so(desk: Desk, nobody: Client) -> None:
    told = text_of(nobody.get(address(desk, plan="utkast")))
    assert "Planen har ingen framdriftsplan ennå." in told
    assert "Lag framdriftsplan" not in told
    assert "Lag framdriftsplan" in text_of(as_(desk.editor).get(address(desk, plan="utkast")))
    assert nobody.get(address(desk, plan="finnes-ikke")).status_code == 404


def test_a_planner_sets_up_a_process(desk: Desk, today: object) -> None:
    meeting = make_council(desk.root, date(2027, 6, 16))[0]
    editor = as_(desk.editor)
    assert editor.get(address(desk, "endre/", "utkast")).status_code == 200
    sent = {"gjor": "lagre", "template": "social-element", "meeting": str(meeting.pk), "status": "under_way"}
    answer = send(editor, address(desk, "endre/", "utkast"), sent)
    assert (answer.status_code, answer["Location"]) == (302, address(desk, "dager/", "utkast"))
    dates = {"gjor": "lagre", "hearing.first": "2027-01-04", "hearing.last": "2027-02-15"}
    assert send(editor, address(desk, "dager/", "utkast"), dates).status_code == 302
    told = text_of(editor.get(address(desk, plan="utkast")))
    assert "Høringen begynner 4. januar 2027" not in told
    assert (
        "4. januar – 15. februar 2027, 42 dager" in told or "fra 4. januar 2027 til 15. februar 2027" in told
    )
    assert "Planprogrammet er fastsatt" in told


def test_a_moved_date_is_shown_before_it_is_stored(desk: Desk, today: object) -> None:
    process = make_process(
        desk.draft,
        "theme-plan",
        wanted=date(2027, 6, 16),
        dates={"draft": (date(2027, 1, 10),), "recommendation": (date(2027, 2, 1),)},
    )
    sent = {"draft.first": "2027-03-01", "recommendation.first": "2027-02-01"}
    editor = as_(desk.editor)
    shown = send(editor, address(desk, "dager/", "utkast"), {**sent, "gjor": "vis"})
    told = text_of(shown)
    assert "Ingenting er lagret ennå." in told
    assert "Innstilling: fra 1. februar 2027 til 1. mars 2027" in told
    assert process.steps.get(step="draft").first == date(2027, 1, 10)
    assert send(editor, address(desk, "dager/", "utkast"), {**sent, "gjor": "flytt"}).status_code == 302
    assert {one.step: one.first for one in process.steps.all()} == {
        "draft": date(2027, 3, 1),
        "recommendation": date(2027, 3, 1),
    }


def test_a_moved_meeting_is_shown_before_it_is_stored(desk: Desk, fiscal: Plan) -> None:
    ProcessStep.objects.create(
        root=desk.root, process=fiscal.process, step="proposal", done_on=date(2026, 11, 12)
    )
    early = make_council(desk.root, date(2026, 12, 9))[0]
    sent = {"gjor": "vis", "template": FISCAL, "meeting": str(early.pk), "status": "under_way"}
    told = text_of(send(as_(desk.editor), address(desk, "endre/"), sent))
    assert "Frister som brytes" in told
    assert "27 dager før møtet" in told
    assert Process.objects.get(plan=fiscal).meeting.date == MEETING  # type: ignore[union-attr]  # it has one


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            {"hearing.first": "2027-02-01", "hearing.last": "2027-01-01"},
            "Siste dag kan ikke være før første dag.",
        ),
        ({"hearing.last": "2027-01-01"}, "Skriv den første dagen også."),
        ({"draft.done_on": "2027-01-01"}, "Et steg kan ikke være gjort i framtiden."),
        ({"draft.first": "0001-01-01"}, "Skriv en dag mellom 1950 og 2150."),
        ({"draft.first": "31.02.2027"}, "gyldig dato"),
        ({"draft.first": "2027-02-30\x00"}, "gyldig dato"),
        (
            {"hearing.first": "2026-11-20", "hearing.done_on": "2026-11-10"},
            "kan ikke være ferdig før det begynte",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(desk: Desk, today: object, sent: dict[str, str], said: str) -> None:
    make_process(desk.draft, "theme-plan")
    answer = send(as_(desk.editor), address(desk, "dager/", "utkast"), {"gjor": "lagre", **sent})
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not ProcessStep.objects.filter(process__plan=desk.draft).exists()


def test_an_order_that_cannot_be_lawful_is_told_in_words(desk: Desk, today: object, nobody: Client) -> None:
    make_process(desk.draft, "social-element", wanted=date(2027, 1, 6))
    told = text_of(nobody.get(address(desk, plan="utkast")))
    assert "Møtet 6. januar 2027 kan ikke nås lovlig. Det er 42 dager til, og det mangler 42 dager." in told
    assert "Høring av planprogrammet (42 dager, Planloven § 11-13)" in told
    assert "Første lovlige møtedag er 17. februar 2027." in told


def test_anothers_meeting_is_no_choice(desk: Desk, today: object) -> None:
    meeting = make_council(make.make_root(), date(2027, 6, 16))[0]
    sent = {"gjor": "lagre", "template": "other", "meeting": str(meeting.pk), "status": "planned"}
    assert send(as_(desk.editor), address(desk, "endre/", "utkast"), sent).status_code == 400
    assert not Process.objects.filter(root=desk.root).exists()


@pytest.mark.parametrize("kind", ["reader", "contributor", "administrator"])
def test_who_does_not_write_the_plan_sets_no_days(desk: Desk, fiscal: Plan, kind: str) -> None:
    browser = as_(desk.person(kind))
    for rest in ("endre/", "dager/"):
        assert browser.get(address(desk, rest)).status_code == 403
        assert browser.post(address(desk, rest), {"gjor": "lagre"}).status_code == 403


def test_nobody_in_particular_is_sent_to_log_in(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    assert "logg-inn" in nobody.get(address(desk, "dager/"))["Location"]


@pytest.mark.parametrize("asked", ["", "slett"])
def test_a_button_that_is_not_there_is_refused(desk: Desk, fiscal: Plan, asked: str) -> None:
    assert as_(desk.editor).post(address(desk, "dager/"), {"gjor": asked}).status_code == 400


def choose(client: Client, rules: str, sent: dict[str, str]) -> Any:
    """Send the form of one rule among all of the page."""
    return send(client, rules, sent, after=f'name="regel" value="{sent["regel"]}"')


def test_an_administrator_counts_more_strictly(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    rules = f"/{desk.root.slug}/frister/regler/"
    sent = {"regel": "pbl-11-4", "days": "30", "strict": "on", "reason": "Vi teller strengt."}
    assert choose(as_(desk.person("administrator")), rules, sent).status_code == 302
    assert "senest 13. november 2026, for tolv dager siden" in text_of(nobody.get(address(desk)))
    told = text_of(nobody.get(rules))
    assert "bare hele dager imellom telles. Vi teller strengt." in told
    assert "Endre hvordan den telles" not in told
    back = {"regel": "pbl-11-4", "days": "30", "reason": ""}
    assert choose(as_(desk.person("administrator")), rules, back).status_code == 302
    assert not ClockChoice.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"regel": "pbl-11-4", "days": "20", "reason": "Fort"}, "Loven sier 30 dager"),
        ({"regel": "pbl-11-4", "days": "40"}, "Skriv hvorfor"),
        ({"regel": "pbl-11-4", "days": "99999", "reason": "x"}, "fra 1 til 3660"),
        ({"regel": "pbl-11-4", "days": "mange", "reason": "x"}, "heltall"),
        ({"regel": "koml-14-3-year-end", "day": "31", "month": "2", "reason": "x"}, "finnes hvert år"),
        ({"regel": "koml-14-6-accounts", "day": "29", "month": "2", "reason": "x"}, "finnes hvert år"),
        ({"regel": "koml-14-6-accounts", "day": "1", "month": "3"}, "Skriv hvorfor"),
        ({"regel": "koml-14-6-accounts", "day": "", "month": "3", "reason": "x"}, "påkrevet"),
    ],
)
def test_a_choice_that_the_law_does_not_allow(desk: Desk, sent: dict[str, str], said: str) -> None:
    answer = choose(as_(desk.person("administrator")), f"/{desk.root.slug}/frister/regler/", sent)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not ClockChoice.objects.exists()


def test_an_administrator_changes_a_default_day(desk: Desk, nobody: Client) -> None:
    rules, administrator = f"/{desk.root.slug}/frister/regler/", as_(desk.person("administrator"))
    sent = {"regel": "koml-14-6-accounts", "day": "1", "month": "3", "reason": "Slik er det avtalt."}
    assert choose(administrator, rules, sent).status_code == 302
    assert "1. mars her, 22. februar i regelen. Slik er det avtalt." in text_of(nobody.get(rules))
    plan = make.make_plan(
        desk.root, key="aarsmelding", type="annual_report", from_year=2026, status="under_way"
    )
    make_process(plan, "annual-report", wanted=date(2027, 6, 16))
    assert "1. mars 2027" in text_of(nobody.get(address(desk, plan="aarsmelding")))
    back = {"regel": "koml-14-6-accounts", "day": "22", "month": "2", "reason": ""}
    assert choose(administrator, rules, back).status_code == 302
    assert not ClockChoice.objects.exists()


@pytest.mark.parametrize("rule", ["pbl-12-12", "koml-14-3-year-end"])
def test_what_has_one_reading_is_not_counted_more_strictly(desk: Desk, rule: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        choose_clock(
            actor=desk.person("administrator"),
            root=desk.root,
            rule=rule,
            strict=True,
            reason="Vi teller strengt",
        )
    assert list(caught.value.by_field) == ["strict"]
    assert not ClockChoice.objects.exists()


def test_a_case_that_the_planner_may_not_see_stands(desk: Desk, today: object) -> None:
    case = make_case(desk.root, visibility=Visibility.TEAM)
    seen = make_case(desk.root, title="Saken alle ser", visibility=Visibility.PUBLIC)
    process = make_process(desk.draft, "theme-plan", case=case)
    where, editor = address(desk, "endre/", "utkast"), as_(desk.editor)
    assert str(case.pk) not in editor.get(where).content.decode()
    sent = {"gjor": "lagre", "template": "theme-plan", "status": "under_way", "note": "Ny merknad"}
    assert send(editor, where, sent).status_code == 302
    process.refresh_from_db()
    assert (process.case, process.note) == (case, "Ny merknad")
    assert send(editor, where, {**sent, "case": str(seen.pk)}).status_code == 302
    assert send(editor, where, sent).status_code == 302, "a case that is seen is taken away"
    process.refresh_from_db()
    assert process.case is None


def test_only_an_administrator_chooses(desk: Desk) -> None:
    rules = f"/{desk.root.slug}/frister/regler/"
    sent = {"regel": "pbl-11-4", "days": "40", "reason": "x"}
    assert as_(desk.editor).post(rules, sent).status_code == 403
    unknown = {"regel": "finnes-ikke", "days": "40", "reason": "x"}
    assert as_(desk.person("administrator")).post(rules, unknown).status_code == 400


def test_the_pages_ask_a_fixed_number_of_questions(
    desk: Desk, fiscal: Plan, nobody: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(5):
        plan = make.make_plan(desk.root, key=f"plan-{at}", status="under_way")
        make_process(plan, "social-element", wanted=TODAY + timedelta(days=200 + at))
    for where in (address(desk), f"/{desk.root.slug}/frister/", f"/{desk.root.slug}/frister/regler/"):
        with django_assert_max_num_queries(12):
            assert nobody.get(where).status_code == 200


def test_the_meeting_tells_its_clocks(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    meeting = Process.objects.get(plan=fiscal).meeting
    assert meeting
    told = text_of(nobody.get(f"/{desk.root.slug}/moter/{meeting.pk}/"))
    assert "Frister før møtet" in told
    assert "Forslaget måtte være offentlig senest 14. november 2026, for elleve dager siden." in told
    Plan.objects.filter(pk=fiscal.pk).update(visibility=Visibility.INTERNAL)
    assert "Frister før møtet" not in text_of(nobody.get(f"/{desk.root.slug}/moter/{meeting.pk}/"))


@pytest.mark.parametrize("kind", ["executive_committee", "city_government", "committee", "district_council"])
def test_a_committees_meeting_names_the_plans_tied_to_it(
    desk: Desk, today: object, nobody: Client, kind: str
) -> None:
    """A plan that no law gives to the council is decided there; the law may have no limit for it."""
    [meeting] = make_council(desk.root, MEETING, kind=kind, name="Utvalget")
    plan = make.make_plan(desk.root, key="tema", title="Temaplanen", type="theme_plan", status="under_way")
    other = make.make_plan(desk.root, key="annen", title="Den andre", type="theme_plan", status="under_way")
    make_process(plan, "theme-plan", meeting=meeting)
    make_process(other, "theme-plan", wanted=MEETING)  # waits for the council's meeting on that day
    where = f"/{desk.root.slug}/moter/{meeting.pk}/"
    told = text_of(nobody.get(where))
    assert "Frister før møtet Temaplanen" in told
    assert "Den andre" not in told
    Plan.objects.filter(pk=plan.pk).update(visibility=Visibility.INTERNAL)
    assert "Temaplanen" not in text_of(nobody.get(where))


def test_a_plan_without_limits_is_named_too(desk: Desk, today: object, nobody: Client) -> None:
    [meeting] = make_council(desk.root, MEETING, kind="committee", name="Utvalget")
    plan = make.make_plan(desk.root, key="tema", title="Temaplanen", type="theme_plan", status="under_way")
    make_process(plan, "other", meeting=meeting)
    told = text_of(nobody.get(f"/{desk.root.slug}/moter/{meeting.pk}/"))
    assert "Temaplanen Loven setter ingen frister for denne prosessen." in told


def test_a_case_in_the_meeting_is_enough(desk: Desk, today: object, nobody: Client) -> None:
    """Without a process, the plan that the case is to adopt has the clocks of its type."""
    [meeting] = make_council(desk.root, MEETING)
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/26", title="Økonomiplan", proposed_on=date(2026, 11, 20)
    )
    Treatment.objects.create(
        root=desk.root,
        case=case,
        position=1,
        body=meeting.body,
        meeting=meeting,
        date=MEETING,
        kind="decision",
    )
    where = f"/{desk.root.slug}/moter/{meeting.pk}/"
    assert "Frister før møtet" not in text_of(nobody.get(where))
    make.make_plan(
        desk.root, key="okonomiplan", type="fiscal_plan", from_year=2027, case=case, status="under_way"
    )
    told = text_of(nobody.get(where))
    assert "Forslaget ble offentlig 20. november 2026, 24 dager før møtet." in told
    assert "Det mangler seks dager." in told
    Case.objects.filter(pk=case.pk).update(visibility=Visibility.INTERNAL)
    assert "Frister før møtet" not in text_of(nobody.get(where)), (
        "the case is hidden, and so what it would decide"
    )


def test_the_days_of_the_case_are_not_stored_as_the_process_own(desk: Desk, fiscal: Plan) -> None:
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/26", title="Økonomiplan", proposed_on=date(2026, 11, 10)
    )
    Process.objects.filter(plan=fiscal).update(case=case)
    shown = as_(desk.editor).get(address(desk, "dager/"))
    assert "2026-11-10" not in shown.content.decode()
    sent = {"gjor": "lagre", "recommendation.first": "2026-11-27"}
    assert send(as_(desk.editor), address(desk, "dager/"), sent).status_code == 302
    assert [one.step for one in ProcessStep.objects.filter(process__plan=fiscal)] == ["recommendation"]


def test_a_cancelled_meeting_is_told(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    Meeting.objects.filter(root=desk.root, date=MEETING).update(status="cancelled")
    assert "Kommunestyret 14. desember 2026 er avlyst. Velg et annet møte." in text_of(
        nobody.get(address(desk))
    )


def test_the_real_day_of_the_case_wins_over_the_planned_one(desk: Desk, fiscal: Plan, nobody: Client) -> None:
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/26", title="Økonomiplan", recommended_on=date(2026, 11, 18)
    )
    Process.objects.filter(plan=fiscal).update(case=case)
    step = ProcessStep.objects.create(
        root=desk.root, process=fiscal.process, step="recommendation", first=date(2026, 11, 27)
    )
    told = text_of(nobody.get(address(desk)))
    assert "Innstillingen ble offentlig 18. november 2026, 26 dager før møtet." in told
    assert "27. november" not in told
    ProcessStep.objects.filter(pk=step.pk).update(first=None, done_on=date(2026, 11, 20))
    assert "Innstillingen ble offentlig 20. november 2026" in text_of(nobody.get(address(desk)))


def test_the_days_form_tells_what_there_is_to_choose_and_when_there_is_nothing(
    desk: Desk, fiscal: Plan
) -> None:
    told = text_of(as_(desk.editor).get(address(desk, "dager/")))
    assert "Tidligst 26. november 2026, senest 30. november 2026." in told
    assert (
        "Det rekker ikke: tidligst mulig er 25. november 2026, og det måtte vært senest 14. november 2026."
        in told
    )
    shown = text_of(as_(desk.editor).get(address(desk)))
    assert "Velg et senere møte, eller før opp det som alt er gjort." in shown


def test_an_action_part_alone_has_the_clock_of_the_planning_act_only(desk: Desk, today: object) -> None:
    plan = make.make_plan(
        desk.root, key="handling", title="Handlingsdel", type="action_part", status="under_way"
    )
    meeting = make_council(desk.root, date(2027, 6, 16))[0]
    client = as_(desk.editor)
    html = client.get(address(desk, "endre/", "handling")).content.decode()
    assert html.index('value="action-part" selected') < html.index(f'value="{FISCAL}"')
    make_process(plan, "action-part", meeting=meeting)
    told = text_of(client.get(address(desk, plan="handling")))
    assert "Planloven § 11-4" in told
    assert "§ 14-3" not in told
