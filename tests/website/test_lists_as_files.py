"""The list on a page can be fetched as Excel and CSV: the same rows, the same choices, nothing hidden."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from rodtrad.exchange.workbook import plain_list
from rodtrad.exchange.workbook.plain_list import PlainList, list_as_csv, list_as_excel
from rodtrad.goals.models import Conflict, Element
from rodtrad.goals.operations import change_element
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.plans.models import Plan
from tests.cast import Cast
from tests.website.test_edit_element import now

pytestmark = pytest.mark.django_db

#: Each page with a list of its own, its file, and something hidden that Lise sees there and nobody else.
LISTS = {
    "/solvik/planer/": ("/solvik/ark/planer", "Internt notat om skolestruktur"),
    "/solvik/malkonflikter/": ("/solvik/ark/malkonflikter", "Stenging mot nærhet"),
    "/solvik/tradsjekk/": ("/solvik/ark/funn", "Vurdere å stenge en skole"),
    "/solvik/sok/?q=skole": ("/solvik/ark/treff", "Vurdere å stenge en skole"),
    "/sok/?q=skole": ("/sok/treff", "Vurdere å stenge en skole"),
    "/solvik/finn-fram/temaer/": ("/solvik/ark/temaer", "Solvik har trygge veier"),
    "/solvik/barekraftsmal/": ("/solvik/ark/barekraftsmal", "Vurdere å stenge en skole"),
}


def rows(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    [found] = load_workbook(io.BytesIO(content)).worksheets
    return list(found.iter_rows(values_only=True))


def hide_something_everywhere(cast: Cast) -> None:
    late = {"sdg": ["4"], "starts": "2019-01-01", "ends": "2020-01-01"}
    change_element(actor=cast.user("randi"), element=now("stengt-skole"), changes=late)
    Element.objects.filter(root=cast.solvik, key="trygge-veier").update(visibility=1)


@pytest.mark.parametrize("page", LISTS)
def test_every_list_is_offered_and_holds_what_the_reader_may_see(cast: Cast, page: str) -> None:
    hide_something_everywhere(cast)
    file, hidden = LISTS[page]
    question = page.partition("?")[2]
    chosen = "" if "barekraft" in page else f"?{question}"
    lise = cast.client("lise")
    html = lise.get(page).content.decode()
    for ending in ("xlsx", "csv"):
        assert f'href="{file}.{ending}{chosen}"' in html
    assert hidden in str(rows(lise, f"{file}.csv{chosen}"))
    for person in (None, "ulla"):
        assert hidden not in str(rows(cast.client(person), f"{file}.csv{chosen}"))
        assert hidden not in str(sheet(cast.client(person).get(f"{file}.xlsx{chosen}").content))


@pytest.mark.parametrize("page", LISTS)
def test_excel_holds_the_same_rows_as_csv(cast: Cast, page: str) -> None:
    hide_something_everywhere(cast)
    file, _hidden = LISTS[page]
    question = page.partition("?")[2]
    lise = cast.client("lise")
    response = lise.get(f"{file}.xlsx?{question}")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    told = [[cell or "" for cell in row] for row in sheet(response.content)]
    assert told == rows(lise, f"{file}.csv?{question}")
    assert len(told) > 1


def test_the_plans_follow_the_choices_of_the_page(nobody: Client) -> None:
    heading, *found = rows(nobody, "/solvik/ark/planer.csv?status=adopted")
    assert heading[:5] == ["Plan", "Type", "Nivå", "Status", "Periode"]
    assert [row[0] for row in found] == ["Samfunnsdelen 2024–2036", "Plan for elva"]
    assert found[0][2] == "Overordnet strategisk nivå"
    assert found[0][4] == "2024–2036"
    assert found[0][-1] == "http://testserver/solvik/planer/samfunnsdel/"
    assert nobody.get("/solvik/ark/planer.csv?status=finnes-ikke").status_code == 404


def test_the_conflicts_follow_the_choices_of_the_page(nobody: Client) -> None:
    [_heading, found] = rows(nobody, "/solvik/ark/malkonflikter.csv?handtering=open")
    assert found[0] == "Skole mot vei"
    assert found[4] == "Vi bygger ny skole → Da blir det mindre til veier"
    assert len(rows(nobody, "/solvik/ark/malkonflikter.csv?handtering=resolved")) == 1
    assert nobody.get("/solvik/ark/malkonflikter.csv?handtering=finnes-ikke").status_code == 404


def test_the_findings_follow_the_choices_of_the_page(cast: Cast) -> None:
    lise = cast.client("lise")
    _heading, *every = rows(lise, "/solvik/ark/funn.csv")
    _heading, *warnings = rows(lise, "/solvik/ark/funn.csv?alvor=advarsel")
    assert warnings == [row for row in every if row[1] == "Advarsel"]
    rule = every[0][3]
    _heading, *of_rule = rows(lise, f"/solvik/ark/funn.csv?bare={rule}")
    assert of_rule == [row for row in every if row[3] == rule]
    _heading, *by_unit = rows(lise, "/solvik/ark/funn.csv?etter=enhet")
    assert sorted(by_unit) == sorted(every)
    units = [row[7] for row in by_unit if row[7]]
    assert units == sorted(units)
    assert lise.get("/solvik/ark/funn.csv?bare=finnes-ikke").status_code == 404


def test_the_hits_follow_the_choices_of_the_page(cast: Cast, nobody: Client) -> None:
    _heading, *found = rows(nobody, "/solvik/ark/treff.csv?q=skole&type=conflict")
    assert [row[0] for row in found] == ["Skole mot vei"]
    assert len(rows(nobody, "/sok/treff.csv")) == 1
    assert nobody.get("/solvik/ark/treff.csv?q=skole&plan=internt-notat").status_code == 404
    assert cast.client("lise").get("/solvik/ark/treff.csv?q=skole&plan=internt-notat").status_code == 200


def test_one_goals_themes_can_be_fetched_alone(nobody: Client) -> None:
    _heading, *every = rows(nobody, "/oslo/ark/temaer.csv")
    goal = every[0][1]
    key = Element.objects.get(root__slug="oslo", title=goal, level__role="goal").key
    _heading, *found = rows(nobody, f"/oslo/ark/temaer.csv?mal={key}")
    assert found == [row for row in every if row[1] == goal]
    assert len(found) < len(every)


def test_the_goals_for_sustainability_name_what_serves_them(nobody: Client) -> None:
    _heading, *found = rows(nobody, "/oslo/ark/barekraftsmal.csv")
    page = nobody.get("/oslo/barekraftsmal/").content.decode()
    assert {row[1] for row in found if row[1]} <= set(page.replace("<", " ").replace(">", " ").split())
    assert any(row[5] for row in found)


def test_no_text_is_taken_for_a_formula(cast: Cast, nobody: Client) -> None:
    evil = '=HYPERLINK("http://x.example","klikk")'
    Plan.objects.filter(root=cast.solvik, key="samfunnsdel").update(title=evil)
    Conflict.objects.filter(root=cast.solvik, key="skole-mot-vei").update(title=evil)
    for name in ("planer", "malkonflikter"):
        assert f"'{evil}" in [row[0] for row in rows(nobody, f"/solvik/ark/{name}.csv")]
        book = load_workbook(io.BytesIO(nobody.get(f"/solvik/ark/{name}.xlsx").content))
        cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == evil]
        assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]


def test_days_are_written_as_norwegians_write_them() -> None:
    given = PlainList("Prøve", ["Navn", "Til"], [["Alf", date(2026, 12, 31)], ["Eva", None]], 2)
    assert list_as_csv(given).decode("utf-8-sig") == "Navn;Til\r\nAlf;31.12.2026\r\nEva;\r\n"
    book = load_workbook(io.BytesIO(list_as_excel(given)))
    assert book.worksheets[0]["B2"].value.date() == date(2026, 12, 31)
    assert book.worksheets[0]["B2"].number_format == "dd.mm.yyyy"


def test_a_file_says_what_it_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_list, "MOST_ROWS", 2)
    drawn = []

    def endless() -> Any:
        for number in range(5):
            drawn.append(number)
            yield [str(number)]

    told = list_as_csv(PlainList("Prøve", ["Tall"], endless(), 5)).decode("utf-8-sig").splitlines()
    assert told == ["Tall", "0", "1", "3 rader til fikk ikke plass. Velg færre på siden."]
    assert drawn == [0, 1]


def test_a_text_too_long_for_a_cell_is_cut_in_excel_and_whole_in_csv() -> None:
    given = PlainList("Prøve", ["Tekst"], [["a" * 40_000]], 1)
    assert "a" * 40_000 in list_as_csv(given).decode()
    [_heading, (text,)] = sheet(list_as_excel(given))
    assert len(text) == 32_767
    assert text.endswith("…")


def test_what_waits_for_review_is_a_file_for_those_with_a_role(cast: Cast) -> None:
    propose(actor=cast.user("randi"), subject=now("leksehjelp"))
    randi = cast.client("randi")
    assert 'href="/solvik/ark/gjennomgang.xlsx"' in randi.get("/solvik/gjennomgang/").content.decode()
    [heading, line] = rows(randi, "/solvik/ark/gjennomgang.csv")
    assert heading == ["Foreslått", "Type", "Dato", "Opphav", "Adresse"]
    assert line[:2] == [now("leksehjelp").title, "Element"]
    assert line[-1].endswith("/solvik/element/leksehjelp/gjennomgang/")
    assert cast.client(None).get("/solvik/ark/gjennomgang.csv").status_code == 404


def test_the_history_is_a_file_for_those_with_a_role(cast: Cast) -> None:
    change_element(actor=cast.user("randi"), element=now("leksehjelp"), changes={"keywords": ["kveld"]})
    randi = cast.client("randi")
    assert 'href="/solvik/ark/historikk.csv"' in randi.get("/solvik/historikk/").content.decode()
    heading, last, *_others = rows(randi, "/solvik/ark/historikk.csv")
    assert heading == ["Hva", "Gjelder", "Hvem", "Dato", "Klokkeslett"]
    assert last[:2] == ["Endret 1 element", now("leksehjelp").title]
    assert sheet(randi.get("/solvik/ark/historikk.xlsx").content)[1][1] == now("leksehjelp").title
    for person in (None, "ulla"):
        assert cast.client(person).get("/solvik/ark/historikk.csv").status_code == 404
