"""Take the name away from someone who has left; tell who has a pseudonym, and do it again after a restore."""

from pathlib import Path

import click

from rodtrad.accounts.models import User
from rodtrad.accounts.queries import account_with_address, former_names, pseudonymised_accounts
from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.leavers import listed_accounts, pseudonymise_again, say_mentions
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import gettext as _
from rodtrad.organisations.errors import LastAdministratorError
from rodtrad.organisations.operations import pseudonymise_leaver


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Ta bort navn og adresse til den som har adressen EPOST, og steng kontoen.\n\n"
        "Roller og innlogginger avsluttes, eller går til den som overtar. Historikken beholder et fast dekknavn. "
        "Det kan ikke gjøres om."
    ),
)
@click.argument("email", metavar=_("EPOST"), required=False)
@click.option("--successor", metavar=_("EPOST"), help=_("Hvem som overtar rollene og det som er åpent."))
@click.option(
    "--list",
    "tell",
    is_flag=True,
    help=_(
        "Skriv numrene til kontoene som har dekknavn, uten navn. Ta vare på listen ved sikkerhetskopiene."
    ),
)
@click.option(
    "--again",
    "listed",
    metavar=_("LISTE"),
    type=click.Path(path_type=Path),
    help=_("Gi dekknavn på nytt til kontoene i en slik liste, etter at en eldre kopi er hentet tilbake."),
)
def command(email: str | None, successor: str | None, tell: bool, listed: Path | None) -> None:
    if sum((email is not None, tell, listed is not None)) != 1:
        raise CommandError(_("Oppgi én av delene: en e-postadresse, --list eller --again LISTE."))
    with tables_ready(), told_by_command():
        if tell:
            for identity, day in pseudonymised_accounts():
                click.echo(f"{identity} {day}")
        elif listed is not None:
            pseudonymise_again(listed_accounts(listed))
        else:
            _pseudonymise(_account(email or ""), _account(successor) if successor else None)


def _account(email: str) -> User:
    user = account_with_address(email)
    if user is None:
        raise CommandError(_("Ingen konto har adressen %s.") % email)
    return user


def _pseudonymise(leaver: User, successor: User | None) -> None:
    emails, names = former_names(leaver)
    try:
        pseudonym = pseudonymise_leaver(leaver=leaver, successor=successor)
    except LastAdministratorError as error:
        text = _("%s ville stått uten administrator. Gi rollen til en annen først: rodtrad createuser.")
        raise CommandError(text % error) from error
    say(_("Navn og adresse er tatt bort. I historikken står nå «%s».") % pseudonym)
    say_mentions([*names, *emails])
