"""Django with a database of the run's own: two small organisations in it, nothing of anybody else's."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import psycopg

_PLAN_FILES = Path(__file__).parents[2] / "tests" / "plan_files"
_MIGRATIONS = sorted(str(path) for path in (Path(__file__).parents[2] / "rodtrad").glob("*/migrations/0*.py"))
#: Filled once for each state of the tables.
_FULL = f"fuzz_{crc32(''.join(path.rpartition('/rodtrad/')[2] for path in _MIGRATIONS).encode()):08x}"
PERSON = "fuzz@example.org"


@contextlib.contextmanager
def place(name: str) -> Iterator[None]:
    """Get Django ready; its database is a copy of one that is filled once and kept for next time."""
    data = Path(tempfile.gettempdir()) / f"rodtrad-fuzz-{os.getuid()}"
    data.mkdir(mode=0o711, exist_ok=True)
    os.environ.update(
        RODTRAD_DATA=str(data / "data"),
        RODTRAD_DATABASE=_FULL,
        DJANGO_SETTINGS_MODULE="tests.settings",
    )
    os.environ.pop("DATABASE_URL", None)
    from rodtrad.core.embedded import EmbeddedServer  # the environment must be set first

    with EmbeddedServer(data / "data", settings={"fsync": "off"}) as server:
        own = f"{_FULL}_{name}_{os.getpid()}"
        with (data / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _fill(server.ensure_database(_FULL))
            _run(server.dsn("postgres"), f"CREATE DATABASE {own} TEMPLATE {_FULL}")
        from django.conf import settings

        settings.DATABASES["default"]["NAME"] = own
        settings.ALLOWED_HOSTS = ["testserver"]
        try:
            yield
        finally:
            _run(server.dsn("postgres"), f"DROP DATABASE {own} WITH (FORCE)")


def _fill(_made: object) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from rodtrad.demo.operations import load_reference
    from rodtrad.exchange.operations import import_plan_file
    from rodtrad.organisations.models import Root

    call_command("migrate", interactive=False, verbosity=0)
    if not Root.objects.exists():
        load_reference()
        for slug in ("utvik", "solvik"):
            import_plan_file(content=(_PLAN_FILES / f"{slug}.yaml").read_bytes())
        _make_person()
    connection.close()  # a database that somebody uses cannot be copied


def _make_person() -> None:
    from rodtrad.accounts.models import User
    from rodtrad.organisations.models import Organisation, Role, RoleKind

    person = User.objects.create_user(PERSON, "Fia Prøver", "et langt passord for prøver")
    held_at = Organisation.objects.get(root__slug="solvik", key="solvik")
    Role.objects.create(user=person, root=held_at.root, organisation=held_at, kind=RoleKind.APPROVER)


def _run(dsn: str, statement: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.encode())
