"""The words that a plan file may choose among, gathered once."""

from rodtrad.core.models import Language, LifeCycle, Origin, Visibility
from rodtrad.goals.models import Handling, Judgement, LevelRole, Progress, RuleKind, Sign, TitleStyle
from rodtrad.organisations.models import Governance, OrganisationKind, RootKind, ThemeColour
from rodtrad.plans.models import PlanStatus, PlanType, Question, Treatment

VISIBILITIES = tuple(choice.name.lower() for choice in Visibility)
ORGANISATION_KINDS = tuple(kind for kind in OrganisationKind.values if kind != OrganisationKind.ROOT)
ROOT_KINDS = tuple(RootKind.values)
GOVERNANCES = tuple(Governance.values)
LANGUAGES = tuple(Language.values)
THEME_COLOURS = tuple(ThemeColour.values)
ORIGINS = tuple(Origin.values)
LIFE_CYCLES = tuple(LifeCycle.values)
PROGRESSES = tuple(Progress.values)
JUDGEMENTS = tuple(Judgement.values)
LEVEL_ROLES = tuple(LevelRole.values)
TITLE_STYLES = tuple(TitleStyle.values)
RULE_KINDS = tuple(RuleKind.values)
PLAN_TYPES = tuple(PlanType.values)
PLAN_STATUSES = tuple(PlanStatus.values)
TREATMENTS = tuple(Treatment.values)
QUESTIONS = tuple(Question.values)
HANDLINGS = tuple(Handling.values)
SIGNS = tuple(Sign.values)
