"""Reads of planstrategier. Everything is shown for one viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from rodtrad.cases.models import Case
from rodtrad.cases.permissions import seen_case
from rodtrad.goals.models import Element, LevelRole
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.models import (
    Capacity,
    GuidelineAnswer,
    NeedAnswer,
    PlanningStrategy,
    StrategyItem,
    StrategyPhase,
    StrategyTrend,
    StrategyView,
)
from rodtrad.plans.models import Plan, PlanStatus, PlanType
from rodtrad.plans.queries import visible_plans

Part = TypeVar("Part", StrategyTrend, StrategyView, StrategyPhase)


@dataclass(frozen=True)
class StrategyContent:
    """All that a strategy says, as far as the viewer may see. `open_guidelines` have no answer yet.

    `case` is the one in which it is decided, when the viewer may see it.
    """

    strategy: PlanningStrategy
    case: Case | None
    items: list[StrategyItem]
    answers: dict[UUID, list[NeedAnswer]]
    trends: list[StrategyTrend]
    guidelines: list[GuidelineAnswer]
    open_guidelines: list[Element]
    views: list[StrategyView]
    capacities: list[Capacity]
    phases: list[StrategyPhase]


def visible_strategies(root: Root, viewer: Viewer) -> QuerySet[PlanningStrategy]:
    """Return the root's strategies whose plan the viewer may see, the latest term first."""
    return (
        PlanningStrategy.objects.filter(root=root, plan__in=visible_plans(root, viewer).values("pk"))
        .select_related("plan", "plan__owner", "plan__case", "source", "follows", "follows__plan")
        .order_by("-term_from")
    )


def strategies_without_content(root: Root, viewer: Viewer) -> list[Plan]:
    """Return the planstrategier that the register tells of, and nobody has entered the content of."""
    rows = visible_plans(root, viewer).filter(type=PlanType.PLANNING_STRATEGY, strategy__isnull=True)
    return list(rows.order_by("-from_year", "title"))


def find_strategy(root: Root, viewer: Viewer, key: str) -> PlanningStrategy | None:
    """Return the strategy by the key of its plan."""
    return visible_strategies(root, viewer).filter(plan__key=key).first()


def visible_items(root: Root, viewer: Viewer) -> QuerySet[StrategyItem]:
    """Return items whose plan, if there is one, the viewer may see, with all that a page says of them."""
    seen = visible_plans(root, viewer).values("pk")
    return (
        StrategyItem.objects.filter(Q(plan__isnull=True) | Q(plan__in=seen), root=root)
        .select_related(
            "plan", "owner", "source", "previous", "previous__strategy__plan", "strategy", "strategy__plan"
        )
        .order_by("position", "id")
    )


def items_of(strategy: PlanningStrategy, viewer: Viewer) -> list[StrategyItem]:
    return list(visible_items(strategy.root, viewer).filter(strategy=strategy))


def find_item(strategy: PlanningStrategy, viewer: Viewer, identity: UUID) -> StrategyItem | None:
    return visible_items(strategy.root, viewer).filter(strategy=strategy, pk=identity).first()


def answers_of(item: StrategyItem) -> list[NeedAnswer]:
    return list(item.answers.order_by("question", "discipline"))


def read_strategy(strategy: PlanningStrategy, viewer: Viewer) -> StrategyContent:
    """Return all that the strategy says: a fixed number of queries."""
    root = strategy.root
    items = items_of(strategy, viewer)
    answers: dict[UUID, list[NeedAnswer]] = {}
    for answer in NeedAnswer.objects.filter(item__in=[one.pk for one in items]).order_by(
        "question", "discipline"
    ):
        answers.setdefault(answer.item_id, []).append(answer)
    guidelines = guidelines_of(root, viewer)
    seen = {one.pk for one in guidelines}
    answered = list(strategy.guideline_answers.select_related("element", "element__plan", "source"))
    return StrategyContent(
        strategy=strategy,
        case=seen_case(viewer, strategy.plan.case, root),
        items=items,
        answers=answers,
        trends=_trends(strategy, viewer),
        guidelines=[one for one in answered if one.element_id in seen],
        open_guidelines=list(unanswered(guidelines, answered)),
        views=list(strategy.views.all()),
        capacities=list(strategy.capacities.all()),
        phases=list(strategy.phases.select_related("source")),
    )


