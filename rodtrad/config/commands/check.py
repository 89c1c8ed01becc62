import sys
from pathlib import Path

import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.starting import tables_ready
from rodtrad.core.words import chosen_language
from rodtrad.core.words import gettext as _
from rodtrad.exchange.check_command import check_file_command, is_plan_file
from rodtrad.goals.check_command import check_command


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Kontroller den røde tråden i HVA: en organisasjon (for eksempel oslo) eller en planfil (plan.yaml).\n\n"
        "En planfil kontrolleres alene, og ingenting lagres. "
        "Avslutter med kode 1 når minst én feil står igjen."
    ),
)
@click.argument("what", metavar=_("HVA"))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help=_("Utskriftsform.")
)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "note"]),
    default="note",
    help=_("Vis funn som er minst så alvorlige."),
)
def command(what: str, form: str, severity: str) -> None:
    with tables_ready():
        if is_plan_file(what):
            text, code = check_file_command(Path(what), form, severity, language=chosen_language())
        else:
            text, code = check_command(what, form, severity, language=chosen_language())
    click.echo(text)
    sys.stdout.flush()
    click.get_current_context().exit(code)
