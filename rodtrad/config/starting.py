"""What every command does first: settings, logs, Django, and the embedded database when it is ours."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import django
from django.db import connections
from django.utils import translation

from rodtrad.config.environment import DATABASE_NAME, Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.logs import set_up_logs
from rodtrad.config.secret import make_secret
from rodtrad.core.embedded import EmbeddedServer
from rodtrad.core.readiness import pending_migrations
from rodtrad.core.words import chosen_language, ngettext
from rodtrad.core.words import gettext as _

SETTINGS = "rodtrad.config.settings"


def say(message: str) -> None:
    """Tell a person how it goes, on standard error so that output can be piped."""
    click.echo(message, err=True)


def require_directory_of(file: Path) -> None:
    """Refuse a file to write in a directory that is not there."""
    directory = file.absolute().parent
    if not directory.is_dir():
        text = _("Mappen %(directory)s finnes ikke. Lag den, eller velg en annen.")
        raise CommandError(text % {"directory": directory})


def temporary_beside(file: Path) -> tuple[int, str]:
    """Open an empty file in the same directory, to be renamed when it is whole.

    What is wrong is told of the file the person named, not of one nobody has heard of.
    """
    try:
        return tempfile.mkstemp(prefix=f".{file.name}.", dir=file.absolute().parent)
    except OSError as error:
        error.filename = str(file)
        raise


def prepare_program(*, service: bool = False, may_write: bool = True) -> None:
    """Set up Django. A `service` logs as machines want it, other commands only what went wrong.

    What Django's rooms say is in the command's language too, but for a service: it answers others.
    """
    environment = Environment()
    if may_write and environment.is_embedded:
        make_secret(environment.data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    set_up_logs(as_json=None if service else False, level="INFO" if service else "WARNING")
    django.setup()
    if not service:  # pages and letters are in their readers' languages
        translation.activate(chosen_language())


def database_name(environment: Environment) -> str:
    return str(environment.text("RODTRAD_DATABASE", DATABASE_NAME))


@contextmanager
def database_running() -> Iterator[EmbeddedServer | None]:
    """Hold the embedded server running, with its database; with DATABASE_URL there is nothing to hold."""
    environment = Environment()
    if not environment.is_embedded:
        yield None
        return
    with EmbeddedServer(environment.data_dir, progress=say) as server:
        server.ensure_database(database_name(environment))
        try:
            yield server
        finally:
            connections.close_all()


@contextmanager
def tables_ready() -> Iterator[None]:
    """Hold the database running, and refuse when its tables are not those of this version."""
    with database_running():
        if pending := pending_migrations():
            text = ngettext(
                "Databasen mangler %(count)d endring som denne versjonen trenger.",
                "Databasen mangler %(count)d endringer som denne versjonen trenger.",
                len(pending),
            ) % {"count": len(pending)}
            raise CommandError(text + " " + _("Kjør «rodtrad migrate» først."))
        yield
