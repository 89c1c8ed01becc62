import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxMessage(models.Model):
    """Something that has happened in a root and that people are to be told of. It holds ids, and names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    #: By id: core knows no roots and no people.
    root_id = models.UUIDField()
    payload = models.JSONField(default=dict)
    #: Who did it, and so is not told.
    actor_id = models.UUIDField(null=True)
    announced = models.DateTimeField(default=timezone.now)
    #: When its receivers were found; they are found once.
    addressed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["announced", "id"]
        constraints = [models.CheckConstraint(condition=~Q(kind=""), name="outbox_message_has_kind")]
        indexes = [
            models.Index(fields=["announced"], condition=Q(addressed=None), name="outbox_message_unaddressed")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.announced:%Y-%m-%d %H:%M}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    #: Handed to the mail server, which has not answered. It stays so when the worker is killed, and is not sent again.
    SENDING = "sending"
    SENT = "sent"
    #: The person was no longer to be told when it was their turn.
    DROPPED = "dropped"
    GIVEN_UP = "given_up"


class OutboxDelivery(models.Model):
    """One e-mail to one person. Its address is looked up when it is sent, and stored nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(OutboxMessage, models.CASCADE, related_name="deliveries")
    person_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    #: Not before then.
    due = models.DateTimeField(default=timezone.now)
    tried = models.DateTimeField(null=True)
    #: The kind of fault that the mail server last answered with, and its code: «SMTPDataError 451».
    failure = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "person_id"], name="outbox_told_once"),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="outbox_delivery_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "dropped")) | Q(tries__gte=1, tried__isnull=False),
                name="outbox_delivery_tried",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="outbox_delivery_waiting"),
            models.Index(fields=["person_id"], name="outbox_delivery_person"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.state}"
