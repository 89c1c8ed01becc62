"""The way of a case through the bodies: each treatment, what it adopted point by point, and who wanted otherwise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.cases.models.bodies import Body
from rodtrad.cases.models.cases import Case
from rodtrad.cases.models.meetings import Meeting
from rodtrad.core.history import track
from rodtrad.organisations.models import Owned, Sourced


class TreatmentKind(models.TextChoices):
    STATEMENT = "statement", _("uttalelse")
    RECOMMENDATION = "recommendation", _("innstilling")
    DECISION = "decision", _("vedtak")
    INFORMATION = "information", _("orientering")


class Result(models.TextChoices):
    PENDING = "pending", pgettext_lazy("treatment", "ikke behandlet")
    AS_RECOMMENDED = "as_recommended", pgettext_lazy("treatment", "som foreslått")
    CHANGED = "changed", pgettext_lazy("treatment", "med endringer")
    POSTPONED = "postponed", pgettext_lazy("treatment", "utsatt")
    SENT_BACK = "sent_back", pgettext_lazy("treatment", "sendt tilbake")
    NOTED = "noted", pgettext_lazy("treatment", "tatt til orientering")
    REJECTED = "rejected", pgettext_lazy("treatment", "avvist")
    WITHDRAWN = "withdrawn", pgettext_lazy("treatment", "trukket")


#: What a decision that decides the case comes to.
DECIDING = (Result.AS_RECOMMENDED, Result.CHANGED, Result.NOTED, Result.REJECTED)


@track()
class Treatment(Owned, Sourced):
    """One body's treatment of a case. With a meeting, the body and the date are the meeting's (`cases/sql`)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="treatments")
    position = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="treatments")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="treatments")
    date = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=TreatmentKind)
    result = models.CharField(max_length=20, choices=Result, default=Result.PENDING)
    note = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        ordering = ["position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("case", "position", name="treatment_position_once"),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(date__isnull=False), name="treatment_date_of_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.body}"

    @property
    def decides(self) -> bool:
        """Tell whether the case was decided here."""
        return self.kind == TreatmentKind.DECISION and self.result in DECIDING


@track()
class Point(Owned):
    """A numbered point: of the recommendation in the case presentation (no treatment), or of what a body adopted."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="points")
    treatment = models.ForeignKey(Treatment, models.CASCADE, null=True, blank=True, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                "case", "treatment", "number", name="point_number_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(text=""), name="point_has_text"),
            models.CheckConstraint(
                condition=Q(treatment__isnull=False) | Q(votes_for__isnull=True, votes_against__isnull=True),
                name="point_votes_of_treatment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


@track()
class MinorityVote(Owned):
    """What a minority wanted instead. Supporters are parties and groups, never persons."""

    treatment = models.ForeignKey(Treatment, models.CASCADE, related_name="minority_votes")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    supporters = models.CharField(max_length=300, blank=True)
    votes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("treatment", "position", name="minority_vote_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="minority_vote_has_text"),
        ]

    def __str__(self) -> str:
        return self.text
