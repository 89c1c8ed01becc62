"""`rodtrad export workbook` and `rodtrad import workbook`, by what the commands do."""

from pathlib import Path

import pytest

from rodtrad.exchange.command import export_workbook, import_workbook
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import ImportBatch
from rodtrad.exchange.workbook.progress import Estimate, Stage, share_done
from rodtrad.goals.models import Element
from tests.cast import Cast


@pytest.mark.parametrize(("ending", "rows"), [(".xlsx", 12), (".csv", 7)])
def test_what_is_exported_is_imported_as_it_is(cast: Cast, tmp_path: Path, ending: str, rows: int) -> None:
    """Seven elements, and in a workbook the five targets too."""
    path = tmp_path / f"solvik{ending}"
    path.write_bytes(export_workbook("solvik", ending))
    told = import_workbook(path, "solvik", dry_run=True)
    assert told.endswith(f"\n0 nye, 0 endret, {rows} uendret, 0 avvist.")


def test_a_sheet_is_stored_on_behalf_of_someone_with_progress(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "benker.csv"
    path.write_text("Tiltak;Fra\n" + "".join(f"Benk {n};2026\n" for n in range(1_000)), "utf-8")
    told: list[Stage] = []
    report = import_workbook(
        path,
        "solvik",
        plan="handlingsdel",
        actor="randi@example.org",
        progress=lambda stage, _done, _of: told.append(stage),
    )
    assert "1000 nye, 0 endret, 0 uendret, 0 avvist." in report
    assert list(dict.fromkeys(told)) == list(Stage)
    assert ImportBatch.objects.get().person == cast.user("randi")
    assert Element.objects.filter(title__startswith="Benk ").count() == 1_000


def test_what_is_wrong_is_told_and_nothing_is_stored(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "benker.csv"
    path.write_text("Tiltak;Fra\nBenk;i går\n", "utf-8")
    for arguments, sentence in (
        ({"plan": "handlingsdel"}, "Celle B2: «i går» er ikke en dato."),
        ({"plan": "nei"}, "Fant ingen plan «nei»."),
        ({"actor": "nei@example.org"}, "Fant ingen bruker"),
    ):
        with pytest.raises(ExchangeError, match=sentence):
            import_workbook(path, "solvik", **arguments)  # type: ignore[arg-type]  # keywords of strings
    with pytest.raises(ExchangeError, match="Fant ingen organisasjon «nei»"):
        import_workbook(path, "nei")
    with pytest.raises(ExchangeError, match=r"Filnavnet må slutte på \.xlsx eller \.csv"):
        export_workbook("solvik", ".ods")
    assert not Element.objects.filter(title="Benk").exists()


def test_the_time_left_is_reckoned_from_the_time_taken() -> None:
    assert share_done(Stage.READ, 0, 1) == 0
    assert share_done(Stage.INDEXED, 1, 1) == pytest.approx(1)
    clock = iter([100.0, 110.0])
    half = share_done(Stage.COMPARED, 1, 1)
    left = Estimate(lambda: next(clock)).seconds_left(Stage.COMPARED, 1, 1)
    assert left == pytest.approx(10 * (1 - half) / half)
