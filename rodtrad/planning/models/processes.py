"""The process of a plan: which steps it takes towards the decision, when each is planned, and when it was done."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from rodtrad.cases.models import Case, Meeting
from rodtrad.core.history import track
from rodtrad.organisations.models import Owned, Root, Sourced
from rodtrad.plans.models import Plan


class ProcessStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("process", "planlagt")
    UNDER_WAY = "under_way", pgettext_lazy("process", "i gang")
    DONE = "done", pgettext_lazy("process", "ferdig")
    STOPPED = "stopped", pgettext_lazy("process", "stanset")


@track()
class Process(Owned, Sourced):
    """The way of one plan to its decision. `template` is the id of one in `planning/data/processes.yaml`.

    The council should decide in the `meeting`, or on the day that is `wanted` as long as no meeting is known.
    """

    root = models.ForeignKey(Root, models.CASCADE, related_name="processes")
    plan = models.OneToOneField(Plan, models.CASCADE, related_name="process")
    template = models.CharField(max_length=60)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="processes")
    wanted = models.DateField(null=True, blank=True)
    #: The case in which the plan is to be decided; its days of publication count where a step has none.
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="processes")
    status = models.CharField(max_length=20, choices=ProcessStatus, default=ProcessStatus.PLANNED)
    note = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        ordering = ["plan"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=~Q(template=""), name="process_has_template"),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(wanted__isnull=True), name="process_one_day_wanted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.template}"


@track()
class ProcessStep(Owned):
    """What is planned and done of one step. A step of one day has no `last`; what has no row has no date yet."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=60)
    #: Another name than the template's.
    title = models.CharField(max_length=200, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["process", "step"]
        constraints = [
            models.UniqueConstraint("process", "step", name="process_step_once"),
            models.CheckConstraint(condition=~Q(step=""), name="process_step_is_named"),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(first__isnull=False, last__gte=F("first")),
                name="process_step_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.step
