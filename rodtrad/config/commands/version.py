import click

from rodtrad import __version__
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.core.words import gettext as _


@click.command(cls=TranslatedCommand, help=_("Vis versjonen."))
def command() -> None:
    click.echo(f"rodtrad {__version__}")
