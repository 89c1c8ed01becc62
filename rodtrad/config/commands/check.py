import sys

import click

from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.starting import tables_ready
from rodtrad.goals.check_command import check_command


@click.command(cls=NorwegianCommand)
@click.argument("organisasjon")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="Utskriftsform."
)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "note"]),
    default="note",
    help="Vis funn som er minst så alvorlige.",
)
def command(organisasjon: str, form: str, severity: str) -> None:
    """Kontroller den røde tråden i ORGANISASJON (for eksempel oslo).

    Avslutter med kode 1 når minst én feil står igjen.
    """
    with tables_ready():
        text, code = check_command(organisasjon, form, severity)
    click.echo(text)
    sys.stdout.flush()
    click.get_current_context().exit(code)
