from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from rodtrad.cases.models.bodies import Body
from rodtrad.core.history import track
from rodtrad.organisations.models import Owned, Sourced


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planlagt")
    HELD = "held", pgettext_lazy("meeting", "holdt")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "avlyst")


def new_uid() -> str:
    return f"{uuid4()}@rodtrad"


@track(leave_out=["changed_at"])
class Meeting(Owned, Sourced):
    """A meeting of a body on a day. Times are of the root's clock, Europe/Oslo.

    `uid` and `sequence` are those of iCalendar (RFC 5545): a calendar knows the meeting again by the first, and that
    it has been moved by the second, which a trigger lets grow (`cases/sql/meetings.sql`).
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    date = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    #: Where: the room, the house, or the address of a meeting on the net.
    place_text = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    uid = models.CharField(max_length=255, default=new_uid)
    sequence = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(Sourced.Meta):
        ordering = ["date", "begins", "body"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "uid", name="meeting_uid_once"),
            models.CheckConstraint(condition=~Q(uid=""), name="meeting_has_uid"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(begins__isnull=False, ends__gt=F("begins")),
                name="meeting_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["root", "date"], name="meeting_of_root_by_day")]

    def __str__(self) -> str:
        return f"{self.body} {self.date}"

    @property
    def is_cancelled(self) -> bool:
        return self.status == MeetingStatus.CANCELLED
