"""A plan's process in a plan file: stored, changed, pruned, told again, and refused in words."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.published import as_json
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import viewer_for
from rodtrad.planning.models import Process, ProcessStep
from tests.exchange.files import small

pytestmark = pytest.mark.django_db
PLAN = "    title: Samfunnsdelen\n"
HEARING = "{step: hearing, first: 2024-08-30, last: 2024-10-28, done_on: 2024-10-28}"
BODIES = """\
bodies:
  - key: kommunestyret
    name: Kommunestyret
    kind: council
    meetings:
      - {uid: m-1, date: 2025-06-18}
"""


def file(process: str, *, more: str = "") -> bytes:
    return small(PLAN, f"{PLAN}    process: {process}\n" if process else PLAN, more=more)


def test_what_the_file_says_is_stored_and_told_again() -> None:
    told = f"{{template: social-element, meeting: m-1, status: under_way, days: [{HEARING}]}}"
    import_plan_file(content=file(told, more=BODIES))
    process = Process.objects.get(root__slug="prove")
    assert (process.template, process.status, process.plan.key) == ("social-element", "under_way", "plan")
    assert process.meeting
    assert process.meeting.date == date(2025, 6, 18)
    step = process.steps.get()
    assert (step.first, step.last, step.done_on) == (
        date(2024, 8, 30),
        date(2024, 10, 28),
        date(2024, 10, 28),
    )
    again = parse_plan_file(dump_root(Root.objects.get(slug="prove")).encode())
    assert again.plans[0].process
    assert again.plans[0].process.meeting == "m-1"
    assert [one.step for one in again.plans[0].process.days] == ["hearing"]


def test_a_file_that_no_longer_has_it_takes_it_away_only_when_asked() -> None:
    import_plan_file(content=file(f"{{template: social-element, days: [{HEARING}]}}"))
    report = import_plan_file(content=file(""))
    assert Process.objects.filter(root__slug="prove").exists()
    assert report
    import_plan_file(content=file(""), prune=True)
    assert not Process.objects.filter(root__slug="prove").exists()
    assert not ProcessStep.objects.filter(root__slug="prove").exists()


def test_a_hidden_case_is_not_named_in_what_is_published() -> None:
    cases = "cases:\n  - {key: hemmelig, number: 1/24, title: Hemmelig, visibility: internal}\n"
    import_plan_file(content=file("{template: other, case: hemmelig}", more=cases))
    root = Root.objects.get(slug="prove")
    told = as_json(root, viewer_for(AnonymousUser(), root)).decode()
    assert "hemmelig" not in told.lower()
    assert '"template": "other"' in told


@pytest.mark.parametrize(
    ("process", "says"),
    [
        ("{template: samfunnsdel}", "«samfunnsdel» er ikke en kjent verdi for «template»"),
        ("{status: done}", "Feltet «template» mangler"),
        ("{template: other, meeting: m-1}", "Møtet «m-1» finnes ikke i fila"),
        ("{template: other, case: sak}", "sak"),
        ("{template: other, days: [{step: hoering}]}", "Malen har ikke steget «hoering»"),
        ("{template: other, days: [{step: draft}, {step: draft}]}", "Steget «draft» står to ganger"),
        ("{template: other, days: [{step: hearing, last: 2024-10-28}]}", "Steget slutter uten å begynne"),
        (
            "{template: other, days: [{step: hearing, first: 2024-10-28, last: 2024-10-01}]}",
            "«last» kommer før «first»",
        ),
        ("{template: other, dager: []}", "Feltet «dager» er ukjent her"),
    ],
)
def test_a_fault_is_told_and_nothing_stored(process: str, says: str) -> None:
    with pytest.raises(PlanFileError) as caught:
        import_plan_file(content=file(process))
    assert says in str(caught.value)
    assert not Root.objects.filter(slug="prove").exists()


def test_a_meeting_and_a_wanted_day_are_too_much() -> None:
    with pytest.raises(PlanFileError, match="både møte og ønsket dag"):
        import_plan_file(content=file("{template: other, meeting: m-1, wanted: 2025-06-18}", more=BODIES))
