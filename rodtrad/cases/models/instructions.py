from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.cases.models.cases import Case
from rodtrad.core.history import track
from rodtrad.organisations.models import Organisation, Owned, Sourced


class InstructionKind(models.TextChoices):
    VERBAL_DECISION = "verbal_decision", _("verbalvedtak")
    MAJORITY_REMARK = "majority_remark", _("flertallsmerknad")
    FORWARDED_PROPOSAL = "forwarded_proposal", _("oversendelsesforslag")


class InstructionStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("instruction", "åpent")
    ANSWERED = "answered", pgettext_lazy("instruction", "besvart")
    CLOSED = "closed", pgettext_lazy("instruction", "avsluttet")


@track()
class Instruction(Owned, Sourced):
    """What the council asked for in words, in a case. It is closed only by a case that the council decided."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    kind = models.CharField(max_length=20, choices=InstructionKind)
    #: As the case numbers it: «7», or «D12».
    number = models.CharField(max_length=20)
    text = models.TextField()
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="council_instructions")
    due = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=InstructionStatus, default=InstructionStatus.OPEN)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="closed_instructions"
    )

    class Meta(Sourced.Meta):
        ordering = ["case", "number"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("case", "kind", "number", name="instruction_number_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(number=""), name="instruction_has_text"),
            models.CheckConstraint(
                condition=Q(status=InstructionStatus.CLOSED, closed_by__isnull=False)
                | ~Q(status=InstructionStatus.CLOSED) & Q(closed_by__isnull=True),
                name="instruction_closed_by_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(status=InstructionStatus.ANSWERED)
                | Q(answered_on__isnull=False) & ~Q(answer=""),
                name="instruction_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"
