"""The plan register in words: rows in groups, and the hierarchy as a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Root
from rodtrad.plans.models import OwnPlanType, Plan, PlanLevel, PlanStatus, PlanType, Treatment
from rodtrad.plans.plan_types import level_of
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.plan_time import overdue_words
from rodtrad.website.presenters.wording import (
    common_origin,
    horizon,
    label_of,
    own_origin,
    plan_status,
    years,
)


@dataclass(frozen=True)
class PlanRow:
    title: str
    url: str
    type: str
    level: str
    period: str
    tone: str
    word: str
    owner: str
    horizon: str
    treatment: str
    origin: str
    over: str  # that its time is over


@dataclass(frozen=True)
class PlanGroup:
    heading: str
    rows: tuple[PlanRow, ...]
    origin: str


@dataclass
class PlanNode:
    """A plan in the hierarchy, as parts/node.html shows it."""

    title: str
    url: str
    tone: str
    word: str
    text: str
    origin: str
    children: list["PlanNode"] = field(default_factory=list)


@dataclass(frozen=True)
class PlanTree:
    """A plan that others stand under; `top` itself shows no children, so that they hang on its own trunk."""

    top: PlanNode
    children: tuple[PlanNode, ...]


def own_type_name(own: OwnPlanType) -> str:
    return str(capfirst(getattr(own, f"name_{reader_language()}") or own.name_nb))


def plan_url(root: Root, plan: Plan) -> str:
    return reverse("plan", args=[root.slug, plan.key])


def register(root: Root, plans: Sequence[Plan], by: str) -> list[PlanGroup]:
    """Return the plans in groups by status, or by how far they see."""
    groups: dict[str, list[Plan]] = {}
    for plan in in_order(plans, by):
        groups.setdefault(_heading(plan, by), []).append(plan)
    return [_group(root, heading, members) for heading, members in groups.items()]


def in_order(plans: Sequence[Plan], by: str) -> list[Plan]:
    return sorted(plans, key={"horisont": _by_horizon, "niva": _by_level}.get(by, _by_status))


def natural_grouping(plans: Sequence[Plan]) -> str:
    """Group by horizon when most plans say how far they see."""
    return "horisont" if sum(bool(plan.horizon_years) for plan in plans) * 2 > len(plans) else "status"


def _by_status(plan: Plan) -> int:
    order = (
        PlanStatus.HEARING,
        PlanStatus.UNDER_WAY,
        PlanStatus.ADOPTED,
        PlanStatus.PLANNED,
        PlanStatus.REPEALED,
    )
    return order.index(PlanStatus(plan.status))


def _by_horizon(plan: Plan) -> int:
    return -(plan.horizon_years or 0)


def _by_level(plan: Plan) -> int:
    return list(PlanLevel).index(level_of(plan))


def _heading(plan: Plan, by: str) -> str:
    if by == "niva":
        return label_of(level_of(plan))
    if by == "horisont":
        return horizon(plan.horizon_years) or _("Uten fast horisont")
    return plan_status(plan).word


def plan_rows(root: Root, plans: Sequence[Plan]) -> list[PlanRow]:
    return [_row(root, plan, "") for plan in plans]


def _group(root: Root, heading: str, plans: Sequence[Plan]) -> PlanGroup:
    common = common_origin(plan.origin for plan in plans)
    return PlanGroup(heading, tuple(_row(root, plan, common) for plan in plans), common)


def _row(root: Root, plan: Plan, common: str) -> PlanRow:
    status = plan_status(plan)
    return PlanRow(
        title=plan.title,
        url=plan_url(root, plan),
        type=own_type_name(plan.own_type) if plan.own_type else label_of(PlanType(plan.type)),
        level=label_of(level_of(plan)),
        period=years(plan.from_year, plan.to_year),
        tone=status.tone,
        word=status.word,
        owner=plan.owner.name if plan.owner else "",
        horizon=horizon(plan.horizon_years),
        treatment=label_of(Treatment(plan.treatment)) if plan.treatment else "",
        origin=own_origin(plan.origin, common),
        over=overdue_words(plan, timezone.localdate()),
    )


def hierarchy(root: Root, plans: Sequence[Plan]) -> tuple[list[PlanTree], list[PlanNode]]:
    """Return the plans that others stand under, with those below; and the plans that stand alone."""
    nodes = {plan.id: _node(root, plan) for plan in plans}
    parents = {plan.id: plan.parent_id for plan in plans if plan.parent_id in nodes}
    tops: list[PlanNode] = []
    for plan in plans:
        parent = parents.get(plan.id)
        if parent is None or _in_circle(plan.id, parents):
            tops.append(nodes[plan.id])
        else:
            nodes[parent].children.append(nodes[plan.id])
    trees = [PlanTree(replace(top, children=[]), tuple(top.children)) for top in tops if top.children]
    return trees, [top for top in tops if not top.children]


def _in_circle(start: UUID, parents: Mapping[UUID, UUID | None]) -> bool:
    """Tell whether the way up leads back, so that a mistake in the register cannot hang the page."""
    at, seen = parents.get(start), set[UUID]()
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _node(root: Root, plan: Plan) -> PlanNode:
    status = plan_status(plan)
    kind = label_of(PlanType(plan.type))
    parts = (
        kind if kind != plan.title else "",
        years(plan.from_year, plan.to_year),
        horizon(plan.horizon_years),
    )
    return PlanNode(
        title=plan.title,
        url=plan_url(root, plan),
        tone=status.tone,
        word=status.word,
        text=" · ".join(part for part in parts if part),
        origin=plan.origin,
    )
