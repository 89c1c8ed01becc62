"""One file that holds the whole installation, and the way back from it."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import database_name, require_directory_of, say, temporary_beside
from rodtrad.core.embedded import Binaries, EmbeddedServer, run_tool
from rodtrad.core.embedded.binaries import wheel_binaries
from rodtrad.core.embedded.errors import ToolFailedError
from rodtrad.core.words import gettext as _

#: A table that every installation has; a dump without it is of something else.
_OURS = "django_migrations"


@dataclass(frozen=True)
class Database:
    """Where the data is, and the PostgreSQL programs that fit its version."""

    parameters: dict[str, str]
    tools: Binaries

    @property
    def name(self) -> str:
        return self.parameters["dbname"]

    def connect(self, name: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        """Open a connection to this database, or to another on the same server."""
        parameters = {**self.parameters, "dbname": name or self.name}
        return psycopg.connect(make_conninfo("", **parameters), autocommit=True)

    def run(self, tool: str, *arguments: str, name: str | None = None) -> str:
        """Run a program against the database; the password goes by environment, never on the command line."""
        open_part = {key: value for key, value in self.parameters.items() if key != "password"}
        address = make_conninfo("", **{**open_part, "dbname": name or self.name})
        secret = {"password": self.parameters["password"]} if self.parameters.get("password") else {}
        return run_tool(self.tools, tool, [f"--dbname={address}", *arguments], secret).stdout


@contextmanager
def open_database(environment: Environment) -> Iterator[Database]:
    """Hold the database open: that of DATABASE_URL, or the embedded one, started if need be."""
    if not environment.is_embedded:
        environment.database()  # says what is wrong with the address
        given = {key: str(value) for key, value in conninfo_to_dict(environment.text("DATABASE_URL")).items()}
        with psycopg.connect(make_conninfo("", **given)) as connection:
            parameters = {**given, "dbname": connection.info.dbname}
            major = connection.info.server_version // 10000
        yield Database(parameters, _tools_for(major))
        return
    with EmbeddedServer(environment.data_dir, progress=say) as server:
        name = database_name(environment)
        server.ensure_database(name)
        yield Database(server.connection_parameters(name), server.binaries)


def _tools_for(major: int) -> Binaries:
    """Return programs of the server's version, or of the nearest newer; older ones refuse to dump it."""
    found = [tools for tools in (*_system_tools(), *wheel_binaries()) if tools.major >= major]
    if not found:
        text = _(
            "Fant ikke pg_dump for PostgreSQL %(major)d eller nyere. Installer klientprogrammene, "
            "for eksempel: %(command)s"
        )
        command = f"apt-get install postgresql-client-{major}"
        raise CommandError(text % {"major": major, "command": command})
    return min(found, key=lambda tools: tools.major)


def _system_tools() -> list[Binaries]:
    program = shutil.which("pg_dump")
    if program is None:
        return []
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603  # a program we found
    except OSError:
        return []
    version = re.search(r"(\d+(?:\.\d+)*)", answer.stdout)
    return [Binaries(Path(program).parent, version.group(1))] if version else []


def write_backup(database: Database, file: Path) -> None:
    """Write the backup under another name and rename it, so that the file is never half written."""
    require_directory_of(file)
    if is_empty(database):
        text = _("Databasen «%(name)s» er tom; det er ingenting å ta kopi av.")
        raise CommandError(text % {"name": database.name})
    descriptor, name = temporary_beside(file)
    os.close(descriptor)
    try:
        database.run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={name}")
        require_backup(database.tools, Path(name))
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.replace(name, file)
    except ToolFailedError as error:
        if os.strerror(errno.ENOSPC) in error.output:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) from error
        raise
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def require_backup(tools: Binaries, file: Path) -> None:
    """Refuse a file that is not a whole backup of Rødtråd."""
    with file.open("rb"):
        pass  # says what is wrong with the path
    try:
        listing = run_tool(tools, "pg_restore", ["--list", str(file)], {}).stdout
    except ToolFailedError as error:
        text = _("%(file)s er ikke en sikkerhetskopi fra «rodtrad backup», eller er skadet.")
        raise CommandError(text % {"file": file}) from error
    if _OURS not in listing:
        raise CommandError(_("%(file)s er en kopi av noe annet enn Rødtråd.") % {"file": file})


def time_of_backup(tools: Binaries, file: Path) -> str:
    """Return when a backup was taken, as its own contents say it."""
    listing = run_tool(tools, "pg_restore", ["--list", str(file)], {}).stdout
    found = re.search(r"Archive created at (\d{4}-\d\d-\d\d \d\d:\d\d)", listing)
    return found.group(1) if found else ""


def left_in(database: Database) -> list[UUID]:
    """Return the accounts with a pseudonym in a database, whatever version its tables are of."""
    with database.connect() as connection:
        try:
            rows = connection.execute('SELECT id FROM accounts_user WHERE "left" IS NOT NULL').fetchall()
        except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
            return []
    return [UUID(str(row[0])) for row in rows]


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    row = connection.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'v', 'S') AND n.nspname !~ '^pg_' "
        "AND n.nspname <> 'information_schema'"
    ).fetchone()
    assert row is not None
    return int(str(row[0]))


def is_empty(database: Database) -> bool:
    with database.connect() as connection:
        return _tables(connection) == 0


def restore_into(database: Database, file: Path, name: str) -> None:
    """Restore everything in one transaction into an empty database, and gather its statistics."""
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    database.run("pg_restore", *options, str(file), name=name)
    with database.connect(name) as connection:
        connection.execute("ANALYZE")
