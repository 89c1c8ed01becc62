"""Events by the API: what the wheel shows, for a period."""

from datetime import date

import pytest
from django.test import Client

from rodtrad.cases.models import Body, BodyKind, Meeting
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db


def ask(desk: Desk, query: str) -> dict[str, object]:
    answer = Client().get(f"/api/v1/organisations/{desk.root.slug}/events?{query}")
    assert answer.status_code == 200, answer.content
    found: dict[str, object] = answer.json()
    return found


def test_a_period_and_a_kind_are_chosen(desk: Desk) -> None:
    body = Body.objects.create(root=desk.root, key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL)
    Meeting.objects.create(root=desk.root, body=body, date=date(2026, 12, 14), begins="18:00")
    found = ask(desk, "first=2026-12-01&last=2026-12-31")
    assert [one["kind"] for one in found["items"]] == ["meeting", "deadline"]  # type: ignore[attr-defined]
    (meeting,) = ask(desk, "first=2026-12-01&last=2026-12-31&kind=meeting")["items"]  # type: ignore[misc]
    assert (meeting["first"], meeting["begins"], meeting["cancelled"]) == ("2026-12-14", "18:00", False)
    assert meeting["url"].endswith(f"/{desk.root.slug}/moter/{Meeting.objects.get(root=desk.root).pk}/")


def test_a_period_is_at_most_ten_years(desk: Desk) -> None:
    found = ask(desk, "first=2026-01-01&last=2999-12-31&kind=report&page_size=1000")
    last = max(one["first"] for one in found["items"])  # type: ignore[attr-defined]
    assert last.startswith(("2035", "2036"))


def test_days_without_end_are_bounded(desk: Desk) -> None:
    assert ask(desk, "first=0001-01-01&last=0001-01-02")["count"] == 0
    assert ask(desk, "first=9999-12-31")["count"] is not None


def test_a_kind_that_is_none_is_told(desk: Desk) -> None:
    answer = Client().get(f"/api/v1/organisations/{desk.root.slug}/events?kind=fest")
    assert answer.status_code == 422
