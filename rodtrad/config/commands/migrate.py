import click
from django.core.management import call_command

from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.starting import database_running, say
from rodtrad.core.readiness import pending_migrations, require_supported_server
from rodtrad.demo.operations import load_reference


@click.command(cls=NorwegianCommand)
def command() -> None:
    """Lag eller oppdater tabellene, og det alle trenger: områder og bærekraftsmål."""
    with database_running():
        require_supported_server()
        pending = pending_migrations()
        call_command("migrate", interactive=False, verbosity=0)
        load_reference()
        say(f"Databasen fikk {len(pending)} endringer." if pending else "Databasen er oppdatert fra før.")
