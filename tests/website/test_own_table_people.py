"""Who comes in to own tables, and who sees what they give."""

import pytest
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.indicators.models import BatchState, Indicator
from tests.cast import Cast
from tests.indicators.table.files import workbook
from tests.website.own_tables import (
    HEADINGS,
    LIST,
    NEW,
    ROWS,
    batches,
    editor,
    figures,
    taken_in,
    upload,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def randi(cast: Cast) -> Client:
    return editor(cast)


def test_an_editor_makes_internal_indicators_and_an_approver_lets_all_see_them(
    randi: Client, cast: Cast
) -> None:
    table = taken_in(randi, *ROWS)
    made = Indicator.objects.get(root__slug="solvik", key="antall-unge")
    assert made.visibility == Visibility.INTERNAL
    assert cast.client(None).get("/solvik/indikatorer/antall-unge/").status_code == 404
    assert randi.post(table, {"gjor": "vis-alle"}).status_code == 403
    answer = cast.client("geir").post(table, {"gjor": "vis-alle"}, follow=True)
    assert "1 indikator er nå åpen for alle." in words(answer)
    assert cast.client(None).get("/solvik/indikatorer/antall-unge/").status_code == 200


@pytest.mark.parametrize(
    ("name", "status"), [("lise", 403), ("bard", 403), ("ulla", 403), ("geir", 200), ("anne", 200)]
)
def test_who_comes_in(randi: Client, cast: Cast, name: str, status: int) -> None:
    table = taken_in(randi, *ROWS)
    upload(randi, table, workbook(HEADINGS, ("Frogner", 2025, 1, "")), gjor="send")
    waiting = batches().get(state=BatchState.WAITING)
    client = cast.client(name)
    assert client.get(LIST).status_code == status
    none = 404 if name == "ulla" else 403  # who has no role there is not told which tables there are
    assert client.get(table).status_code == (none if status == 403 else status)
    assert client.get(NEW).status_code == client.post(NEW).status_code == 403
    for address in (f"{table}kolonner/", f"{table}forslag/{waiting.pk}/"):
        assert client.get(address).status_code == none
        assert client.post(address, {"gjor": "ta-inn"}).status_code == none
    assert client.post(table, {"gjor": "slett"}).status_code == none
    assert len(figures()) == 2


def test_nobody_is_sent_to_log_in_and_other_roots_tables_are_not_there(randi: Client, cast: Cast) -> None:
    table = taken_in(randi, *ROWS)
    assert cast.client(None).get(table).status_code == 302
    key = table.rstrip("/").rsplit("/", 1)[1]
    assert cast.client("ulla").get(f"/utvik/tabeller/{key}/").status_code == 404
    assert randi.get(f"{LIST}finnes-ikke/").status_code == 404
    assert randi.get(f"{table}forslag/999999/").status_code == 404
