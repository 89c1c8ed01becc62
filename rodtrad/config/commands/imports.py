from pathlib import Path

import click

from rodtrad.config.command_words import NorwegianGroup
from rodtrad.config.starting import say, tables_ready
from rodtrad.exchange.command import import_plan
from rodtrad.geography.geojson import MAX_BYTES
from rodtrad.geography.operations import import_boundaries


@click.group(cls=NorwegianGroup)
def command() -> None:
    """Les inn en planfil eller grenser."""


@command.command("plan")
@click.argument("fil", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Si hva som ville skjedd, men lagre ingenting.")
@click.option("--prune", is_flag=True, help="Slett også det som ikke lenger står i filen.")
@click.option("--correction", default="", help="Grunnen til å rette vedtatt tekst; uten den blir det avvist.")
def plan(fil: Path, dry_run: bool, prune: bool, correction: str) -> None:
    """Les inn en organisasjon med planer og mål fra FIL (YAML)."""
    with tables_ready():
        click.echo(import_plan(fil, dry_run=dry_run, prune=prune, correction=correction))


@command.command("boundaries")
@click.argument("fil", type=click.Path(path_type=Path))
@click.option("--source", default="", help="Hvor grensene kommer fra; ellers brukes filnavnet.")
def boundaries(fil: Path, source: str) -> None:
    """Les inn grensene til fylker, kommuner eller bydeler fra FIL (GeoJSON)."""
    with fil.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    with tables_ready():
        report = import_boundaries(text=content, source=source or fil.name)
    for note in report.notes:
        say(note)
    click.echo(
        f"Lest {report.read} grenser: {report.made} nye, {report.changed} endret, {report.same} som før."
    )
