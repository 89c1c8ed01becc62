"""Finds who is to be told, and sends to each of them once."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from rodtrad.core.outbox.kinds import Announced, Letter, telling_of
from rodtrad.core.outbox.stored import DeliveryState, OutboxDelivery, OutboxMessage

_log = logging.getLogger(__name__)
#: How long until each next try; about a week in all, since a mail server may be away for a weekend.
WAITS = (
    *(timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6)),
    *([timedelta(days=1)] * 6),
)
#: Letters that are written at a time; whether each is still to be told is asked just before.
AT_A_TIME = 50


class _ServerAwayError(Exception):
    """The mail server takes nothing now, so the rest waits too."""


def send_due() -> int:
    """Send what is due, and return how many e-mails were sent.

    Without a mail server (`EMAIL_HOST`) nobody is told, then or later: what is old is no news. A message that cannot
    be read stops no other.
    """
    for identity in OutboxMessage.objects.filter(addressed=None).values_list("pk", flat=True):
        try:
            _address(identity)
        except Exception:  # whatever is wrong with this one, the others are to be sent
            _log.exception("The receivers of a message were not found.", extra={"outbox": str(identity)})
    waiting = OutboxDelivery.objects.filter(state=DeliveryState.WAITING, due__lte=timezone.now())
    if not settings.EMAIL_HOST or not waiting.exists():
        return 0
    return _send_all(list(waiting.order_by().values_list("message_id", flat=True).distinct()))


@transaction.atomic
def _address(identity: UUID) -> None:
    """Find a message's receivers, unless another worker does."""
    free = OutboxMessage.objects.select_for_update(skip_locked=True)
    message = free.filter(pk=identity, addressed=None).first()
    if message is None:
        return
    people = set(telling_of(message.kind).receivers(_announced(message))) if settings.EMAIL_HOST else set()
    OutboxDelivery.objects.bulk_create(
        [OutboxDelivery(message=message, person_id=person) for person in people - {message.actor_id}],
        ignore_conflicts=True,
    )
    message.addressed = timezone.now()
    message.save(update_fields=["addressed"])


def _announced(message: OutboxMessage) -> Announced:
    return Announced(message.kind, message.root_id, message.payload, message.announced)


def _send_all(messages: Sequence[UUID]) -> int:
    count = 0
    server = get_connection()
    try:
        for message in OutboxMessage.objects.filter(pk__in=messages):
            try:
                for was_sent in _send_message(message, server):
                    count += was_sent
            except _ServerAwayError:
                raise
            except Exception:  # whatever is wrong with this one, the others are to be sent
                _log.exception("A message was not written.", extra={"outbox": str(message.pk)})
    except _ServerAwayError:
        _log.warning("The mail server takes nothing; what is left is sent later.")
    finally:
        server.close()
    return count


def _send_message(message: OutboxMessage, server: BaseEmailBackend) -> Iterator[bool]:
    """Send what is due of a message; yield for each whether it was sent."""
    due = message.deliveries.filter(state=DeliveryState.WAITING, due__lte=timezone.now())
    rows = list(due.order_by("due", "pk"))
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME]
        letters = telling_of(message.kind).letters(_announced(message), [row.person_id for row in some])
        for row in some:
            letter = letters.get(row.person_id)
            if letter is None:
                _drop(row)
            elif _claim(row):
                yield _send(row, letter, server)


def _drop(row: OutboxDelivery) -> None:
    OutboxDelivery.objects.filter(pk=row.pk, state=DeliveryState.WAITING).update(state=DeliveryState.DROPPED)


def _claim(row: OutboxDelivery) -> bool:
    """Take the delivery before it is sent, so that whoever comes after a crash, or meanwhile, leaves it alone."""
    row.tries += 1
    mine = OutboxDelivery.objects.filter(pk=row.pk, state=DeliveryState.WAITING)
    return bool(mine.update(state=DeliveryState.SENDING, tries=row.tries, tried=timezone.now()))


def _send(row: OutboxDelivery, letter: Letter, server: BaseEmailBackend) -> bool:
    try:
        server.open()
        _mail(row, letter, server).send()
    except (SMTPRecipientsRefused, SMTPDataError, ValueError) as error:
        _note(row, error)
        return False
    except OSError as error:  # all of smtplib's own are
        _note(row, error)
        raise _ServerAwayError from error
    OutboxDelivery.objects.filter(pk=row.pk).update(state=DeliveryState.SENT, failure="")
    return True


def _mail(row: OutboxDelivery, letter: Letter, server: BaseEmailBackend) -> EmailMessage:
    """Write the e-mail. Its id is the delivery's, so that one which a server took twice is known again."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return EmailMessage(
        subject=" ".join(letter.subject.split()),
        body=letter.body,
        to=[letter.address],
        headers={"Message-ID": f"<{row.pk}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=server,
    )


def _note(row: OutboxDelivery, error: Exception) -> None:
    """Note what was wrong, never the answer itself, which may hold the address; and when it is tried again."""
    failure = f"{type(error).__name__} {_code(error) or ''}".strip()
    again = _again(row, error)
    OutboxDelivery.objects.filter(pk=row.pk).update(
        state=DeliveryState.WAITING if again else DeliveryState.GIVEN_UP,
        failure=failure,
        **({"due": again} if again else {}),
    )


def _again(row: OutboxDelivery, error: Exception) -> datetime | None:
    """Return when it is tried again; never when the server says for good that nobody has the address."""
    is_for_good = isinstance(error, SMTPRecipientsRefused) and (_code(error) or 0) >= 500
    if is_for_good or isinstance(error, ValueError) or row.tries > len(WAITS):
        return None
    return timezone.now() + WAITS[row.tries - 1]


def _code(error: Exception) -> int | None:
    if isinstance(error, SMTPRecipientsRefused):
        return next((code for code, _words in error.recipients.values()), None)
    return error.smtp_code if isinstance(error, SMTPResponseException) else None
