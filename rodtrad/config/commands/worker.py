import os

import click

from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.starting import tables_ready
from rodtrad.config.work import run_worker
from rodtrad.core.words import gettext as _


@click.command(cls=TranslatedCommand, help=_("Kjør jobber i bakgrunnen til du stopper den."))
@click.option("--once", is_flag=True, help=_("Gjør jobbene som venter, og avslutt."))
def command(once: bool) -> None:
    with tables_ready():
        run_worker(
            name=f"rodtrad-{os.getpid()}",
            concurrency=Environment().number("WORKER_CONCURRENCY", 2),
            wait=not once,
        )
