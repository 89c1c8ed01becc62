"""How long messages are kept, and what is left of a person who leaves."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from rodtrad.core.leavers import Leaver
from rodtrad.core.outbox.stored import DeliveryState, OutboxDelivery, OutboxMessage

KEPT = timedelta(days=30)


def forget_old() -> int:
    """Delete messages and deliveries that are a month old, sent or not; return how many messages."""
    _count, by_model = OutboxMessage.objects.filter(announced__lt=timezone.now() - KEPT).delete()
    return by_model.get("core.OutboxMessage", 0)


def forget_all() -> None:
    """Delete everything, for a restored backup: what waited when it was taken has been sent since, or is no news."""
    OutboxMessage.objects.all().delete()


class OutboxHolding:
    """What waits to be sent to a person; see core.leavers."""

    def open_things(self, *, person: UUID, root_id: UUID) -> Iterable[str]:
        return ()

    def hand_over(self, *, leaver: Any, root_id: UUID, successor: Any | None) -> None:
        """Let nothing of the root's go to who has left it."""
        waits = Q(state=DeliveryState.WAITING, message__root_id=root_id)
        OutboxDelivery.objects.filter(waits, person_id=leaver.pk).delete()

    def forget(self, leaver: Leaver) -> None:
        OutboxDelivery.objects.filter(person_id=leaver.id).delete()
        OutboxMessage.objects.filter(actor_id=leaver.id).update(actor_id=None)


OUTBOX_HOLDING = OutboxHolding()
