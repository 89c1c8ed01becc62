import click
from django.core.management import call_command

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.starting import database_running, say
from rodtrad.core.readiness import pending_migrations, require_supported_server
from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext
from rodtrad.demo.operations import load_reference


@click.command(
    cls=TranslatedCommand,
    help=_("Lag eller oppdater tabellene, og det alle trenger: områder og bærekraftsmål."),
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
    return len(pending)