def guidelines_of(root: Root, viewer: Viewer) -> list[Element]:
    """Return the guidelines on the root's thread that the viewer may see."""
    return list(
        Element.objects.filter(root=root, level__role=LevelRole.GUIDELINE)
        .visible_to(viewer)
        .order_by("sort_key", "pk")
    )


def unanswered(guidelines: Iterable[Element], answered: Iterable[GuidelineAnswer]) -> Iterable[Element]:
    done = {one.element_id for one in answered if one.text.strip()}
    return (one for one in guidelines if one.pk not in done)


def _trends(strategy: PlanningStrategy, viewer: Viewer) -> list[StrategyTrend]:
    """Return the trends; what one of them shows in is left out where the viewer may not see it."""
    rows = list(strategy.trends.select_related("element", "indicator", "source"))
    named = [one.element_id for one in rows if one.element_id]
    seen = set(
        Element.objects.filter(root=strategy.root_id, pk__in=named)
        .visible_to(viewer)
        .values_list("pk", flat=True)
    )
    for one in rows:
        if one.element_id not in seen:
            one.element = None
        if one.indicator and one.indicator.visibility > viewer.ceiling and not viewer.sees_all:
            one.indicator = None
    return rows


def plans_to_treat(strategy: PlanningStrategy, viewer: Viewer, own: Plan | None = None) -> list[Plan]:
    """Return the plans that can become an item: those of the register that are none yet, and the item's own.

    What is repealed is nothing to decide about any longer.
    """
    held = set(strategy.items.values_list("plan", flat=True))
    kinds = (PlanType.PLANNING_STRATEGY, PlanType.ANNUAL_REPORT, PlanType.ALLOCATION_LETTER)
    rows = visible_plans(strategy.root, viewer).exclude(type__in=kinds).select_related("own_type")
    return [
        plan
        for plan in rows
        if (plan.pk not in held and plan.status != PlanStatus.REPEALED) or (own and plan.pk == own.pk)
    ]


def over_before(strategy: PlanningStrategy, plans: Iterable[Plan]) -> set[UUID]:
    """Return the plans that have ended when the term begins and will not be renewed: replaced, or of a single year."""
    ended = [one for one in plans if one.to_year is not None and one.to_year < strategy.term_from]
    replaced = set(Plan.objects.filter(replaces__in=ended).values_list("replaces", flat=True))
    return {one.pk for one in ended if one.pk in replaced or one.from_year == one.to_year}


def not_taken_up(strategy: PlanningStrategy, viewer: Viewer) -> list[Plan]:
    """Return the plans of the register that the strategy says nothing of, and that are not repealed."""
    rows = plans_to_treat(strategy, viewer)
    return [one for one in rows if one.pk != strategy.plan_id and one.status != PlanStatus.REPEALED]


def left_by(plan: Plan, viewer: Viewer) -> list[Plan]:
    """Return what a planstrategi has not taken up; nothing for another plan."""
    is_strategy = plan.type == PlanType.PLANNING_STRATEGY
    strategy = find_strategy(plan.root, viewer, plan.key) if is_strategy else None
    return not_taken_up(strategy, viewer) if strategy else []


def find_part(strategy: PlanningStrategy, kind: type[Part], identity: UUID) -> Part | None:
    """Return one of the strategy's trends, views or phases."""
    return kind._default_manager.filter(strategy=strategy, pk=identity).first()


def challenges_of(root: Root, viewer: Viewer) -> list[Element]:
    """Return the challenges on the root's thread that the viewer may see."""
    rows = Element.objects.filter(root=root, level__role=LevelRole.CHALLENGE)
    return list(rows.visible_to(viewer).order_by("sort_key", "pk"))
