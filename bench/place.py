"""A PostgreSQL of our own to measure on: real settings, fsync on, in a directory that is thrown away."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench.alone import run_alone
from rodtrad.core.embedded import EmbeddedServer

#: One database with the demo only, one with the made-up municipalities too.
DEMO, TOWNS = "bench_demo", "bench_towns"


@contextlib.contextmanager
def place(given: Path | None) -> Iterator[EmbeddedServer]:
    """Yield a running server with both databases; a directory that was given is kept for next time."""
    data = given or Path(tempfile.mkdtemp(prefix="rodtrad-bench-"))
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o711)  # the server may run as another account than ours
    os.environ.update(
        RODTRAD_DATA=str(data / "data"),
        RODTRAD_DATABASE=TOWNS,
        DJANGO_SETTINGS_MODULE="rodtrad.config.settings",
    )
    os.environ.pop("DATABASE_URL", None)
    try:
        with EmbeddedServer(data / "data") as server:
            server.ensure_database(DEMO)
            if not _exists(server, TOWNS):
                run_alone("bench.demo_store", "fill_demo", database=DEMO)
                _execute(server, f"CREATE DATABASE {TOWNS} TEMPLATE {DEMO}")
            yield server
    finally:
        if given is None:
            shutil.rmtree(data, ignore_errors=True)


def _exists(server: EmbeddedServer, name: str) -> bool:
    with psycopg.connect(server.dsn("postgres")) as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _execute(server: EmbeddedServer, statement: str) -> None:
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())
