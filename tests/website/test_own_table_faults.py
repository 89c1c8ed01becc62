"""What is wrong with an own table is told, with cell and reason, and nothing of it is stored."""

import pytest
from django.test import Client

from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import BatchState, Indicator, Observation
from tests.cast import Cast
from tests.indicators.table.files import csv_file, workbook
from tests.security.test_uploads import LIES
from tests.website.own_tables import (
    COUNT,
    HEADINGS,
    NEW,
    ROWS,
    accepted,
    as_offered,
    batches,
    begun,
    editor,
    figures,
    mapped,
    tables,
    taken_in,
    upload,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def randi(cast: Cast) -> Client:
    return editor(cast)


def test_wrong_cells_and_unknown_places_are_told_with_cell_and_reason(randi: Client) -> None:
    table = begun(
        randi,
        workbook(
            HEADINGS,
            *ROWS,
            ("Frogner", 2025, "mange", ""),
            ("Atlantis", 2024, 3, ""),
            ("Atlantis", 2025, 4, ""),
        ),
    )
    look = mapped(randi, table)
    text = words(look)
    assert "C4 «mange» er ikke et tall." in text
    assert "A5, A6 Fant ikke området «Atlantis»." in text
    assert "utelates 3" in text
    accepted(randi, look)
    assert len(figures()) == 2


def test_small_numbers_are_hidden_and_the_page_says_why(randi: Client) -> None:
    rows = [("Oslo", 2024, 12, ""), ("Gamle Oslo", 2024, 2, ""), ("Frogner", 2024, 10, "")]
    table = begun(randi, workbook(HEADINGS, *rows))
    look = mapped(randi, table, **{"skjul-0": "3"})
    text = words(look)
    assert "skjules 2" in text
    assert "Skjult: færre enn 3." in text
    assert "Skjult fordi Gamle Oslo er skjult" in text
    accepted(randi, look)
    assert figures() == {("0301", 2024): None, ("030101", 2024): None, ("030105", 2024): 10}
    statuses = Observation.objects.filter(indicator__key="antall-unge", value=None).values_list(
        "status", flat=True
    )
    assert set(statuses) == {int(ObservationStatus.CONFIDENTIAL)}


def test_a_renamed_column_is_named_and_can_be_mapped_anew(randi: Client) -> None:
    table = taken_in(randi, *ROWS)
    answer = upload(randi, table, workbook(("Bydel", "År", "Unge i alt"), ("Frogner", 2025, 5)), gjor="send")
    text = words(answer)
    assert "Fant ikke kolonnen «Antall unge»" in text
    assert "Mangler Antall unge" in text
    assert "I fila, men ikke koblet Unge i alt" in text
    assert figures() == {("030101", 2024): 1200, ("030105", 2024): 900}
    look = mapped(randi, table, {"rolle-3": "value"}, **{"valg-0": "antall-unge"})
    accepted(randi, look)
    assert figures()["030105", 2025] == 5
    assert Indicator.objects.filter(root__slug="solvik", dataset__isnull=False).count() == 1


def test_the_steps_tell_what_is_missing_and_store_nothing(randi: Client) -> None:
    table = begun(randi, workbook(HEADINGS, *ROWS))
    here = f"{table}kolonner/"
    offered = as_offered(randi.get(here))
    for change, sentence in (
        ({"rolle-3": "out"}, "Velg minst én kolonne med tall."),
        ({"rolle-4": "place"}, "«Bydel», «Merknad» er valgt som det samme."),
        ({"rolle-2": "out"}, "Skriv hvilken periode tallene gjelder"),
        ({"tittel": " "}, "Skriv hva tabellen heter"),
    ):
        answer = randi.post(here, {**offered, **change, "gjor": "videre"})
        assert answer.status_code == 422
        assert sentence in words(answer)
    second = as_offered(randi.post(here, {**offered, "gjor": "videre"}))
    answer = randi.post(here, {**second, "gjor": "lagre", "enhet-0": "fnugg", "navn-0": ""})
    assert answer.status_code == 422
    for sentence in (
        "Skriv hva indikatoren heter",
        "«fnugg» er ikke en enhet",
        "Velg et tema.",
        "Velg en dimensjon.",
    ):
        assert sentence in words(answer)
    assert randi.post(here, {**second, **COUNT, "kobling": "noe-annet", "gjor": "lagre"}).status_code == 400
    assert tables().get().query == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Fila er tom."),
        (csv_file("Bydel;År;Antall"), "Fila har ingen rader med tall."),
        (b"%PDF-1.7", "Dette er en PDF, ikke et regneark."),
        (b"x" * (25 * 1024 * 1024 + 1), "grensen er 25 MB"),
        (csv_file("a;b", *["1;2"] * 50_001), "mer enn 50000 rader"),
    ],
)
def test_what_is_no_table_is_refused_and_not_kept(randi: Client, content: bytes, sentence: str) -> None:
    answer = upload(randi, NEW, content)
    assert answer.status_code in (413, 422)
    assert answer.status_code == 413 or sentence in words(answer)
    assert not tables().exists()


@pytest.mark.parametrize("lie", LIES)
def test_a_hostile_file_is_refused_first_and_later(randi: Client, lie: str) -> None:
    name, content, _kind = LIES[lie]()
    assert upload(randi, NEW, content, name).status_code == 422
    table = taken_in(randi, *ROWS)
    assert upload(randi, table, content, name, gjor="send").status_code == 422
    assert not batches().filter(state=BatchState.WAITING).exists()
    assert len(figures()) == 2


