from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Owned
from rodtrad.plans.models.kinds import PlanLevel, PlanType, Treatment


@track()
class OwnPlanType(Owned):
    """A type of plan that a root has made for itself. What it says nothing of is as in the type it is based on."""

    key = models.CharField(max_length=64)
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    based_on = models.CharField(max_length=30, choices=PlanType, default=PlanType.OTHER)
    level = models.CharField(max_length=30, choices=PlanLevel, blank=True)
    horizon_years = models.PositiveSmallIntegerField(null=True, blank=True)
    treatment = models.CharField(max_length=20, choices=Treatment, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "name_nb"]
        constraints = [
            models.UniqueConstraint("root", "key", name="ownplantype_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="ownplantype_key_form"),
            models.CheckConstraint(condition=~Q(name_nb=""), name="ownplantype_has_name"),
            models.CheckConstraint(
                condition=Q(horizon_years__isnull=True) | Q(horizon_years__range=(1, 100)),
                name="ownplantype_horizon_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name_nb
