from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rodtrad.goals.models import Framework
from rodtrad.organisations.models import Owned


class BatchState(models.TextChoices):
    WAITING = "waiting", _("ikke tatt inn")
    DONE = "done", _("tatt inn")
    TAKEN_BACK = "taken_back", _("tatt tilbake")


class ImportBatch(Owned):
    """One sheet on its way in: kept while it waits for a yes, and afterwards told of so that it can be taken back.

    `context` is the audit trail's name for the change, `marks` how far each event table had come when it was done.
    The content goes when it is no longer needed. Not tracked: it is itself a record of who did what.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=BatchState, default=BatchState.WAITING)
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(default=b"")
    plan = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    context = models.UUIDField(null=True, blank=True)
    marks = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["root", "-sent_at"], name="import_batch_latest")]

    def __str__(self) -> str:
        return self.file_name


class DocumentReading(Owned):
    """What was read out of a document for one person, while they decide: nothing of it is on the thread yet.

    `rows` are proposals (exchange.document.proposal) with what the person chose for each. The document itself is not
    kept. Not tracked: it is a draft of one's own, and the elements made of it are tracked.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    rows = models.JSONField(default=list)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-read_at"]
        indexes = [models.Index(fields=["root", "person", "-read_at"], name="document_reading_own")]

    def __str__(self) -> str:
        return self.file_name
