"""`/{root}/les-dokument/`: an editor sends a document, decides row by row, and takes in what is accepted."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rodtrad.exchange.models import DocumentReading, ImportBatch
from rodtrad.goals.models import Element, Link, Placement
from tests.cast import Cast

FILES = Path(__file__).parent.parent / "exchange" / "document" / "files"
PAGE = "/solvik/les-dokument/"


def send(client: Client, name: str = "plan.txt", content: bytes | None = None) -> DocumentReading:
    body = (FILES / name).read_bytes() if content is None else content
    response = client.post(PAGE, {"fil": SimpleUploadedFile(name, body)})
    assert response.status_code == 302, response.content.decode()
    return DocumentReading.objects.get(id=response["Location"].rstrip("/").rsplit("/", 1)[1])


def address(reading: DocumentReading) -> str:
    return f"{PAGE}{reading.id}/"


def number_of(reading: DocumentReading, title: str) -> int:
    return next(int(row["id"]) for row in reading.rows if row["title"] == title)


@pytest.fixture
def randi(cast: Cast) -> Client:
    return cast.client("randi")


def test_a_document_becomes_rows_and_nothing_enters(randi: Client) -> None:
    before = Element.objects.count()
    page = randi.get(address(send(randi))).content.decode()
    assert "Barn går trygt til skolen" in page
    assert "sikker" in page
    assert "Står under «Tiltak»." in page
    assert "side 1, linje" in page
    assert Element.objects.count() == before


def test_what_is_accepted_becomes_drafts_with_source_and_place(randi: Client) -> None:
    reading = send(randi)
    goal, measure = (
        number_of(reading, "Barn går trygt til skolen"),
        number_of(reading, "Male gangfelt ved Nes skole"),
    )
    answers = {f"svar-{goal}": "accept", f"svar-{measure}": "accept", f"under-{measure}": str(goal)}
    response = randi.post(
        address(reading), {**answers, "gjor": "ta-inn", "plan": "handlingsdel"}, follow=True
    )
    assert "2 elementer er tatt inn" in response.content.decode()
    made = Element.objects.get(root__slug="solvik", title="Male gangfelt ved Nes skole")
    assert (made.level.key, made.plan.key, made.life_cycle) == ("tiltak", "handlingsdel", "draft")
    assert made.origin == "quoted"
    assert made.source is not None
    assert made.source.title == "Handlingsplan for gående i Fjordvik"
    assert "side 1, linje" in made.place
    assert made.visibility > 0, "the public sees none of it yet"
    above = Placement.objects.get(element=made).parent
    assert above is not None
    assert above.element.title == "Barn går trygt til skolen"
    assert Link.objects.filter(child=made, parent=above.element).exists()
    again = randi.post(address(reading), {"gjor": "ta-inn", "plan": "handlingsdel"}, follow=True)
    assert "ingenting er tatt inn" in again.content.decode()
    assert Element.objects.filter(title="Male gangfelt ved Nes skole").count() == 1


def test_level_and_place_can_be_changed_first(randi: Client) -> None:
    reading = send(randi)
    number = (
        number_of(reading, "Senke farten ved skolene")
        if any(row["title"] == "Senke farten ved skolene" for row in reading.rows)
        else number_of(reading, "Sette opp lys ved Vika skole")
    )
    chosen = {f"svar-{number}": "accept", f"niva-{number}": "mal", f"under-{number}": ""}
    randi.post(address(reading), {**chosen, "gjor": "lagre"})
    randi.post(address(reading), {"gjor": "ta-inn", "plan": "handlingsdel"})
    title = next(row["title"] for row in reading.rows if row["id"] == number)
    made = Element.objects.get(root__slug="solvik", title=title)
    assert made.level.key == "mal"
    assert Placement.objects.get(element=made).parent is None


def test_a_title_can_be_mended_and_is_then_a_reading(randi: Client) -> None:
    reading = send(randi)
    number = number_of(reading, "Barn går trygt til skolen")
    chosen = {f"svar-{number}": "accept", f"tittel-{number}": "  Barn går\x00 trygt\n til skolen hver dag "}
    randi.post(address(reading), {**chosen, "gjor": "ta-inn", "plan": "handlingsdel"})
    made = Element.objects.get(root__slug="solvik", title="Barn går trygt til skolen hver dag")
    assert made.origin == "reading"
    assert made.source is not None


@pytest.mark.parametrize(("title", "told"), [("  ", "Skriv en tittel."), ("a" * 501, "høyst 500 tegn")])
def test_a_title_that_cannot_be_is_told_at_its_row(randi: Client, title: str, told: str) -> None:
    reading = send(randi)
    number = number_of(reading, "Barn går trygt til skolen")
    response = randi.post(
        address(reading), {f"svar-{number}": "accept", f"tittel-{number}": title, "gjor": "lagre"}
    )
    assert response.status_code == 422
    assert told in response.content.decode()


def test_two_windows_do_not_overwrite_each_other(randi: Client) -> None:
    """Given the same page in two windows, when both are saved, then each changes only what was changed in it."""
    reading = send(randi)
    first, second = (
        number_of(reading, "Barn går trygt til skolen"),
        number_of(reading, "Eldre kommer seg fram hele året"),
    )
    page = randi.get(address(reading)).content.decode()
    seen = dict(re.findall(r'name="(sett-\d+)" value="(\w+)"', page))
    untouched = {f"svar-{number}": "" for number in (first, second)}
    randi.post(address(reading), {**seen, **untouched, f"svar-{first}": "accept", "gjor": "lagre"})
    randi.post(address(reading), {**seen, **untouched, f"svar-{second}": "discard", "gjor": "lagre"})
    reading.refresh_from_db()
    answers = {row["id"]: row["answer"] for row in reading.rows}
    assert (answers[first], answers[second]) == ("accept", "discard")
    both = randi.post(address(reading), {**seen, **untouched, f"svar-{first}": "discard", "gjor": "lagre"})
    assert both.status_code == 422
    assert "endret i et annet vindu" in both.content.decode()
    reading.refresh_from_db()
    assert {row["id"]: row["answer"] for row in reading.rows}[first] == "accept"
    now = dict(re.findall(r'name="(sett-\d+)" value="(\w+)"', both.content.decode()))
    assert (
        randi.post(address(reading), {**now, f"svar-{first}": "discard", "gjor": "lagre"}).status_code == 302
    )


def test_what_was_taken_in_is_taken_back_as_a_whole(randi: Client) -> None:
    reading = send(randi)
    randi.post(address(reading), {"gjor": "godta", "sikkerhet": "0"})
    levels = {f"svar-{row['id']}": "discard" for row in reading.rows if row["level"] == "visjon"}
    before = Element.objects.count(), Link.objects.count(), Placement.objects.count()
    randi.post(address(reading), {**levels, "gjor": "ta-inn", "plan": "handlingsdel"})
    made = Element.objects.count() - before[0]
    assert made > 5
    page = randi.get(address(reading)).content.decode()
    assert f"{made} elementer," in page
    batch = ImportBatch.objects.get()
    assert reverse("exchange_batch", args=["solvik", batch.id]) in page
    randi.post(reverse("exchange_take_back", args=["solvik", batch.id]))
    assert (Element.objects.count(), Link.objects.count(), Placement.objects.count()) == before
    page = randi.get(address(reading)).content.decode()
    assert "Tatt tilbake" in page
    randi.post(address(reading), {"gjor": "ta-inn", "plan": "handlingsdel"})
    assert Element.objects.count() == before[0] + made, "what was taken back can be taken in again"


def test_every_row_that_is_refused_is_told_at_once(randi: Client) -> None:
    reading = send(randi)
    goals = [row["id"] for row in reading.rows if row["level"] == "mal"]
    strategies = [row["id"] for row in reading.rows if row["title"].startswith("Sette ut benker")]
    top, *others = goals
    chosen = {f"svar-{number}": "accept" for number in (*goals, *strategies)}
    chosen |= {f"under-{number}": str(top) for number in others}
    response = randi.post(address(reading), {**chosen, "gjor": "ta-inn", "plan": "handlingsdel"})
    page = response.content.decode()
    assert response.status_code == 422
    for number in (*others, *strategies):
        assert f'id="feil-{number}"' in page


def test_all_that_is_sure_can_be_accepted_at_once(randi: Client) -> None:
    reading = send(randi)
    randi.post(address(reading), {"gjor": "godta", "sikkerhet": "0.8"})
    reading.refresh_from_db()
    assert {row["answer"] for row in reading.rows if row["confidence"] >= 0.8} == {"accept"}
    assert not Element.objects.filter(title="Barn går trygt til skolen").exists()


@pytest.mark.parametrize(
    ("title", "chosen", "told"),
    [
        ("Male gangfelt ved Nes skole", {"svar": "accept"}, "som ikke er godtatt"),
        ("Male gangfelt ved Nes skole", {"svar": "accept", "under": "999"}, "Det er ingen rad 999"),
        ("Male gangfelt ved Nes skole", {"svar": "accept", "under": "åtte"}, "Skriv nummeret til en rad"),
        ("Male gangfelt ved Nes skole", {"svar": "accept", "niva": "finnes-ikke"}, "Velg et av nivåene"),
        ("Barn går trygt til skolen", {"svar": "accept", "under": "SELF"}, "kan ikke stå under seg selv"),
    ],
)
def test_what_cannot_stand_so_is_told_at_its_row(
    randi: Client, title: str, chosen: dict[str, str], told: str
) -> None:
    reading = send(randi)
    number = number_of(reading, title)
    values = {f"{name}-{number}": value.replace("SELF", str(number)) for name, value in chosen.items()}
    before = Element.objects.count()
    response = randi.post(address(reading), {**values, "gjor": "ta-inn", "plan": "handlingsdel"})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Element.objects.count() == before


def test_one_row_that_is_refused_stops_them_all(randi: Client) -> None:
    reading = send(randi)
    goal, other = (
        number_of(reading, "Barn går trygt til skolen"),
        number_of(reading, "Eldre kommer seg fram hele året"),
    )
    chosen = {f"svar-{goal}": "accept", f"svar-{other}": "accept", f"under-{other}": str(goal)}
    before = Element.objects.count()
    response = randi.post(address(reading), {**chosen, "gjor": "ta-inn", "plan": "handlingsdel"})
    assert response.status_code == 422, "no rule lets a goal stand under a goal in Solvik"
    assert Element.objects.count() == before


@pytest.mark.parametrize("plan", ["", "finnes-ikke", "samfunnsdel"])
def test_only_a_plan_that_is_not_adopted_can_be_chosen(randi: Client, plan: str) -> None:
    reading = send(randi)
    number = number_of(reading, "Barn går trygt til skolen")
    response = randi.post(
        address(reading), {f"svar-{number}": "accept", "gjor": "ta-inn", "plan": plan}, follow=True
    )
    assert "Velg planen det skal inn i." in response.content.decode()
    assert not Element.objects.filter(title="Barn går trygt til skolen").exists()


def test_a_file_that_cannot_be_read_is_told_on_the_page(randi: Client) -> None:
    sent = {"fil": SimpleUploadedFile("plan.pdf", b"PK\x03\x04 noe annet")}
    response = randi.post(PAGE, sent)
    assert response.status_code == 422
    assert "skadet" in response.content.decode()
    assert not DocumentReading.objects.exists()
    assert "Velg fila" in randi.post(PAGE).content.decode()


def test_script_in_a_document_is_only_text(randi: Client) -> None:
    reading = send(randi, "ond.txt", "Tiltak\n- <script>alert(1)</script> på alle sider\n".encode())
    page = randi.get(address(reading)).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_throwing_it_away_leaves_what_was_taken_in(randi: Client) -> None:
    reading = send(randi)
    number = number_of(reading, "Barn går trygt til skolen")
    randi.post(address(reading), {f"svar-{number}": "accept", "gjor": "ta-inn", "plan": "handlingsdel"})
    assert randi.post(address(reading), {"gjor": "forkast"})["Location"] == PAGE
    assert not DocumentReading.objects.exists()
    assert Element.objects.filter(title="Barn går trygt til skolen").exists()


@pytest.mark.parametrize("name", ["lise", "bard", "geir", "anne", "ulla"])
def test_only_editors_come_in(cast: Cast, name: str) -> None:
    client = cast.client(name)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"fil": SimpleUploadedFile("plan.txt", b"Tiltak")}).status_code == 403


def test_nobody_is_sent_to_log_in(cast: Cast) -> None:
    response = cast.client(None).get(PAGE)
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/logg-inn/")


def test_a_reading_is_its_owners_alone(cast: Cast, randi: Client) -> None:
    reading = send(randi)
    assert cast.client("ulla").get(address(reading)).status_code == 403
    DocumentReading.objects.filter(id=reading.id).update(person=cast.user("geir"))
    assert randi.get(address(reading)).status_code == 404
    assert randi.post(address(reading), {"gjor": "forkast"}).status_code == 404
    assert randi.get("/utvik/les-dokument/").status_code == 404


def test_a_form_from_elsewhere_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("randi"))
    assert client.post(PAGE, {"fil": SimpleUploadedFile("plan.txt", b"Tiltak")}).status_code == 403
