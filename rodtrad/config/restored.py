"""What is done with a restored database before anyone uses it, and what to know about it."""

from collections.abc import Collection
from uuid import UUID

from rodtrad.accounts.operations import end_every_session
from rodtrad.accounts.queries import count_unreadable_factors
from rodtrad.config.audit import told_by_command
from rodtrad.config.commands.migrate import bring_up_to_date
from rodtrad.config.leavers import pseudonymise_again
from rodtrad.config.starting import say
from rodtrad.core.outbox.keeping import forget_all
from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext


def make_usable(leavers: Collection[UUID]) -> None:
    """Bring the tables up to date, end the sessions and letters of then, and take away the names of leavers since."""
    with told_by_command():
        if bring_up_to_date():
            say(_("Kopien er fra en eldre versjon. Tabellene er oppdatert."))
        end_every_session()
        forget_all()
        if leavers:
            pseudonymise_again(leavers)


def say_what_came_back(taken: str, *, knows_leavers: bool) -> None:
    """Say what the restore has brought back that someone may have ended since."""
    say(
        _("Sikkerhetskopien fra %(time)s (UTC) er hentet tilbake. Alle må logge inn på nytt.")
        % {"time": taken}
    )
    if not knows_leavers:
        say(
            _(
                "Den som har fått dekknavn etter det, har navnet sitt her igjen. Kjør «rodtrad pseudonymise --again "
                "LISTE» med en nyere liste, eller «rodtrad pseudonymise EPOST» for hver av dem."
            )
        )
    say(_("Roller, tilgangsnøkler og lenker som er trukket tilbake etter det, gjelder igjen. Se over dem."))
    if unreadable := count_unreadable_factors():
        text = ngettext(
            "%(count)d person har totrinnsinnlogging som ikke kan leses med denne SECRET_KEY.",
            "%(count)d personer har totrinnsinnlogging som ikke kan leses med denne SECRET_KEY.",
            unreadable,
        )
        remedy = _(
            "Legg tilbake nøkkelen fra den gamle maskinen, eller la dem bruke en reservekode. Har noen ingen, kjør "
            "«rodtrad take-away-factor EPOST»."
        )
        say(f"{text % {'count': unreadable}} {remedy}")
