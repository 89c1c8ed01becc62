"""The API's plans."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from rodtrad.cases.models import Case
from rodtrad.cases.permissions import seen_case
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import (
    NamedOrganisation,
    SourceDocument,
    named_organisation,
    page_address,
    root_or_404,
    source_document,
)
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.horizons import next_due, overdue
from rodtrad.plans.models import KnowledgeBase, Plan
from rodtrad.plans.permissions import may_see_plan
from rodtrad.plans.plan_types import PlanTypeFacts, level_of, plan_types
from rodtrad.plans.queries import knowledge_of, visible_plans

router = Router(tags=["plans"])


class NamedPlan(BaseModel):
    key: str
    title: str


class AdoptingCase(BaseModel):
    number: str
    title: str
    body: str
    date: date | None


class Hearing(BaseModel):
    starts: date
    ends: date | None
    submissions: int | None
    assessed: int | None


class Knowledge(BaseModel):
    """When what a knowledge base knows was renewed, and is to be again."""

    kind: str
    renewed_on: date | None
    due: date | None


class PlanItem(BaseModel):
    """A plan in the register."""

    key: str = Field(description="Unique in the organisation.")
    type: str = Field(description="For instance social_element, land_use_element, theme_plan, fiscal_plan.")
    own_type: str = Field(description="The organisation's own name for the type of plan, or empty.")
    level: str = Field(
        description="Where it stands in the plan system: overall_strategic, strategic_elaboration, priority, "
        "execution, reporting or knowledge."
    )
    number: str = Field(description="The organisation's own number of the plan.")
    national_id: str = Field(description="The national id of a land-use plan, as 3201_2019005.")
    register_address: str = Field(description="Its page in the public register of plans.")
    title: str
    description: str
    status: str = Field(description="planned, under_way, hearing, adopted or repealed")
    from_year: int | None
    to_year: int | None
    horizon_years: int | None
    treatment: str = Field(description="political, administrative or empty")
    question: str = Field(description="The question that the plan answers in the plan system.")
    owner: NamedOrganisation | None
    parent: NamedPlan | None = Field(description="The plan that this one elaborates.")
    replaces: NamedPlan | None
    merges: list[NamedPlan] = Field(description="The plans that it takes up.")
    review_due: date | None = Field(
        description="The day by which it is to be decided whether the plan stands."
    )
    out_of_date: str = Field(description="period, review, knowledge, or empty when its time is not over.")
    knowledge: Knowledge | None
    case: AdoptingCase | None = Field(description="The case in which it was adopted.")
    hearing: Hearing | None
    origin: str = Field(description="quoted, reading, own or example")
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")
    url: str = Field(description="The page for people.")


class RequiredContent(BaseModel):
    text: dict[str, str] = Field(description="By language: nb, nn, en.")
    reference: str


class PlanTypeItem(BaseModel):
    """What is usual for one type of plan."""

    type: str
    level: str
    usual_years: list[int] = Field(
        description="The least and the most years that such plans see; empty when any."
    )
    treatment: str
    adopted_by: str
    hearings: list[str] = Field(description="programme, plan")
    may_be_appealed: bool | None = Field(description="Null where nothing is decided that could be appealed.")
    legal_basis: str
    mark: str = Field(description="S: read in a public source. K: general knowledge.")
    text: dict[str, str] = Field(description="By language: nb, nn, en.")
    requires: list[RequiredContent]


class PlanTypes(BaseModel):
    """Every type of plan, in the order of the plan system."""

    items: list[PlanTypeItem]


@router.get("/organisations/{slug:slug}/plans", response=Page[PlanItem], summary="Plans of an organisation")
def plans(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[PlanItem]:
    """List the plans that you may see, in the organisation's own order."""
    root, viewer = root_or_404(request, slug)
    rows = visible_plans(root, viewer).select_related("parent", "replaces").prefetch_related("merges__merged")
    ordered = rows.order_by("position", "title", "id")
    return cut(ordered, paging, lambda plan: _item(request, plan, root, viewer))


def named_plan(plan: Plan | None, root: Root, viewer: Viewer) -> NamedPlan | None:
    """Name the plan, unless there is none or the viewer may not know of it."""
    if plan is None or not may_see_plan(viewer, plan, root):
        return None
    return NamedPlan(key=plan.key, title=plan.title)


def _item(request: HttpRequest, plan: Plan, root: Root, viewer: Viewer) -> PlanItem:
    knowledge = knowledge_of(plan)
    return PlanItem(
        key=plan.key,
        type=plan.type,
        own_type=plan.own_type.name_nb if plan.own_type else "",
        level=level_of(plan).value,
        number=plan.number,
        national_id=plan.national_id,
        register_address=plan.register_address,
        title=plan.title,
        description=plan.description,
        status=plan.status,
        from_year=plan.from_year,
        to_year=plan.to_year,
        horizon_years=plan.horizon_years,
        treatment=plan.treatment,
        question=plan.question,
        owner=named_organisation(plan.owner),
        parent=named_plan(plan.parent, root, viewer),
        replaces=named_plan(plan.replaces, root, viewer),
        merges=[one for row in plan.merges.all() if (one := named_plan(row.merged, root, viewer))],
        review_due=plan.review_due,
        out_of_date=overdue(plan, timezone.localdate(), knowledge) or "",
        knowledge=_knowledge(knowledge),
        case=_case(seen_case(viewer, plan.case, root)),
        hearing=_hearing(plan),
        origin=plan.origin,
        source=source_document(plan),
        place=plan.place,
        url=page_address(request, "plan", root.slug, plan.key),
    )


def _case(case: Case | None) -> AdoptingCase | None:
    if case is None:
        return None
    return AdoptingCase(number=case.number, title=case.title, body=case.body, date=case.date)


def _knowledge(knowledge: KnowledgeBase | None) -> Knowledge | None:
    if knowledge is None:
        return None
    return Knowledge(kind=knowledge.kind, renewed_on=knowledge.renewed_on, due=next_due(knowledge))


@router.get("/plan-types", response=PlanTypes, summary="Types of plans")
def common_plan_types(request: HttpRequest) -> PlanTypes:
    """Tell what is usual for each type of plan, with the law behind it."""
    return PlanTypes(items=[_type_item(facts) for facts in plan_types().values()])


def _type_item(facts: PlanTypeFacts) -> PlanTypeItem:
    return PlanTypeItem(
        type=facts.type.value,
        level=facts.level.value,
        usual_years=list(facts.horizon or ()),
        treatment=facts.treatment.value,
        adopted_by=facts.adopted_by,
        hearings=list(facts.hearings),
        may_be_appealed=facts.may_be_appealed,
        legal_basis=facts.legal_basis,
        mark=facts.mark,
        text=dict(facts.text),
        requires=[RequiredContent(text=dict(one.text), reference=one.reference) for one in facts.requires],
    )


def _hearing(plan: Plan) -> Hearing | None:
    if plan.hearing_from is None:
        return None
    return Hearing(
        starts=plan.hearing_from,
        ends=plan.hearing_to,
        submissions=plan.hearing_submissions,
        assessed=plan.hearing_assessed,
    )
