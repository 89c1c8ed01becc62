"""Turn what goes wrong in a command into one plain sentence; a stack trace only with RODTRAD_TRACE=1."""

import errno
import os
import sys
import traceback

import click
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, OperationalError

from rodtrad.config.environment import ConfigurationError, Environment
from rodtrad.core.embedded import EmbeddedError

_OS_WORDS = {
    errno.ENOENT: "finnes ikke",
    errno.EACCES: "er ikke tilgjengelig for deg",
    errno.EPERM: "er ikke tilgjengelig for deg",
    errno.ENOSPC: "fikk ikke plass: disken er full",
    errno.EDQUOT: "fikk ikke plass: kvoten er brukt opp",
    errno.EROFS: "ligger på en skrivebeskyttet disk",
    errno.EISDIR: "er en mappe, ikke en fil",
    errno.ENOTDIR: "ligger under noe som ikke er en mappe",
    errno.EEXIST: "finnes allerede",
    errno.ENAMETOOLONG: "har et for langt navn",
}


class CommandError(Exception):
    """A command cannot do what was asked; the message is what the person reads."""


def report_failure(error: BaseException) -> int:
    """Print the failure to standard error; returns the exit code."""
    if os.environ.get("RODTRAD_TRACE") == "1":
        traceback.print_exception(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        click.echo("Avbrutt.", err=True)
        return 130
    if isinstance(error, BrokenPipeError):
        # Who read our output has left (`| head`); Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    click.echo(sentence_for(error), err=True)
    return 1


def sentence_for(error: BaseException) -> str:
    """Return what to tell a person about the failure."""
    match error:
        case CommandError() | ConfigurationError() | EmbeddedError():
            return str(error)
        case click.ClickException():
            return error.format_message()
        case ImproperlyConfigured():
            return f"Oppsettet er feil: {error}"
        case OperationalError() | InterfaceError() | psycopg.OperationalError():
            return unreachable_database(error)
        case DatabaseError():
            return f"Databasen sa nei: {_first_line(error)}"
        case OSError():
            return _os_sentence(error)
    if type(error).__module__.startswith("rodtrad."):
        return str(error)  # our own errors are written to be read
    return (
        f"Noe uventet gikk galt ({type(error).__name__}: {_first_line(error)}). "
        "Kjør på nytt med RODTRAD_TRACE=1 for å se hvor."
    )


def unreachable_database(error: BaseException) -> str:
    """Say that the database does not answer, without telling the password."""
    environment = Environment()
    if environment.is_embedded:
        return f"Den innebygde databasen svarer ikke: {_first_line(error)}. Kjør «rodtrad doctor»."
    given = environment.database()
    place = f"«{given['NAME']}» på {given['HOST'] or 'denne maskinen'}:{given['PORT'] or 5432}"
    return f"Databasen {place} svarer ikke: {_first_line(error)}. Sjekk DATABASE_URL og at tjeneren kjører."


def _first_line(error: BaseException) -> str:
    lines = [line for line in str(error).strip().splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else "ukjent årsak"


def _os_sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC and not error.filename:
        return "Disken er full. Frigjør plass og prøv igjen."
    words = _OS_WORDS.get(error.errno or 0)
    if error.filename and words:
        return f"{error.filename} {words}."
    return f"Operativsystemet sa nei: {error.strerror or error}."
