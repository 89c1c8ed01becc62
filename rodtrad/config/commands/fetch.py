import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.figure_teller import FigureTeller
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _
from rodtrad.indicators.fetch_command import (
    UnknownTableError,
    fetch_tables,
    list_tables,
    set_nightly,
    tables_that_can_be_fetched,
)


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Hent tall fra SSB og andre for hver TABELL (nøkkelen eller nummeret). Uten TABELL: vis hvilke som kan "
        "hentes. Går det galt, er ingen tall endret."
    ),
)
@click.argument("keys", metavar=_("TABELL …"), nargs=-1)
@click.option("--all", "everything", is_flag=True, help=_("Hent alle."))
@click.option(
    "--nightly/--not-nightly", "is_nightly", default=None, help=_("Hent dem hver natt, eller ikke lenger.")
)
def command(keys: tuple[str, ...], everything: bool, is_nightly: bool | None) -> None:
    with tables_ready():
        chosen = [one.key for one in tables_that_can_be_fetched()] if everything else list(keys)
        try:
            if is_nightly is not None:
                lines = set_nightly(chosen, is_nightly=is_nightly)
            elif chosen:
                if not fetch_tables(chosen, say=say, progress=lambda: FigureTeller(say)):
                    raise CommandError(_("Ikke alt ble hentet. Det som ikke kom, er som før."))
                return
            else:
                lines = list_tables()
        except UnknownTableError as error:
            raise CommandError(str(error)) from error
        for line in lines:
            click.echo(line)
