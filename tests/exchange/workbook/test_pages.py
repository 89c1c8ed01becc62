"""The page where sheets come in: a planner pastes 200 measures, looks, accepts and takes it back."""

import json
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.workbook.read import LARGEST_FILE
from rodtrad.goals.models import Element
from tests.cast import Cast
from tests.exchange.workbook.sheets import excel, pasted

PAGE = "/solvik/ark/"
HEADINGS = ("Tiltak", "Nøkkel", "Ansvarlig", "Fra", "Til", "Bidrar til")
TWO_HUNDRED = pasted(
    HEADINGS,
    *((f"Bygge benk nummer {n}", "", "Teknisk", "2026", "31.12.2028", "trygge-veier") for n in range(1, 198)),
    ("Tilby mer leksehjelp", "leksehjelp", "Skolekontoret", "2026", "2029", ""),
    ("Feil enhet", "", "Tekniks", "", "", ""),
    ("Feil dato", "", "Teknisk", "31.02.2026", "", ""),
).decode()


def send(client: Client, **form: object) -> str:
    """Send a sheet and return the address it leads to."""
    answer = client.post(PAGE, {"plan": "handlingsdel", **form})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def seen(client: Client, address: str) -> tuple[str, str]:
    """Return the page and the digest that its button sends."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    found = re.search(r'name="sett" value="([0-9a-f]{64})"', page)
    return page, found.group(1) if found else ""


def test_a_planner_pastes_200_measures_accepts_and_takes_them_back(cast: Cast) -> None:
    client, before = cast.client("randi"), dump_root(cast.solvik)
    address = send(client, celler=TWO_HUNDRED)
    page, digest = seen(client, address)
    assert "Enheten «Tekniks» finnes ikke. Mente du «Teknisk»?" in page
    assert "<b>C200</b>" in page
    assert "<b>D201</b> «31.02.2026» er ikke en dato." in page
    assert "<del>Tilby leksehjelp på alle skoler</del> → <ins>Tilby mer leksehjelp</ins>" in page
    assert "<del>31.12.2028</del> → <ins>31.12.2029</ins>" in page
    assert "Ta inn 198 rader" in page
    assert dump_root(cast.solvik) == before

    client.post(address, {"sett": digest})
    rows = Element.objects.filter(root=cast.solvik, title__startswith="Bygge benk")
    assert rows.count() == 197
    assert set(rows.values_list("responsible__key", "links_up__parent__key")) == {("teknisk", "trygge-veier")}
    assert {row.ends.isoformat() for row in rows if row.ends} == {"2028-12-31"}
    page, again = seen(client, address)
    assert again == ""
    assert "198 elementer blir som de var før." in page

    page, _digest = seen(client, send(client, celler=TWO_HUNDRED))
    assert "Ingen rader kan tas inn slik arket er nå." in page

    client.post(f"{address}ta-tilbake/")
    assert dump_root(cast.solvik) == before
    assert "Tatt tilbake" in seen(client, address)[0]


def test_what_changed_after_the_person_looked_is_not_overwritten(cast: Cast) -> None:
    client = cast.client("randi")
    address = send(client, celler="Nøkkel\tTiltak\nleksehjelp\tTilby litt leksehjelp")
    _page, digest = seen(client, address)
    Element.objects.filter(key="leksehjelp").update(title="Noen andre var først")
    answer = client.post(address, {"sett": digest}, follow=True)
    assert "Noe er endret siden du så på arket." in answer.content.decode()
    assert Element.objects.get(key="leksehjelp").title == "Noen andre var først"


def test_accepting_twice_stores_once(cast: Cast) -> None:
    client = cast.client("randi")
    address = send(client, celler="Tiltak\tAnsvarlig\nNy benk\tTeknisk")
    _page, digest = seen(client, address)
    client.post(address, {"sett": digest})
    answer = client.post(address, {"sett": digest}, follow=True)
    assert answer.status_code == 200
    assert Element.objects.filter(title="Ny benk").count() == 1


def test_an_uploaded_workbook_goes_the_same_way(cast: Cast) -> None:
    client = cast.client("randi")
    content = excel(("Tiltak", "Ansvarlig"), ("Ny benk", "Teknisk"))
    upload = SimpleUploadedFile("benker.xlsx", content, "application/octet-stream")
    page, digest = seen(client, send(client, fil=upload))
    assert "benker.xlsx" in page
    assert digest


def test_sending_anew_throws_away_what_was_never_accepted(cast: Cast) -> None:
    client = cast.client("randi")
    first = send(client, celler="Tiltak\tAnsvarlig\nNy benk\tTeknisk")
    send(client, celler="Tiltak\tAnsvarlig\nEn benk til\tTeknisk")
    assert client.get(first).status_code == 404
    assert ImportBatch.objects.filter(root=cast.solvik).count() == 1


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Velg en fil, eller lim inn celler fra regnearket."),
        ({"celler": "en\tto\ntre\tfire"}, "Fant ingen rad med overskrifter."),
        ({"fil": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nei")}, "Regnearket er skadet"),
        ({"fil": SimpleUploadedFile("a.xlsx", b"<html><table></table></html>")}, "Dette er en nettside"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told_on_the_page(
    cast: Cast, form: dict[str, object], sentence: str
) -> None:
    answer = cast.client("randi").post(PAGE, form, follow=True)
    assert sentence in answer.content.decode()


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(cast: Cast) -> None:
    answer = cast.client("randi").post(
        PAGE, {"fil": SimpleUploadedFile("stor.xlsx", b"x" * (LARGEST_FILE + 1))}
    )
    assert answer.status_code == 422
    assert "grensen er 25 MB" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_too_many_rows_for_a_page_are_sent_to_the_command(cast: Cast) -> None:
    cells = "Tiltak\tFra\n" + "En benk\t2026\n" * 5_001
    answer = cast.client("randi").post(PAGE, {"celler": cells})
    assert answer.status_code == 422
    assert "rodtrad import workbook" in answer.content.decode()


@pytest.mark.parametrize("name", ["lise", "ulla", None])
def test_only_who_may_write_sends_a_sheet(cast: Cast, name: str | None) -> None:
    client = cast.client(name)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "celler" not in page.content.decode()
    assert client.post(PAGE, {"celler": "Tiltak\tFra\nBenk\t2026"}).status_code == 403
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("name", ["lise", "ulla", "geir", "bard", None])
def test_a_sheet_of_someone_elses_is_not_there(cast: Cast, name: str | None) -> None:
    randi = cast.client("randi")
    address = send(randi, celler="Tiltak\tAnsvarlig\nNy benk\tTeknisk")
    _page, digest = seen(randi, address)
    other = cast.client(name)
    assert other.get(address).status_code == 404
    assert other.post(address, {"sett": digest}).status_code == 404
    randi.post(address, {"sett": digest})
    assert other.get(address).status_code == 404
    assert other.post(f"{address}ta-tilbake/").status_code == 404
    assert ImportBatch.objects.get().state == BatchState.DONE


def test_an_address_of_another_root_is_not_there(cast: Cast) -> None:
    address = send(cast.client("randi"), celler="Tiltak\tAnsvarlig\nNy benk\tTeknisk")
    assert cast.client("ulla").get(address.replace("/solvik/", "/utvik/")).status_code == 404
    assert cast.client("randi").get(f"{PAGE}{uuid4()}/").status_code == 404


def test_what_is_fetched_holds_what_the_reader_may_see(cast: Cast, nobody: Client) -> None:
    public = nobody.get(f"{PAGE}elementer.csv").content.decode("utf-8-sig")
    internal = cast.client("lise").get(f"{PAGE}elementer.csv").content.decode("utf-8-sig")
    team = cast.client("bard").get(f"{PAGE}elementer.csv").content.decode("utf-8-sig")
    assert "Tilby leksehjelp" in public
    assert "Vurdere å stenge" not in public
    assert "Vurdere å stenge" in internal
    assert "Finne ny rektor" not in internal
    assert "Finne ny rektor" in team


def test_the_table_offers_its_own_selection(cast: Cast, nobody: Client) -> None:
    page = nobody.get("/solvik/tabell/?niva=mal").content.decode()
    assert "/solvik/ark/elementer.xlsx?niva=mal" in page
    rows = nobody.get("/solvik/ark/elementer.csv?niva=mal").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert nobody.get("/solvik/ark/elementer.xlsx?niva=mal")["Content-Disposition"].endswith('"solvik.xlsx"')


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/solvik/?niva=mal", "/solvik/ark/elementer.xlsx?niva=mal"),
        ("/solvik/planer/handlingsdel/", "/solvik/ark/elementer.csv?plan=handlingsdel"),
    ],
)
def test_lists_of_elements_offer_what_they_show(nobody: Client, address: str, link: str) -> None:
    page = nobody.get(address).content.decode()
    assert link in page
    assert nobody.get(link).status_code == 200


def test_json_of_everything_is_a_plan_file_without_what_is_hidden(cast: Cast, nobody: Client) -> None:
    found = json.loads(nobody.get("/solvik/alt.json").content)
    assert found["format"] == "rodtrad/plan-file/1"
    assert [plan["key"] for plan in found["plans"]] == ["samfunnsdel", "tomteplan", "handlingsdel"]
    assert "stengt-skole" not in json.dumps(found)
    assert [conflict["key"] for conflict in found["conflicts"]] == ["skole-mot-vei"]
