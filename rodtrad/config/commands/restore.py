from pathlib import Path

import click

from rodtrad.config.backups import Database, is_empty, open_database, require_backup, restore_into
from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.restoring import drop_database, replace_database
from rodtrad.config.starting import say


@click.command(cls=NorwegianCommand)
@click.argument("fil", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Sett kopien i stedet for databasen som er i bruk.")
@click.option("--drop-old", is_flag=True, help="Slett den gamle databasen etter --replace.")
def command(fil: Path, replace: bool, drop_old: bool) -> None:
    """Hent tilbake sikkerhetskopien FIL i en tom database."""
    with open_database(Environment()) as database:
        require_backup(database.tools, fil)
        if is_empty(database):
            restore_into(database, fil, database.name)
        elif replace:
            _replace(database, fil, drop_old=drop_old)
        else:
            raise CommandError(
                f"Databasen «{database.name}» er ikke tom. Bruk --replace for å sette kopien i stedet; "
                "den gamle databasen blir beholdt under et annet navn. Ingenting er endret."
            )
    say("Sikkerhetskopien er hentet tilbake. Kjør «rodtrad migrate» i tilfelle den er fra en eldre versjon.")


def _replace(database: Database, file: Path, *, drop_old: bool) -> None:
    kept = replace_database(database, file)
    if drop_old:
        drop_database(database, kept)
    else:
        say(f"Den gamle databasen er beholdt som «{kept}».")
