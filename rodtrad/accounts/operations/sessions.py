"""The browsers that a person is logged in with."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rodtrad.accounts.devices import device_of
from rodtrad.accounts.models import Session, User

#: How long an address is kept after the browser was last used.
ADDRESS_KEPT = timedelta(days=1)


def note_browser(*, key: str, user_agent: str, address: str | None) -> None:
    """Write down that the session's browser was used now."""
    Session.objects.filter(session_key=key).update(
        seen=timezone.now(), device=device_of(user_agent), address=address
    )


def end_sessions(*, user: User) -> None:
    """Log the person out of every browser."""
    Session.objects.filter(user=user).delete()


def end_every_session() -> None:
    """Log everyone out: sessions in a restored backup may have been ended since."""
    Session.objects.all().delete()


def end_other_sessions(*, user: User, keep: str | None) -> int:
    """Log the person out of every browser but the one whose session key is given; return how many."""
    gone, _by_model = Session.objects.filter(user=user).exclude(session_key=keep or "").delete()
    return gone


def end_session(*, user: User, number: UUID) -> bool:
    """Log the person out of one browser; False when there is no such session of theirs."""
    gone, _by_model = Session.objects.filter(user=user, number=number).delete()
    return gone > 0


def forget_addresses() -> None:
    """Take away the addresses of browsers that have not been used for a day."""
    old = timezone.now() - ADDRESS_KEPT
    Session.objects.filter(address__isnull=False, seen__lt=old).update(address=None)
