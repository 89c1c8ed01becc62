"""A backup is only as good as the restore: destroy everything, bring it back, and compare every row."""

import hashlib
import shutil
from pathlib import Path

import pytest
from psycopg import sql

from rodtrad.config.backups import Database, open_database, write_backup
from rodtrad.config.environment import Environment
from rodtrad.config.failures import sentence_for
from rodtrad.core.embedded import EmbeddedServer
from rodtrad.core.embedded.errors import ToolFailedError
from tests.config.conftest import Console


def contents(console: Console) -> dict[str, str]:
    """Return a digest of every table's rows, whatever their order."""
    environment = Environment({"RODTRAD_DATA": str(console.data)})
    with open_database(environment) as database, database.connect() as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = {}
        for (table,) in tables:
            query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(str(table)))
            rows = connection.execute(query).fetchall()
            found[str(table)] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    return found


def test_everything_comes_back_after_the_data_directory_is_gone(console: Console, tmp_path: Path) -> None:
    # Given an installation with data and a backup of it
    file = tmp_path / "kopi.dump"
    assert console.run("load-demo").returncode == 0
    before = contents(console)
    assert int(before["goals_element"].split()[0]) > 100
    assert console.run("backup", str(file)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600

    # Then a backup does not overwrite another unasked, and a half one is never seen
    assert "finnes allerede" in console.run("backup", str(file)).stderr
    assert console.run("backup", str(file), "--overwrite").returncode == 0
    assert list(tmp_path.iterdir()) == [file]

    # When everything is destroyed and the backup restored, then every row is as before
    shutil.rmtree(console.data)
    assert console.run("restore", str(file)).returncode == 0
    assert contents(console) == before

    # And a database with something in it is left alone unless told otherwise; then the old one is kept
    refused = console.run("restore", str(file))
    assert (refused.returncode, "er ikke tom" in refused.stderr) == (1, True)
    place = ("--role", "leser", "--at", "oslo")
    made = console.run(
        "createuser", "ny@kommune.no", "--name", "Ny", *place, "--password-stdin", given="langt-og-rart-ord\n"
    )
    assert made.returncode == 0, made.stderr
    assert contents(console) != before
    replaced = console.run("restore", str(file), "--replace")
    assert replaced.returncode == 0, replaced.stderr
    assert "beholdt som «rodtrad_before_" in replaced.stderr
    assert contents(console) == before


def test_a_file_that_is_no_backup_changes_nothing(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "kopi.dump"
    file.write_bytes(b"PGDMP" + bytes(100))
    done = console.run("restore", str(file))
    assert done.returncode == 1
    assert "er ikke en sikkerhetskopi" in done.stderr


def test_a_backup_of_nothing_is_refused(console: Console, tmp_path: Path) -> None:
    done = console.run("backup", str(tmp_path / "kopi.dump"))
    assert "er tom" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert "finnes ikke" in console.run("backup", str(tmp_path / "nei" / "kopi.dump")).stderr


def test_a_place_that_cannot_take_the_file_is_named_as_it_was_given(console: Console, tmp_path: Path) -> None:
    # Given something to copy
    assert console.run("migrate").returncode == 0

    # When the name is that of a directory, or the disk has no room, then it is told of that very name
    place = tmp_path / "mappe"
    place.mkdir()
    refused = console.run("backup", str(place), "--overwrite")
    assert (refused.returncode, refused.stderr) == (1, f"{place} er en mappe, ikke en fil.\n")
    assert list(tmp_path.iterdir()) == [place]
    full = fill_up(console.data, place / "kopi.dump")
    assert full == f"{place / 'kopi.dump'} fikk ikke plass: disken er full."
    assert list(place.iterdir()) == []


def fill_up(data: Path, file: Path) -> str:
    """Return what is said when a disk fills while pg_dump writes; its own words for that are known."""
    with EmbeddedServer(data) as server, pytest.MonkeyPatch.context() as patch:
        database = Database(server.connection_parameters("rodtrad"), server.binaries)
        words = "pg_dump: error: could not write to output file: No space left on device"
        patch.setattr(Database, "run", lambda *_a, **_k: fail(words))
        with pytest.raises(OSError, match=r"kopi\.dump") as caught:
            write_backup(database, file)
    return sentence_for(caught.value)


def fail(words: str) -> None:
    raise ToolFailedError(tool="pg_dump", exit_code=1, output=words)
