import sys

import click
from django.utils import translation

from rodtrad.config.audit import told_by_command
from rodtrad.config.command_words import TranslatedCommand
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say, tables_ready
from rodtrad.core.words import LANGUAGES
from rodtrad.core.words import gettext as _
from rodtrad.organisations.models import RoleKind
from rodtrad.organisations.operations import account_exists, give_role, make_account


@click.command(
    cls=TranslatedCommand,
    help=_(
        "Lag en bruker med adressen EPOST og gi den en rolle.\n\n"
        "Finnes brukeren, får den rollen i tillegg til dem den har."
    ),
)
@click.argument("email", metavar=_("EPOST"))
@click.option("--name", metavar=_("NAVN"), default="", help=_("Navnet slik andre ser det."))
@click.option(
    "--role",
    metavar=_("ROLLE"),
    required=True,
    help=_("leser, bidragsyter, redaktør, godkjenner eller administrator."),
)
@click.option(
    "--at",
    "place",
    metavar=_("STED"),
    required=True,
    help=_("Hvor rollen gjelder: oslo, eller oslo/klimaetaten."),
)
@click.option("--password-stdin", is_flag=True, help=_("Les passordet fra standard inn."))
def command(email: str, name: str, role: str, place: str, password_stdin: bool) -> None:
    kind = _kinds_by_word().get(role.casefold())
    if kind is None:
        text = _("Rollen «%(role)s» finnes ikke. Velg %(known)s.")
        raise CommandError(text % {"role": role, "known": ", ".join(str(known.label) for known in RoleKind)})
    root, _slash, organisation = place.partition("/")
    with tables_ready(), told_by_command():
        facts = {"email": email, "role": kind.label, "place": place}
        if account_exists(email=email):
            give_role(email=email, kind=kind, root=root, organisation=organisation)
            say(_("%(email)s fantes fra før, og har nå også rollen %(role)s i %(place)s.") % facts)
            return
        if not name:
            raise CommandError(_("Oppgi navnet til den nye brukeren med --name."))
        password = _password(from_stdin=password_stdin)
        make_account(
            email=email, name=name, password=password, kind=kind, root=root, organisation=organisation
        )
    say(_("%(email)s kan logge inn, og har rollen %(role)s i %(place)s.") % facts)


def _kinds_by_word() -> dict[str, RoleKind]:
    """Return the roles by what people call them: the key, and the word in each language."""
    words = {kind.value: kind for kind in RoleKind}
    for language in LANGUAGES:
        with translation.override(language):
            words |= {str(kind.label).casefold(): kind for kind in RoleKind}
    return words


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError(_("Passordet kan ikke spørres om her. Send det inn med --password-stdin."))
    first = click.prompt(_("Passord"), hide_input=True, err=True)
    if click.prompt(_("Passordet en gang til"), hide_input=True, err=True) != first:
        raise CommandError(_("Passordene er ikke like. Ingenting er lagret."))
    return str(first)
