"""How long a root keeps what the audit trail says, and from when."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from rodtrad.goals.models import HistoryRetention
from rodtrad.organisations.models import Root


@dataclass(frozen=True)
class Limits:
    """Months that texts and names are kept; None keeps them for ever."""

    texts: int | None = None
    names: int | None = None


def chosen_by(root: Root) -> HistoryRetention:
    """Return what the root has chosen; one that is not stored when it has chosen nothing."""
    return HistoryRetention.objects.filter(root=root).first() or HistoryRetention(root=root)


def limits_of(root: Root) -> Limits:
    """Return what counts in the root: its own choice, else the installation's; 0 is for ever."""
    return in_force(chosen_by(root))


def in_force(chosen: HistoryRetention) -> Limits:
    texts, names = chosen.texts_months, chosen.names_months
    return Limits(
        (settings.HISTORY_TEXTS_MONTHS if texts is None else texts) or None,
        (settings.HISTORY_NAMES_MONTHS if names is None else names) or None,
    )


def kept_from(months: int | None, now: datetime) -> datetime | None:
    """Return the moment so many months ago; the last of the month where the day is missing."""
    years, month = divmod(now.month - 1 - (months or 0), 12)
    year = now.year + years
    if months is None or year < 1:
        return None
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def texts_kept_from(root: Root) -> datetime | None:
    """Return the moment before which the trail is not whole; None when everything is kept."""
    return kept_from(limits_of(root).texts, timezone.now())
