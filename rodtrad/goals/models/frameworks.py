from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Owned
from rodtrad.plans.models import Plan


class LevelRole(models.TextChoices):
    """What a level means to the program. All meaning in code hangs on the role, all words on the level."""

    VISION = "vision", _("visjon")
    VALUE = "value", _("verdi")
    CHALLENGE = "challenge", _("utfordring")
    NEED = "need", _("behov")
    PERSPECTIVE = "perspective", _("gjennomgående perspektiv")
    GUIDELINE = "guideline", _("føring")
    FOCUS_AREA = "focus_area", _("innsatsområde")
    GOAL = "goal", _("mål")
    GOAL_PICTURE = "goal_picture", _("målbilde")
    THEME = "theme", _("tema")
    STRATEGY = "strategy", _("strategi")
    STRATEGY_POINT = "strategy_point", _("strategipunkt")
    MISSION = "mission", _("samfunnsoppdrag")
    MEASURE = "measure", _("tiltak")
    ASSIGNMENT = "assignment", _("oppdrag")
    TASK = "task", _("oppgave")


class TitleStyle(models.TextChoices):
    """How titles of a level are worded; a title in another style is a finding."""

    ANY = "any", _("fri")
    NOUN_PHRASE = "noun_phrase", _("navn uten verb")
    STATEMENT = "statement", _("påstand om framtida: «Oslo er …»")
    IMPERATIVE = "imperative", _("oppfordring: «Sikre …»")
    INFINITIVE = "infinitive", _("infinitiv: «Å bli …»")
    BY_DOING = "by_doing", _("måte: «Ved å …»")


@track()
class Framework(Owned):
    """A root's own way of saying things: its levels, their words, and what may stand under what."""

    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    asks_for_sdg = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint("root", "key", name="framework_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="framework_key_form"),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Level(Owned):
    """One level of a framework: its role, its words, and how its titles are worded."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    key = models.CharField(max_length=64)
    role = models.CharField(max_length=20, choices=LevelRole)
    one_nb = models.CharField(max_length=80)
    many_nb = models.CharField(max_length=80)
    one_nn = models.CharField(max_length=80)
    many_nn = models.CharField(max_length=80)
    one_en = models.CharField(max_length=80)
    many_en = models.CharField(max_length=80)
    title_style = models.CharField(max_length=20, choices=TitleStyle, default=TitleStyle.ANY)
    cross_cutting = models.BooleanField(default=False)
    optional = models.BooleanField(default=False)
    in_source = models.BooleanField(default=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["framework__position", "framework__key", "position"]
        constraints = [
            models.UniqueConstraint("framework", "key", name="level_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="level_key_form"),
        ]

    def __str__(self) -> str:
        return self.one

    @property
    def one(self) -> str:
        """The level's name in the singular, in the reader's language."""
        return str(getattr(self, f"one_{_language()}"))

    @property
    def many(self) -> str:
        """The level's name in the plural, in the reader's language."""
        return str(getattr(self, f"many_{_language()}"))


def _language() -> str:
    language = (get_language() or "nb")[:2]
    return language if language in ("nb", "nn", "en") else "nb"


class RuleKind(models.TextChoices):
    UNDER = "under", _("kan stå under")
    CONTRIBUTES = "contributes", _("bidrar til")
    ADDRESSES = "addresses", _("svarer på")


@track()
class LevelRule(Owned):
    """What may stand under, contribute to or address what. Anything not listed is refused by foreign key."""

    child = models.ForeignKey(Level, models.CASCADE, related_name="rules_up")
    parent = models.ForeignKey(Level, models.CASCADE, related_name="rules_down")
    kind = models.CharField(max_length=20, choices=RuleKind)
    normal = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint("child", "parent", "kind", name="level_rule_once")]

    def __str__(self) -> str:
        return f"{self.child.key} {self.kind} {self.parent.key}"


@track()
class PlanFramework(Owned):
    """The framework that a plan names. It stands here, not on the plan, because plans know nothing of goals."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="plan_framework")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="plan_frameworks")

    class Meta:
        constraints = [models.UniqueConstraint("plan", "framework", name="plan_framework_pair")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.framework}"
