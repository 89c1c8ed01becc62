"""`rodtrad import table`: next year's file in a terminal, tried first or taken in."""

from pathlib import Path

import pytest

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.table_command import import_table
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Dataset, ImportRun, Observation, RunState
from rodtrad.indicators.operations.progress import Stage
from rodtrad.indicators.sources.table.mapping import TableMapping
from tests.cast import Cast
from tests.indicators.factories import make_dataset, make_indicator
from tests.indicators.table.files import csv_file

GOOD = ("Bydel;År;Antall", "Gamle Oslo;2024;1 200", "Frogner;2024;2")


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    root = cast.solvik
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save(update_fields=["area"])
    mapping = TableMapping(area="Bydel", area_kind="district", period="År", values={"Antall": "unge"})
    made = make_dataset("unge", root=root, title="Unge", query=mapping.as_json())
    make_indicator("unge", root=root, dataset=made, hidden_below=3)
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "unge.csv"
    found.write_bytes(csv_file(*GOOD))
    return found


def test_a_dry_run_says_what_would_happen(dataset: Dataset, path: Path) -> None:
    told = import_table(path, "solvik", "unge", dry_run=True)
    assert told.splitlines()[0] == "Prøvekjøring av Unge. Ingenting er lagret."
    assert "2 nye tall, 0 endret, 0 som før, 0 utelatt, 1 skjult." in told
    assert "Unge, Gamle Oslo, 2024: 1\xa0200 (nytt)" in told
    assert "Unge, Frogner, 2024: Skjult: færre enn 3." in told
    assert not dataset.batches.exists()


def test_a_file_is_taken_in_with_progress_and_the_same_again_changes_nothing(
    dataset: Dataset, path: Path, cast: Cast
) -> None:
    told: list[Stage] = []
    report = import_table(
        path,
        "solvik",
        "unge",
        actor="randi@example.org",
        progress=lambda stage, _done, _total: told.append(stage),
    )
    assert report.startswith("Lest inn: Unge.")
    assert list(dict.fromkeys(told)) == [Stage.READ, Stage.STORED]
    assert dataset.batches.get().person == cast.user("randi")
    assert ImportRun.objects.get(dataset=dataset).state == RunState.DONE
    assert import_table(path, "solvik", "unge") == "Unge: ingenting er endret siden sist."
    path.write_bytes(csv_file(*GOOD).replace(b"1 200", b"1 300"))
    assert "Unge, Gamle Oslo, 2024: 1\xa0200 → 1\xa0300" in import_table(path, "solvik", "unge")


def test_what_cannot_be_read_stops_it_unless_it_is_left_out(dataset: Dataset, path: Path) -> None:
    path.write_bytes(csv_file(*GOOD, "Atlantis;2024;9"))
    with pytest.raises(ExchangeError, match="A4: Fant ikke området «Atlantis»") as caught:
        import_table(path, "solvik", "unge")
    assert "--leave-out" in str(caught.value)
    assert not Observation.objects.filter(indicator__dataset=dataset).exists()
    import_table(path, "solvik", "unge", leave_out=True)
    assert Observation.objects.filter(indicator__dataset=dataset).count() == 2


def test_an_unknown_table_or_file_is_told(dataset: Dataset, path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"ingen egen tabell «eldre»\. De som finnes: trivsel, unge\."):
        import_table(path, "solvik", "eldre")
    path.write_bytes(csv_file("Bydel;Periode;Antall", "Frogner;2024;1"))
    with pytest.raises(ExchangeError, match="Fant ikke kolonnen «År»"):
        import_table(path, "solvik", "unge")
    assert not dataset.batches.exists()
