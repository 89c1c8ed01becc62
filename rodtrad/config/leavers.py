"""What the commands share about leavers: lists of them, doing it again, and where a name still stands."""

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from rodtrad.accounts.queries import named_accounts
from rodtrad.config.failures import CommandError
from rodtrad.config.starting import say
from rodtrad.core.mentions import mentions_of
from rodtrad.core.words import gettext as _
from rodtrad.core.words import ngettext
from rodtrad.organisations.errors import LastAdministratorError
from rodtrad.organisations.operations import pseudonymise_person
from rodtrad.website.presenters.roles import mentions_words


def listed_accounts(file: Path) -> list[UUID]:
    """Read a list as `rodtrad pseudonymise --list` writes it: one account on each line, and the day after it."""
    found = []
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise CommandError(_("%s er ikke en liste fra «rodtrad pseudonymise --list».") % file) from error
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        try:
            found.append(UUID(words[0]))
        except ValueError as error:
            text = _(
                "%(file)s, linje %(number)d: «%(word)s» er ikke nummeret til en konto. Ingenting er endret."
            )
            raise CommandError(text % {"file": file, "number": number, "word": words[0]}) from error
    return found


def pseudonymise_again(ids: Collection[UUID]) -> None:
    """Give the accounts that have their name back their pseudonym once more, and say how many."""
    again, left = 0, 0
    for user in named_accounts(ids):
        try:
            pseudonymise_person(user=user)
            again += 1
        except LastAdministratorError as error:
            left += 1
            text = _("%(email)s er den eneste administratoren i %(root)s. Gi rollen til en annen, og kjør "
                     "«rodtrad pseudonymise %(email)s».")  # fmt: skip
            say(text % {"email": user.email, "root": error})
    if again:
        text = ngettext(
            "%(count)d person hadde fått navnet sitt tilbake, og har dekknavn igjen.",
            "%(count)d personer hadde fått navnet sitt tilbake, og har dekknavn igjen.",
            again,
        )
        say(text % {"count": again})
    elif not left:
        say(_("Ingen på listen hadde fått navnet sitt tilbake."))


def say_mentions(names: Collection[str]) -> None:
    """Say where the names still stand in what people have written themselves."""
    found = mentions_of(names)
    if not found.total:
        return
    say(mentions_words(found))
