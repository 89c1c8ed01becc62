from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rodtrad.core.embedded import EmbeddedServer, postmaster


@contextmanager
def temporary_place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="rodtrad-test-", dir="/tmp"))
    place.chmod(0o711)
    data = place / "data"
    try:
        yield data
    finally:
        cluster = data / "postgres"
        found = postmaster.read_pid_file(cluster)
        if found and postmaster.serves(cluster, data / "run") and postmaster.is_alive(found.pid):
            os.kill(found.pid, signal.SIGQUIT)
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Give a data directory that the server's account can reach (pytest's own is closed to others)."""
    with temporary_place() as data:
        yield data


@pytest.fixture(scope="module")
def running_server() -> Iterator[EmbeddedServer]:
    """Give a server for tests that only ask it something."""
    with temporary_place() as data, EmbeddedServer(data, settings={"fsync": "off"}) as server:
        server.ensure_database("oslo")
        yield server
