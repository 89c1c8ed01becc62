"""The part of `rodtrad demo` that writes: tables, examples and their log-ins."""

import json

import click
from django.core.management import call_command

from rodtrad.accounts.models import User
from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.environment import Environment
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import database_running, say
from rodtrad.core.readiness import require_supported_server
from rodtrad.core.words import gettext as _
from rodtrad.demo.operations import DemoAccount, begin_work, load_demo, load_indicators


@click.command(
    cls=TranslatedCommand, hidden=True, help=_("Les inn eksemplene, og skriv innloggingene som JSON.")
)
def command() -> None:
    with database_running():
        require_supported_server()
        call_command("migrate", interactive=False, verbosity=0)
        if not Environment().is_embedded:
            _refuse_in_production()
        with told_by_command():
            load_indicators(progress=say)
            accounts = load_demo(progress=say)
        begin_work()
        click.echo(json.dumps([_row(account) for account in accounts]))


def _refuse_in_production() -> None:
    """Keep log-ins with a known password out of a database that real people use."""
    if User.objects.filter(is_example=False).exists():
        raise CommandError(
            _(
                "DATABASE_URL peker på en database med virkelige brukere. Eksemplene har innlogginger med "
                "kjent passord og leses ikke inn der. Fjern DATABASE_URL for å prøve på egen maskin."
            )
        )


def _row(account: DemoAccount) -> dict[str, str]:
    return {
        "role": str(account.role.label),
        "email": account.email,
        "password": account.password,
        "at": f"{account.root}/{account.organisation}",
    }
