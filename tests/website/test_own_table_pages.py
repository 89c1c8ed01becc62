"""`/{root}/tabeller/`: a file is sent, its columns told of once, and taken in; next year's goes the same way."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import (
    Batch,
    BatchState,
    Dataset,
    ImportRun,
    Indicator,
    Observation,
    RunState,
    Vintage,
)
from rodtrad.indicators.tasks import take_in
from rodtrad.website.views.own_tables import proposal
from tests.cast import Cast
from tests.indicators.table.files import Cell, csv_file, workbook
from tests.security.test_uploads import LIES

pytestmark = pytest.mark.django_db
LIST, NEW = "/solvik/tabeller/", "/solvik/ny-tabell/"
HEADINGS = ("Bydel", "År", "Antall unge", "Merknad")
ROWS = (("Gamle Oslo", 2024, 1200, "telt i mai"), ("Frogner", 2024, 900, None))
COUNT = {
    "retning-0": "none",
    "dimensjon-0": "social",
    "tema-0": "childhood",
    "desimaler-0": "0",
    "enhet-0": "personer",
}


@pytest.fixture
def randi(cast: Cast) -> Client:
    """Give the editor of a municipality that has an area with districts."""
    root = cast.solvik
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save(update_fields=["area"])
    return cast.client("randi")


def tables() -> QuerySet[Dataset]:
    """Return what is made here: the cast has a table that is not mapped."""
    return Dataset.objects.filter(root__slug="solvik").exclude(key="trivsel")


def batches() -> QuerySet[Batch]:
    return Batch.objects.filter(dataset__in=tables())


def upload(client: Client, address: str, content: bytes, name: str = "unge.xlsx", **more: str) -> Any:
    return client.post(address, {"fil": SimpleUploadedFile(name, content), **more}, follow=True)


def begun(client: Client, content: bytes, title: str = "Unge i bydelene", name: str = "unge.xlsx") -> str:
    """Send the first file; return the address of the table."""
    answer = upload(client, NEW, content, name, tittel=title)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.redirect_chain, words(answer)
    return str(answer.redirect_chain[-1][0]).removesuffix("kolonner/")


def as_offered(answer: Any) -> dict[str, str]:
    """Return the fields of the page's form as they stand."""
    page = answer.content.decode()
    fields = {}
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body) or re.search(
            r'<option value="([^"]*)"', body
        )
        fields[name] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input[^>]+>", page):
        if (name := re.search(r'name="([^"]+)"', tag)) and 'type="file"' not in tag:
            value = re.search(r'value="([^"]*)"', tag)
            fields[name[1]] = value[1] if value else ""
    return fields


def mapped(
    client: Client, table: str, columns: Mapping[str, str] = MappingProxyType({}), /, **slots: str
) -> Any:
    """Take both steps with what is suggested, but for what is given; return the page that follows."""
    here = f"{table}kolonner/"
    first = {**as_offered(client.get(here)), **columns, "gjor": "videre"}
    second = client.post(here, first)
    assert second.status_code == 200, words(second)
    return client.post(here, {**as_offered(second), **COUNT, **slots, "gjor": "lagre"}, follow=True)


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def accepted(client: Client, answer: Any) -> Any:
    """Say yes to the proposal on the page."""
    here = answer.redirect_chain[-1][0]
    return client.post(here, {**as_offered(answer), "gjor": "ta-inn"}, follow=True)


