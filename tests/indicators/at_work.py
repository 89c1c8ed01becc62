"""Somebody else at work with a table: on a connection of their own, in a process of their own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, connections
from django.utils import timezone

from rodtrad.indicators.models import Dataset, ImportRun, RunKind, RunState
from rodtrad.indicators.queries.under_way import LOCK_OF

_HOLD = f"SELECT pg_advisory_lock({LOCK_OF.format(table='%s')})"
_PROCESS = """
import sys, time, psycopg
with psycopg.connect(host=sys.argv[1], port=sys.argv[2], dbname=sys.argv[3], user=sys.argv[4],
                     password=sys.argv[5] or None, autocommit=True) as held:
    held.execute(sys.argv[6], [sys.argv[7]])
    print("holds", flush=True)
    time.sleep(120)
"""


@contextmanager
def somebody_at_work(dataset: Dataset) -> Iterator[None]:
    """Hold the table by another connection, until it ends."""
    aside = connections.create_connection("default")
    try:
        with aside.cursor() as cursor:
            cursor.execute(_HOLD, [dataset.pk])
        yield
    finally:
        aside.close()


def process_at_work(number: UUID) -> "subprocess.Popen[str]":
    """Start a process that holds a table, and wait until it does."""
    given = connection.settings_dict
    told = [given["HOST"], given["PORT"], given["NAME"], given["USER"], given["PASSWORD"], _HOLD, number]
    process = subprocess.Popen(
        [sys.executable, "-c", _PROCESS, *(str(one or "") for one in told)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    return process


def run_under_way(dataset: Dataset, kind: RunKind = RunKind.FETCH, **fields: object) -> ImportRun:
    """Write down that work goes on, as whoever is at it has done."""
    now = timezone.now()
    given = {"state": RunState.RUNNING, "asked_at": now, "started_at": now, "told_at": now, **fields}
    return ImportRun.objects.create(dataset=dataset, kind=kind, **given)
