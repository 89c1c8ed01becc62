"""From one PostgreSQL to the next by the command itself, also when it is killed half-way."""

from pathlib import Path

import psycopg

from rodtrad.core.embedded import EmbeddedServer
from tests.config.conftest import Console, until

OLD, NEW = 16, 18
#: So many that they take a while to move: long enough to be killed in.
ROWS = 150_000


def make_old(data: Path) -> None:
    with EmbeddedServer(data, major=OLD, settings={"fsync": "off"}) as server:
        server.ensure_database("rodtrad")
        with psycopg.connect(server.dsn("rodtrad")) as connection:
            connection.execute("CREATE TABLE goal (id bigint PRIMARY KEY, title text NOT NULL)")
            connection.execute(
                "INSERT INTO goal SELECT n, 'Åpne mål ' || n FROM generate_series(1, %s) n", [ROWS]
            )


def goals(data: Path, major: int) -> int:
    """Count what is there, on a server of that version."""
    with EmbeddedServer(data, major=major) as server, psycopg.connect(server.dsn("rodtrad")) as connection:
        row = connection.execute("SELECT count(*) FROM goal WHERE title = 'Åpne mål ' || id").fetchone()
        assert row is not None
        return int(row[0])


def version(data: Path) -> int:
    return int((data / "postgres" / "PG_VERSION").read_text(encoding="ascii"))


def test_killed_half_way_the_old_database_stays_and_the_next_try_moves_everything(
    console: Console, tmp_path: Path
) -> None:
    # Given a database made by the older PostgreSQL
    newest = {"RODTRAD_POSTGRES_MAJOR": str(NEW)}
    make_old(console.data)

    # When the upgrade is killed while it moves the rows
    log = tmp_path / "upgrade.log"
    upgrade = console.start("upgrade-db", log=log, **newest)
    until("the rows are being moved", lambda: "Flytter databasen «rodtrad»" in log.read_text("utf-8"))
    upgrade.kill()
    assert upgrade.wait() != 0

    # Then the old database is as it was, and works
    assert version(console.data) == OLD
    assert goals(console.data, OLD) == ROWS

    # When it is run again, then everything is in the new database, and the old one lies beside it
    done = console.run("upgrade-db", **newest)
    assert done.returncode == 0, done.stderr
    assert version(console.data) == NEW
    assert goals(console.data, NEW) == ROWS
    (kept,) = console.data.glob(f"postgres-{OLD}-*")
    assert str(kept) in done.stderr
    assert list(console.data.glob("upgrade-*")) + list(console.data.glob("postgres.upgraded*")) == []
    assert console.processes() == []

    # And a third time there is nothing to do
    again = console.run("upgrade-db", **newest)
    assert (again.returncode, "ingenting å oppgradere" in again.stderr) == (0, True)
