"""What recurs in a root's year and term, and who subscribes to it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from rodtrad.core.events import Cycle, EventKind
from rodtrad.core.history import track
from rodtrad.core.models import Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Organisation, Owned, Root, Sourced

_KINDS = [(one.value, one.value) for one in EventKind]
CYCLES = [
    (Cycle.YEAR, pgettext_lazy("cycle", "hvert år")),
    (Cycle.TERM, pgettext_lazy("cycle", "hver periode")),
]


@track()
class WheelEntry(Owned, Sourced):
    """Something that recurs, or happens once, and that no other room tells of.

    One with the key of a default (`planning/data/municipal_year.yaml`) stands instead of it; `is_left_out` takes the
    default away.
    """

    root = models.ForeignKey(Root, models.CASCADE, related_name="wheel_entries")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=_KINDS)
    cycle = models.CharField(max_length=10, choices=CYCLES, default=Cycle.YEAR)
    #: The first time, and how many days it lasts.
    starts = models.DateField()
    days = models.PositiveSmallIntegerField(default=1)
    #: RFC 5545 without its name; empty for what happens once.
    rule = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    is_left_out = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(Sourced.Meta):
        ordering = ["key"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="wheel_entry_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="wheel_entry_key_form"),
            models.CheckConstraint(condition=~Q(title=""), name="wheel_entry_has_title"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=366), name="wheel_entry_days_in_bounds"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in EventKind]), name="wheel_entry_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@track(leave_out=["digest", "last_used"])
class CalendarLink(Owned):
    """A secret address that shows one person's calendar to a calendar program. Of the secret only a SHA-256 is kept.

    It shows what the person may see at the time, of the kinds and units that are chosen; all where none is.
    """

    root = models.ForeignKey(Root, models.CASCADE, related_name="calendar_links")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_links")
    name = models.CharField(max_length=100)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    unit = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64)
    made = models.DateTimeField(default=timezone.now)
    revoked = models.DateTimeField(null=True, blank=True)
    last_used = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made"]
        constraints = [
            models.UniqueConstraint("digest", name="calendar_link_digest_once"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="calendar_link_digest_form"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="calendar_link_has_name"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=[one.value for one in EventKind]),
                name="calendar_link_kinds_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
