"""The times of a calendar on the root's own clock."""

from datetime import date, datetime, time

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

_FIRST, _LAST = 1990, 2100


class TimeError(Exception):
    """A time that is none, or of no council: the message says which field."""


def whole_day(given: date) -> bool:
    return not isinstance(given, datetime)


def local(given: date, name: str) -> datetime:
    """Return the time without a zone, as the clocks of Norway show it; a day begins at midnight.

    A time without a zone is Norwegian already. Raises TimeError for what no meeting has.
    """
    if not isinstance(given, datetime):
        found = datetime.combine(given, time())
    elif given.tzinfo is None:
        found = given
    else:
        try:
            found = given.astimezone(get_default_timezone()).replace(tzinfo=None)
        except (OverflowError, ValueError) as error:
            raise TimeError(_("%s er ikke et tidspunkt.") % name) from error
    if not _FIRST <= found.year <= _LAST:
        told = {"name": name, "year": found.year, "first": _FIRST, "last": _LAST}
        raise TimeError(_("%(name)s er i år %(year)d. Et møte er mellom %(first)d og %(last)d.") % told)
    return found
