import os

import click

from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.environment import Environment
from rodtrad.config.starting import tables_ready
from rodtrad.config.work import run_worker


@click.command(cls=NorwegianCommand)
@click.option("--once", is_flag=True, help="Gjør jobbene som venter, og avslutt.")
def command(once: bool) -> None:
    """Kjør jobber i bakgrunnen til du stopper den."""
    with tables_ready():
        run_worker(
            name=f"rodtrad-{os.getpid()}",
            concurrency=Environment().number("WORKER_CONCURRENCY", 2),
            wait=not once,
        )
