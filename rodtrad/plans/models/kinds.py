"""The choices that plans are told apart by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class PlanLevel(models.TextChoices):
    """Where a plan stands in the plan system, from the top; what is known lies under all, and reports beside."""

    OVERALL_STRATEGIC = "overall_strategic", _("overordnet strategisk nivå")
    STRATEGIC_ELABORATION = "strategic_elaboration", _("strategisk utdyping")
    PRIORITY = "priority", _("prioritering av handling")
    EXECUTION = "execution", _("utføring")
    REPORTING = "reporting", _("rapportering")
    KNOWLEDGE = "knowledge", _("kunnskapsgrunnlag")


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


class KnowledgeKind(models.TextChoices):
    PUBLIC_HEALTH = "public_health", _("oversikt over folkehelsen")
    LIVING_CONDITIONS = "living_conditions", _("levekår")
    NEEDS = "needs", _("behov")
    OPERATING_ANALYSIS = "operating_analysis", _("langsiktig driftsanalyse")
    INVESTMENT_PLAN = "investment_plan", _("langsiktig investeringsplan")
    STATISTICS = "statistics", _("statistikk")
    OTHER = "other", _("annet")


class DocumentKind(models.TextChoices):
    PLAN = "plan", _("planen")
    APPENDIX = "appendix", _("vedlegg")
    HEARING_PAPER = "hearing_paper", _("høringsdokument")
    MAP = "map", _("kart")
    KNOWLEDGE = "knowledge", _("kunnskapsgrunnlag")


#: Statuses in which a plan's number, title, description and inner links are locked by trigger.
LOCKED = (PlanStatus.ADOPTED, PlanStatus.REPEALED)