def test_a_form_that_is_sent_without_a_file_says_so(randi: Client) -> None:
    answer = randi.post(NEW, {"tittel": "Noe"})
    assert answer.status_code == 422
    assert "Du valgte ingen fil." in words(answer)


def test_signs_that_no_database_holds_are_left_out_of_file_and_title(randi: Client) -> None:
    """The second is so far down that the file is not taken for another sort of text."""
    content = csv_file("Bydel;År;Kjønn;Antall unge", *[";;;"] * 1000, "Frogner;2024;Kvin\0ner;900")
    table = begun(randi, content, "Unge\0 her", "unge.csv")
    accepted(randi, mapped(randi, table))
    assert tables().get().title == "Unge her"
    told = Observation.objects.filter(indicator__key="antall-unge")
    assert list(told.values_list("breakdown__label", "value")) == [("Kvinner", 900.0)]


def test_a_title_that_is_too_long_is_told_and_nothing_is_made(randi: Client) -> None:
    answer = upload(randi, NEW, workbook(HEADINGS, *ROWS), tittel="unge " * 61)
    assert answer.status_code == 422
    assert "Skriv hva tabellen heter, med høyst 300 tegn." in words(answer)
    assert not tables().exists()


def test_a_category_that_is_too_long_is_told_with_its_cell(randi: Client) -> None:
    rows = [("Frogner", 2024, "Kvinner", 5), ("Frogner", 2024, "lang " * 80, 4)]
    table = begun(randi, workbook(("Bydel", "År", "Kjønn", "Antall"), *rows))
    look = mapped(randi, table)
    assert "C3 Det tallet er delt inn etter, er på 405 tegn til sammen; grensen er 300." in words(look)
    accepted(randi, look)
    assert list(Observation.objects.filter(indicator__key="antall").values_list("value", flat=True)) == [5.0]


def test_names_with_the_signs_that_separate_are_kept_apart(randi: Client) -> None:
    """«a|Kjønn=b» in one column and «b» in the other are not «a» and «b»."""
    rows = [("Frogner", 2024, "a", "b", 1), ("Frogner", 2024, "a|Kjønn=b", "Alle", 2)]
    table = begun(randi, workbook(("Bydel", "År", "Alder", "Kjønn", "Antall"), *rows))
    accepted(randi, mapped(randi, table))
    told = Observation.objects.filter(indicator__key="antall").order_by("value")
    assert list(told.values_list("breakdown__label", "value")) == [("a, b", 1.0), ("a|Kjønn=b", 2.0)]


def test_a_period_of_another_sort_than_the_table_has_is_told_with_its_cell(randi: Client) -> None:
    rows = [("Frogner", "2024K1", 3), ("Frogner", "2024", 12), ("Frogner", "2024K2", 4)]
    table = begun(randi, workbook(("Bydel", "Kvartal", "Antall"), *rows))
    look = mapped(randi, table)
    assert "B3 «2024» er en annen slags periode (år) enn tabellen har (kvartal)." in words(look)
    accepted(randi, look)
    told = Observation.objects.filter(indicator__key="antall").order_by("value")
    assert list(told.values_list("value", flat=True)) == [3.0, 4.0]


def test_a_renamed_column_is_not_mixed_up_with_those_that_were_left_out(randi: Client) -> None:
    table = taken_in(randi, *ROWS)
    headings = ("Bydel", "År", "Unge i alt", "Merknad", "Ny kolonne")
    answer = upload(randi, table, workbook(headings, ("Frogner", 2025, 5, "telt", 1)), gjor="send")
    assert "I fila, men ikke koblet Unge i alt Ny kolonne Ingenting er tatt inn" in words(answer)


def test_what_a_hidden_figure_is_broken_down_by_is_named(randi: Client) -> None:
    rows = [(2024, "Begge kjønn", 12), (2024, "Kvinner", 10), (2024, "Menn", 2)]
    table = begun(randi, workbook(("År", "Kjønn", "Antall"), *rows))
    text = words(mapped(randi, table, **{"skjul-0": "3"}))
    assert "Antall, Menn, Oslo, 2024" in text
    assert "Skjult: færre enn 3." in text


def test_a_code_that_is_no_more_is_told_and_not_stored(randi: Client) -> None:
    """The code of Bærum until 2024 beside the name: only one of them is the figure of 2024."""
    rows = [("3024 Bærum gml", 2023, 120), ("3024 Bærum gml", 2024, 130), ("Bærum kommune", 2024, 131)]
    table = begun(randi, workbook(("Kommune", "År", "Antall unge"), *rows))
    look = mapped(randi, table)
    text = words(look)
    assert "A3 3024 Bærum gjaldt til 31. desember 2023; tallet for 2024 hører til 3201 Bærum." in text
    assert "Skriv stedet som gjelder i perioden" in text
    accepted(randi, look)
    # What 3024 had is carried over to the code of today; what was written of it for 2024 is not.
    assert figures() == {("3024", 2023): 120, ("3201", 2023): 120, ("3201", 2024): 131}


def test_a_wide_table_with_a_starred_year_keeps_its_newest_figures(randi: Client) -> None:
    table = begun(
        randi, workbook(("Bydel", "2024", "2025*"), ("Gamle Oslo", 1200, 1210), ("Frogner", 900, 905))
    )
    look = mapped(randi, table)
    accepted(randi, look)
    [key] = Indicator.objects.filter(root__slug="solvik", dataset__in=tables()).values_list("key", flat=True)
    assert figures(key)["030101", 2025] == 1210
    provisional = Observation.objects.filter(indicator__key=key, status=ObservationStatus.PROVISIONAL)
    assert provisional.count() == 2
