"""From one major version to the next with the real programs of both."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from rodtrad.core.embedded import Binaries, EmbeddedServer, upgrade_cluster
from rodtrad.core.embedded.binaries import read_binaries, wheel_binaries
from rodtrad.core.embedded.errors import (
    DiskFullError,
    OldBinariesMissingError,
    UpgradeFailedError,
    VersionMismatchError,
)
from rodtrad.core.embedded.layout import Layout
from rodtrad.core.embedded.switchover import finish_switch, switch

FAST = {"fsync": "off"}


def older() -> Binaries | None:
    """Return PostgreSQL 16: from the wheel, or from the directory in RODTRAD_TEST_PG16_BIN."""
    if place := os.environ.get("RODTRAD_TEST_PG16_BIN"):
        return read_binaries(Path(place))
    return next((binaries for binaries in wheel_binaries() if binaries.major == 16), None)


OLDER = older()
needs_older = pytest.mark.skipif(OLDER is None, reason="the wheel carries no PostgreSQL 16")


@pytest.fixture(autouse=True)
def newest_version_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RODTRAD_POSTGRES_MAJOR", raising=False)


@pytest.fixture
def old_data(data_dir: Path) -> Path:
    """A cluster made by PostgreSQL 16, with two databases and a role."""
    with EmbeddedServer(data_dir, major=16, settings=FAST) as server:
        for name in ("oslo", "bærum's plan"):
            server.ensure_database(name)
            with psycopg.connect(server.dsn(name), autocommit=True) as connection:
                connection.execute("CREATE TABLE goal (id bigserial PRIMARY KEY, title text NOT NULL)")
                connection.execute(
                    "INSERT INTO goal (title) SELECT 'Åpne mål ' || n FROM generate_series(1, 50) n"
                )
                connection.execute("CREATE INDEX ON goal USING gin (to_tsvector('norwegian', title))")
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as connection:
            connection.execute("CREATE ROLE leser")
    return data_dir


def titles(server: EmbeddedServer, database: str) -> int:
    with psycopg.connect(server.dsn(database)) as connection:
        row = connection.execute("SELECT count(*) FROM goal WHERE title LIKE 'Åpne mål %'").fetchone()
        assert row is not None
        return int(row[0])


@needs_older
def test_upgrade_keeps_everything_and_the_old_cluster(old_data: Path) -> None:
    messages: list[str] = []
    with pytest.raises(VersionMismatchError, match="rodtrad upgrade-db"):
        EmbeddedServer(old_data).start()
    kept = upgrade_cluster(old_data, progress=messages.append)
    assert kept is not None
    assert kept.name.startswith("postgres-16-")
    assert (kept / "PG_VERSION").read_text(encoding="ascii") == "16\n"
    assert str(kept) in messages[-1]
    with EmbeddedServer(old_data, settings=FAST) as server:
        assert server.server_version.startswith("18")
        assert titles(server, "oslo") == titles(server, "bærum's plan") == 50
        with psycopg.connect(server.dsn("oslo")) as connection:
            assert connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'leser'").fetchone()
            assert connection.execute("INSERT INTO goal (title) VALUES ('ny') RETURNING id").fetchone() == (
                51,
            )
    assert upgrade_cluster(old_data) is None
    assert sorted(path.name for path in old_data.iterdir() if path.is_dir()) == ["postgres", kept.name, "run"]


@needs_older
def test_upgrade_that_fails_changes_nothing(old_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Callable[[object], dict[str, int]] = iter([{"a": 1}, {"a": 2}]).__next__  # type: ignore[assignment]
    with monkeypatch.context() as patched:
        patched.setattr("rodtrad.core.embedded.upgrade.row_counts", lambda _parameters: counts())  # type: ignore[call-arg]
        with pytest.raises(UpgradeFailedError, match="ingenting er endret"):
            upgrade_cluster(old_data)
    with EmbeddedServer(old_data, major=16, settings=FAST) as server:
        assert titles(server, "oslo") == 50
    assert sorted(path.name for path in old_data.iterdir() if path.is_dir()) == ["postgres", "run"]


@needs_older
def test_upgrade_after_the_old_server_was_left_running(old_data: Path) -> None:
    server = EmbeddedServer(old_data, major=16, settings=FAST).start()
    server._let_go()  # as when the command is killed
    assert server.is_running
    assert upgrade_cluster(old_data) is not None


def test_old_programs_missing(data_dir: Path) -> None:
    cluster = data_dir / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("9\n", encoding="ascii")
    if os.geteuid() == 0:
        os.chown(cluster, 65534, -1)
    with pytest.raises(OldBinariesMissingError, match="--old-binaries"):
        upgrade_cluster(data_dir)


def test_disk_too_small_for_both(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if OLDER is None:
        pytest.skip("the wheel carries no PostgreSQL 16")
    cluster = data_dir / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("16\n", encoding="ascii")
    if os.geteuid() == 0:
        os.chown(cluster, 65534, -1)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=150 * 1024 * 1024))
    with pytest.raises(DiskFullError):
        upgrade_cluster(data_dir)


@pytest.mark.parametrize("done", [0, 1, 2])
def test_switch_survives_a_crash_after_each_rename(
    tmp_path: Path, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(tmp_path)
    new, kept = tmp_path / "postgres.upgraded", tmp_path / "postgres-16-2026-01-01"
    for path, text in ((layout.cluster, "old"), (new, "new")):
        path.mkdir()
        (path / "which").write_text(text, encoding="utf-8")
    renames = 0
    rename = Path.rename

    def crashing(self: Path, target: Path) -> Path:
        nonlocal renames
        if renames == done:
            raise KeyboardInterrupt
        renames += 1
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", crashing)
        if done < 2:
            with pytest.raises(KeyboardInterrupt):
                switch(layout, new=new, kept=kept)
        else:
            switch(layout, new=new, kept=kept)
    finish_switch(layout)
    assert (layout.cluster / "which").read_text(encoding="utf-8") == "new"
    assert (kept / "which").read_text(encoding="utf-8") == "old"
    assert not layout.upgrade_marker.exists()
