import os
from pathlib import Path

import click

from rodtrad.config.command_words import TranslatedGroup
from rodtrad.config.starting import require_directory_of, say, tables_ready, temporary_beside
from rodtrad.core.words import gettext as _
from rodtrad.exchange.command import export_plan, export_stratml, export_workbook
from rodtrad.exchange.indicator_command import export_indicators


@click.group(
    cls=TranslatedGroup,
    help=_("Skriv ut en organisasjon som planfil, regneark eller StratML, eller indikatorer."),
)
def command() -> None:
    """Hold what can be written out."""


_ROOT = click.argument("slug", metavar=_("ORGANISASJON"))
_OUTPUT = click.option(
    "--output",
    metavar=_("FIL"),
    type=click.Path(path_type=Path),
    help=_("Skriv til denne filen i stedet for skjermen."),
)


@command.command("plan", help=_("Skriv ORGANISASJON som planfil (YAML), slik at den kan leses inn igjen."))
@_ROOT
@_OUTPUT
def plan(slug: str, output: Path | None) -> None:
    with tables_ready():
        text = export_plan(slug)
    _give(text, output)


@command.command(
    "workbook", help=_("Skriv elementene i ORGANISASJON til FIL: Excel (.xlsx) eller CSV (.csv).")
)
@_ROOT
@click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
def workbook(slug: str, file: Path) -> None:
    with tables_ready():
        content = export_workbook(slug, file.suffix.lower())
    _write(file, content)


@command.command("stratml", help=_("Skriv de åpne målene i ORGANISASJON som StratML (XML)."))
@_ROOT
@click.option(
    "--part", type=click.Choice(["1", "2"]), default="2", help=_("Del 1 (ISO 17469-1) eller del 2.")
)
@_OUTPUT
def stratml(slug: str, part: str, output: Path | None) -> None:
    with tables_ready():
        text = export_stratml(slug, int(part))
    _give(text, output)


@command.command(
    "indicators", help=_("Skriv det felles settet av indikatorer (YAML), slik at det kan leses inn igjen.")
)
@click.option(
    "--root",
    "slug",
    metavar=_("ORGANISASJON"),
    default="",
    help=_("Skriv indikatorene til denne i stedet."),
)
@_OUTPUT
def indicators(slug: str, output: Path | None) -> None:
    with tables_ready():
        text = export_indicators(slug)
    _give(text, output)


def _give(text: str, output: Path | None) -> None:
    """Write to the file, or else to the screen."""
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        _write(output, text.encode())


def _write(output: Path, content: bytes) -> None:
    """Write the whole file or nothing."""
    require_directory_of(output)
    descriptor, name = temporary_beside(output)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, output)
    except BaseException:
        os.unlink(name)
        raise
    say(_("Skrev %(file)s.") % {"file": output})
