"""The API's plans."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

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
from rodtrad.plans.models import Plan
from rodtrad.plans.permissions import may_see_plan
from rodtrad.plans.queries import visible_plans

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


class PlanItem(BaseModel):
    """A plan in the register."""

    key: str = Field(description="Unique in the organisation.")
    type: str = Field(description="For instance social_element, land_use_element, theme_plan, fiscal_plan.")
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
    case: AdoptingCase | None = Field(description="The case in which it was adopted.")
    hearing: Hearing | None
    origin: str = Field(description="quoted, reading, own or example")
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")
    url: str = Field(description="The page for people.")


@router.get("/organisations/{slug:slug}/plans", response=Page[PlanItem], summary="Plans of an organisation")
def plans(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[PlanItem]:
    """List the plans that you may see, in the organisation's own order."""
    root, viewer = root_or_404(request, slug)
    rows = visible_plans(root, viewer).select_related("owner", "parent", "replaces", "case", "source")
    ordered = rows.order_by("position", "title", "id")
    return cut(ordered, paging, lambda plan: _item(request, plan, root, viewer))


def named_plan(plan: Plan | None, root: Root, viewer: Viewer) -> NamedPlan | None:
    """Name the plan, unless there is none or the viewer may not know of it."""
    if plan is None or not may_see_plan(viewer, plan, root):
        return None
    return NamedPlan(key=plan.key, title=plan.title)


def _item(request: HttpRequest, plan: Plan, root: Root, viewer: Viewer) -> PlanItem:
    return PlanItem(
        key=plan.key,
        type=plan.type,
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
        case=_case(plan),
        hearing=_hearing(plan),
        origin=plan.origin,
        source=source_document(plan),
        place=plan.place,
        url=page_address(request, "plan", root.slug, plan.key),
    )


def _case(plan: Plan) -> AdoptingCase | None:
    case = plan.case
    if case is None:
        return None
    return AdoptingCase(number=case.number, title=case.title, body=case.body, date=case.date)


def _hearing(plan: Plan) -> Hearing | None:
    if plan.hearing_from is None:
        return None
    return Hearing(starts=plan.hearing_from, ends=plan.hearing_to, submissions=plan.hearing_submissions)
