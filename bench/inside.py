"""One page in one process: its queries, where its time goes, and the functions that take most of it."""

import cProfile
import pstats
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.alone import Figures, Work
from rodtrad.config.static_files import gather_static_files

TIMES = 10
TOP = 4


def look(address: str) -> Work:
    gather_static_files()
    settings.KEPT_ANSWERS_MB = 0  # each answer is made anew
    client = Client(HTTP_HOST="localhost")

    def work() -> Figures:
        first, _status = _queries(client, address)
        again, status = _queries(client, address)
        if status != 200:
            print(f"{address} answers {status}.")
        spent = {"database": 0.0, "templates": 0.0}
        with _timed(spent):
            whole = median(_time(client, address) for _once in range(TIMES))
        return {
            "queries": again,
            "first_queries": first,
            "milliseconds": whole,
            "database": spent["database"] / TIMES,
            "templates": spent["templates"] / TIMES,
            "top": _top(client, address),
        }

    return work


def _queries(client: Client, address: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as captured:
        status = client.get(address).status_code
    return len(captured), status


def _time(client: Client, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Add up the milliseconds of queries and of whole templates; queries that a template asks count in both."""
    render = Template.render

    def timed_render(template: Template, *given: Any, **named: Any) -> Any:
        with _adding(spent, "templates"):
            return render(template, *given, **named)

    def timed_query(execute: Any, *given: Any) -> Any:
        with _adding(spent, "database"):
            return execute(*given)

    Template.render = timed_render  # type: ignore[method-assign, assignment]  # for as long as we measure
    try:
        with connection.execute_wrapper(timed_query):
            yield
    finally:
        Template.render = render  # type: ignore[method-assign]  # as it was


@contextmanager
def _adding(spent: dict[str, float], to: str) -> Iterator[None]:
    begun = time.perf_counter()
    try:
        yield
    finally:
        spent[to] += (time.perf_counter() - begun) * 1000


def _top(client: Client, address: str) -> list[str]:
    """Return the functions with most time of their own, with that in milliseconds for each request."""
    profile = cProfile.Profile()
    profile.enable()
    for _once in range(TIMES):
        client.get(address)
    profile.disable()
    found: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # typeshed leaves it out
    most = sorted(found.items(), key=lambda one: -one[1][2])[:TOP]
    return [
        f"{_named(place)} {row[2] * 1000 / TIMES:.1f} ms in {row[1] // TIMES} calls" for place, row in most
    ]


def _named(place: tuple[str, int, str]) -> str:
    file, _line, function = place
    return f"{Path(file).parent.name}/{Path(file).stem}.{function}" if file != "~" else function
