from pathlib import Path

import click

from rodtrad.config.backups import open_database, write_backup
from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say


@click.command(cls=NorwegianCommand)
@click.argument("fil", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Erstatt filen hvis den finnes.")
def command(fil: Path, overwrite: bool) -> None:
    """Ta sikkerhetskopi av hele databasen til FIL, også mens nettstedet kjører."""
    if fil.exists() and not overwrite:
        raise CommandError(f"{fil} finnes allerede. Velg et annet navn, eller bruk --overwrite.")
    with open_database(Environment()) as database:
        write_backup(database, fil)
    size = fil.stat().st_size / 1e6
    say(
        f"Sikkerhetskopien ligger i {fil} ({size:.1f} MB). Den inneholder personopplysninger; ta vare på den."
    )
