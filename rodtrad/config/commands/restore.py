from pathlib import Path

import click

from rodtrad.config.backups import Database, is_empty, open_database, require_backup, restore_into
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.restoring import drop_database, replace_database
from rodtrad.config.starting import say
from rodtrad.core.words import gettext as _


@click.command(cls=TranslatedCommand, help=_("Hent tilbake sikkerhetskopien FIL i en tom database."))
@click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=_("Sett kopien i stedet for databasen som er i bruk."))
@click.option("--drop-old", is_flag=True, help=_("Slett den gamle databasen etter --replace."))
def command(file: Path, replace: bool, drop_old: bool) -> None:
    with open_database(Environment()) as database:
        require_backup(database.tools, file)
        if is_empty(database):
            restore_into(database, file, database.name)
        elif replace:
            _replace(database, file, drop_old=drop_old)
        else:
            text = _(
                "Databasen «%(name)s» er ikke tom. Bruk --replace for å sette kopien i stedet; den gamle "
                "databasen blir beholdt under et annet navn. Ingenting er endret."
            )
            raise CommandError(text % {"name": database.name})
    say(
        _(
            "Sikkerhetskopien er hentet tilbake. Kjør «rodtrad migrate» i tilfelle den er fra en "
            "eldre versjon."
        )
    )


def _replace(database: Database, file: Path, *, drop_old: bool) -> None:
    kept = replace_database(database, file)
    if drop_old:
        drop_database(database, kept)
    else:
        say(_("Den gamle databasen er beholdt som «%(name)s».") % {"name": kept})
    say(_("Start nettstedet og arbeideren på nytt hvis de går: De har mistet forbindelsen til databasen."))
