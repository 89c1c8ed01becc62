"""Reading a workbook in, row by row, and taking it back."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from bench.alone import Figures, Measured, Work, run_alone
from bench.part_imports import DATABASE, SLUG, _drop, _fresh_database
from bench.table import Row, memory, seconds
from bench.town import build_town
from bench.town_file import plan_file
from rodtrad.exchange.models import ImportBatch
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.workbook.columns import FIXED
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.undo import take_back
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.goals.models import LevelRole
from rodtrad.organisations.models import Root
from rodtrad.plans.models import LOCKED

ROWS = 20_000
TOWN = 1_000


def measure(size: int) -> Iterator[Row]:
    """Read 20 000 new measures into a root that has some, then the same again, unchanged."""
    rows = min(ROWS, size)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "nye.xlsx"
        _fresh_database()
        run_alone("bench.part_workbook", "prepare", database=DATABASE, path=str(path), rows=rows)
        first = run_alone("bench.part_workbook", "read_in", database=DATABASE, path=str(path))
        yield _row(f"workbook, {rows} new rows", first, path)
        again = run_alone("bench.part_workbook", "read_in", database=DATABASE, path=str(path))
        yield _row(f"the same again, {rows} rows", again, path)
        back = run_alone("bench.part_workbook", "taken_back", database=DATABASE)
        yield Row(f"taken back, {rows} rows", seconds(back.seconds), memory(back.peak, back.added))
    _drop()


def _row(what: str, found: Measured, path: Path) -> Row:
    told = found.figures
    note = f"{path.stat().st_size / 2**20:.1f} MB; {told['counts']}; progress told {told['told']} times"
    return Row(what, seconds(found.seconds), memory(found.peak, found.added), note=note)


def prepare(path: str, rows: int) -> Work:
    def work() -> Figures:
        import_plan_file(content=plan_file(build_town(SLUG, TOWN)))
        here = Here(Root.objects.get(slug=SLUG))
        plan = next(
            key for key, plan in here.plans.items() if plan.status not in LOCKED and key in here.framework_of
        )
        framework = here.framework_of[plan]
        level = next(
            level
            for level in here.levels
            if level.framework.key == framework and level.role == LevelRole.MEASURE
        )
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Nye")
        sheet.append(
            [level.one_nb, *(FIXED[name].heading for name in ("plan", "starts", "ends", "description"))]
        )
        for number in range(rows):
            sheet.append(
                [f"Nytt tiltak {number}", plan, 2026, "31.12.2029", f"Tiltak nummer {number} i arket."]
            )
        content = io.BytesIO()
        book.save(content)
        Path(path).write_bytes(content.getvalue())
        return {}

    return work


def read_in(path: str) -> Work:
    content = Path(path).read_bytes()
    root = Root.objects.get(slug=SLUG)
    told: list[str] = []

    def work() -> Figures:
        report = import_sheet(
            root=root, content=content, progress=lambda what, done, of: told.append(f"{done}/{of} {what}")
        )
        counts = ", ".join(f"{report.counts[one]} {one.value}" for one in Outcome if report.counts[one])
        return {"counts": counts, "told": len(told)}

    return work


def taken_back() -> Work:
    batch = ImportBatch.objects.filter(root__slug=SLUG, made__gt=0).latest("done_at")

    def work() -> Figures:
        found = take_back(batch=batch, person=None)
        return {"restored": len(found.restored)}

    return work
