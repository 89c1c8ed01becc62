import click

from rodtrad.accounts.operations import end_sessions, take_away_second_factor
from rodtrad.accounts.queries import account_with_address
from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Ta bort totrinnsinnloggingen til den som har adressen EPOST.\n\n"
        "For den som har mistet både telefonen og reservekodene. Vær sikker på at det er den rette som spør. "
        "Kontoen blir logget ut overalt."
    ),
)
@click.argument("email", metavar=_("EPOST"))
def command(email: str) -> None:
    with tables_ready(), told_by_command():
        user = account_with_address(email)
        if user is None:
            raise CommandError(_("Ingen konto har adressen %s.") % email)
        if not take_away_second_factor(user=user):
            raise CommandError(_("%s har ikke totrinnsinnlogging.") % email)
        end_sessions(user=user)
    say(_("%s logger nå inn med passordet alene, og kan sette opp totrinnsinnlogging på nytt.") % email)
