"""What a planstrategi says beside its plans: trends, guidelines answered, views, capacity, and how it came about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from rodtrad.core.history import track
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Sourced
from rodtrad.planning.models.strategy import PlanningStrategy, StrategyPart
from rodtrad.planning.semesters import FIRST, LAST


@track()
class StrategyTrend(StrategyPart):
    """How the community develops, and the challenge or the figures that it shows in."""

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="trends")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    element = models.ForeignKey(Element, models.SET_NULL, null=True, blank=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(StrategyPart.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="strategy_trend_has_title"),
        ]

    def __str__(self) -> str:
        return self.title


@track()
class GuidelineAnswer(StrategyPart):
    """How the strategy follows up a guideline: a national expectation, a regional plan, an agreement."""

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="guideline_answers")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta(StrategyPart.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("strategy", "element", name="guideline_answer_once"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ViewOf(models.TextChoices):
    STATE = "state", pgettext_lazy("view", "staten")
    REGION = "region", pgettext_lazy("view", "fylket eller regionen")
    NEIGHBOUR = "neighbour", pgettext_lazy("view", "nabokommune")
    OTHER = "other", pgettext_lazy("view", "andre")
    PERSON = "person", pgettext_lazy("view", "privatperson")


@track()
class StrategyView(StrategyPart):
    """A view that came in (pbl. § 10-1), and what the municipality answers.

    The sender is an organisation. A private person's name is for those who write only: no page, document, version or
    published file holds it.
    """

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="views")
    sender = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=ViewOf)
    summary = models.TextField()
    answer = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta(StrategyPart.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=~Q(sender=""), name="strategy_view_has_sender"),
            models.CheckConstraint(condition=~Q(summary=""), name="strategy_view_has_summary"),
        ]

    def __str__(self) -> str:
        return self.sender

    @property
    def open_sender(self) -> str:
        """Return the sender's name; of a private person none."""
        return "" if self.kind == ViewOf.PERSON else self.sender


@track()
class Capacity(StrategyPart):
    """How many person-months there are for planning in a half year."""

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="capacities")
    semester = models.PositiveSmallIntegerField()
    person_months = models.DecimalField(max_digits=6, decimal_places=1)

    class Meta(StrategyPart.Meta):
        ordering = ["strategy", "semester"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("strategy", "semester", name="capacity_semester_once"),
            models.CheckConstraint(
                condition=Q(semester__range=(FIRST, LAST)), name="capacity_semester_in_bounds"
            ),
            models.CheckConstraint(condition=Q(person_months__gte=0), name="capacity_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.semester}: {self.person_months}"


@track()
class StrategyPhase(StrategyPart):
    """A stage of the work with the strategy itself, by day."""

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="phases")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    first = models.DateField()
    last = models.DateField()

    class Meta(StrategyPart.Meta):
        ordering = ["strategy", "first", "position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="strategy_phase_has_title"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="strategy_phase_in_order"),
        ]

    def __str__(self) -> str:
        return self.title
