import click

from rodtrad.accounts.queries import account_with_address
from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _
from rodtrad.organisations.errors import LastAdministratorError
from rodtrad.organisations.operations import pseudonymise_person


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Ta bort navn og adresse til den som har adressen EPOST, og steng kontoen.\n\n"
        "Roller og innlogginger avsluttes. Historikken beholder et fast dekknavn. Det kan ikke gjøres om."
    ),
)
@click.argument("email", metavar=_("EPOST"))
def command(email: str) -> None:
    with tables_ready(), told_by_command():
        user = account_with_address(email)
        if user is None:
            raise CommandError(_("Ingen konto har adressen %s.") % email)
        try:
            pseudonym = pseudonymise_person(user=user)
        except LastAdministratorError as error:
            text = _("%s ville stått uten administrator. Gi rollen til en annen først: rodtrad createuser.")
            raise CommandError(text % error) from error
    say(_("Navn og adresse er tatt bort. I historikken står nå «%s».") % pseudonym)
