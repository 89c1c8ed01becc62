"""Choosing rows in the table and changing them together; what is mine and what is new."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.test import Client

from rodtrad.goals.models import Seen
from tests.cast import Cast
from tests.website.test_edit_element import boxes, now

pytestmark = pytest.mark.django_db
TABLE, MANY, SEEN = "/solvik/tabell/", "/solvik/tabell/endre/", "/solvik/sett/"
KEYS = ["leksehjelp", "stengt-skole"]


def chosen(client: Client, keys: list[str] = KEYS) -> dict[str, object]:
    response = client.post(MANY, {"valgt": keys})
    assert response.status_code == 200
    return boxes(response.content.decode())


def table(client: Client) -> str:
    return client.get(TABLE).content.decode()


def row(html: str, key: str) -> str:
    return (
        html[: html.index(f"/element/{key}/")].rpartition("<tr")[2]
        + html[html.index(f"/element/{key}/") :].partition("</tr>")[0]
    )


def test_rows_are_chosen_and_changed_together(cast: Cast) -> None:
    client = cast.client("randi")
    assert 'name="valgt" value="leksehjelp"' in table(client)
    sent = {**chosen(client), "responsible": "teknisk", "progress": "done", "ends": "2030-12-31"}
    html = unescape(client.post(MANY, sent, follow=True).content.decode())
    assert "2 elementer er endret." in html
    for key in KEYS:
        assert (now(key).responsible.key, now(key).progress, str(now(key).ends)) == (  # type: ignore[union-attr]
            "teknisk", "done", "2030-12-31",
        )  # fmt: skip
        assert str(now(key).starts) == "2026-01-01"


def test_after_the_change_the_table_is_as_it_was_chosen_from(cast: Cast) -> None:
    client = cast.client("randi")
    back = "/solvik/tabell/?niva=tiltak"
    assert f'name="tilbake" value="{back}"' in client.get(back).content.decode()
    sent = boxes(client.post(MANY, {"valgt": KEYS, "tilbake": back}).content.decode())
    assert client.post(MANY, {**sent, "progress": "done"})["Location"] == back
    assert client.post(MANY, {**sent, "tilbake": "//ond.example/"})["Location"] == TABLE


def test_what_is_left_as_before_stays(cast: Cast) -> None:
    client = cast.client("randi")
    html = client.post(MANY, chosen(client), follow=True).content.decode()
    assert "Ingenting ble endret." in html
    assert now().progress == "under_way"


def test_nobody_responsible_can_be_chosen(cast: Cast) -> None:
    client = cast.client("randi")
    client.post(MANY, {**chosen(client), "responsible": "-"})
    assert now().responsible is None


def test_a_contributor_changes_progress_only(cast: Cast) -> None:
    client = cast.client("bard")
    sent = chosen(client)
    assert "responsible" not in sent
    client.post(MANY, {**sent, "responsible": "teknisk", "progress": "done"})
    assert (now().progress, now().responsible.key) == ("done", "skolekontoret")  # type: ignore[union-attr]
    assert client.post(MANY, {"valgt": ["leksehjelp", "trygge-veier"]}).status_code == 403


@pytest.mark.parametrize(
    ("person", "keys", "status"),
    [
        (None, KEYS, 302),
        ("lise", KEYS, 403),
        ("anne", KEYS, 403),
        ("ulla", ["stengt-skole"], 404),
        ("randi", ["eit-mal"], 404),
    ],
)
def test_the_wrong_person_is_stopped(cast: Cast, person: str | None, keys: list[str], status: int) -> None:
    response = cast.client(person).post(MANY, {"valgt": keys, "lagre": "1", "progress": "stopped"})
    assert response.status_code == status
    assert now().progress == "under_way"


def test_readers_have_no_boxes(cast: Cast) -> None:
    for person in (None, "lise", "anne"):
        assert 'name="valgt"' not in table(cast.client(person))


def test_bad_input_is_told(cast: Cast) -> None:
    client = cast.client("randi")
    response = client.post(MANY, {**chosen(client), "ends": "2020-01-01"})
    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert any(f"{now(key).title}: Slutten kan ikke være før starten." in html for key in KEYS)
    assert client.post(MANY, {"valgt": KEYS, "lagre": "1", "versjon": ["x", "y"]}).status_code == 400
    assert client.get(MANY).status_code == 405
    assert "Velg minst ett element" in client.post(MANY, {}, follow=True).content.decode()


def test_what_another_changed_meanwhile_is_shown_before_it_is_overwritten(cast: Cast) -> None:
    randi, bard = cast.client("randi"), cast.client("bard")
    hers = chosen(randi)
    bard.post(MANY, {**chosen(bard, ["leksehjelp"]), "progress": "stopped"})
    response = randi.post(MANY, {**hers, "progress": "done"})
    html = unescape(response.content.decode())
    assert response.status_code == 409
    assert "ble endret fra «Under arbeid» til «Stoppet» av Bård Bidragsyter" in html
    assert now("stengt-skole").progress == "not_started"
    assert randi.post(MANY, boxes(html)).status_code == 302
    assert {now(key).progress for key in KEYS} == {"done"}


def test_what_is_mine_is_marked(cast: Cast) -> None:
    html = table(cast.client("bard"))
    assert ">Min<" in row(html, "leksehjelp")
    assert ">Min<" not in row(html, "trygge-veier")
    assert ">Min<" not in table(cast.client("lise"))
    assert ">Min<" not in table(cast.client(None))


def saw_all_before(client: Client) -> None:
    """Mark as seen what stood before this test, whose transaction is one moment to the audit trail."""
    client.post(SEEN)
    Seen.objects.update(at=TransactionNow() - timedelta(microseconds=1))


def test_what_others_have_done_since_is_new(cast: Cast) -> None:
    bard, randi = cast.client("bard"), cast.client("randi")
    assert ">Endret<" not in table(bard)
    saw_all_before(bard)
    randi.post(MANY, {**chosen(randi, ["trygge-veier"]), "progress": "done"})
    assert ">Endret<" in row(table(bard), "trygge-veier")
    assert ">Endret<" not in row(table(bard), "leksehjelp")
    assert ">Endret<" not in table(randi)
    seen = Seen.objects.get()
    table(bard)
    assert Seen.objects.get().at == seen.at


def test_ones_own_changes_are_not_news(cast: Cast) -> None:
    bard = cast.client("bard")
    saw_all_before(bard)
    bard.post(MANY, {**chosen(bard, ["leksehjelp"]), "progress": "stopped"})
    assert ">Endret<" not in table(bard)


def test_marking_as_seen_is_for_those_with_a_role_and_leads_only_inside(cast: Cast) -> None:
    assert cast.client(None).post(SEEN).status_code == 302
    assert cast.client("ulla").post(SEEN).status_code == 403
    assert cast.client("lise").get(SEEN).status_code == 405
    for back, where in (
        ("/solvik/tabell/?q=skole", "/solvik/tabell/?q=skole"),
        ("//ond.example/", TABLE),
        ("https://ond.example/", TABLE),
    ):
        assert cast.client("lise").post(SEEN, {"tilbake": back})["Location"] == where
    assert [seen.user for seen in Seen.objects.all()] == [cast.user("lise")]
