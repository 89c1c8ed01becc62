"""What is suggested of a table's columns, and what is taken in by it: wide, long, broken down, with lost noughts."""

import pytest
from django.test import Client

from rodtrad.indicators.models import Indicator, Observation
from tests.cast import Cast
from tests.indicators.table.files import csv_file, workbook
from tests.website.own_tables import (
    HEADINGS,
    ROWS,
    accepted,
    as_offered,
    begun,
    editor,
    figures,
    mapped,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def randi(cast: Cast) -> Client:
    return editor(cast)


def test_years_are_no_codes_of_municipalities(randi: Client) -> None:
    rows = [("Frogner", 2023, 1), ("Sagene", 2024, 2), ("Oslo", 2024, 3)]
    table = begun(randi, workbook(("Bydel", "År", "Antall"), *rows))
    assert as_offered(randi.get(f"{table}kolonner/"))["omradetype"] == "district"


def test_a_wide_csv_with_names_decimal_commas_and_thousands(randi: Client) -> None:
    content = csv_file(
        "Andel fornøyde;;;",
        "Bydel;2023;2024;2025",
        "01 Gamle Oslo;12,5;13,0;..",
        "Frogner;1 012,5;14;:",
        "Kilde: egen undersøkelse;;;",
        encoding="cp1252",
    )
    table = begun(randi, content, "Andel fornøyde", "andel.csv")
    offered = as_offered(randi.get(f"{table}kolonner/"))
    assert (offered["perioder"], offered["rad"]) == ("ja", "2")
    look = mapped(randi, table, **{"enhet-0": "prosent", "desimaler-0": "1"})
    accepted(randi, look)
    assert figures("andel-fornoyde") == {
        ("030101", 2023): 12.5,
        ("030101", 2024): 13.0,
        ("030101", 2025): None,
        ("030105", 2023): 1012.5,
        ("030105", 2024): 14,
        ("030105", 2025): None,
    }
    made = Indicator.objects.get(root__slug="solvik", key="andel-fornoyde")
    assert (made.unit, made.decimals, made.quantity) == ("percent", 1, "ratio")


def test_codes_that_lost_their_nought_and_merged_headings(randi: Client) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(
                ("Folketall", None, None),
                ("Kommunenr", "År", "Antall"),
                (301, 2024, 717710),
                (3201, 2024, 130000),
            )
        )
    )
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("A1:C1")
    held = io.BytesIO()
    book.save(held)
    table = begun(randi, held.getvalue(), "Folketall")
    offered = as_offered(randi.get(f"{table}kolonner/"))
    assert (offered["rad"], offered["rolle-1"], offered["omradetype"]) == ("2", "place", "municipality")
    accepted(randi, mapped(randi, table))
    assert figures("antall") == {("0301", 2024): 717710, ("3201", 2024): 130000}


def test_of_two_sheets_the_one_with_figures_is_suggested_and_the_other_can_be_chosen(randi: Client) -> None:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Les meg"
    for line in (["Om tallene", "Hva"], ["De er", "telt"], ["Spør", "Randi"]):
        notes.append(line)
    sheet = book.create_sheet("Tall")
    for row in (HEADINGS, *ROWS):
        sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    table = begun(randi, held.getvalue())
    assert as_offered(randi.get(f"{table}kolonner/"))["ark"] == "Tall"
    other = randi.post(f"{table}kolonner/", {"ark": "Les meg", "gjor": "vis"})
    assert "Om tallene" in words(other)
    accepted(randi, mapped(randi, table))
    assert len(figures()) == 2


def test_a_column_tells_which_indicator_a_row_is_of(randi: Client) -> None:
    rows = [("Frogner", 2024, "Unge", 900), ("Frogner", 2024, "Eldre", 700), ("Frogner", 2024, "Prøve", 1)]
    table = begun(randi, workbook(("Bydel", "År", "Indikator", "Verdi"), *rows))
    second = {
        f"{name}-{number}": value
        for number in (0, 1)
        for name, value in (
            ("retning", "none"),
            ("dimensjon", "social"),
            ("perspektiv", "output"),
            ("tema", "population"),
            ("enhet", "antall"),
        )
    }
    look = mapped(randi, table, **second, **{"valg-2": "utelat", "desimaler-1": "0"})
    accepted(randi, look)
    assert (figures("unge"), figures("eldre")) == ({("030105", 2024): 900}, {("030105", 2024): 700})


