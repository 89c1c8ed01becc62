"""The main pages over HTTP, beside trivial answers of the same server: requests per second, slowest, queries.

First as readers who are not logged in get them, from kept answers; then each made anew, as for the first
reader after a change and for people who are logged in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.alone import run_alone
from bench.calling import Called, call_from_processes
from bench.place import DEMO
from bench.serving import serving
from bench.table import Row, print_table

REQUESTS = 300
AT_ONCE = 4
MOST_QUERIES = 12
LEAST_SHARE = 0.25
#: What answers without any page around it, and what answers with one question to the database.
TRIVIAL, ONE_QUERY = "/healthz", "/readyz"
PAGES = {
    "front page": "/",
    "overview, Oslo": "/oslo/",
    "element, kommunemål 2": "/oslo/element/mal-2/",
    "plans": "/oslo/planer/",
    "plan": "/oslo/planer/kps-2025/",
    "thread check": "/oslo/tradsjekk/",
    "elements, API": "/api/v1/organisations/oslo/elements",
}


@dataclass(frozen=True)
class Inside:
    """What a page does in one process: queries, and milliseconds in the database, in templates and in all."""

    queries: int
    first_queries: int
    milliseconds: float
    database: float
    templates: float
    top: list[str]


def measure(_size: int) -> Iterator[Row]:
    inside = {name: _look_inside(address) for name, address in PAGES.items()}
    with serving() as port:
        yield _trivial_row("trivial page, no query (/healthz)", _call(port, TRIVIAL))
        yield _trivial_row("trivial page, one query (/readyz)", _call(port, ONE_QUERY))
        for name, address in PAGES.items():
            yield _row(name, port, address, {})
    with serving(KEPT_ANSWERS_MB="0") as port:
        for name, address in PAGES.items():
            yield _row(f"{name}, made anew", port, address, _query_aims(inside[name]))
    _print_inside(inside)


def _query_aims(inside: Inside) -> dict[str, bool]:
    return {
        f"≤ {MOST_QUERIES} queries: {inside.queries}": inside.queries <= MOST_QUERIES,
        f"the first time: {inside.first_queries}": inside.first_queries <= MOST_QUERIES,
    }


def _call(port: int, address: str) -> Called:
    return call_from_processes(port, address, requests=REQUESTS, processes=AT_ONCE)


def _trivial_row(name: str, called: Called) -> Row:
    return Row(name, f"{called.per_second:.0f} /s", note=_told(called))


def _row(name: str, port: int, address: str, query_aims: dict[str, bool]) -> Row:
    trivial = _call(port, TRIVIAL)  # anew each time, so that both see the same machine
    called = _call(port, address)
    share = called.per_second / trivial.per_second
    aims = query_aims or {f"≥ {LEAST_SHARE:.0%}": share >= LEAST_SHARE}
    if called.failed:
        aims["answers 200"] = False
    beside = f"{trivial.per_second:.0f} /s"
    return Row(name, f"{called.per_second:.0f} /s", "", beside, f"{share:.0%}", aims, _told(called))


def _told(called: Called) -> str:
    failed = f", {called.failed} FAILED" if called.failed else ""
    return f"p95 {called.p95:.1f} ms, median {called.median:.1f} ms, {called.size / 1024:.0f} kB{failed}"


def _look_inside(address: str) -> Inside:
    return Inside(**run_alone("bench.inside", "look", database=DEMO, address=address).figures)


def _print_inside(inside: dict[str, Inside]) -> None:
    rows = [
        Row(
            name, f"{one.milliseconds:.1f} ms", f"database {one.database:.1f}", f"templates {one.templates:.1f}",
            note="; ".join(one.top),
        )
        for name, one in inside.items()
    ]  # fmt: skip
    print_table(
        "inside the pages (one process, no network, milliseconds; most own time under the profiler)", rows
    )
