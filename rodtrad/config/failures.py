"""Turn what goes wrong in a command into one plain sentence; a stack trace only with RODTRAD_TRACE=1."""

import errno
import os
import sys
import traceback

import click
import psycopg
import psycopg.errors
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, OperationalError

from rodtrad.config.environment import ConfigurationError, Environment
from rodtrad.core.embedded import EmbeddedError
from rodtrad.core.words import gettext as _
from rodtrad.core.words import gettext_noop

_OS_WORDS = {
    errno.ENOENT: gettext_noop("finnes ikke"),
    errno.EACCES: gettext_noop("er ikke tilgjengelig for deg"),
    errno.EPERM: gettext_noop("er ikke tilgjengelig for deg"),
    errno.ENOSPC: gettext_noop("fikk ikke plass: disken er full"),
    errno.EDQUOT: gettext_noop("fikk ikke plass: kvoten er brukt opp"),
    errno.EROFS: gettext_noop("ligger på en skrivebeskyttet disk"),
    errno.EISDIR: gettext_noop("er en mappe, ikke en fil"),
    errno.ENOTDIR: gettext_noop("ligger under noe som ikke er en mappe"),
    errno.EEXIST: gettext_noop("finnes allerede"),
    errno.ENAMETOOLONG: gettext_noop("har et for langt navn"),
}


class CommandError(Exception):
    """A command cannot do what was asked; the message is what the person reads."""


def report_failure(error: BaseException) -> int:
    """Print the failure to standard error; returns the exit code."""
    if os.environ.get("RODTRAD_TRACE") == "1":
        traceback.print_exception(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        click.echo(_("Avbrutt."), err=True)
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
            return _("Oppsettet er feil: %(error)s") % {"error": error}
        case OperationalError() | psycopg.OperationalError() if _has_no_room(error):
            return _("Disken er full der databasen ligger. Frigjør plass og prøv igjen.")
        case OperationalError() | InterfaceError() | psycopg.OperationalError():
            return unreachable_database(error)
        case DatabaseError():
            return _("Databasen sa nei: %(error)s") % {"error": _first_line(error)}
        case OSError():
            return _os_sentence(error)
    if type(error).__module__.startswith("rodtrad."):
        return str(error)  # our own errors are written to be read
    return _(
        "Noe uventet gikk galt (%(kind)s: %(error)s). Kjør på nytt med RODTRAD_TRACE=1 for å se hvor."
    ) % {"kind": type(error).__name__, "error": _first_line(error)}


def _has_no_room(error: BaseException) -> bool:
    return isinstance(error.__cause__ or error, psycopg.errors.DiskFull)


def unreachable_database(error: BaseException) -> str:
    """Say that the database does not answer, without telling the password."""
    environment = Environment()
    reason = _first_line(error)
    if environment.is_embedded:
        return _("Den innebygde databasen svarer ikke: %(error)s. Kjør «rodtrad doctor».") % {"error": reason}
    given = environment.database()
    return _(
        "Databasen «%(name)s» på %(host)s:%(port)s svarer ikke: %(error)s. "
        "Sjekk DATABASE_URL og at tjeneren kjører."
    ) % {
        "name": given["NAME"],
        "host": given["HOST"] or _("denne maskinen"),
        "port": given["PORT"] or 5432,
        "error": reason,
    }


def _first_line(error: BaseException) -> str:
    lines = [line for line in str(error).strip().splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else _("ukjent årsak")


def _os_sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC and not error.filename:
        return _("Disken er full. Frigjør plass og prøv igjen.")
    words = _OS_WORDS.get(error.errno or 0)
    # Of a renaming there are two, and only the second is one the person has named.
    if (place := error.filename2 or error.filename) and words:
        return f"{place} {_(words)}."
    return _("Operativsystemet sa nei: %(error)s.") % {"error": error.strerror or error}
