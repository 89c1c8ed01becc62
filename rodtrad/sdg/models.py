"""The UN sustainable development goals as shared data, and which targets matter where."""

from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.organisations.models import Owned, Sourced


class SdgGoal(models.Model):
    number = models.PositiveSmallIntegerField(primary_key=True)
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=17), name="sdg_goal_in_17")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name_nb}"


class SdgTarget(models.Model):
    """One of the 169 targets; `code` as the UN writes it ("11.6", "1.a"), the names our own short forms."""

    code = models.CharField(max_length=5, primary_key=True)
    goal = models.ForeignKey(SdgGoal, models.CASCADE, related_name="targets")
    position = models.PositiveSmallIntegerField()
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_nb}"


@track()
class LocalTarget(Owned, Sourced):
    """A target that a root judges to matter locally, and why."""

    target = models.ForeignKey(SdgTarget, models.CASCADE, related_name="local")
    why = models.TextField()

    class Meta(Sourced.Meta):
        ordering = ["target__position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "target", name="local_target_once"),
            models.CheckConstraint(condition=~Q(why=""), name="local_target_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.target_id)
