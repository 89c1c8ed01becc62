"""What belongs to a plan: what it merges, and when knowledge is renewed."""

from django.db import models
from django.db.models import F, Q

from rodtrad.core.history import track
from rodtrad.organisations.models import Owned
from rodtrad.plans.models.kinds import KnowledgeKind
from rodtrad.plans.models.register import Plan


@track()
class PlanMerge(Owned):
    """A plan takes up another: that one ends when this one is adopted, as one that is replaced does."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Plan, models.CASCADE, related_name="merged_into")

    class Meta:
        ordering = ["plan", "merged"]
        constraints = [
            models.UniqueConstraint("plan", "merged", name="planmerge_once"),
            models.CheckConstraint(condition=~Q(plan=F("merged")), name="planmerge_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ← {self.merged}"


@track()
class KnowledgeBase(Owned):
    """When the knowledge that a plan of that type holds was last renewed, and how many years it lasts."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="knowledge")
    kind = models.CharField(max_length=30, choices=KnowledgeKind, default=KnowledgeKind.OTHER)
    renewed_on = models.DateField(null=True, blank=True)
    every_years = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["plan"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every_years__isnull=True) | Q(every_years__range=(1, 50)),
                name="knowledgebase_years_form",
            ),
        ]

    def __str__(self) -> str:
        return str(self.plan)
