"""Reading a workbook in, row by row, and taking it back."""

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook

from bench.alone import Figures, Measured, Work, run_alone
from bench.databases import drop_database, fresh_database
from bench.part_imports import DATABASE, SLUG
from bench.table import Row, memory, seconds
from bench.town import build_town
from bench.town_file import plan_file
from rodtrad.exchange.models import ImportBatch
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.published import as_json
from rodtrad.exchange.stratml.write import as_stratml
from rodtrad.exchange.workbook.columns import FIXED
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.progress import Stage
from rodtrad.exchange.workbook.undo import take_back
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_csv, as_excel
from rodtrad.goals.models import LevelRole
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.plans.models import LOCKED
from rodtrad.search.operations import MOST_ONE_BY_ONE, follow_write

ROWS = 20_000
TOWN = 1_000
LONGEST = 60.0
#: Each way to fetch a whole root, as the pages do it; the length is of what is sent.
WRITERS: dict[str, Callable[[Root], int]] = {
    "Excel": lambda root: len(as_excel(Here(root))),
    "CSV": lambda root: len(as_csv(Here(root))),
    "JSON": lambda root: len(as_json(root, EVERYTHING)),
    "StratML": lambda root: len(as_stratml(root, EVERYTHING)),
}


def measure(size: int) -> Iterator[Row]:
    """Read 20 000 new measures into a root that has some, then the same again, fetch them, and take them back."""
    rows = min(ROWS, size)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "nye.xlsx"
        fresh_database(DATABASE)
        _alone("prepare", path=str(path), rows=rows)
        first = _alone("read_in", path=str(path))
        aim = {f"≤ {LONGEST:.0f} s": first.seconds <= LONGEST}
        yield _row(f"workbook, {rows} new rows", first, path, aim)
        yield _row(f"the same again, {rows} rows", _alone("read_in", path=str(path)), path)
        for kind in WRITERS:
            out = _alone("fetch", kind=kind)
            note = f"{out.figures['length'] / 2**20:.1f} MB"
            yield Row(f"fetched as {kind}", seconds(out.seconds), memory(out.peak, out.added), note=note)
        back = _alone("taken_back")
        yield Row(f"taken back, {rows} rows", seconds(back.seconds), memory(back.peak, back.added))
    drop_database(DATABASE)


def _alone(function: str, **arguments: object) -> Measured:
    return run_alone("bench.part_workbook", function, database=DATABASE, **arguments)


def _row(what: str, found: Measured, path: Path, aim: dict[str, bool] | None = None) -> Row:
    told = found.figures
    size = f"{path.stat().st_size / 2**20:.1f} MB"
    note = f"{size}; {told['counts']}; progress told {told['told']} times; {told['stages']}"
    return Row(what, seconds(found.seconds), memory(found.peak, found.added), aims=aim or {}, note=note)


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
    told: list[tuple[Stage, float]] = []

    def work() -> Figures:
        begun = time.perf_counter()
        report = import_sheet(
            root=root,
            content=content,
            progress=lambda stage, _done, _of: told.append((stage, time.perf_counter() - begun)),
        )
        counts = ", ".join(f"{report.counts[one]} {one.value}" for one in Outcome if report.counts[one])
        return {"counts": counts, "told": len(told), "stages": _stages(told, time.perf_counter() - begun)}

    return work


def _stages(told: list[tuple[Stage, float]], end: float) -> str:
    """Return what each stage took; reading and comparing tell when a bit is done, the others when it begins."""
    at = dict(told)
    stored = min((when for stage, when in told if stage == Stage.STORED), default=end)
    indexed = min((when for stage, when in told if stage == Stage.INDEXED), default=end)
    spent = {
        Stage.READ: at.get(Stage.READ, 0.0),
        Stage.COMPARED: stored - at.get(Stage.READ, 0.0),
        Stage.STORED: indexed - stored,
        Stage.INDEXED: end - indexed,
    }
    return ", ".join(f"{stage.value} {seconds(taken)}" for stage, taken in spent.items())


def fetch(kind: str) -> Work:
    root = Root.objects.get(slug=SLUG)

    def work() -> Figures:
        return {"length": WRITERS[kind](root)}

    return work


def taken_back() -> Work:
    batch = ImportBatch.objects.filter(root__slug=SLUG, made__gt=0).latest("done_at")

    def work() -> Figures:
        found = take_back(batch=batch, person=None)
        follow_write(roots=[batch.root_id], most=MOST_ONE_BY_ONE, wait=True)
        return {"restored": len(found.restored)}

    return work
