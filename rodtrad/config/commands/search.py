import click

from rodtrad.config.command_words import TranslatedGroup
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _
from rodtrad.search.command import UnknownRootError, rebuild_index


@click.group(cls=TranslatedGroup, help=_("Ta vare på søkeindeksen."))
def command() -> None:
    """Hold what can be done with the index."""


@command.command(
    "rebuild", help=_("Skriv søkeindeksen på nytt, for ORGANISASJON eller for alle når den utelates.")
)
@click.argument("slug", metavar=_("ORGANISASJON"), required=False, default="")
def rebuild(slug: str) -> None:
    with tables_ready():
        try:
            for line in rebuild_index(slug, say=say):
                click.echo(line)
        except UnknownRootError as error:
            raise CommandError(str(error)) from error