def test_a_breakdown_and_the_areas_own_figures_without_a_column_of_places(randi: Client) -> None:
    rows = [(2024, "Begge kjønn", 10), (2024, "Kvinner", 6), (2024, "Menn", 4)]
    table = begun(randi, workbook(("År", "Kjønn", "Antall"), *rows))
    accepted(randi, mapped(randi, table))
    found = Observation.objects.filter(indicator__key="antall", indicator__root__slug="solvik")
    assert set(found.values_list("area__code", "breakdown__key", "value")) == {
        ("0301", "", 10.0),
        ("0301", "Kjønn=Kvinner", 6.0),
        ("0301", "Kjønn=Menn", 4.0),
    }


# A band as direction


def new_indicator(client: Client, **slots: str) -> Indicator:
    table = begun(client, workbook(HEADINGS, *ROWS))
    look = mapped(client, table, **{"retning-0": "band", **slots})
    assert look.redirect_chain, words(look)
    return Indicator.objects.get(root__slug="solvik", key="antall-unge")


def test_within_a_band_is_offered_as_direction_with_its_two_ends(randi: Client) -> None:
    made = new_indicator(randi, **{"fra-0": "1,3", "til-0": "1 690"})
    assert (made.direction, made.band_low, made.band_high) == ("band", 1.3, 1690.0)


def test_a_band_may_be_left_to_the_targets(randi: Client) -> None:
    made = new_indicator(randi)
    assert (made.direction, made.band_low, made.band_high) == ("band", None, None)


def test_the_ends_of_a_band_belong_to_that_direction_alone(randi: Client) -> None:
    made = new_indicator(randi, **{"retning-0": "higher", "fra-0": "1", "til-0": "2"})
    assert (made.direction, made.band_low, made.band_high) == ("higher", None, None)


@pytest.mark.parametrize(
    ("low", "high", "field", "sentence"),
    [
        ("1,3", "", "til", "Skriv et tall i begge endene av båndet"),
        ("", "2", "fra", "Skriv et tall i begge endene av båndet"),
        ("mye", "2", "fra", "Skriv et tall i begge endene av båndet"),
        ("2", "1", "til", "Den øverste enden av båndet må være høyere enn den nederste."),
        ("2", "2", "til", "Den øverste enden av båndet må være høyere enn den nederste."),
    ],
)
def test_a_band_that_is_no_band_is_told_at_its_end(
    randi: Client, low: str, high: str, field: str, sentence: str
) -> None:
    table = begun(randi, workbook(HEADINGS, *ROWS))
    answer = mapped(randi, table, **{"retning-0": "band", "fra-0": low, "til-0": high})
    assert answer.status_code == 422
    assert f'<a href="#{field}-0">Antall unge: {sentence}' in answer.content.decode()
    assert f'id="{field}-0" name="{field}-0"' in answer.content.decode()
    assert not Indicator.objects.filter(root__slug="solvik", key="antall-unge").exists()


def test_what_a_new_indicator_measures_is_asked_for(randi: Client) -> None:
    table = begun(randi, workbook(HEADINGS, *ROWS))
    refused = mapped(randi, table, **{"perspektiv-0": ""})
    assert refused.status_code == 422
    assert "Velg hva tallet måler." in words(refused)
    mapped(randi, table, **{"perspektiv-0": "activity"})
    assert Indicator.objects.get(root__slug="solvik", key="antall-unge").perspective == "activity"


@pytest.mark.parametrize(
    ("name", "unit", "quantity"),
    [
        ("Antall unge", "personer", "count"),
        ("Ventetid", "dager", "other"),
        ("Ventetid", "timer", "other"),
        ("Gjennomsnittlig boligpris", "kroner", "other"),
        ("Utgifter per elev", "kroner", "other"),
        ("Utgifter", "kroner", "count"),
        ("Andel fornøyde", "prosent", "ratio"),
    ],
)
def test_what_is_no_count_is_not_added_up(randi: Client, name: str, unit: str, quantity: str) -> None:
    table = begun(randi, workbook(HEADINGS, *ROWS))
    mapped(randi, table, **{"navn-0": name, "enhet-0": unit})
    assert Indicator.objects.get(root__slug="solvik", dataset__isnull=False).quantity == quantity
