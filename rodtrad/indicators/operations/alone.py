"""Lets one at a time work with a table, whoever it is: a page, the API, a command or a job.

The lock lies in the database and ends with the connection, so that nobody who was killed stands in the way.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from rodtrad.indicators.models import Dataset
from rodtrad.indicators.queries.under_way import LOCK_OF

_LOCK = LOCK_OF.format(table="%s")
#: A machine that went down says no farewell: PostgreSQL asks after it, and ends the connection in two minutes. A
#: connection on the same machine heeds none of this.
_NOTICE = """
    SELECT set_config('tcp_keepalives_idle', '60', false), set_config('tcp_keepalives_interval', '10', false),
        set_config('tcp_keepalives_count', '6', false)
"""
_SECONDS_BETWEEN = 0.2


def try_alone(dataset: Dataset) -> bool:
    """Hold the table until the transaction ends; tell whether nobody else holds it."""
    return _tried("pg_try_advisory_xact_lock", dataset)


@contextmanager
def alone_with(dataset: Dataset, *, patience: float = 0.0) -> Iterator[bool]:
    """Hold the table for the length of a piece of work; give whether nobody else held it within so many seconds.

    Inside a transaction it is held until that ends.
    """
    until = time.monotonic() + patience
    in_transaction = connection.in_atomic_block
    function = "pg_try_advisory_xact_lock" if in_transaction else "pg_try_advisory_lock"
    is_alone = _tried(function, dataset)
    while not is_alone and time.monotonic() < until:
        time.sleep(_SECONDS_BETWEEN)
        is_alone = _tried(function, dataset)
    try:
        yield is_alone
    finally:
        if is_alone and not in_transaction:
            _let_go(dataset)


def _tried(function: str, dataset: Dataset) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_NOTICE)
        cursor.execute(f"SELECT {function}({_LOCK})", [dataset.pk])
        [(is_alone,)] = cursor.fetchall()
    return bool(is_alone)


def _let_go(dataset: Dataset) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock({_LOCK})", [dataset.pk])
    except DatabaseError:
        with suppress(DatabaseError):
            connection.close()  # the lock goes with it
