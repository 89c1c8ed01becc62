"""Targets in the list of elements: a column, a choice, and the same as Excel and CSV."""

import csv
import io
from html import unescape
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.targets.models import Target
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
TABLE = "/oslo/tabell/"
QUERIES = 12


@pytest.fixture
def measured() -> list[Indicator]:
    """Two indicators that Oslo has figures of, from 20 in 2020: one to 15 and one to 19 in 2025."""
    found = []
    for key, last in (("fattige", 15.0), ("frafall", 19.0)):
        dataset = make_dataset(f"{key}-tabell")
        found.append(make_indicator(key, dataset=dataset, name=key.capitalize()))
        given = {("0301", "2020"): 20.0, ("0301", "2025"): last}
        load_figures(dataset=dataset, figures=figures(given, key), received_at=MARCH)
    return found


@pytest.fixture
def goals(measured: list[Indicator]) -> list[Element]:
    """Mål 1 has a target on track and one far behind, mål 2 one on track."""
    Target.objects.filter(root__slug="oslo").delete()
    first, second = (Element.objects.get(root__slug="oslo", key=key) for key in ("mal-1", "mal-2"))
    make_target(first, measured[0])
    make_target(first, measured[1])
    make_target(second, measured[0])
    return [first, second]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def row_of(html: str, element: Element) -> str:
    [found] = [part for part in html.split("<tr role") if f"{element.title}</a>" in part]
    return found


def csv_of(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_list_shows_how_targets_stand_by_word_and_shape(nobody: Client, goals: list[Element]) -> None:
    html = page(nobody, TABLE + "?niva=kommunemal")
    first, second = (row_of(html, one) for one in goals)
    assert f'href="/oslo/element/{goals[0].key}/#indikatorer"' in first
    assert first.index("langt etter ruta") < first.index("i rute")  # the gravest first
    assert "<svg" in first
    assert "langt etter" not in second
    assert "i rute" in second


def test_the_list_is_narrowed_by_how_targets_stand(nobody: Client, goals: list[Element]) -> None:
    either = page(nobody, TABLE + "?maltall=on_track")
    assert all(f"{one.title}</a>" in either for one in goals)
    html = page(nobody, TABLE + "?maltall=far_behind")
    assert "1 av " in html
    assert f"{goals[0].title}</a>" in html
    assert "Måltall: Langt etter ruta" in html
    assert '<option value="far_behind" selected>' in html
    assert "/oslo/ark/maltall.csv?maltall=far_behind" in html
    assert "Ingenting passer" in page(nobody, TABLE + "?maltall=achieved")
    assert "2 av " in page(nobody, TABLE + "?maltall=med")


def test_what_is_no_status_is_told(nobody: Client, goals: list[Element]) -> None:
    assert "«<b>» sier ikke hvordan et måltall står" in page(nobody, TABLE + "?maltall=<b>")


def test_a_root_without_targets_has_neither_column_nor_choice(nobody: Client) -> None:
    Target.objects.filter(root__slug="oslo").delete()
    html = page(nobody, TABLE)
    assert "maltall" not in html
    assert "Måltall</th>" not in html


@pytest.mark.parametrize("question", ["", "?maltall=on_track"])
def test_queries_do_not_grow_with_the_targets(
    nobody: Client, goals: list[Element], measured: list[Indicator], question: str,
    django_assert_max_num_queries: Any, django_assert_num_queries: Any,
) -> None:  # fmt: skip
    nobody.get(TABLE + question)
    with django_assert_max_num_queries(QUERIES + 2 * bool(question)) as few:
        nobody.get(TABLE + question)
    for element in Element.objects.filter(root__slug="oslo", level__key="tiltak")[:40]:
        make_target(element, measured[0])
    with django_assert_num_queries(len(few)):
        nobody.get(TABLE + question)


def test_the_targets_as_files_follow_the_choices(nobody: Client, goals: list[Element]) -> None:
    rows = csv_of(nobody, "/oslo/ark/maltall.csv?niva=kommunemal")
    assert [(row["Element"], row["Indikator"], row["Slik går det"]) for row in rows] == [
        (goals[0].title, "Fattige", "i rute"),
        (goals[0].title, "Frafall", "langt etter ruta"),
        (goals[1].title, "Fattige", "i rute"),
    ]
    assert rows[0]["Begrunnelse"].endswith(".")
    assert rows[0]["Adresse"] == f"http://testserver/oslo/element/{goals[0].key}/"
    assert csv_of(nobody, "/oslo/ark/maltall.csv?maltall=far_behind")[0]["Element"] == goals[0].title
    assert csv_of(nobody, "/oslo/ark/maltall.csv?niva=tiltak") == []
    [sheet] = load_workbook(io.BytesIO(nobody.get("/oslo/ark/maltall.xlsx").content)).worksheets
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Fattige", "Frafall", "Fattige"]


def test_the_workbook_follows_the_same_choice(nobody: Client, goals: list[Element]) -> None:
    content = nobody.get("/oslo/ark/elementer.xlsx?maltall=far_behind").content
    sheet = load_workbook(io.BytesIO(content))["Måltall"]
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {goals[0].key}


def test_files_and_choices_hold_what_the_reader_may_see(cast: Cast, nobody: Client) -> None:
    """The cast has a target of an internal indicator for an open measure, and one for an internal element."""
    assert "Uro i klassene" not in str(csv_of(nobody, "/solvik/ark/maltall.csv"))
    lise = csv_of(cast.client("lise"), "/solvik/ark/maltall.csv")
    assert {"Uro i klassene", "Leseglede"} == {row["Indikator"] for row in lise}
    assert "Vurdere å stenge en skole" in {row["Element"] for row in lise}
    html = page(nobody, "/solvik/tabell/?maltall=med")
    assert "Vurdere å stenge en skole" not in html
