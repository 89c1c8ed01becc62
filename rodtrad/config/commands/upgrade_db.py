from pathlib import Path

import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say
from rodtrad.core.embedded import upgrade_cluster
from rodtrad.core.words import gettext as _


@click.command(
    cls=TranslatedCommand,
    help=_("Oppgrader den innebygde databasen til PostgreSQL-versjonen som er installert."),
)
@click.option(
    "--old-binaries",
    metavar=_("MAPPE"),
    type=click.Path(path_type=Path),
    help=_("Mappen med programfilene til den gamle PostgreSQL-versjonen, når de ikke blir funnet."),
)
def command(old_binaries: Path | None) -> None:
    environment = Environment()
    if not environment.is_embedded:
        raise CommandError(_("DATABASE_URL er satt; den databasen oppgraderer du der den kjører."))
    kept = upgrade_cluster(environment.data_dir, old_binaries, say)
    if kept is None:
        say(_("Databasen har riktig versjon; det er ingenting å oppgradere."))
