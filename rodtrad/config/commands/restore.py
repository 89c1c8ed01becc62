"""Bring a backup back: into an empty database, or in the place of the one in use."""

from pathlib import Path

import click
from django.db import connections

from rodtrad.config.backups import (
    Database,
    is_empty,
    left_in,
    open_database,
    require_backup,
    restore_into,
    time_of_backup,
)
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.instance import AlreadyRunningError, Instance
from rodtrad.config.leavers import listed_accounts
from rodtrad.config.restored import make_usable, say_what_came_back
from rodtrad.config.restoring import drop_database, replace_database
from rodtrad.config.starting import say
from rodtrad.core.words import gettext as _


@click.command(cls=TranslatedCommand, help=_("Hent tilbake sikkerhetskopien FIL i en tom database."))
@click.argument("file", metavar=_("FIL"), type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=_("Sett kopien i stedet for databasen som er i bruk."))
@click.option("--drop-old", is_flag=True, help=_("Slett den gamle databasen etter --replace."))
@click.option(
    "--pseudonymised",
    "listed",
    metavar=_("LISTE"),
    type=click.Path(path_type=Path),
    help=_("Gi dekknavn på nytt til kontoene i en liste fra «rodtrad pseudonymise --list»."),
)
def command(file: Path, replace: bool, drop_old: bool, listed: Path | None) -> None:
    environment = Environment()
    leavers = listed_accounts(listed) if listed else []
    with open_database(environment) as database:
        require_backup(database.tools, file)
        kept = None
        if is_empty(database):
            restore_into(database, file, database.name)
        elif replace:
            _refuse_running_demo(environment)
            leavers += left_in(database)
            kept = replace_database(database, file)
        else:
            text = _(
                "Databasen «%(name)s» er ikke tom. Bruk --replace for å sette kopien i stedet; den gamle "
                "databasen blir beholdt under et annet navn. Ingenting er endret."
            )
            raise CommandError(text % {"name": database.name})
        try:
            make_usable(leavers)
            say_what_came_back(time_of_backup(database.tools, file), knows_leavers=bool(kept or listed))
        finally:
            connections.close_all()
        if kept:
            _tell_of_old(database, kept, drop_old=drop_old)


def _refuse_running_demo(environment: Environment) -> None:
    """Refuse to take the database away under a running demo, which would end with it."""
    if not environment.is_embedded:
        return
    try:
        Instance.refuse_running(environment.data_dir)
    except AlreadyRunningError as other:
        text = _("Stopp den først (Ctrl-C), og prøv igjen. Ingenting er endret.")
        raise CommandError(f"{other} {text}") from other


def _tell_of_old(database: Database, kept: str, *, drop_old: bool) -> None:
    if drop_old:
        drop_database(database, kept)
    else:
        say(_("Den gamle databasen er beholdt som «%(name)s».") % {"name": kept})
    say(_("Start nettstedet og arbeideren på nytt hvis de går: De har mistet forbindelsen til databasen."))
