from django.db import models
from django.db.models import F, Q

from rodtrad.cases.models import Case
from rodtrad.core.history import track
from rodtrad.core.models import Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Organisation, Owned, Sourced
from rodtrad.plans.models.kinds import PlanLevel, PlanStatus, PlanType, Question, Treatment
from rodtrad.plans.models.own_types import OwnPlanType

#: A plan's id in the national system: the municipality's number, and the plan's own id there.
NATIONAL_ID = r"^[0-9]{4}_[0-9A-Za-zÆØÅæøå./-]{1,16}$"

#: Words that stand where a plan's key does in an address.
RESERVED_KEYS = frozenset({"kart", "typer"})


@track()
class Plan(Owned, Sourced):
    """A plan in the register."""

    key = models.CharField(max_length=64)
    type = models.CharField(max_length=30, choices=PlanType)
    own_type = models.ForeignKey(OwnPlanType, models.PROTECT, null=True, blank=True, related_name="plans")
    #: Empty where the type says it.
    level_override = models.CharField(max_length=30, choices=PlanLevel, blank=True)
    #: The number that the root itself knows the plan by.
    number = models.CharField(max_length=40, blank=True)
    national_id = models.CharField(max_length=25, blank=True)
    #: Its page in the root's public register of plans.
    register_address = models.URLField(max_length=600, blank=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=PlanStatus, default=PlanStatus.UNDER_WAY)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    horizon_years = models.PositiveSmallIntegerField(null=True, blank=True)
    treatment = models.CharField(max_length=20, choices=Treatment, blank=True)
    question = models.CharField(max_length=30, choices=Question, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="plans")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="elaborations")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="plans")
    #: The day it was adopted; the day it was repealed or another came in its place.
    in_force_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    #: The day by which it is to be decided whether the plan stands.
    review_due = models.DateField(null=True, blank=True)
    hearing_from = models.DateField(null=True, blank=True)
    hearing_to = models.DateField(null=True, blank=True)
    hearing_submissions = models.PositiveIntegerField(null=True, blank=True)
    #: How many of them belong to an assessment, their own or a shared one (pbl. § 11-14).
    hearing_assessed = models.PositiveIntegerField(null=True, blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    position = models.PositiveIntegerField(default=0)

    class Meta(Sourced.Meta):
        ordering = ["position", "title"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="plan_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="plan_key_form"),
            models.CheckConstraint(
                condition=Q(to_year__isnull=True)
                | Q(from_year__isnull=True)
                | Q(to_year__gte=F("from_year")),
                name="plan_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(hearing_to__isnull=True) | Q(hearing_to__gte=F("hearing_from")),
                name="plan_hearing_in_order",
            ),
            models.CheckConstraint(
                condition=Q(hearing_assessed__isnull=True)
                | Q(hearing_submissions__isnull=False, hearing_assessed__lte=F("hearing_submissions")),
                name="plan_hearing_assessed_at_most_all",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="plan_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("in_force_from")),
                name="plan_in_force_in_order",
            ),
            models.CheckConstraint(
                condition=Q(national_id="") | Q(national_id__regex=NATIONAL_ID), name="plan_national_id_form"
            ),
            # It becomes a link, and a browser would run javascript: from one.
            models.CheckConstraint(
                condition=Q(register_address="") | Q(register_address__regex=r"^https?://"),
                name="plan_register_address_form",
            ),
        ]

    def __str__(self) -> str:
        return self.title
