from pathlib import Path

import click

from rodtrad.config.backups import open_database, write_backup
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say
from rodtrad.core.words import gettext as _


@click.command(
    cls=TranslatedCommand,
    help=_("Ta sikkerhetskopi av hele databasen til FIL, også mens nettstedet kjører."),
)
@click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help=_("Erstatt filen hvis den finnes."))
def command(file: Path, overwrite: bool) -> None:
    if file.exists() and not overwrite:
        text = _("%(file)s finnes allerede. Velg et annet navn, eller bruk --overwrite.")
        raise CommandError(text % {"file": file})
    with open_database(Environment()) as database:
        write_backup(database, file)
    text = _(
        "Sikkerhetskopien ligger i %(file)s (%(size)s MB). Den inneholder personopplysninger; ta vare på den."
    )
    say(text % {"file": file, "size": f"{file.stat().st_size / 1e6:.1f}"})
