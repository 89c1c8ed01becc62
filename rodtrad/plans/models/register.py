from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rodtrad.cases.models import Case
from rodtrad.core.history import track
from rodtrad.core.models import Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Organisation, Owned, Sourced


class PlanType(models.TextChoices):
    MUNICIPAL_MASTER_PLAN = "municipal_master_plan", _("kommuneplan")
    PLANNING_STRATEGY = "planning_strategy", _("kommunal planstrategi")
    SOCIAL_ELEMENT = "social_element", _("kommuneplanens samfunnsdel")
    LAND_USE_ELEMENT = "land_use_element", _("kommuneplanens arealdel")
    SPATIAL_STRATEGY = "spatial_strategy", _("arealstrategi")
    SUB_PLAN = "sub_plan", _("kommunedelplan")
    THEME_PLAN = "theme_plan", _("temaplan")
    NEEDS_PLAN = "needs_plan", _("behovsplan")
    COMMUNITY_PLAN = "community_plan", _("samfunnsplan")
    ACTION_PART = "action_part", _("handlingsdel")
    FISCAL_PLAN = "fiscal_plan", _("økonomiplan")
    UNIT_PLAN = "unit_plan", _("virksomhetsplan")
    ALLOCATION_LETTER = "allocation_letter", _("tildelingsbrev")
    ANNUAL_REPORT = "annual_report", _("årsrapport")
    AREA_ZONING = "area_zoning", _("områderegulering")
    DETAILED_ZONING = "detailed_zoning", _("detaljregulering")
    REGIONAL_PLAN = "regional_plan", _("regional plan")
    AGREEMENT = "agreement", _("avtale")
    GUIDELINES = "guidelines", _("retningslinjer")
    PROFESSIONAL_PLAN = "professional_plan", _("intern fagplan")
    KNOWLEDGE_BASE = "knowledge_base", _("kunnskapsgrunnlag")
    OTHER = "other", _("annen plan")


class PlanStatus(models.TextChoices):
    PLANNED = "planned", _("planlagt")
    UNDER_WAY = "under_way", _("under arbeid")
    HEARING = "hearing", _("på høring")
    ADOPTED = "adopted", _("vedtatt")
    REPEALED = "repealed", _("opphevet")


class Treatment(models.TextChoices):
    POLITICAL = "political", _("politisk")
    ADMINISTRATIVE = "administrative", _("administrativ")


class Question(models.TextChoices):
    """The question that a plan answers in the plan system; the wording for citizens stands in the website."""

    WHAT_CHALLENGES = "what_challenges", _("Hva er utfordringene?")
    WHAT_TO_ACHIEVE = "what_to_achieve", _("Hva skal kommunen oppnå?")
    HOW_LAND_IS_USED = "how_land_is_used", _("Hvordan skal arealene brukes?")
    HOW_TO_WORK = "how_to_work", _("Hvordan skal kommunen jobbe for å nå målene?")
    WHAT_NEXT_YEAR = "what_next_year", _("Hva skal kommunen gjøre neste år?")
    HOW_UNITS_FOLLOW_UP = "how_units_follow_up", _("Hvordan skal virksomhetene følge opp?")
    WHAT_CAME_OF_IT = "what_came_of_it", _("Hva ble resultatet?")


#: Statuses in which a plan's number, title, description and inner links are locked by trigger.
LOCKED = (PlanStatus.ADOPTED, PlanStatus.REPEALED)


@track()
class Plan(Owned, Sourced):
    """A plan in the register."""

    key = models.CharField(max_length=64)
    type = models.CharField(max_length=30, choices=PlanType)
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
    hearing_from = models.DateField(null=True, blank=True)
    hearing_to = models.DateField(null=True, blank=True)
    hearing_submissions = models.PositiveIntegerField(null=True, blank=True)
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
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="plan_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("in_force_from")),
                name="plan_in_force_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
