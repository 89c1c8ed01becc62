import sys

import click

from rodtrad.config.command_words import NorwegianCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.organisations.models import RoleKind
from rodtrad.organisations.operations import account_exists, give_role, make_account

#: Both the key and the Norwegian word are understood.
ROLES = {str(word).casefold(): kind for kind in RoleKind for word in (kind.value, kind.label)}


@click.command(cls=NorwegianCommand)
@click.argument("epost")
@click.option("--name", "name", default="", help="Navnet slik andre ser det.")
@click.option("--role", required=True, help="leser, bidragsyter, redaktør, godkjenner eller administrator.")
@click.option("--at", "place", required=True, help="Hvor rollen gjelder: oslo, eller oslo/klimaetaten.")
@click.option("--password-stdin", is_flag=True, help="Les passordet fra standard inn.")
def command(epost: str, name: str, role: str, place: str, password_stdin: bool) -> None:
    """Lag en bruker med adressen EPOST og gi den en rolle.

    Finnes brukeren, får den rollen i tillegg til dem den har.
    """
    kind = ROLES.get(role.casefold())
    if kind is None:
        raise CommandError(
            f"Rollen «{role}» finnes ikke. Velg {', '.join(str(kind.label) for kind in RoleKind)}."
        )
    root, _, organisation = place.partition("/")
    with tables_ready():
        if account_exists(email=epost):
            give_role(email=epost, kind=kind, root=root, organisation=organisation)
            say(f"{epost} fantes fra før, og har nå også rollen {kind.label} i {place}.")
            return
        if not name:
            raise CommandError("Oppgi navnet til den nye brukeren med --name.")
        password = _password(from_stdin=password_stdin)
        make_account(
            email=epost, name=name, password=password, kind=kind, root=root, organisation=organisation
        )
    say(f"{epost} kan logge inn, og har rollen {kind.label} i {place}.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError("Passordet kan ikke spørres om her. Send det inn med --password-stdin.")
    first = click.prompt("Passord", hide_input=True, err=True)
    if click.prompt("Passordet en gang til", hide_input=True, err=True) != first:
        raise CommandError("Passordene er ikke like. Ingenting er lagret.")
    return str(first)
