"""The register's days of a hearing count for a process that has none of its own; and the page of the clocks."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.planning.models import ProcessStep
from rodtrad.plans.models import Plan
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import FISCAL, make_council, make_process
from tests.website.test_meeting_pages import text_of

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 25))


@pytest.fixture
def heard(desk: Desk) -> Plan:
    plan = make.make_plan(
        desk.root, key="samfunnsdel", title="Samfunnsdel", type="social_element", status="hearing",
        hearing_from=date(2026, 8, 3), hearing_to=date(2026, 10, 5),
    )  # fmt: skip
    meeting = make_council(desk.root, date(2026, 12, 16))[0]
    make_process(plan, "social-element", meeting=meeting)
    return plan


def test_the_meeting_and_the_clocks_know_the_hearing_of_the_register(
    desk: Desk, heard: Plan, nobody: Client
) -> None:
    process = heard.process
    for where in (f"{HERE}/moter/{process.meeting_id}/", f"{HERE}/planer/samfunnsdel/frister/"):
        told = text_of(nobody.get(where))
        assert "varte fra 3. august 2026 til 5. oktober 2026" in told
        assert "Dagene er fra planregisteret." in told
    assert not ProcessStep.objects.filter(process=process).exists()


def test_the_days_of_the_process_itself_come_first(desk: Desk, heard: Plan, nobody: Client) -> None:
    ProcessStep.objects.create(
        root=desk.root, process=heard.process, step="hearing", first=date(2026, 8, 10), last=date(2026, 10, 9)
    )
    told = text_of(nobody.get(f"{HERE}/planer/samfunnsdel/frister/"))
    assert "varte fra 10. august 2026 til 9. oktober 2026" in told
    assert "fra planregisteret" not in told


def test_a_short_hearing_of_the_register_is_told_once_by_the_thread_check(desk: Desk, heard: Plan) -> None:
    Plan.objects.filter(pk=heard.pk).update(hearing_to=date(2026, 8, 20))
    told = text_of(as_(desk.editor).get(f"{HERE}/tradsjekk/"))
    assert told.count("varer fra 3. august 2026 til 20. august 2026") == 1


def test_a_plan_that_could_be_tied_to_a_meeting_has_them_too(desk: Desk, nobody: Client) -> None:
    make.make_plan(
        desk.root, key="arealdel", title="Arealdel", type="land_use_element", status="under_way",
        hearing_from=date(2026, 8, 3), hearing_to=date(2026, 10, 5),
    )  # fmt: skip
    meeting = make_council(desk.root, date(2026, 12, 16))[0]
    told = text_of(as_(desk.editor).get(f"{HERE}/moter/{meeting.pk}/"))
    assert "Dagene er ikke satt" not in told


def test_the_first_lawful_day_is_told_beside_the_first_meeting_entered(desk: Desk, nobody: Client) -> None:
    plan = make.make_plan(
        desk.root, key="plan", title="Plan", type="fiscal_plan", status="under_way", from_year=2027
    )
    meeting = make_council(desk.root, date(2026, 12, 11), date(2027, 12, 8))[0]
    make_process(plan, FISCAL, meeting=meeting)
    for where in (f"{HERE}/moter/{meeting.pk}/", f"{HERE}/planer/plan/frister/"):
        told = text_of(nobody.get(where))
        assert (
            "Første lovlige møtedag er 25. desember 2026. Første møte i kommunestyret som er lagt inn fra den dagen, "
            "er 8. desember 2027." in told
        )


@pytest.mark.parametrize("with_process", [True, False])
def test_the_planstrategi_of_the_next_council_is_not_offered(desk: Desk, with_process: bool) -> None:
    for key, year in (("neste", 2027), ("denne", 2024)):
        plan = make.make_plan(
            desk.root, key=key, title=f"Planstrategien {key}", type="planning_strategy", status="under_way",
            from_year=year,
        )  # fmt: skip
        if with_process:
            make_process(plan, "planning-strategy")
    now, later = make_council(desk.root, date(2026, 12, 11), date(2027, 11, 10))
    client = as_(desk.editor)
    for where in (f"{HERE}/moter/{now.pk}/", f"{HERE}/moter/{now.pk}/knytt-plan/"):
        told = text_of(client.get(where))
        assert "Planstrategien denne" in told
        assert "Planstrategien neste" not in told
    assert "Planstrategien neste" in text_of(client.get(f"{HERE}/moter/{later.pk}/knytt-plan/"))


@pytest.fixture
def rolled(desk: Desk) -> Callable[[date], str]:
    plan = make.make_plan(
        desk.root, key="handling", title="Handlingsdel", type="action_part", status="under_way"
    )

    def page(day: date) -> str:
        make_process(plan, "action-part", meeting=make_council(desk.root, day)[0])
        return as_(desk.editor).get(f"{HERE}/planer/handling/frister/").content.decode()

    return page


def _drawing(html: str) -> str:
    return html[html.index("<svg") : html.rindex("</svg>")]


def test_nothing_is_drawn_as_lawful_when_the_meeting_cannot_be(rolled: Callable[[date], str]) -> None:
    html = rolled(date(2026, 12, 11))
    assert "c-zone" not in _drawing(html)
    assert "uten dag" in _drawing(html)
    assert "Ingen dager er skravert" in html


def test_what_is_lawful_is_drawn_where_it_can_be(rolled: Callable[[date], str]) -> None:
    html = rolled(date(2027, 6, 16))
    assert "c-zone" in _drawing(html)
    assert "Skravert er dagene" in html


def test_the_steps_that_may_be_left_out_are_named(rolled: Callable[[date], str]) -> None:
    html = rolled(date(2027, 6, 16))
    table = re.sub(r"<[^>]+>", " ", html[html.index("</table>") :])
    assert "Rulleringen starter" in table
    assert "Kunngjøring" in table
