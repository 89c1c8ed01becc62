"""How many times someone has tried something lately, counted in django-axes' table of attempts.

A row is one name tried from one address in one way. The column that axes calls the user agent holds the way: what
the browser calls itself tells nothing, since whoever guesses can change it for each attempt, and is not kept.
"""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

#: An attempt counts until an hour has gone without another of the same row.
MEMORY = timedelta(hours=1)

#: Logging in from a browser where the person has not logged in before.
UNKNOWN_BROWSER = "unknown browser"
#: Asking for a mail with a link to a new password.
NEW_PASSWORD = "new password"  # noqa: S105  # a way to try, not a password
#: Giving a code of the second factor.
SECOND_FACTOR = "second factor"
#: Logging in elsewhere without getting in here.
ELSEWHERE = "elsewhere"
#: Being sent an invitation.
INVITATION = "invitation"
#: Having what one wrote kept when the log-in has ended; the name is the account's id.
UNSENT = "unsent"
#: What a log-in with a password says nothing about.
_APART = (NEW_PASSWORD, SECOND_FACTOR, ELSEWHERE, INVITATION, UNSENT)

_LONGEST_NAME: int = AccessAttempt._meta.get_field("username").max_length


def counted_name(email: str) -> str:
    """Return an e-mail address in the one form that counts: another way to write it must not give new attempts.

    The database finds an account by comparing in capitals, where ı is I and ſ is S. Small letters can be longer
    than what was typed, so the form is cut to its column.
    """
    return email.strip().upper().casefold()[:_LONGEST_NAME]


@transaction.atomic
def note_attempt(*, name: str, address: str | None, way: str) -> int:
    """Count one more attempt, and return the number of its row."""
    now = timezone.now()
    row, made = AccessAttempt.objects.select_for_update().get_or_create(
        username=name,
        ip_address=address,
        user_agent=way,
        defaults={"failures_since_start": 1, "attempt_time": now},
    )
    if not made:
        count = 1 if row.attempt_time < _since(now) else F("failures_since_start") + 1
        AccessAttempt.objects.filter(pk=row.pk).update(failures_since_start=count, attempt_time=now)
    return int(row.pk)


def count_attempts(*, way: str, **by: str | None) -> int:
    """Return how many times it has been tried this way lately, by name, address or both."""
    fields = {"name": "username", "address": "ip_address"}
    chosen = Q(user_agent=way, attempt_time__gte=_since(timezone.now()))
    for key, value in by.items():
        chosen &= Q(**{fields[key]: value})
    found = AccessAttempt.objects.filter(chosen).aggregate(Sum("failures_since_start"))
    return found["failures_since_start__sum"] or 0


def forget_attempts(*, name: str, way: str = "", address: str | None = None) -> None:
    """Let someone who has shown who they are begin anew."""
    rows = AccessAttempt.objects.filter(username=name).exclude(user_agent__in=_APART)
    if way:
        rows = rows.filter(user_agent=way, ip_address=address)
    rows.delete()


def forget_way(*, name: str, way: str) -> None:
    """Let someone who has got one thing right begin anew with that."""
    AccessAttempt.objects.filter(username=name, user_agent=way).delete()


def forget_old_attempts() -> None:
    AccessAttempt.objects.filter(attempt_time__lt=_since(timezone.now())).delete()


def name_of_attempt(number: int) -> str | None:
    """Return the name that was tried, as long as the attempt is remembered."""
    name: str | None = AccessAttempt.objects.filter(pk=number).values_list("username", flat=True).first()
    return name


def _since(now: datetime) -> datetime:
    return now - MEMORY
