"""The data time of pages over a store of thirty million figures."""

from collections.abc import Iterator

from bench.alone import run_alone
from bench.databases import drop_database, fresh_database, has_database
from bench.table import Row

DATABASE = "bench_store"
_MOST = 30.0
QUESTIONS = {
    "page": "an indicator's page: trend, peers, districts, age, revisions, groups over time",
    "profile": "a profile of 300 indicators with group medians",
    "ranking": "a ranking of 357 municipalities",
}


def measure(_size: int) -> Iterator[Row]:
    """Fill the store, unless it stands from before, and ask each question thirty times in a process of its own."""
    if not has_database(DATABASE):
        fresh_database(DATABASE)
        try:
            filled = run_alone("bench.large_store", "fill", database=DATABASE)
        except BaseException:
            drop_database(DATABASE)
            raise
        note = f"{filled.figures['size'] / 1e9:.1f} GB with its indexes"
        yield Row(f"{filled.figures['figures']} figures made", f"{filled.seconds:.0f} s", note=note)
    for question, what in QUESTIONS.items():
        yield _row(what, question)


def _row(what: str, question: str) -> Row:
    found = run_alone("bench.large_store", "ask", database=DATABASE, question=question).figures
    whole = found["milliseconds"]
    return Row(
        what,
        f"{whole:.1f} ms",
        floor=f"{found['database']:.1f} ms",
        ratio=f"{whole / found['database']:.2f}×",
        aims={f"≤ {_MOST:.0f} ms": whole <= _MOST},
        note=f"median of thirty, slowest {found['slowest']:.1f} ms; bare is its {found['queries']} queries alone",
    )
