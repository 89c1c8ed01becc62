from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Owned, Sourced


@track()
class Case(Owned, Sourced):
    """A case that a body has treated, and what it decided."""

    key = models.CharField(max_length=64)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        ordering = ["-date", "number"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="case_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="case_key_form"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
