"""Put a restored database in the place of the one in use, by renaming."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from rodtrad.config.backups import Database, restore_into

_Connection = psycopg.Connection[tuple[object, ...]]


def replace_database(database: Database, file: Path) -> str:
    """Restore beside the database in use and swap the two; returns the name the old one is kept under.

    Until the swap, which is one transaction, nothing that is in use is touched.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    new, kept = f"{database.name[:40]}_new_{stamp}", f"{database.name[:40]}_before_{stamp}"
    with database.connect("postgres") as server:
        _do(server, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", new)
        try:
            restore_into(database, file, new)
            with _closed(server, database.name):
                _swap(server, database.name, new=new, kept=kept)
        except BaseException:
            _do(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", new)
            raise
        _do(server, "ALTER DATABASE {} ALLOW_CONNECTIONS true", kept)
    return kept


def drop_database(database: Database, name: str) -> None:
    """Drop another database on the same server."""
    with database.connect("postgres") as server:
        _do(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def _closed(server: _Connection, name: str) -> Iterator[None]:
    """Keep everyone out of a database while it is renamed; if that fails, let them in again."""
    _do(server, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
    try:
        server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
    except BaseException:
        with contextlib.suppress(psycopg.Error):
            _do(server, "ALTER DATABASE {} ALLOW_CONNECTIONS true", name)
        raise


def _swap(server: _Connection, name: str, *, new: str, kept: str) -> None:
    with server.transaction():
        _do(server, "ALTER DATABASE {} RENAME TO {}", name, kept)
        _do(server, "ALTER DATABASE {} RENAME TO {}", new, name)


def _do(server: _Connection, statement: LiteralString, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
