from django.db import models
from django.db.models import Q
from django.utils import timezone

from rodtrad.organisations.models import Owned
from rodtrad.plans.models.register import Plan


class PlanCorrection(Owned):
    """A change to what an adopted plan is called, says of itself or lasts, or that it was repealed, with the reason.

    What was adopted stands in its version.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "field"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="plancorrection_has_reason")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.field}"
