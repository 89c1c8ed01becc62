"""What has been done in a root, the latest first: who, when, and to which elements, plans and conflicts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Func, Max, Q, QuerySet
from pghistory.models import Context

from rodtrad.core.history import events_of
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.goals.queries.conflicts import visible_conflicts
from rodtrad.goals.queries.deleted_conflicts import deleted_conflicts
from rodtrad.goals.queries.history_names import Named, deleted_elements, people_named
from rodtrad.indicators.queries.fact_writing import fact_changes
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.queries import visible_plans

Moment: TypeAlias = tuple[datetime, Any]
PAGE = 25
MOST_PAGES = 200
#: So many things of one kind are named for each moment; the rest are counted.
MOST_NAMED = 5
_TABLES = {
    "element": ("goals", "ElementEvent"),
    "plan": ("plans", "PlanEvent"),
    "conflict": ("goals", "ConflictEvent"),
}
#: Rows that belong to a thing: what kind of thing, and the column that says which.
_WHOSE = {
    "link": ("element", "child_id"),
    "placement": ("element", "element_id"),
    "step": ("conflict", "conflict_id"),
    "target": ("element", "element_id"),
}


@dataclass
class Done:
    """What was done to things of one kind in one go: how many, and some of them by name."""

    kind: str
    act: str
    count: int = 0
    named: list[Named] = field(default_factory=list)


@dataclass
class FeedEntry:
    when: datetime
    told: Mapping[str, Any]
    done: dict[tuple[str, str], Done] = field(default_factory=dict)


@dataclass(frozen=True)
class Feed:
    entries: list[FeedEntry]
    people: Mapping[str, str]
    has_more: bool


def feed_of(root: Root, viewer: Viewer, page: int, size: int = PAGE) -> Feed:
    """Return one page of what the viewer may see of what was done in the root. Pages count from 1."""
    sources = _sources(root, viewer)
    moments: dict[Moment, int] = {}
    for rows in sources.values():
        last = rows.values_list("pgh_created_at", "pgh_context_id").annotate(last=Max("pgh_id"))
        for when, context, number in last.order_by("-pgh_created_at", "-last")[: page * size + 1]:
            moments[when, context] = max(number, moments.get((when, context), 0))
    ordered = sorted(moments, key=lambda one: (one[0], moments[one]), reverse=True)
    chosen = ordered[(page - 1) * size : page * size]
    entries = {moment: FeedEntry(moment[0], {}) for moment in chosen}
    if chosen:
        _fill(root, viewer, sources, entries)
    people = people_named(str(entry.told.get("user") or "") for entry in entries.values())
    return Feed(list(entries.values()), people, len(ordered) > page * size)


def _events(app: str, model: str, root: Root) -> QuerySet[Any]:
    return events_of(app, model).filter(root_id=root.pk)


def _sources(root: Root, viewer: Viewer) -> dict[str, QuerySet[Any]]:
    """Return the events of each kind that the viewer may know of."""
    open_ = Q() if viewer.sees_all else Q(visibility__lt=Visibility.TEAM)
    seen = Element.objects.filter(root=root).visible_to(viewer).values("id")
    plans = visible_plans(root, viewer).values("id")
    conflicts = [chain.conflict.pk for chain in visible_conflicts(root, viewer)]
    own = {kind: _events(*table, root) for kind, table in _TABLES.items()}
    gone = Q(pgh_label="delete", plan_id__in=plans) & open_
    ended = Q(pgh_label="delete", pgh_obj_id__in=list(deleted_conflicts(root, viewer)))
    links, places, steps = (
        _events("goals", model, root) for model in ("LinkEvent", "PlacementEvent", "ConflictStepEvent")
    )
    return {
        "element": own["element"].filter(Q(pgh_obj_id__in=seen) | gone),
        "plan": own["plan"].filter(pgh_obj_id__in=plans),
        "conflict": own["conflict"].filter(Q(pgh_obj_id__in=conflicts) | ended),
        "step": steps.filter(conflict_id__in=conflicts),
        "link": links.filter(child_id__in=seen, parent_id__in=seen),
        "target": _events("targets", "TargetEvent", root).filter(element_id__in=seen),
        "placement": places.filter(element_id__in=seen, plan_id__in=plans),
        "fact": _events("indicators", "LivingFactEvent", root).filter(
            pgh_id__in=[one.event for one in fact_changes(root, viewer)]
        ),
    }


def _fill(
    root: Root, viewer: Viewer, sources: Mapping[str, QuerySet[Any]], entries: Mapping[Moment, FeedEntry]
) -> None:
    """Count what was done in each moment, and name some of it: one query for each kind of thing."""
    found: list[tuple[Moment, str, str, int, list[UUID]]] = []
    named: dict[str, set[UUID]] = defaultdict(set)
    for kind, rows in sources.items():
        group, column = _WHOSE.get(kind, (kind, "pgh_obj_id"))
        for moment, act, count, things in _of_moments(rows, entries, column):
            found.append((moment, kind, act, count, things))
            named[group].update(things)
    names = _names(root, viewer, named)
    for moment, kind, act, count, things in found:
        group = _WHOSE.get(kind, (kind, ""))[0]
        known = [names[group, thing] for thing in things if (group, thing) in names]
        entries[moment].done[kind, act] = Done(kind, act, count, known)
    contexts = Context.objects.in_bulk({context for _when, context in entries if context})
    for (_when, context), entry in entries.items():
        entry.told = contexts[context].metadata if context in contexts else {}


def _of_moments(
    rows: QuerySet[Any], entries: Mapping[Moment, FeedEntry], column: str
) -> Iterator[tuple[Moment, str, int, list[UUID]]]:
    some = Func(ArrayAgg(column, distinct=True), template=f"(%(expressions)s)[1:{MOST_NAMED}]")
    grouped = (
        rows.filter(pgh_created_at__in={when for when, _context in entries})
        .values_list("pgh_created_at", "pgh_context_id", "pgh_label")
        .annotate(count=Count(column, distinct=True), some=some)
        .order_by("pgh_created_at", "pgh_label")
    )
    for when, context, act, count, things in grouped:
        if (when, context) in entries:
            yield (when, context), act, count, things


def _names(root: Root, viewer: Viewer, named: Mapping[str, set[UUID]]) -> dict[tuple[str, UUID], Named]:
    found: dict[tuple[str, UUID], Named] = {}
    elements = Element.objects.filter(root=root, pk__in=named["element"]).visible_to(viewer)
    for row in elements:
        found["element", row.pk] = Named(row.title, row.key)
    gone = named["element"] - {identity for _kind, identity in found}
    for identity, name in deleted_elements(root, viewer, Q(pgh_obj_id__in=gone)).items():
        found["element", identity] = name
    for plan in visible_plans(root, viewer).filter(pk__in=named["plan"]):
        found["plan", plan.pk] = Named(plan.title, plan.key)
    if named["conflict"]:
        for chain in visible_conflicts(root, viewer):
            found["conflict", chain.conflict.pk] = Named(chain.conflict.title, chain.conflict.key)
        for identity, gone_one in deleted_conflicts(root, viewer).items():
            found["conflict", identity] = Named(gone_one.title, gone=gone_one.key)
    if named["fact"]:
        for one in reversed(fact_changes(root, viewer)):
            found["fact", one.fact] = Named(one.text)
    return found
