from contextlib import nullcontext
from pathlib import Path

import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import tables_ready
from rodtrad.core.words import chosen_language
from rodtrad.core.words import gettext as _
from rodtrad.exchange.read_command import FORMS, read_command


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Les FIL (PDF, Word eller tekst) og foreslå mål, strategier og tiltak. Ingenting lagres.\n\n"
        "Med --root brukes nivåene til en organisasjon her. Med --format yaml blir det en planfil å gå videre fra."
    ),
)
@click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
@click.option("--root", metavar=_("KORTNAVN"), default="", help=_("Organisasjonen nivåene hentes fra."))
@click.option(
    "--framework",
    metavar=_("NØKKEL"),
    default="",
    help=_("Målstrukturen, når organisasjonen har flere."),
)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help=_("Utskriftsform."))
def command(file: Path, root: str, framework: str, form: str) -> None:
    if framework and not root:
        raise CommandError(_("Oppgi også organisasjonen med --root."))
    with tables_ready() if root else nullcontext():
        text = read_command(file, root=root, framework=framework, output=form, language=chosen_language())
    click.echo(text)
