"""`/{root}/tabeller/`: a file is sent, its columns told of once, and taken in; next year's goes the same way."""

import pytest
from django.test import Client

from rodtrad.indicators.models import ImportRun, Observation, RunState, Vintage
from rodtrad.indicators.tasks import take_in
from rodtrad.website.views.own_tables import proposal
from tests.cast import Cast
from tests.indicators.table.files import workbook
from tests.website.own_tables import (
    HEADINGS,
    LIST,
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
