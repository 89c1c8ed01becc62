"""The API's planstrategier, and what each says of the root's plans."""

from datetime import date as day

from django.http import Http404, HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from rodtrad.core.models import Origin
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import page_address, root_or_404
from rodtrad.planning.api.routing import router
from rodtrad.planning.models import Answer, ItemDecision, NeedQuestion, PlanningStrategy, StrategyItem
from rodtrad.planning.queries.need_summary import Points, summarise
from rodtrad.planning.queries.strategies import find_strategy, read_strategy, visible_strategies
from rodtrad.planning.queries.workload import workload
from rodtrad.planning.semesters import semester_code
from rodtrad.plans.models import PlanStatus


class PlanningStrategyHead(BaseModel):
    """A council term's planstrategi."""

    plan: str = Field(description="Key of the plan that it is.")
    title: str
    term_from: int
    term_to: int
    status: PlanStatus
    constituted_on: day | None = Field(description="The day the council was constituted.")
    origin: Origin
    url: str = Field(description="The page for people.")


class NeedTestAnswer(BaseModel):
    question: NeedQuestion
    discipline: str
    answer: Answer
    reason: str


class PlanningStrategyItem(BaseModel):
    """What is done in the term with a plan, or one that somebody wants."""

    title: str
    plan: str | None = Field(description="Key of the plan; none for one that is only proposed.")
    decision: ItemDecision
    start: str | None = Field(description="Half year, such as 2025H1.")
    adopted: str | None = Field(description="Half year, such as 2025H1.")
    instead: str = Field(description="What is done when the answer is not a plan.")
    reason: str
    owner: str | None = Field(description="Key of the organisation.")
    work: float | None = Field(description="Person-months.")
    need_test: list[NeedTestAnswer]
    need_points: Points = Field(description="Which way the answers point; the council decides.")
    origin: Origin
    url: str


class SemesterLoad(BaseModel):
    semester: str
    work: float = Field(description="Person-months of plans that are revised or made, spread evenly.")
    capacity: float | None


class PlanningStrategyContent(BaseModel):
    strategy: PlanningStrategyHead
    introduction: str
    principles: str
    items: list[PlanningStrategyItem]
    load: list[SemesterLoad]
    open_guidelines: list[str] = Field(description="Keys of guidelines without an answer.")


@router.get(
    "/organisations/{slug:slug}/planning-strategies",
    response=Page[PlanningStrategyHead],
    tags=["planning strategies"],
    summary="Planning strategies",
)
def planning_strategies(
    request: HttpRequest, slug: str, paging: Query[PageQuery]
) -> Page[PlanningStrategyHead]:
    """List the planstrategier that you may see, the latest term first."""
    root, viewer = root_or_404(request, slug)
    return cut(visible_strategies(root, viewer), paging, lambda one: _head(request, slug, one))


@router.get(
    "/organisations/{slug:slug}/planning-strategies/{slug:plan}",
    response=PlanningStrategyContent,
    tags=["planning strategies"],
    summary="A planning strategy",
)
def planning_strategy(request: HttpRequest, slug: str, plan: str) -> PlanningStrategyContent:
    """Give a planstrategi with its items, and the work against capacity by half year."""
    root, viewer = root_or_404(request, slug)
    found = find_strategy(root, viewer, plan)
    if found is None:
        raise Http404
    content = read_strategy(found, viewer)
    load = workload(content.items, content.capacities, term=(found.term_from, found.term_to))
    return PlanningStrategyContent(
        strategy=_head(request, slug, found),
        introduction=found.intro,
        principles=found.principles,
        items=[
            _item(
                request,
                slug,
                one,
                [_answer(row) for row in content.answers.get(one.pk, [])],
                summarise(content.answers.get(one.pk, [])).points,
            )
            for one in content.items
        ],
        load=[
            SemesterLoad(
                semester=semester_code(one.semester),
                work=float(one.work),
                capacity=None if one.capacity is None else float(one.capacity),
            )
            for one in load.loads
        ],
        open_guidelines=[one.key for one in content.open_guidelines],
    )


def _head(request: HttpRequest, slug: str, one: PlanningStrategy) -> PlanningStrategyHead:
    return PlanningStrategyHead(
        plan=one.plan.key,
        title=one.plan.title,
        term_from=one.term_from,
        term_to=one.term_to,
        status=PlanStatus(one.plan.status),
        constituted_on=one.constituted_on,
        origin=Origin(one.origin),
        url=page_address(request, "strategy", slug, one.plan.key),
    )


def _answer(row: object) -> NeedTestAnswer:
    return NeedTestAnswer.model_validate(row, from_attributes=True)


def _item(
    request: HttpRequest, slug: str, one: StrategyItem, answers: list[NeedTestAnswer], points: Points
) -> PlanningStrategyItem:
    return PlanningStrategyItem(
        title=one.title,
        plan=one.plan.key if one.plan else None,
        decision=ItemDecision(one.decision),
        start=semester_code(one.start_semester) if one.start_semester else None,
        adopted=semester_code(one.adopt_semester) if one.adopt_semester else None,
        instead=one.instead,
        reason=one.reason,
        owner=one.owner.key if one.owner else None,
        work=None if one.work is None else float(one.work),
        need_test=answers,
        need_points=points,
        origin=Origin(one.origin),
        url=page_address(request, "strategy_item", slug, one.strategy.plan.key, str(one.pk)),
    )
