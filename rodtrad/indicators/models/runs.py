"""Work that takes time: a table that is fetched, or one that is taken in, and how far it has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rodtrad.indicators.models.datasets import Batch, Dataset


class RunKind(models.TextChoices):
    FETCH = "fetch", _("henting")
    TAKE_IN = "take_in", _("innlesing")
    READ = "read", _("lesing av en tilsendt fil")


class RunState(models.TextChoices):
    QUEUED = "queued", _("står i kø")
    RUNNING = "running", _("under arbeid")
    DONE = "done", _("ferdig")
    FAILED = "failed", _("feilet")


#: What is not over yet.
OPEN = (RunState.QUEUED, RunState.RUNNING)


class ImportRun(models.Model):
    """One piece of work with a table. A table has one under way at the most, and the last one that ended is kept."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=10, choices=RunKind)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: What waits to be taken in; when it is over, what came of it.
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    #: When the worker last said how far it had come.
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    #: Of a file that a program sent: whether it is taken in at once, when nothing is left out.
    accepts = models.BooleanField(default=False)
    #: Of a file that a program sent: what it changes, in words, as `indicators.presenters.ToldProposal` has it.
    told = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint("dataset", condition=Q(state__in=OPEN), name="run_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(state=RunState.FAILED) ^ Q(failure=""), name="run_failure_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) ^ Q(ended_at__isnull=False), name="run_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.kind}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
