from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.cases.models import Case
from rodtrad.core.history import track
from rodtrad.core.models import Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.goals.models.elements import Element
from rodtrad.organisations.models import Organisation, Owned, Sourced


class Handling(models.TextChoices):
    OPEN = "open", pgettext_lazy("conflict", "åpen")
    ACCEPTED = "accepted", _("akseptert")
    MITIGATED = "mitigated", _("dempet")
    RESOLVED = "resolved", _("løst")


class Sign(models.TextChoices):
    PLUS = "+", _("styrker")
    MINUS = "-", _("svekker")


@track()
class Conflict(Owned, Sourced):
    """A conflict between goals as an ordered chain of short steps."""

    key = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    handling = models.CharField(max_length=20, choices=Handling, default=Handling.OPEN)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="conflicts")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="conflicts")
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)

    class Meta(Sourced.Meta):
        ordering = ["title"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="conflict_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="conflict_key_form"),
        ]

    def __str__(self) -> str:
        return self.title


@track()
class ConflictStep(Owned):
    """One step of the chain; `sign` tells whether it strengthens or weakens the element it names."""

    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    element = models.ForeignKey(Element, models.PROTECT, null=True, blank=True, related_name="conflict_steps")
    sign = models.CharField(max_length=1, choices=Sign, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("conflict", "position", name="conflict_step_once")]

    def __str__(self) -> str:
        return self.text