def figures(key: str = "antall-unge") -> dict[tuple[str, int], float | None]:
    rows = Observation.objects.filter(indicator__key=key, indicator__root__slug="solvik")
    return {
        (code, period // 12000): value
        for code, period, value in rows.values_list("area__code", "period", "value")
    }


def taken_in(client: Client, *rows: Sequence[Cell], headings: Sequence[str] = HEADINGS) -> str:
    """Take the first file all the way in; return the address of the table."""
    table = begun(client, workbook(headings, *rows))
    accepted(client, mapped(client, table))
    return table


# The whole story


def test_a_table_is_mapped_once_and_next_years_file_goes_in_by_itself(randi: Client) -> None:
    table = begun(randi, workbook(HEADINGS, *ROWS))
    first = randi.get(f"{table}kolonner/")
    offered = as_offered(first)
    assert offered["rad"] == "1"
    assert [offered[f"rolle-{number}"] for number in (1, 2, 3, 4)] == ["place", "period", "value", "out"]
    assert (offered["omradetype"], offered["frekvens"]) == ("district", "year")
    assert "telt i mai" in words(first)
    look = mapped(randi, table)
    text = words(look)
    assert "nye tall 2" in text
    assert "Antall unge Gamle Oslo 2024 1 200" in text
    assert not figures()
    done = accepted(randi, look)
    assert "2 tall er tatt inn." in words(done)
    assert figures() == {("030101", 2024): 1200, ("030105", 2024): 900}

    again = upload(
        randi,
        table,
        workbook(HEADINGS, *ROWS[:1], ("Frogner", 2024, 910, ""), ("Frogner", 2025, 950, "")),
        gjor="send",
    )
    text = words(again)
    assert "nye tall 1" in text
    assert "endres 1" in text
    assert "som før 1" in text
    assert "Antall unge Frogner 2024 900 910" in text
    assert "3 tall er tatt inn" not in words(accepted(randi, again))
    assert figures() == {("030101", 2024): 1200, ("030105", 2024): 910, ("030105", 2025): 950}
    assert Vintage.objects.get(indicator__key="antall-unge").value == 900
    listed = words(randi.get(LIST))
    assert "Unge i bydelene tatt inn 2025 i dag Randi Redaktør" in listed


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


# What is wrong is told


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


# Yes, no, and meanwhile


def test_a_file_can_be_thrown_away(randi: Client) -> None:
    table = taken_in(randi, *ROWS)
    look = upload(randi, table, workbook(HEADINGS, ("Frogner", 2030, 1, "")), gjor="send")
    answer = randi.post(look.redirect_chain[-1][0], {"gjor": "kast"}, follow=True)
    assert "Fila er kastet." in words(answer)
    assert len(figures()) == 2
    assert tables().get().batches.count() == 1


def test_a_table_that_never_was_mapped_goes_with_its_file(randi: Client) -> None:
    begun(randi, workbook(HEADINGS, *ROWS))
    batch = batches().get()
    randi.post(f"{LIST}{batch.dataset.key}/forslag/{batch.pk}/", {"gjor": "kast"})
    assert not tables().exists()


def test_what_changed_meanwhile_is_looked_at_anew(randi: Client) -> None:
    table = taken_in(randi, *ROWS)
    look = upload(randi, table, workbook(HEADINGS, ("Frogner", 2024, 1, "")), gjor="send")
    Observation.objects.filter(indicator__key="antall-unge").update(value=77)
    assert "Noe er endret siden du så på tabellen." in words(accepted(randi, look))
    assert set(figures().values()) == {77}


def test_the_same_file_again_changes_nothing(randi: Client) -> None:
    table = taken_in(randi, *ROWS)
    again = upload(randi, table, workbook(HEADINGS, *ROWS), gjor="send")
    assert "Ingenting er endret: merk som sjekket" in words(again)
    assert "Ingenting var endret siden sist." in words(accepted(randi, again))
    assert not Vintage.objects.filter(indicator__key="antall-unge").exists()


def test_a_long_table_is_taken_in_by_a_worker_and_the_page_tells_how_far(
    randi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposal, "MOST_AT_ONCE", 1)
    table = begun(randi, workbook(HEADINGS, *ROWS))
    look = mapped(randi, table)
    assert "Tabellen er stor." in words(look)
    answer = accepted(randi, look)
    assert "Står i kø" in words(answer)
    assert not figures()
    run = ImportRun.objects.get(dataset__root__slug="solvik")
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, stage="stored", done=1, total=2, started_at=run.asked_at, told_at=run.asked_at
    )
    page = randi.get(table)
    assert "Lagrer tallene 75 %" in words(page)
    assert '<progress max="100" value="75"' in page.content.decode()
    take_in(run.pk)
    assert len(figures()) == 2
    assert "<progress" not in randi.get(table).content.decode()


# Who


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
