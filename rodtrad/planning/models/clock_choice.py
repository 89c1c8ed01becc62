"""How a root counts a deadline when it does not count as the rule says by itself."""

from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.organisations.models import Owned


@track()
class ClockChoice(Owned):
    """Other days for a rule (`planning/data/deadlines.yaml`), or its stricter reading, and why."""

    rule = models.CharField(max_length=60)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Only whole days between the two dates count.
    strict = models.BooleanField(default=False)
    reason = models.TextField()

    class Meta:
        ordering = ["rule"]
        constraints = [
            models.UniqueConstraint("root", "rule", name="clock_choice_once"),
            models.CheckConstraint(
                condition=Q(days__isnull=False) | Q(strict=True), name="clock_choice_says_something"
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=3660),
                name="clock_choice_days_in_bounds",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="clock_choice_has_reason"),
        ]

    def __str__(self) -> str:
        return self.rule
