"""The words that a plan file may choose among, each with what it means."""

from collections.abc import Callable, Mapping

from django.db.models import Choices
from django.utils.functional import Promise, lazy

from rodtrad.cases.models import (
    BodyKind,
    CaseStatus,
    InstructionKind,
    InstructionStatus,
    MeetingStatus,
    Result,
    TreatmentKind,
)
from rodtrad.core.events import EventKind
from rodtrad.core.models import Language, LifeCycle, Origin, Visibility
from rodtrad.goals.models import Handling, Judgement, LevelRole, Progress, RuleKind, Sign, TitleStyle
from rodtrad.organisations.models import Governance, OrganisationKind, RootKind, ThemeColour
from rodtrad.planning.clocks.templates import all_templates, template_of
from rodtrad.planning.models import Answer, ItemDecision, NeedQuestion, ProcessStatus, ViewOf, wheel
from rodtrad.plans.models import KnowledgeKind, PlanLevel, PlanStatus, PlanType, Question, Treatment
from rodtrad.targets.methods import Method, PathKind

Words = Mapping[str, str | Promise]


def _words(choices: type[Choices]) -> Words:
    # The label as it was declared, so that it is translated when it is read.
    return {str(choice.value): choice._label_ for choice in choices}


_method_label: Callable[[str], str] = lazy(lambda value: Method(value).label, str)
_event_label: Callable[[str], str] = lazy(lambda value: EventKind(value).label, str)
_template_name: Callable[[str], str] = lazy(lambda value: str(template_of(value).name), str)
_path_label: Callable[[str], str] = lazy(lambda value: PathKind(value).label, str)

VISIBILITIES: Words = {choice.name.lower(): choice._label_ for choice in Visibility}
#: A root is at most internal: what only a team may see is smaller than a root.
ROOT_VISIBILITIES: Words = {name: label for name, label in VISIBILITIES.items() if name != "team"}
ORGANISATION_KINDS: Words = {
    kind: label for kind, label in _words(OrganisationKind).items() if kind != OrganisationKind.ROOT
}
ROOT_KINDS = _words(RootKind)
GOVERNANCES = _words(Governance)
LANGUAGES = _words(Language)
THEME_COLOURS = _words(ThemeColour)
ORIGINS = _words(Origin)
LIFE_CYCLES = _words(LifeCycle)
PROGRESSES = _words(Progress)
JUDGEMENTS = _words(Judgement)
LEVEL_ROLES = _words(LevelRole)
TITLE_STYLES = _words(TitleStyle)
RULE_KINDS = _words(RuleKind)
PLAN_TYPES = _words(PlanType)
PLAN_LEVELS = _words(PlanLevel)
KNOWLEDGE_KINDS = _words(KnowledgeKind)
PLAN_STATUSES = _words(PlanStatus)
TREATMENTS = _words(Treatment)
QUESTIONS = _words(Question)
BODY_KINDS = _words(BodyKind)
MEETING_STATUSES = _words(MeetingStatus)
CASE_STATUSES = _words(CaseStatus)
TREATMENT_KINDS = _words(TreatmentKind)
RESULTS = _words(Result)
INSTRUCTION_KINDS = _words(InstructionKind)
INSTRUCTION_STATUSES = _words(InstructionStatus)
HANDLINGS = _words(Handling)
SIGNS = _words(Sign)
METHODS: Words = {one.value: _method_label(one.value) for one in Method}
PROCESS_STATUSES = _words(ProcessStatus)
PROCESS_TEMPLATES: Words = {one.id: _template_name(one.id) for one in all_templates()}
ITEM_DECISIONS = _words(ItemDecision)
NEED_QUESTIONS = _words(NeedQuestion)
NEED_ANSWERS = _words(Answer)
VIEW_SENDERS = _words(ViewOf)
EVENT_KINDS: Words = {one.value: _event_label(one.value) for one in EventKind}
CYCLES: Words = {str(value): label for value, label in wheel.CYCLES}
PATHS: Words = {one.value: _path_label(one.value) for one in PathKind}
