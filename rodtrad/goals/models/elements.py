from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track, track_pairs
from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.core.text import KEY_PATTERN, sort_key
from rodtrad.geography.models import Area
from rodtrad.goals.models.frameworks import Framework, Level
from rodtrad.organisations.models import Organisation, Owned, Sourced
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.sdg.models import SdgGoal, SdgTarget


class Progress(models.TextChoices):
    NOT_STARTED = "not_started", _("ikke begynt")
    UNDER_WAY = "under_way", _("under arbeid")
    DONE = "done", _("ferdig")
    STOPPED = "stopped", _("stoppet")


class Judgement(models.TextChoices):
    ON_TRACK = "on_track", _("i rute")
    AT_RISK = "at_risk", _("følges opp")
    OFF_TRACK = "off_track", _("bak planen")


def seen_by(viewer: Viewer) -> Q:
    """Return the condition on elements with `effective` annotated: within the ceiling, or the team's.

    Whoever is responsible opens an element of theirs, but not the plan it comes from when that is another team's.
    """
    if viewer.sees_all:
        return Q()
    owner = Q(plan__owner__in=viewer.team)
    responsible = Q(responsible__in=viewer.team, plan__visibility__lt=Visibility.TEAM)
    return Q(effective__lte=viewer.ceiling) | Q(effective=Visibility.TEAM) & (owner | responsible)


class ElementQuerySet(models.QuerySet["Element"]):
    def with_effective_visibility(self) -> "ElementQuerySet":
        """Annotate `effective`: the narrowest of the element, the plan it comes from, and the root."""
        return self.annotate(effective=Greatest("visibility", "plan__visibility", "root__visibility"))

    def visible_to(self, viewer: Viewer) -> "ElementQuerySet":
        return self.with_effective_visibility().filter(seen_by(viewer))


@track()
class Element(Owned, Sourced):
    """A goal, challenge, strategy, measure or other thing on the thread. `plan` is the plan it comes from."""

    key = models.CharField(max_length=64)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="elements")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="elements")
    level = models.ForeignKey(Level, models.PROTECT, related_name="elements")
    title = models.CharField(max_length=500)
    sort_key = models.CharField(max_length=700, editable=False, db_collation="C")
    description = models.TextField(blank=True)
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="elements"
    )
    contributing = models.ManyToManyField(Organisation, related_name="contributions", blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    life_cycle = models.CharField(max_length=10, choices=LifeCycle, default=LifeCycle.DRAFT)
    progress = models.CharField(max_length=20, choices=Progress, default=Progress.NOT_STARTED)
    judgement = models.CharField(max_length=20, choices=Judgement, blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    areas = models.ManyToManyField(Area, related_name="+", blank=True)
    sdg_goals = models.ManyToManyField(SdgGoal, related_name="elements", blank=True)
    sdg_targets = models.ManyToManyField(SdgTarget, related_name="elements", blank=True)
    handling = models.TextField(blank=True)
    binding = models.BooleanField(default=False)
    keywords = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    objects = ElementQuerySet.as_manager()

    class Meta(Sourced.Meta):
        ordering = ["sort_key"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="element_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="element_key_form"),
            models.CheckConstraint(condition=~Q(title=""), name="element_has_title"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="element_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="element_not_own_predecessor",
            ),
        ]
        indexes = [models.Index(fields=["root", "level"], name="element_root_level")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through


for _relation in (Element.contributing, Element.areas, Element.sdg_goals, Element.sdg_targets):
    track_pairs(_relation.through, owner=Element)


@track()
class Placement(Owned):
    """Where an element stands in a plan. In the plan it comes from it is at home; elsewhere it is carried over.

    `level`, `parent_level` and `rule_kind` repeat what the rows say so that foreign keys can hold the level rules.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="placements")
    element = models.ForeignKey(Element, models.CASCADE, related_name="placements")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    parent_level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    rule_kind = models.CharField(max_length=20, default="under", editable=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("plan", "element", name="placement_once"),
            models.CheckConstraint(condition=Q(rule_kind="under"), name="placement_rule_kind"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, parent_level__isnull=True)
                | Q(parent__isnull=False, parent_level__isnull=False),
                name="placement_parent_level",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="placement_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.element}".strip()


class Correction(Owned):
    """A change to adopted text, with its reason. Written by the adoption lock itself, so none escapes.

    It outlives the element: `key` says which one it was.
    """

    element = models.ForeignKey(Element, models.SET_NULL, null=True, related_name="corrections")
    key = models.CharField(max_length=64)
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.key}: {self.field}"
