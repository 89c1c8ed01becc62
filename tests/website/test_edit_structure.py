"""The pages that make, move, link, carry over, reword, divide, merge and take out: works, wrong person, bad input."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from rodtrad.goals.models import Element, Link, Placement
from rodtrad.plans.models import Plan
from tests.cast import Cast
from tests.website.test_edit_element import boxes, now

pytestmark = pytest.mark.django_db

E = "/solvik/element/leksehjelp/"
GOAL = "/solvik/element/gode-skoler/"
#: Every page, and whether Bård, who only contributes, is stopped there.
PAGES = [
    f"{E}koble/",
    f"{E}flytt/",
    f"{E}viderefor/",
    f"{E}del/",
    f"{E}flett/",
    f"{E}ta-ut/",
    f"{GOAL}omskriv/",
    "/solvik/planer/handlingsdel/nytt/",
]


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


def send(client: Client, address: str, **values: object) -> str:
    """Open the page, fill in the values, send it, and return the text of where that leads."""
    sent = {**boxes(client.get(address).content.decode()), **values}
    return unescape(client.post(address, sent, follow=True).content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_an_editor_comes_in(cast: Cast, address: str) -> None:
    assert "<h1" in text(cast.client("randi"), address)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("person", ["lise", "bard", "anne", "ulla"])
def test_others_are_stopped(cast: Cast, person: str, address: str, method: str) -> None:
    before = list(Placement.objects.values_list("pk", "position", "parent")), Link.objects.count()
    response = getattr(cast.client(person), method)(address, {"title": "Kapret", "level": "tiltak"})
    assert response.status_code == 403
    assert (list(Placement.objects.values_list("pk", "position", "parent")), Link.objects.count()) == before


@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_sent_to_log_in(nobody: Client, address: str) -> None:
    assert nobody.get(address)["Location"].startswith("/konto/logg-inn/?next=")


@pytest.mark.parametrize(
    "address",
    [
        "/solvik/element/ny-rektor/koble/",
        "/solvik/element/finnes-ikke/del/",
        "/solvik/planer/internt-notat/nytt/",
    ],
)
def test_what_is_hidden_does_not_exist(cast: Cast, address: str) -> None:
    for person in (None, "ulla"):
        assert cast.client(person).get(address).status_code == 404


@pytest.mark.parametrize("address", [f"{GOAL}del/", f"{GOAL}flett/", "/solvik/planer/samfunnsdel/nytt/"])
def test_adopted_plans_are_not_reworked(cast: Cast, address: str) -> None:
    assert cast.client("randi").get(address).status_code == 403


def test_a_new_element_stands_where_it_was_put(cast: Cast) -> None:
    html = send(
        cast.client("randi"),
        "/solvik/planer/handlingsdel/nytt/?under=gode-skoler&niva=tiltak",
        title="Flere lærere",
        responsible="skolekontoret",
    )
    assert "«Flere lærere» er laget" in html
    row = now("flere-laerere")
    assert row.level.key == "tiltak"
    assert Link.objects.filter(child=row, parent=now("gode-skoler")).exists()
    place = Placement.objects.get(element=row)
    assert place.parent is not None
    assert place.parent.element.key == "gode-skoler"


def test_the_public_does_not_see_the_new_element(cast: Cast, nobody: Client) -> None:
    send(cast.client("randi"), "/solvik/planer/handlingsdel/nytt/", level="tiltak", title="Hemmelig tiltak")
    for address in ("/solvik/", "/solvik/tabell/", "/solvik/planer/handlingsdel/", GOAL):
        assert "Hemmelig tiltak" not in text(nobody, address)
    assert "Hemmelig tiltak" in text(cast.client("lise"), "/solvik/tabell/")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": ""}, "Skriv en tittel."),
        ({"title": "Nytt", "level": "finnes-ikke"}, "finnes-ikke"),
        ({"title": "Nytt", "level": "utfordring", "under": "gode-skoler"}, "Ingen regel"),
    ],
)
def test_a_new_element_with_faults_is_not_made(cast: Cast, values: dict[str, str], words: str) -> None:
    count = Element.objects.count()
    html = send(cast.client("randi"), "/solvik/planer/handlingsdel/nytt/", **{"level": "tiltak", **values})
    assert words in html
    assert Element.objects.count() == count


def test_moving_changes_place_and_number(cast: Cast) -> None:
    html = send(cast.client("randi"), f"{E}flytt/", under="", index="1", number="7")
    assert "er flyttet" in html
    place = Placement.objects.get(element=now())
    assert (place.parent, place.number, place.position) == (None, "7", 1)
    assert Link.objects.filter(child=now(), parent=now("gode-skoler")).exists()


def test_moving_to_where_it_cannot_stand_is_told(cast: Cast) -> None:
    assert "stengt-skole" in send(cast.client("randi"), f"{E}flytt/", under="stengt-skole")


def test_an_approver_moves_in_an_adopted_plan_with_a_reason(cast: Cast) -> None:
    address = "/solvik/element/trygge-veier/flytt/"
    assert "nummer og plass er låst" in send(cast.client("geir"), address, number="9")
    assert "er flyttet" in send(cast.client("geir"), address, number="9", correction="Trykkfeil")
    assert Placement.objects.get(element=now("trygge-veier")).number == "9"


def test_a_stale_form_does_not_move_back_what_another_has_moved(cast: Cast) -> None:
    randi, other = cast.client("randi"), cast.client("randi")
    stale = boxes(randi.get(f"{E}flytt/").content.decode())
    send(other, f"{E}flytt/", under="")
    # Only the number is hers: where it stands is what the other made of it.
    assert randi.post(f"{E}flytt/", {**stale, "number": "7"}).status_code == 302
    place = Placement.objects.get(element=now())
    assert (place.parent, place.number) == (None, "7")


def test_what_both_have_numbered_or_moved_is_told(cast: Cast) -> None:
    randi, other = cast.client("randi"), cast.client("randi")
    stale = boxes(randi.get(f"{E}flytt/").content.decode())
    send(other, f"{E}flytt/", number="3")
    answer = randi.post(f"{E}flytt/", {**stale, "number": "7"})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Noen andre har gitt det nummeret «3» mens du skrev." in html
    assert Placement.objects.get(element=now()).number == "3"
    assert randi.post(f"{E}flytt/", boxes(html)).status_code == 302
    assert Placement.objects.get(element=now()).number == "7"
    assert randi.post(f"{E}flytt/", {**stale, "versjon": "tull"}).status_code == 400


def test_what_another_writes_while_one_divides_is_not_written_over(cast: Cast) -> None:
    randi, bard = cast.client("randi"), cast.client("bard")
    stale = boxes(randi.get(f"{E}del/").content.decode())
    edit = f"{E}rediger/"
    bard.post(edit, {**boxes(bard.get(edit).content.decode()), "description": "Bårds tekst"})
    answer = randi.post(f"{E}del/", {**stale, "title_1": "En", "title_2": "To"})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Nå står det: Bårds tekst." in html
    assert now().description == "Bårds tekst"
    assert randi.post(f"{E}del/", boxes(html)).status_code == 302
    assert now().title == "En"


def test_what_a_link_was_to_say_is_not_lost_when_it_is_refused(cast: Cast) -> None:
    client = cast.client("randi")
    sent = {"retning": "opp", "rot": "solvik", "annen": "trygge-veier", "grunn": "Skoleveien"}
    address = "/solvik/element/gode-skoler/koble/?retning=opp&q=eldre"
    response = client.post(address, {**sent, "annen": "flere-eldre"})
    html = unescape(response.content.decode())
    assert response.status_code in (403, 422)
    assert "Koblingen er ikke endret" in html


def test_a_plan_without_levels_says_so(cast: Cast) -> None:
    plan = Plan.objects.get(key="handlingsdel", root=cast.solvik)
    Plan.objects.create(
        root=plan.root, key="tom", type=plan.type, title="Tom plan", status="under_way", owner=plan.owner
    )
    assert "ingen målstruktur ennå" in text(cast.client("randi"), "/solvik/planer/tom/nytt/")


def test_searching_finds_what_may_be_linked(cast: Cast) -> None:
    html = text(cast.client("randi"), f"{E}koble/?q=trygge")
    assert "Solvik har trygge veier" in html
    assert "Flere eldre" not in text(cast.client("randi"), f"{E}koble/?q=eldre")
    assert "Skriv minst to tegn" in text(cast.client("randi"), f"{E}koble/?q=t")
    assert "Ingenting passer" in text(cast.client("randi"), f"{E}koble/?q=gode")


def test_linking_and_unlinking(cast: Cast) -> None:
    client = cast.client("randi")
    sent = {"retning": "opp", "rot": "solvik", "annen": "trygge-veier", "grunn": "Trygt til skolen"}
    html = unescape(client.post(f"{E}koble/", sent, follow=True).content.decode())
    assert "er koblet til «Solvik har trygge veier»" in html
    assert "Trygt til skolen" in html
    assert "koblet fra før" in unescape(client.post(f"{E}koble/", sent).content.decode())
    client.post(f"{E}koble/", {**sent, "gjor": "fjern"})
    assert not Link.objects.filter(child=now(), parent=now("trygge-veier")).exists()


def test_linking_downwards(cast: Cast) -> None:
    address = "/solvik/element/trygge-veier/koble/"
    html = text(cast.client("randi"), f"{address}?retning=ned&q=leksehjelp")
    assert "Tilby leksehjelp" in html
    cast.client("randi").post(address, {"retning": "ned", "rot": "solvik", "annen": "leksehjelp"})
    assert Link.objects.filter(child=now(), parent=now("trygge-veier")).exists()


@pytest.mark.parametrize(
    ("rot", "annen"), [("solvik", "finnes-ikke"), ("utvik", "eit-mal"), ("ingen", "x"), ("", "")]
)
def test_what_cannot_be_linked_to_is_not_found(cast: Cast, rot: str, annen: str) -> None:
    response = cast.client("randi").post(f"{E}koble/", {"retning": "opp", "rot": rot, "annen": annen})
    assert response.status_code == 404


def test_carrying_over(cast: Cast) -> None:
    html = send(cast.client("randi"), f"{E}viderefor/", plan="internt-notat", number="3")
    assert "står nå også i «Internt notat om skolestruktur»" in html
    assert Placement.objects.get(element=now(), plan__key="internt-notat").number == "3"


def test_rewording_keeps_the_adopted_one_for_everyone_else(cast: Cast, nobody: Client) -> None:
    before = text(nobody, GOAL)
    html = send(
        cast.client("randi"), f"{GOAL}omskriv/", title="Solvik har skoler for alle", plan="handlingsdel"
    )
    assert "Omskrivingen er lagret som utkast" in html
    new = now("solvik-har-skoler-for-alle")
    assert new.predecessor == now("gode-skoler")
    assert text(nobody, GOAL) == before
    for address in (
        "/solvik/",
        "/solvik/tabell/",
        "/solvik/planer/handlingsdel/",
        "/solvik/planer/samfunnsdel/",
    ):
        html = text(nobody, address)
        assert "skoler for alle" not in html
        assert "Randi" not in html
    assert nobody.get("/solvik/element/solvik-har-skoler-for-alle/").status_code == 404
    assert "Solvik har gode skoler" in text(cast.client("lise"), GOAL)


def test_rewording_without_a_draft_to_write_in_says_what_to_do(cast: Cast) -> None:
    Plan.objects.filter(root__slug="solvik").update(status="adopted")
    assert "Opprett neste plan først" in text(cast.client("randi"), f"{GOAL}omskriv/")


def test_dividing(cast: Cast) -> None:
    html = send(
        cast.client("randi"),
        f"{E}del/",
        title_1="Leksehjelp på barneskolen",
        title_2="Leksehjelp på ungdomsskolen",
    )
    assert "delt i 2" in html
    assert now("leksehjelp-pa-ungdomsskolen").responsible == now().responsible
    assert "Skriv en tittel" in send(
        cast.client("randi"), f"{E}del/", title_1="En", title_2="To", description_3="Uten tittel"
    )


def test_merging_leads_the_old_address_on(cast: Cast) -> None:
    client = cast.client("randi")
    html = send(client, f"{E}flett/?others=stengt-skole", title="Leksehjelp og skolebruk")
    assert "De gamle adressene fører hit" in html
    assert client.get("/solvik/element/stengt-skole/")["Location"] == E


def test_merging_begins_with_a_choice_and_with_all_that_they_say(cast: Cast) -> None:
    client = cast.client("randi")
    Element.objects.filter(pk=now().pk).update(description="Hver tirsdag.")
    Element.objects.filter(pk=now("stengt-skole").pk).update(description="Skolen på øya.")
    assert "Velg minst ett" in text(client, f"{E}flett/?velg=1", 422)
    assert 'value="stengt-skole"' in text(client, f"{E}flett/")
    html = text(client, f"{E}flett/?others=stengt-skole")
    assert "Hver tirsdag.\n\nSkolen på øya." in html
    for keys in ("finnes-ikke", "eit-mal", "leksehjelp"):
        answer = client.post(f"{E}flett/", {"others": keys})
        assert answer.status_code in (400, 404), keys
    assert client.post(f"{E}flett/", {}).status_code == 422


def test_what_others_write_while_one_merges_is_not_lost(cast: Cast) -> None:
    randi, geir = cast.client("randi"), cast.client("bard")
    opened_page = boxes(randi.get(f"{E}flett/?others=stengt-skole").content.decode())
    edit = "/solvik/element/stengt-skole/rediger/"
    geir.post(edit, {**boxes(geir.get(edit).content.decode()), "description": "Nytt fra Bård."})
    answer = randi.post(f"{E}flett/", {**opened_page, "title": "Samlet"})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Noen andre har endret «Vurdere å stenge en skole»" in html
    assert "Nytt fra Bård." in html
    assert now("stengt-skole").description == "Nytt fra Bård."
    assert randi.post(f"{E}flett/", boxes(html)).status_code == 302


def test_taking_out(cast: Cast) -> None:
    client = cast.client("randi")
    assert "Element kan ikke" not in text(client, f"{E}ta-ut/")
    html = unescape(client.post(f"{E}ta-ut/", {"plan": "handlingsdel"}, follow=True).content.decode())
    assert "er slettet" in html
    assert client.get(E).status_code == 404
    html = client.post(f"{GOAL}ta-ut/", {"plan": "handlingsdel"}, follow=True).content.decode()
    assert "Noe står under" in unescape(html)
    assert client.post(f"{GOAL}ta-ut/", {"plan": "samfunnsdel"}).status_code == 200
    assert Element.objects.filter(key="gode-skoler").exists()


OFFERED: list[tuple[str | None, str, list[str]]] = [
    (None, E, []),
    ("lise", E, []),
    ("anne", E, []),
    ("bard", E, ["rediger"]),
    ("randi", E, ["rediger", "koble", "flytt", "viderefor", "del", "flett", "ta-ut"]),
    ("randi", GOAL, ["rediger", "koble", "flytt", "viderefor", "omskriv", "ta-ut"]),
    ("geir", GOAL, ["rediger", "koble", "flytt"]),
]


@pytest.mark.parametrize(("person", "address", "words"), OFFERED)
def test_each_is_offered_what_they_may_do(
    cast: Cast, person: str | None, address: str, words: list[str]
) -> None:
    html = text(cast.client(person), address)
    every = ["rediger", "koble", "flytt", "viderefor", "omskriv", "del", "flett", "ta-ut"]
    assert [word for word in every if f'"{address}{word}/"' in html] == words
    for word in words:
        assert cast.client(person).get(f"{address}{word}/").status_code == 200


def test_an_editor_finds_the_way_to_a_new_element(cast: Cast) -> None:
    page: Callable[[str | None], str] = lambda who: text(cast.client(who), "/solvik/planer/handlingsdel/")  # noqa: E731
    assert "/solvik/planer/handlingsdel/nytt/" in page("randi")
    assert "/nytt/" not in page("bard")
    assert "/nytt/" not in text(cast.client("randi"), "/solvik/planer/samfunnsdel/")
