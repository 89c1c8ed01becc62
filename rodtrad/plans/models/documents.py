from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.core.models import StoredFile
from rodtrad.organisations.models import Owned
from rodtrad.plans.models.kinds import DocumentKind
from rodtrad.plans.models.register import Plan


@track()
class PlanDocument(Owned):
    """A file that belongs to a plan. Whoever may see the plan may fetch it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=DocumentKind, default=DocumentKind.APPENDIX)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["plan", "position", "title"]
        constraints = [
            models.UniqueConstraint("plan", "file", name="plandocument_once"),
            models.CheckConstraint(condition=~Q(title=""), name="plandocument_has_title"),
        ]

    def __str__(self) -> str:
        return self.title
