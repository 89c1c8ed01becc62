import click
from django.core.management import call_command

from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.starting import database_running, say
from rodtrad.core.readiness import pending_migrations, require_supported_server
from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext
from rodtrad.demo.operations import load_reference
from rodtrad.exchange.indicator_file.shipped import add_missing_of_common_set


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Lag eller oppdater tabellene, og det alle trenger: områder, bærekraftsmål og felles indikatorer."
    ),
)
def command() -> None:
    with database_running():
        pending = bring_up_to_date()
        text = ngettext("Databasen fikk %(count)d endring.", "Databasen fikk %(count)d endringer.", pending)
        say(text % {"count": pending} if pending else _("Databasen er oppdatert fra før."))


def bring_up_to_date() -> int:
    """Make or change the tables, and load what everyone needs; return how many changes there were."""
    require_supported_server()
    pending = pending_migrations()
    call_command("migrate", interactive=False, verbosity=0)
    load_reference()
    with told_by_command():
        report = add_missing_of_common_set()
    if report is not None:
        say(report.as_text())
    return len(pending)
