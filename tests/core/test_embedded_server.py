"""The embedded server as its users meet it: start, attach, stop, and what is left after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from rodtrad.core.embedded import EmbeddedServer, postmaster
from rodtrad.core.embedded.errors import OwnerLostServerError, ToolFailedError

ROOT = Path(__file__).parents[2]
FAST = {"fsync": "off"}
OWNER = """
import sys, time, pathlib
from rodtrad.core.embedded import EmbeddedServer
with EmbeddedServer(pathlib.Path(sys.argv[1]), settings={"fsync": "off"}) as server:
    print("owner" if server.is_owner else "attached", flush=True)
    sys.stdin.readline()
"""


def server_on(data_dir: Path, **more: object) -> EmbeddedServer:
    return EmbeddedServer(data_dir, settings=FAST, **more)  # type: ignore[arg-type]  # passes options on


def query(server: EmbeddedServer, statement: str, database: str = "oslo") -> list[tuple[object, ...]]:
    with psycopg.connect(server.dsn(database), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def other_command(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def server_pid(server: EmbeddedServer) -> int:
    found = postmaster.read_pid_file(server.layout.cluster)
    assert found is not None
    return found.pid


def wait_until_stopped(server: EmbeddedServer) -> None:
    deadline = time.monotonic() + 10
    while server.is_running and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.is_running


def test_start_attach_stop(data_dir: Path) -> None:
    with server_on(data_dir) as owner:
        assert owner.is_owner
        assert owner.server_version == owner.binaries.version
        assert owner.ensure_database("oslo")
        assert not owner.ensure_database("oslo")
        with server_on(data_dir) as attached:
            assert not attached.is_owner
            assert query(attached, "SELECT current_user, current_database()") == [("rodtrad", "oslo")]
        assert owner.is_running
    assert not owner.is_running
    with server_on(data_dir) as again:
        assert not again.ensure_database("oslo")


def test_server_is_private(running_server: EmbeddedServer) -> None:
    layout = running_server.layout
    assert query(running_server, "SHOW listen_addresses") == [("",)]
    assert layout.run.stat().st_mode & 0o777 == 0o700
    assert layout.cluster.stat().st_mode & 0o777 == 0o700
    assert layout.log.stat().st_mode & 0o777 == 0o600
    assert layout.cluster.stat().st_uid != 0


def test_interrupt_from_the_terminal_does_not_reach_the_server(running_server: EmbeddedServer) -> None:
    assert os.getsid(server_pid(running_server)) != os.getsid(0)


def test_norwegian_text(running_server: EmbeddedServer) -> None:
    statement = "SELECT lower('ÅRØ'), to_tsvector('norwegian', '«Åpne» 2024–2027')::text"
    assert query(running_server, statement) == [("årø", "'2024':2 '2027':3 'åpn':1")]


def test_log_holds_no_values(running_server: EmbeddedServer) -> None:
    query(running_server, "CREATE TABLE person (email text UNIQUE)")
    query(running_server, "INSERT INTO person VALUES ('kari@example.org')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        query(running_server, "INSERT INTO person VALUES ('kari@example.org')")
    log = running_server.layout.log.read_text(encoding="utf-8")
    assert "duplicate key" in log
    assert "kari@" not in log


def test_dump_and_restore_with_the_wheels_tools(running_server: EmbeddedServer, tmp_path: Path) -> None:
    server, file = running_server, tmp_path / "oslo.dump"
    query(server, "CREATE TABLE goal AS SELECT generate_series(1, 5) AS number")
    server.run_tool("pg_dump", ["--format=custom", "--table=goal", f"--file={file}"], database="oslo")
    query(server, "DROP TABLE goal")
    server.run_tool("pg_restore", ["--exit-on-error", "--dbname=oslo", str(file)], database="oslo")
    assert query(server, "SELECT count(*) FROM goal") == [(5,)]
    with pytest.raises(ToolFailedError, match="pg_restore"):
        server.run_tool("pg_restore", ["--dbname=oslo", str(tmp_path / "none")], database="oslo")


def test_two_commands_at_once_give_one_server(data_dir: Path) -> None:
    with other_command(data_dir) as first, other_command(data_dir) as second:
        assert sorted([said(first), said(second)]) == ["attached", "owner"]


def test_many_threads_at_once_give_one_server(data_dir: Path) -> None:
    servers = [server_on(data_dir) for _ in range(5)]
    threads = [threading.Thread(target=server.start) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [server.is_owner for server in servers].count(True) == 1
    threads = [threading.Thread(target=server.stop) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not servers[0].is_running


def test_owner_who_ends_first_leaves_the_server_to_the_rest(data_dir: Path) -> None:
    owner, attached = server_on(data_dir).start(), server_on(data_dir).start()
    owner.stop()
    assert attached.is_running
    attached.stop()
    assert not attached.is_running


def test_owner_may_end_everything(data_dir: Path) -> None:
    owner, attached = server_on(data_dir).start(), server_on(data_dir).start()
    owner.stop(even_if_used=True)
    assert not attached.is_running
    attached.stop()


def test_start_after_owner_was_killed_adopts_the_server(data_dir: Path) -> None:
    with other_command(data_dir) as owner:
        assert said(owner) == "owner"
        owner.kill()
        owner.wait()
        server = server_on(data_dir)
        assert server.is_running
        pid = server_pid(server)
        with server:
            assert server.is_owner
            assert server_pid(server) == pid
        assert not server.is_running


def test_data_survives_a_kill_of_everything(data_dir: Path) -> None:
    messages: list[str] = []
    with other_command(data_dir) as owner:
        assert said(owner) == "owner"
        server = server_on(data_dir, progress=messages.append)
        server.ensure_database("oslo")
        query(server, "CREATE TABLE goal AS SELECT generate_series(1, 5) AS number")
        os.kill(server_pid(server), signal.SIGKILL)
        owner.kill()
        owner.wait()
        assert (server.layout.cluster / "postmaster.pid").exists()
        with server:
            assert server.is_owner
            assert query(server, "SELECT count(*) FROM goal") == [(5,)]


def test_attached_command_stops_what_a_killed_owner_left(data_dir: Path) -> None:
    with other_command(data_dir) as owner:
        assert said(owner) == "owner"
        with server_on(data_dir) as attached:
            assert not attached.is_owner
            owner.kill()
            owner.wait()
            assert attached.is_running
        wait_until_stopped(attached)


def test_stale_pid_file(data_dir: Path) -> None:
    """Whether it is empty (full disk), or its process is dead, or its number is now another program's."""
    with server_on(data_dir) as server:
        pid_file = server.layout.cluster / "postmaster.pid"
        lines = pid_file.read_text(encoding="utf-8").splitlines()
    rest = "\n".join(lines[1:])
    for text in ("", f"{postmaster.NO_SUCH_PID}\n{rest}", f"{os.getpid()}\n{rest}"):
        pid_file.write_text(text, encoding="utf-8")
        with server_on(data_dir) as again:
            assert again.is_running


def test_owner_that_lost_its_server_is_named(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rodtrad.core.embedded.claim.LOST_AFTER", 0.2)
    with server_on(data_dir) as owner:
        os.kill(server_pid(owner), signal.SIGQUIT)
        wait_until_stopped(owner)
        with pytest.raises(OwnerLostServerError, match=str(os.getpid())):
            server_on(data_dir).start()


def test_interrupted_start_leaves_nothing_running(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with server_on(data_dir):
        pass
    with monkeypatch.context() as patched:
        patched.setattr("rodtrad.core.embedded.cluster.Cluster.wait_until_ready", interrupt)
        with pytest.raises(KeyboardInterrupt):
            server_on(data_dir).start()
    assert not server_on(data_dir).is_running
    with server_on(data_dir) as again:
        assert again.is_owner


def test_long_path_uses_a_short_socket_directory(data_dir: Path) -> None:
    long = data_dir / ("langt-navn-" * 12)
    with server_on(long) as server:
        assert server.layout.run.parent == Path("/tmp")
        assert server.layout.run.stat().st_mode & 0o777 == 0o700
        server.ensure_database("oslo")
    assert not server.layout.run.exists()
