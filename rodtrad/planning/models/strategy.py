"""The planstrategi: what a council decides to do with each plan in its term (pbl. § 10-1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.core.history import track
from rodtrad.organisations.models import Organisation, Owned, Sourced
from rodtrad.planning.semesters import FIRST, LAST
from rodtrad.plans.models import Plan


class ItemDecision(models.TextChoices):
    CONTINUE = "continue", pgettext_lazy("plan", "videreføres")
    REVISE = "revise", pgettext_lazy("plan", "revideres")
    REPEAL = "repeal", pgettext_lazy("plan", "oppheves")
    MAKE = "make", pgettext_lazy("plan", "lages")
    NOT_A_PLAN = "not_a_plan", pgettext_lazy("plan", "ikke en plan")
    UNDECIDED = "undecided", pgettext_lazy("plan", "ikke avgjort")


#: Decisions about a plan that there is.
OF_A_PLAN = (ItemDecision.CONTINUE, ItemDecision.REVISE, ItemDecision.REPEAL)
#: Decisions that take work in the term.
TAKES_WORK = (ItemDecision.REVISE, ItemDecision.MAKE)


@track()
class PlanningStrategy(Owned, Sourced):
    """One council term's strategy; what it is called, its owner, status and case stand on its plan."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="strategy")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    term_from = models.PositiveSmallIntegerField()
    term_to = models.PositiveSmallIntegerField()
    #: The council's first meeting; the strategy is adopted within a year of it.
    constituted_on = models.DateField(null=True, blank=True)
    intro = models.TextField(blank=True)
    principles = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        ordering = ["-term_from"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "term_from", name="strategy_term_once"),
            models.CheckConstraint(
                condition=Q(term_from__gte=1900, term_to__gt=F("term_from"), term_to__lte=2200),
                name="strategy_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")), name="strategy_follows_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term_from}–{self.term_to}"


class StrategyPart(Owned, Sourced):
    """Something that a strategy says, in its order."""

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField(default=0)

    class Meta(Sourced.Meta):
        abstract = True
        ordering = ["strategy", "position", "id"]


@track()
class StrategyItem(StrategyPart):
    """A plan that there is, or one that somebody wants, and what is done with it in the term.

    `instead` says what is done when the answer is not a plan. `work` is person-months.
    """

    strategy = models.ForeignKey(PlanningStrategy, models.CASCADE, related_name="items")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="strategy_items")
    proposed_title = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=12, choices=ItemDecision, default=ItemDecision.UNDECIDED)
    start_semester = models.PositiveSmallIntegerField(null=True, blank=True)
    adopt_semester = models.PositiveSmallIntegerField(null=True, blank=True)
    instead = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_on")

    class Meta(StrategyPart.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                "strategy", "plan", condition=Q(plan__isnull=False), name="strategy_item_plan_once"
            ),
            models.UniqueConstraint(
                "strategy",
                "proposed_title",
                condition=~Q(proposed_title=""),
                name="strategy_item_title_once",
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=False, proposed_title="")
                | Q(plan__isnull=True) & ~Q(proposed_title=""),
                name="strategy_item_plan_or_title",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=OF_A_PLAN) | Q(plan__isnull=False),
                name="strategy_item_decision_has_plan",
            ),
            models.CheckConstraint(
                condition=~Q(decision=ItemDecision.NOT_A_PLAN) | ~Q(instead=""),
                name="strategy_item_says_what_instead",
            ),
            models.CheckConstraint(
                condition=Q(start_semester__isnull=True)
                | Q(adopt_semester__isnull=True)
                | Q(adopt_semester__gte=F("start_semester")),
                name="strategy_item_adopted_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(start_semester__isnull=True) | Q(start_semester__range=(FIRST, LAST)))
                & (Q(adopt_semester__isnull=True) | Q(adopt_semester__range=(FIRST, LAST))),
                name="strategy_item_semester_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(work__isnull=True) | Q(work__gte=0), name="strategy_item_work_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")),
                name="strategy_item_not_own_previous",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.plan.title if self.plan else self.proposed_title


class NeedQuestion(models.TextChoices):
    """The need test of Bærum's planning system («Er svaret alltid en plan?», document 003), in our words."""

    THEME = "theme", _("Er temaet viktig, og er det det riktige temaet?")
    FEASIBLE = "feasible", _("Lar det seg gjennomføre?")
    ENOUGH = "enough", _("Er det plass til en plan til, ved siden av dem som alt finnes?")
    PURPOSE = "purpose", _("Er formålet tydelig?")
    DISCIPLINES = "disciplines", _("Trengs svar fra flere fag, og politiske prioriteringer?")


class Answer(models.TextChoices):
    YES = "yes", _("ja")
    PARTLY = "partly", _("delvis")
    NO = "no", _("nei")


@track()
class NeedAnswer(Owned, Sourced):
    """What one discipline answers to a question of the need test. It names the discipline, never a person."""

    item = models.ForeignKey(StrategyItem, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=12, choices=NeedQuestion)
    discipline = models.CharField(max_length=100)
    answer = models.CharField(max_length=8, choices=Answer)
    reason = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        ordering = ["item", "question", "discipline"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("item", "question", "discipline", name="need_answer_once"),
            models.CheckConstraint(condition=~Q(discipline=""), name="need_answer_has_discipline"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
