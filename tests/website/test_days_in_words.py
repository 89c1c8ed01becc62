"""A page says of a day what it is: not come yet, gone without a word of what was done, or a day off."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.cases.models import Meeting
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adoption_terms import require_case
from tests.cases.factories import make_body, make_case, make_meeting, make_treatment
from tests.cast import as_
from tests.goals.editing import Desk
from tests.plans.test_models import make_version
from tests.website.test_meeting_pages import filled, text_of, version

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 25))


def test_a_day_that_has_not_come_is_not_told_of_as_past(desk: Desk, nobody: Client) -> None:
    told = text_of(nobody.get(f"{HERE}/som-de-var/?dag=2030-01-01"))
    assert "1. januar 2030 er ikke kommet ennå." in told
    assert "Gjaldt" not in told
    today = text_of(nobody.get(f"{HERE}/som-de-var/?dag=2026-11-25"))
    assert "Gjaldt 25. november 2026" in today
    assert "ikke kommet" not in today


@pytest.mark.parametrize(
    ("day", "status", "told"),
    [
        (
            date(2026, 11, 18),
            "held",
            "Kommunestyret skulle behandle den 18. november 2026, og det er ikke ført",
        ),
        (date(2026, 11, 18), "cancelled", "Møtet i Kommunestyret 18. november 2026 er avlyst."),
        (date(2026, 12, 9), "planned", "Neste er Kommunestyret 9. desember 2026."),
    ],
)
def test_a_case_says_what_day_its_meeting_was(day: date, status: str, told: str, desk: Desk) -> None:
    meeting = make_meeting(make_body(desk.root, name="Kommunestyret"), date=day, status=status)
    case = make_case(desk.root)
    make_treatment(case, meeting.body, meeting=meeting, date=day)
    assert told in text_of(as_(desk.editor).get(f"{HERE}/saker/{case.key}/"))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-12-13", "13. desember 2026 er en søndag."),
        ("2026-12-25", "25. desember 2026 er en fridag: Første juledag."),
        ("2026-12-14", ""),
    ],
)
def test_a_meeting_on_a_day_off_is_stored_with_a_notice(day: str, told: str, desk: Desk) -> None:
    body, client = make_body(desk.root), as_(desk.editor)
    page = client.post(f"{HERE}/nytt-mote/", filled(body.key, date=day), follow=True)
    assert Meeting.objects.get(root=desk.root).date.isoformat() == day
    assert told in text_of(page)
    assert ("Rett dagen" in text_of(page)) is bool(told)


def test_a_meeting_that_is_moved_to_a_sunday_is_told_of_once(desk: Desk) -> None:
    meeting = make_meeting(make_body(desk.root), date=date(2026, 12, 14))
    client, where = as_(desk.editor), f"{HERE}/moter/{meeting.pk}/endre/"
    for expected in (True, False):
        begun = version(client.get(where).content.decode())
        sent = filled(meeting.body.key, date="2026-12-13", versjon=begun)
        assert ("er en søndag" in text_of(client.post(where, sent, follow=True))) is expected


def test_a_refused_adoption_writes_the_day_of_the_hearing_in_words(desk: Desk) -> None:
    make_version(desk.draft, number=1, label="hearing", date=date(2026, 8, 3))
    with pytest.raises(FieldErrors) as refused:
        require_case(desk.draft, make_case(desk.root), date(2026, 8, 1))
    assert refused.value.by_field["day"] == "Vedtaket kan ikke være før høringen begynte (3. august 2026)."
