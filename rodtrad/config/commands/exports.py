import os
import tempfile
from pathlib import Path

import click

from rodtrad.config.command_words import NorwegianGroup
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.exchange.command import export_plan


@click.group(cls=NorwegianGroup)
def command() -> None:
    """Skriv ut en organisasjon som planfil."""


@command.command("plan")
@click.argument("organisasjon")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Skriv til denne filen i stedet for skjermen."
)
def plan(organisasjon: str, output: Path | None) -> None:
    """Skriv ORGANISASJON som planfil (YAML), slik at den kan leses inn igjen."""
    with tables_ready():
        text = export_plan(organisasjon)
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    _write(output, text)
    say(f"Skrev {output}.")


def _write(output: Path, text: str) -> None:
    """Write the whole file or nothing."""
    if not output.absolute().parent.is_dir():
        raise CommandError(f"Mappen {output.absolute().parent} finnes ikke. Lag den, eller velg en annen.")
    descriptor, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.absolute().parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, output)
    except BaseException:
        os.unlink(name)
        raise
