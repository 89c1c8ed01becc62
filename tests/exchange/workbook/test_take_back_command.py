"""`rodtrad import take-back`: the list of imports, one taken back with who did it, and what cannot be."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rodtrad.config.commands import imports
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.progress import BackStage, share_done
from rodtrad.goals.models import Element
from rodtrad.goals.operations.retention_set import set_retention
from tests.cast import Cast
from tests.exchange.workbook.sheets import pasted

SHEET = pasted(
    ("Nøkkel", "Tiltak"), ("leksehjelp", "Tilby annen leksehjelp"), ("benk", "Benk"), ("bord", "Bord")
)


@pytest.fixture(autouse=True)
def in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the connection open: the test rolls back on it what a command would leave when it ends."""
    monkeypatch.setattr(imports, "tables_ready", nullcontext)
    monkeypatch.setattr(imports, "_SECONDS_BETWEEN", 0.0)


@pytest.fixture
def batch(cast: Cast) -> ImportBatch:
    report = import_sheet(root=cast.solvik, content=SHEET, file_name="benker.csv", plan="handlingsdel")
    assert report.batch is not None
    return report.batch


def take_back(*arguments: object) -> None:
    words = ["take-back", *map(str, arguments)]
    imports.command.main(words, prog_name="rodtrad import", standalone_mode=False)


def test_imports_are_listed_with_their_numbers(
    cast: Cast, batch: ImportBatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take_back()
    line = next(line for line in capsys.readouterr().out.splitlines() if str(batch.id) in line)
    assert line.startswith(f"{batch.id}  solvik  benker.csv  ")
    assert "2 laget, 1 endret" in line
    take_back("--root", "solvik")
    assert str(batch.id) in capsys.readouterr().out
    take_back("--root", "utvik")
    assert capsys.readouterr().out == "Ingen importer kan tas tilbake.\n"
    with pytest.raises(ExchangeError, match="Fant ingen organisasjon «nei»"):
        take_back("--root", "nei")


def test_an_import_is_taken_back_by_someone_with_progress(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump_root(cast.solvik)
    report = import_sheet(root=cast.solvik, content=SHEET, file_name="benker.csv", plan="handlingsdel")
    assert report.batch is not None
    take_back(report.batch.id, "--as", "randi@example.org")
    told = capsys.readouterr()
    assert told.out == "Tatt tilbake: benker.csv.\n3 elementer er som før.\n"
    for words in ("ser hva som er endret siden", "setter tilbake", "skriver det inn i søket"):
        assert f"{words}." in told.err
    assert dump_root(cast.solvik) == before
    batch = ImportBatch.objects.get(pk=report.batch.pk)
    assert (batch.state, batch.taken_back_by) == (BatchState.TAKEN_BACK, cast.user("randi"))
    events: Any = Element.pgh_event_model
    gone = events.objects.filter(key="benk").latest("pgh_id")
    assert gone.pgh_label == "delete"
    metadata = gone.pgh_context.metadata
    assert (metadata["command"], metadata["user"]) == ("import take-back", str(cast.user("randi").pk))
    with pytest.raises(ExchangeError, match="Arket er alt tatt tilbake"):
        take_back(batch.id)
    take_back("--root", "solvik")
    assert str(batch.id) not in capsys.readouterr().out


def test_what_stays_is_told_in_the_words_of_the_page(
    cast: Cast, batch: ImportBatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Element.objects.filter(key="benk").update(description="Noen har skrevet her.")
    Element.objects.filter(key="bord").delete()
    page = cast.client("randi").get(f"/solvik/ark/{batch.id}/").content.decode()
    take_back(batch.id, "--dry-run")
    told = capsys.readouterr().out
    for why in ("Noen har endret det siden.", "Det er slettet siden."):
        assert why in page
        assert why in told
    assert "- Benk (benk): Noen har endret det siden.\n" in told
    assert "- Et slettet element: Det er slettet siden.\n" in told
    assert told.startswith("Prøvekjøring av benker.csv. Ingenting er lagret.\n1 element er som før.\n")
    assert Element.objects.get(key="leksehjelp").title == "Tilby annen leksehjelp"
    take_back(batch.id)
    assert Element.objects.get(key="leksehjelp").title == "Tilby leksehjelp på alle skoler"
    assert Element.objects.filter(key="benk").exists()


@pytest.mark.parametrize("number", ["42", "nei", "6f1c9d5e-2b7a-4f7e-9a55-0c1d2e3f4a5b"])
def test_a_number_that_is_no_import(cast: Cast, number: str) -> None:
    with pytest.raises(ExchangeError, match=f"Fant ingen import med nummeret «{number}»"):
        take_back(number)


def test_nobody_who_is_not_there_takes_it_back(batch: ImportBatch) -> None:
    with pytest.raises(ExchangeError, match="Fant ingen bruker med adressen"):
        take_back(batch.id, "--as", "ingen@example.org")
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.DONE


def test_what_the_history_no_longer_tells_is_neither_listed_nor_taken_back(
    cast: Cast, batch: ImportBatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_retention(actor=cast.user("anne"), root=cast.solvik, texts=12, names=None)
    ImportBatch.objects.filter(pk=batch.pk).update(done_at=timezone.now() - timedelta(days=400))
    with pytest.raises(ExchangeError, match="historikken fra den gangen er slettet"):
        take_back(batch.id)
    take_back("--root", "solvik")
    assert str(batch.id) not in capsys.readouterr().out


def test_what_is_too_large_for_the_page_is_sent_to_the_command(cast: Cast, batch: ImportBatch) -> None:
    client, address = cast.client("randi"), f"/solvik/ark/{batch.id}/"
    assert "Ta tilbake alt som kom inn" in client.get(address).content.decode()
    ImportBatch.objects.filter(pk=batch.pk).update(made=5_000, changed=1)
    page = client.get(address).content.decode()
    assert f"rodtrad import take-back {batch.id}" in page
    assert "Ta tilbake alt som kom inn" not in page
    client.post(f"{address}ta-tilbake/")
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.DONE
    assert Element.objects.filter(key="benk").exists()


def test_the_stages_add_up() -> None:
    assert share_done(BackStage.LOOKED_AT, 0, 1) == 0
    assert share_done(BackStage.TAKEN_FROM_INDEX, 1, 1) == pytest.approx(1)
