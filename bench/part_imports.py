"""Reading a plan file in, beside COPY of the same rows into bare tables."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import connection
from psycopg import sql

from bench.alone import Figures, Measured, Work, run_alone
from bench.databases import drop_database, fresh_database
from bench.table import Row, memory, seconds
from bench.town import build_town
from bench.town_file import plan_file
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.check_cache import cached_check
from rodtrad.organisations.models import Root

SIZES = (20_000, 100_000)
DATABASE = "bench_import"
SLUG = "innlest"
TODAY = date(2026, 6, 1)
LONGEST = 120.0
#: The function that takes the lock, and the one that looks for circles.
CHECKS = ("goals_link_refuse_circle", "goals_link_circle_in")
TABLES = ("goals_element", "goals_placement", "goals_link")


def measure(size: int) -> Iterator[Row]:
    taken = 0.0
    for each in (one for one in SIZES if one <= size):
        if taken * 5 > LONGEST:
            yield Row(
                f"plan file, {each} elements", "left out", note=f"it would take more than {LONGEST:.0f} s"
            )
            break
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "bygd.yaml"
            path.write_bytes(plan_file(build_town(SLUG, each)))
            fresh_database(DATABASE)
            ours = run_alone("bench.part_imports", "read_in", database=DATABASE, path=str(path))
            taken = ours.seconds
            # Once more is told of the smaller only: it takes half as long again.
            again = _read_again(path) if each == SIZES[0] else ""
            floor = run_alone("bench.part_imports", "bare_copy", database=DATABASE)
            yield _row(each, path.stat().st_size, ours, again, floor)
            yield _kept_row(each)
    drop_database(DATABASE)


def _read_again(path: Path) -> str:
    again = run_alone("bench.part_imports", "read_in", database=DATABASE, path=str(path))
    return f"; again, unchanged: {seconds(again.seconds)}, {again.figures['report']!r}"


def _kept_row(size: int) -> Row:
    kept = run_alone("bench.part_imports", "kept_check", database=DATABASE)
    note = "what each page pays to know that the last check still holds, with an audit trail of this size"
    return Row(f"kept check, {size} elements", seconds(kept.seconds), note=note)


def _row(size: int, length: int, ours: Measured, again: str, floor: Measured) -> Row:
    calls: dict[str, int] = ours.figures["calls"]
    once = all(number == 1 for number in calls.values())
    return Row(
        f"plan file, {size} elements",
        seconds(ours.seconds),
        memory(ours.peak, ours.added),
        seconds(floor.seconds),
        f"{ours.seconds / floor.seconds:.0f}×",
        {"one lock, one circle check": once},
        f"{length / 2**20:.1f} MB, {size / ours.seconds:.0f} elements/s, "
        f"{ours.processor:.1f} s of it our own processor time; "
        f"{', '.join(f'{name} called {number}×' for name, number in calls.items())}{again}",
    )


def read_in(path: str) -> Work:
    content = Path(path).read_bytes()
    with connection.cursor() as cursor:
        cursor.execute("SET track_functions = 'all'")

    def work() -> Figures:
        before = _calls()
        report = import_plan_file(content=content)
        after = _calls()
        told = report.as_text().splitlines()[-1]
        return {"calls": {name: after[name] - before[name] for name in CHECKS}, "report": told}

    return work


def _calls() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT funcname, calls FROM pg_stat_user_functions WHERE funcname = ANY (%s)", [list(CHECKS)]
        )
        found = dict(cursor.fetchall())
    return {name: found.get(name, 0) for name in CHECKS}


def kept_check() -> Work:
    root = Root.objects.get(slug=SLUG)
    cached_check(root, TODAY)

    def work() -> Figures:
        cached_check(root, TODAY)
        return {}

    return work


def bare_copy() -> Work:
    root = Root.objects.get(slug=SLUG)
    rows: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            source = sql.SQL("COPY (SELECT * FROM {} WHERE root_id = {}) TO STDOUT").format(
                sql.Identifier(table), sql.Literal(root.id)
            )
            with cursor.copy(source) as copy:
                rows[table] = b"".join(copy)
            cursor.execute(f"CREATE TEMPORARY TABLE bare_{table} (LIKE {table})")

    def work() -> Figures:
        for table, content in rows.items():
            with connection.cursor() as cursor, cursor.copy(f"COPY bare_{table} FROM STDIN") as copy:
                copy.write(content)
        return {}

    return work
