import click

from rodtrad import __version__
from rodtrad.config.command_words import NorwegianCommand


@click.command(cls=NorwegianCommand)
def command() -> None:
    """Vis versjonen."""
    click.echo(f"rodtrad {__version__}")
