import os
from pathlib import Path

import click

from rodtrad.config.command_words import TranslatedGroup
from rodtrad.config.starting import require_directory_of, say, tables_ready, temporary_beside
from rodtrad.core.words import gettext as _
from rodtrad.exchange.command import export_plan


@click.group(cls=TranslatedGroup, help=_("Skriv ut en organisasjon som planfil."))
def command() -> None:
    """Hold what can be written out."""


@command.command("plan", help=_("Skriv ORGANISASJON som planfil (YAML), slik at den kan leses inn igjen."))
@click.argument("slug", metavar=_("ORGANISASJON"))
@click.option(
    "--output",
    metavar=_("FIL"),
    type=click.Path(path_type=Path),
    help=_("Skriv til denne filen i stedet for skjermen."),
)
def plan(slug: str, output: Path | None) -> None:
    with tables_ready():
        text = export_plan(slug)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    _write(output, text)
    say(_("Skrev %(file)s.") % {"file": output})


def _write(output: Path, text: str) -> None:
    """Write the whole file or nothing."""
    require_directory_of(output)
    descriptor, name = temporary_beside(output)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, output)
    except BaseException:
        os.unlink(name)
        raise
