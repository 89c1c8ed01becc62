from pathlib import Path

import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.starting import say
from rodtrad.core.words import chosen_language
from rodtrad.core.words import gettext as _
from rodtrad.indicators.read_command import read_stat_command


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Les FIL (JSON-stat 1 eller 2) og skriv tallene som en tabell: koder, navn, verdi og status for hver celle, "
        "med semikolon mellom. Ingenting lagres."
    ),
)
@click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
@click.option(
    "--table",
    metavar=_("NUMMER"),
    type=int,
    default=0,
    help=_("Hvilken tabell, når fila har flere."),
)
def command(file: Path, table: int) -> None:
    shown = read_stat_command(file, table=table, language=chosen_language())
    for sentence in shown.about:
        say(sentence)
    for piece in shown.table:
        click.echo(piece, nl=False)
