"""Editing an element: it works, the wrong person, bad input, and two who edit the same goal."""

import re
from html import unescape

import pytest
from django.test import Client

from rodtrad.geography.models import Area
from rodtrad.goals.models import Correction, Element, FormerKey
from rodtrad.organisations.models import Organisation
from rodtrad.plans.models import Plan
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/solvik/element/leksehjelp/rediger/"
_INPUT = re.compile(r"<input[^>]*>")
_AREA = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', re.S)
_SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.S)


def boxes(html: str, *, form: str = 'class="stack t') -> dict[str, object]:
    """Return what a browser would send from the page's form, nothing ticked that is not ticked."""
    start = html.index("<form " + form)
    html = html[start : html.index("</form>", start)]
    found: dict[str, list[str]] = {}
    for tag in _INPUT.findall(html):
        kind = re.search(r'type="(\w+)"', tag)
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (kind is None or kind[1] not in ("checkbox", "radio") or " checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name_, text in _AREA.findall(html):
        found.setdefault(name_, []).append(unescape(text))
    for name_, options in _SELECT.findall(html):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found.setdefault(name_, []).append(unescape(chosen[1]) if chosen else "")
    found.pop("csrfmiddlewaretoken", None)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def opened(client: Client, address: str = ADDRESS) -> dict[str, object]:
    response = client.get(address)
    assert response.status_code == 200
    return boxes(response.content.decode())


def now(key: str = "leksehjelp") -> Element:
    return Element.objects.get(root__slug="solvik", key=key)


def test_an_editor_opens_changes_and_saves(cast: Cast) -> None:
    client = cast.client("randi")
    sent = opened(client)
    assert sent["title"] == "Tilby leksehjelp på alle skoler"
    response = client.post(
        ADDRESS,
        {**sent, "title": "Tilby leksehjelp", "description": "## Slik\n\n- hver uke", "sdg": "4, 4.1"},
        follow=True,
    )
    html = response.content.decode()
    assert response.redirect_chain == [("/solvik/element/leksehjelp/", 302)]
    assert "Endringene er lagret." in html
    assert "<h2>Slik</h2>" in html
    assert "<li>hver uke</li>" in html
    assert [target.code for target in now().sdg_targets.all()] == ["4.1"]


def test_saving_without_a_change_writes_nothing(cast: Cast) -> None:
    client = cast.client("randi")
    before = now().events.count()
    assert client.post(ADDRESS, opened(client)).status_code == 302
    assert now().events.count() == before


def test_a_contributor_gets_progress_and_text_only(cast: Cast) -> None:
    client = cast.client("bard")
    sent = opened(client)
    assert set(sent) == {"versjon", "title", "description", "progress", "judgement"}
    client.post(ADDRESS, {**sent, "progress": "done", "responsible": "teknisk", "visibility": "1"})
    assert (now().progress, now().responsible.key, now().visibility) == ("done", "skolekontoret", 0)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("person", "address", "status"),
    [
        (None, ADDRESS, 302),
        ("lise", ADDRESS, 403),
        ("anne", ADDRESS, 403),
        ("ulla", ADDRESS, 403),
        ("bard", "/solvik/element/sla-sammen/rediger/", 403),
        (None, "/solvik/element/ny-rektor/rediger/", 404),
        ("lise", "/solvik/element/ny-rektor/rediger/", 404),
        ("ulla", "/solvik/element/stengt-skole/rediger/", 404),
        ("randi", "/utvik/element/eit-mal/rediger/", 404),
        ("randi", "/solvik/element/finnes-ikke/rediger/", 404),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_wrong_person_is_stopped(
    cast: Cast, person: str | None, address: str, status: int, method: str
) -> None:
    response = getattr(cast.client(person), method)(address, {"title": "Kapret"})
    assert response.status_code == status
    assert not Element.objects.filter(title="Kapret").exists()


def test_nobody_is_sent_to_log_in_and_back(nobody: Client) -> None:
    assert nobody.get(ADDRESS)["Location"] == f"/konto/logg-inn/?next={ADDRESS}"


def test_readers_are_not_offered_to_edit(cast: Cast) -> None:
    for person in (None, "lise", "anne", "ulla"):
        assert "/rediger/" not in cast.client(person).get("/solvik/element/leksehjelp/").content.decode()
    assert ADDRESS in cast.client("bard").get("/solvik/element/leksehjelp/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Skriv en tittel."),
        ({"title": "x" * 501}, "høyst 500"),
        ({"starts": "2028-01-01", "ends": "2027-01-01"}, "Slutten kan ikke være før starten."),
        ({"starts": "i morgen"}, "Skriv en dato, som 2026-01-31."),
        ({"sdg": "18"}, "«18» er ikke et bærekraftsmål eller delmål."),
        ({"responsible": "finnes-ikke"}, "finnes-ikke"),
        ({"progress": "nesten"}, "nesten"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    cast: Cast, changes: dict[str, str], words: str
) -> None:
    client = cast.client("randi")
    response = client.post(ADDRESS, {**opened(client), "keywords": "lekser", **changes})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in unescape(html)
    assert 'value="lekser"' in html
    assert now().keywords == []


@pytest.mark.parametrize("version", ["", "tull", None])
def test_a_version_that_is_not_ours_is_refused(cast: Cast, version: str | None) -> None:
    client = cast.client("randi")
    sent = opened(client)
    sent.pop("versjon")
    assert client.post(ADDRESS, sent if version is None else {**sent, "versjon": version}).status_code == 400
    other = opened(client, "/solvik/element/sla-sammen/rediger/")["versjon"]
    assert client.post(ADDRESS, {**sent, "versjon": other}).status_code == 400


def test_a_form_from_elsewhere_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("randi"))
    assert client.post(ADDRESS, {"title": "Kapret"}).status_code == 403


# Two planners edit the same goal


def two_planners(cast: Cast) -> tuple[Client, dict[str, object], Client, dict[str, object]]:
    randi, bard = cast.client("randi"), cast.client("bard")
    return randi, opened(randi), bard, opened(bard)


def test_different_fields_merge_without_a_word(cast: Cast) -> None:
    randi, hers, bard, his = two_planners(cast)
    assert randi.post(ADDRESS, {**hers, "title": "Hennes tittel", "keywords": "lekser"}).status_code == 302
    assert bard.post(ADDRESS, {**his, "description": "Hans tekst"}).status_code == 302
    assert (now().title, now().description, now().keywords) == ("Hennes tittel", "Hans tekst", ["lekser"])


def conflict(cast: Cast) -> tuple[Client, str]:
    """Let Randi change title, description and progress, and then Bård title and description: give his page."""
    randi, hers, bard, his = two_planners(cast)
    randi.post(ADDRESS, {**hers, "title": "Hennes", "description": "Hennes tekst", "progress": "stopped"})
    response = bard.post(
        ADDRESS, {**his, "title": "Hans", "description": "Hans tekst", "judgement": "at_risk"}
    )
    assert response.status_code == 409
    return bard, response.content.decode()


def test_the_second_sees_field_by_field_before_choosing(cast: Cast) -> None:
    _bard, html = conflict(cast)
    assert now().title == "Hennes"
    for words in ("Tilby leksehjelp på alle skoler", "Hennes", "Hans", "Behold det Randi Redaktør skrev"):
        assert words in html
    assert html.count('name="uenig"') == 2
    assert "Framdrift" not in html


def test_the_second_chooses_for_each_field(cast: Cast) -> None:
    bard, html = conflict(cast)
    sent = {**boxes(html), "velg-title": "deres", "velg-description": "mitt", "description": "Begges tekst"}
    assert bard.post(ADDRESS, sent).status_code == 302
    row = now()
    assert (row.title, row.description, row.progress, row.judgement) == (
        "Hennes", "Begges tekst", "stopped", "at_risk",
    )  # fmt: skip


def test_without_a_choice_nothing_is_stored_and_nothing_lost(cast: Cast) -> None:
    bard, html = conflict(cast)
    response = bard.post(ADDRESS, {**boxes(html), "velg-title": "mitt"})
    again = response.content.decode()
    assert response.status_code == 409
    assert "Velg hva som skal stå." in again
    assert "Hans tekst" in again
    assert "Behold det Randi Redaktør skrev" in again
    assert now().title == "Hennes"


def test_a_third_change_meanwhile_is_told_again(cast: Cast) -> None:
    bard, html = conflict(cast)
    randi = cast.client("randi")
    randi.post(ADDRESS, {**opened(randi), "title": "Hennes igjen"})
    response = bard.post(ADDRESS, {**boxes(html), "velg-title": "mitt", "velg-description": "mitt"})
    assert response.status_code == 409
    assert "Hennes igjen" in response.content.decode()
    assert (now().title, now().description) == ("Hennes igjen", "Hennes tekst")


def test_an_answer_with_a_fault_keeps_both_texts_and_the_choices(cast: Cast) -> None:
    bard, html = conflict(cast)
    answer = {"velg-title": "deres", "velg-description": "mitt", "description": "x" * 20_001}
    response = bard.post(ADDRESS, {**boxes(html), **answer})
    again = unescape(response.content.decode())
    assert response.status_code in (409, 422)
    assert "høyst 20000" in again
    assert (now().title, now().description) == ("Hennes", "Hennes tekst")
    # Whichever page shows, sending it on does not write hers over without asking.
    last = bard.post(ADDRESS, {**boxes(again), "description": "Hans tekst"})
    assert last.status_code == 409
    assert "Behold det Randi Redaktør skrev" in last.content.decode()
    assert now().title == "Hennes"


def test_hers_can_be_kept_when_ones_own_is_blank(cast: Cast) -> None:
    bard, html = conflict(cast)
    sent = {**boxes(html), "title": "", "velg-title": "deres", "velg-description": "deres"}
    assert bard.post(ADDRESS, sent).status_code == 302
    assert (now().title, now().description, now().judgement) == ("Hennes", "Hennes tekst", "at_risk")


def test_places_in_conflict_are_told_by_name(cast: Cast) -> None:
    root = cast.solvik
    root.area = Area.objects.get(kind="municipality", code="0301")
    root.save()
    randi, geir = cast.client("randi"), cast.client("randi")
    hers, his = opened(randi), opened(geir)
    randi.post(ADDRESS, {**hers, "areas": ["030101"]})
    html = geir.post(ADDRESS, {**his, "areas": ["030102"]}).content.decode()
    assert Area.objects.get(code="030101").name in html


# What is refused is not lost


def test_who_may_not_publish_is_not_offered_to_and_loses_nothing_by_trying(cast: Cast) -> None:
    client = cast.client("randi")
    address = "/solvik/element/stengt-skole/rediger/"
    html = client.get(address).content.decode()
    assert '<option value="0"' not in html
    assert "En godkjenner gjør det synlig for alle." in html
    response = client.post(address, {**boxes(html), "visibility": "0", "description": "Lang tekst"})
    assert response.status_code == 422
    assert "Lang tekst" in response.content.decode()
    assert now("stengt-skole").visibility == 1
    assert '<option value="0"' in cast.client("geir").get(address).content.decode()


def test_text_written_while_the_plan_is_adopted_is_told_and_not_lost(cast: Cast) -> None:
    client = cast.client("randi")
    sent = opened(client)
    Plan.objects.filter(key="handlingsdel", root=cast.solvik).update(status="adopted")
    response = client.post(ADDRESS, {**sent, "description": "Skrevet i siste liten", "keywords": "lekser"})
    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert (
        "Planen ble vedtatt mens du skrev, og «Beskrivelse» er låst. Du skrev: Skrevet i siste liten" in html
    )
    assert now().keywords == []


def test_a_look_beforehand_stores_nothing(cast: Cast) -> None:
    client = cast.client("randi")
    sent = {
        **opened(client),
        "description": "## Slik\n\n•\tpunkt\n\n<script>alert(1)</script>",
        "forhandsvis": "1",
    }
    response = client.post(ADDRESS, sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h2>Slik</h2>" in html
    assert "<li>punkt</li>" in html
    assert "<script>alert" not in html
    assert boxes(html)["versjon"]
    assert now().description == ""
    assert client.post(ADDRESS, {**boxes(html)}).status_code == 302
    assert now().description.startswith("## Slik\n\n- punkt")


def test_text_that_was_there_is_left_as_it_was(cast: Cast) -> None:
    said = " •\tSlik sto det.\nTil slutt. "
    Element.objects.filter(pk=now().pk).update(description=said)
    client = cast.client("randi")
    client.post(ADDRESS, {**opened(client), "keywords": "lekser"})
    assert (now().description, now().keywords) == (said, ["lekser"])


# Adopted text


GOAL = "/solvik/element/gode-skoler/rediger/"


def test_adopted_text_is_not_in_the_editors_form(cast: Cast) -> None:
    client = cast.client("randi")
    sent = opened(client, GOAL)
    assert "title" not in sent
    assert "responsible" in sent
    told = client.post(GOAL, {**sent, "title": "Et annet mål", "responsible": "teknisk"})
    assert (told.status_code, "Du skrev: Et annet mål" in told.content.decode()) == (422, True)
    client.post(GOAL, {**sent, "responsible": "teknisk"})
    assert (now("gode-skoler").title, now("gode-skoler").responsible) == (
        "Solvik har gode skoler", Organisation.objects.get(root__slug="solvik", key="teknisk"),
    )  # fmt: skip


def test_an_approver_corrects_with_a_reason(cast: Cast) -> None:
    client = cast.client("geir")
    sent = {**opened(client, GOAL), "title": "Solvik har svært gode skoler"}
    refused = client.post(GOAL, sent)
    assert refused.status_code == 422
    assert "vedtatt og låst" in refused.content.decode()
    assert client.post(GOAL, {**sent, "reason": "Skrivefeil"}).status_code == 302
    assert Correction.objects.get(key="gode-skoler").made_by == cast.user("geir")


def test_a_former_address_leads_on(cast: Cast, nobody: Client) -> None:
    for key, element in (("gammel", "leksehjelp"), ("hemmelig", "ny-rektor")):
        FormerKey.objects.create(root=cast.solvik, key=key, element=now(element))
    response = nobody.get("/solvik/element/gammel/")
    assert (response.status_code, response["Location"]) == (301, "/solvik/element/leksehjelp/")
    assert nobody.get("/solvik/element/hemmelig/").status_code == 404


def test_stored_script_does_not_reach_a_reader(cast: Cast, nobody: Client) -> None:
    client = cast.client("randi")
    attack = "# <script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror=alert(1)>"
    client.post(ADDRESS, {**opened(client), "title": "<script>alert(2)</script>", "description": attack})
    for address in ("/solvik/element/leksehjelp/", "/solvik/planer/handlingsdel/", "/solvik/tabell/"):
        html = nobody.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html
