"""How a root counts a deadline when it does not count as the rule says by itself."""

from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.organisations.models import Owned

#: Month and day, as 02-22; the 29th of February is no day that every year has.
DAY_OF_YEAR = (
    r"^(02-(0[1-9]|1[0-9]|2[0-8])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))$"
)


@track()
class ClockChoice(Owned):
    """Other days for a rule (`planning/data/deadlines.yaml`), its stricter reading, or another day; and why."""

    rule = models.CharField(max_length=60)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Only whole days between the two dates count.
    strict = models.BooleanField(default=False)
    #: The last day of the year, as 02-22, of a rule that names one.
    day = models.CharField(max_length=5, blank=True)
    reason = models.TextField()

    class Meta:
        ordering = ["rule"]
        constraints = [
            models.UniqueConstraint("root", "rule", name="clock_choice_once"),
            models.CheckConstraint(
                condition=Q(days__isnull=False) | Q(strict=True) | ~Q(day=""),
                name="clock_choice_says_something",
            ),
            models.CheckConstraint(
                condition=Q(day="") | Q(day__regex=DAY_OF_YEAR, days__isnull=True, strict=False),
                name="clock_choice_day_of_year",
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=3660),
                name="clock_choice_days_in_bounds",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="clock_choice_has_reason"),
        ]

    def __str__(self) -> str:
        return self.rule
