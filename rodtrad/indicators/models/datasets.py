"""Tables that figures come from, and each time they came."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track
from rodtrad.core.models import Identified
from rodtrad.core.periods import Frequency, Period
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Root

_A_YEAR = 12


class Provider(models.TextChoices):
    """The way figures come in; each has its folder under `sources`, but what documents say, which is the demo's."""

    SSB = "ssb", _("Statistisk sentralbyrå")
    KOSTRA = "kostra", _("KOSTRA")
    KLASS = "klass", _("SSBs standarder (Klass)")
    TABLE = "table", _("regneark eller CSV")
    OPENSDG = "opensdg", _("Open SDG")
    DOCUMENT = "document", _("dokument")


@track(leave_out=["checked_at"])
class Dataset(Identified):
    """A table that figures come from. Without a root it is in the common set, which all roots share."""

    root = models.ForeignKey(Root, models.CASCADE, null=True, blank=True, related_name="datasets")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    provider = models.CharField(max_length=20, choices=Provider)
    #: The provider's own name of the table, such as «06913».
    table = models.CharField(max_length=60, blank=True)
    address = models.URLField(max_length=600, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    #: What one must know of all its figures.
    note = models.CharField(max_length=500, blank=True)
    #: What is asked of the provider, or how the columns of a file are read; each source knows its own form.
    query = models.JSONField(default=dict, blank=True)
    frequency = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in Frequency], default=Frequency.YEAR.value
    )
    #: When the figure of a year is due: this day, so many years after it. Of a quarter, it is the last of the year
    #: that is due then, and the others as long after their own end.
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(default=1)
    due_years = models.PositiveSmallIntegerField(default=1)
    is_nightly = models.BooleanField(default=False)
    #: The day somebody saw that the query gives these figures; empty says that nobody has.
    verified_on = models.DateField(null=True, blank=True)
    #: When the provider was last asked, whatever came of it.
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint("root", "key", name="dataset_key_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="dataset_key_form"),
            # It becomes a link, and a browser would run javascript: from one.
            models.CheckConstraint(
                condition=Q(address="") | Q(address__regex=r"^https?://"), name="dataset_address_form"
            ),
            models.CheckConstraint(
                condition=Q(due_month__isnull=True) | Q(due_month__range=(1, 12), due_day__range=(1, 28)),
                name="dataset_due_is_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def due_for(self, period: Period) -> date | None:
        """Return the day that the figure of a period is due; None where the calendar is not known."""
        if self.due_month is None:
            return None
        year, month = period.year + self.due_years, self.due_month - 1
        if period.months < _A_YEAR:
            year, month = divmod(year * _A_YEAR + month - _months_left(period), _A_YEAR)
        return date(year, month + 1, self.due_day)


def _months_left(period: Period) -> int:
    """Return how many months of its year there are after the period."""
    return _A_YEAR - 1 - (period.first + period.months - 1) % _A_YEAR


class BatchState(models.TextChoices):
    WAITING = "waiting", _("venter på godkjenning")
    STORED = "stored", _("lagret")
    UNCHANGED = "unchanged", _("uendret")
    FAILED = "failed", _("feilet")


class Batch(models.Model):
    """One time that figures came, or should have. Both dates of a figure are its batch's.

    A table that a person has sent waits, whole, until they have looked at what it would change.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="batches")
    state = models.CharField(max_length=10, choices=BatchState)
    received_at = models.DateTimeField()
    #: When the provider published it; empty where it does not say.
    published_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    #: Why it failed: what, which table, variable and value, what to do.
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["dataset", "-id"], name="batch_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BatchState.FAILED) ^ Q(failure=""), name="batch_failure_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.received_at:%Y-%m-%d}"


class RawResponse(models.Model):
    """What the provider sent, as it was sent, compressed by zlib: where the figures come from can be shown."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="responses")
    position = models.PositiveSmallIntegerField()
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("batch", "position", name="raw_response_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}"


class KeptAnswer(models.Model):
    """An answer of a fetch that was broken off, compressed: it is not asked for again. Gone when all is here."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=300, unique=True)
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
