"""What has been done to one element, plan or conflict, read from the audit trail, the latest first.

A viewer gets what the record said while they could see it: what was the team's alone stays with the team, and the
next state that others could see stands as one change from the last.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from rodtrad.core.history import events_of
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Conflict, Correction, Element
from rodtrad.goals.queries.history_entries import Entries, History, Row
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans

#: How many events of each kind are read for one record.
MOST_EVENTS = 2_000
_TOLD = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_context_id", "pgh_context__metadata")

#: Columns that are compared; the rest is machinery.
ELEMENT_COLUMNS = (
    "title", "description", "handling", "key", "level_id", "plan_id", "responsible_id", "starts", "ends", "life_cycle",
    "progress", "judgement", "visibility", "predecessor_id", "binding", "keywords", "origin", "source_id", "place",
)  # fmt: skip
PLAN_COLUMNS = (
    "title", "description", "key", "type", "status", "from_year", "to_year", "horizon_years", "treatment", "question",
    "owner_id", "parent_id", "replaces_id", "case_id", "hearing_from", "hearing_to", "hearing_submissions",
    "hearing_assessed", "visibility", "origin", "source_id", "place", "number", "national_id", "register_address",
    "level_override", "review_due",
)  # fmt: skip
CONFLICT_COLUMNS = (
    "title", "description", "key", "handling", "owner_id", "case_id", "visibility", "origin", "source_id", "place",
)  # fmt: skip
#: What is wanted of an indicator; the first two are references.
TARGET_COLUMNS = (
    "indicator_id", "organisation_id", "method", "value", "year", "baseline_value", "baseline_year", "path", "steps",
    "bands", "settings",
)  # fmt: skip
_PAIRS = {
    "contributing": ("ElementContributingEvent", "organisation_id"),
    "areas": ("ElementAreasEvent", "area_id"),
    "sdg_goals": ("ElementSdgGoalsEvent", "sdggoal_id"),
    "sdg_targets": ("ElementSdgTargetsEvent", "sdgtarget_id"),
}


def history_of_element(element: Element, viewer: Viewer) -> History:
    entries = Entries(element.root)
    team = sees_team(viewer, element.plan.owner_id, element.responsible_id)
    plans = set(visible_plans(element.root, viewer).values_list("id", flat=True))
    states = record_events("goals", "ElementEvent", ELEMENT_COLUMNS, pgh_obj_id=element.pk)
    entries.add_states(
        ELEMENT_COLUMNS,
        states,
        lambda row: (team or row["visibility"] < Visibility.TEAM) and row["plan_id"] in plans,
    )
    for name, (model, column) in _PAIRS.items():
        rows = record_events("goals", model, (column,), root_id=element.root_id, element_id=element.pk)
        entries.add_members(name, column, rows)
    _add_places(entries, element, plans)
    _add_links(entries, element)
    _add_targets(entries, element)
    for correction in Correction.objects.filter(element=element):
        entries.add_reason(correction.made_at, correction.reason)
    return entries.history(viewer)


def history_of_plan(plan: Plan, viewer: Viewer) -> History:
    entries = Entries(plan.root)
    team = sees_team(viewer, plan.owner_id)
    states = record_events("plans", "PlanEvent", PLAN_COLUMNS, pgh_obj_id=plan.pk)
    entries.add_states(PLAN_COLUMNS, states, lambda row: team or row["visibility"] < Visibility.TEAM)
    columns = ("pgh_obj_id", "element_id")
    rows = record_events("goals", "PlacementEvent", columns, root_id=plan.root_id, plan_id=plan.pk)
    entries.add_members("element", "element_id", [row for row in rows if row["pgh_label"] != "update"])
    return entries.history(viewer)


def history_of_conflict(conflict: Conflict, viewer: Viewer) -> History:
    entries = Entries(conflict.root)
    team = sees_team(viewer, conflict.owner_id)
    states = record_events("goals", "ConflictEvent", CONFLICT_COLUMNS, pgh_obj_id=conflict.pk)
    entries.add_states(CONFLICT_COLUMNS, states, lambda row: team or row["visibility"] < Visibility.TEAM)
    columns = ("pgh_obj_id", "position", "text", "element_id", "sign")
    steps = record_events(
        "goals", "ConflictStepEvent", columns, root_id=conflict.root_id, conflict_id=conflict.pk
    )
    entries.add_rows(
        "step", steps, lambda row: (row["position"], row["text"], row["element_id"], row["sign"])
    )
    return entries.history(viewer)


def deleted_element(root: Root, viewer: Viewer, key: str) -> Element | None:
    """Return an element that is no more as it last was, by the key that it had; None when the viewer saw it not."""
    plans = visible_plans(root, viewer).select_related("owner")
    ends = events_of("goals", "ElementEvent").filter(
        root_id=root.pk, key=key, pgh_label="delete", plan_id__in=plans.values("id")
    )
    last = ends.order_by("-pgh_id").first()
    if last is None:
        return None
    values = {name: getattr(last, name) for name in ("key", "title", "plan_id", "level_id", "responsible_id")}
    found = Element(pk=last.pgh_obj_id, root=root, visibility=last.visibility, **values)
    found.plan = plans.get(pk=last.plan_id)
    team = sees_team(viewer, found.plan.owner_id, found.responsible_id)
    return found if team or found.visibility < Visibility.TEAM else None


def text_before(element: Element, viewer: Viewer, event: int, name: str) -> str | None:
    """Return what a field of the element said until the event; None when the viewer's history has no such change."""
    for entry in history_of_element(element, viewer).entries:
        if entry.event == event:
            return next((str(change.before) for change in entry.changes if change.field == name), None)
    return None


def sees_team(viewer: Viewer, *units: UUID | None) -> bool:
    """Tell whether the viewer is of a team that one of the units is."""
    return viewer.sees_all or any(unit in viewer.team for unit in units if unit)


def record_events(app: str, model: str, columns: Sequence[str], **which: Any) -> list[Row]:
    """Return the events in the order in which they happened, the latest MOST_EVENTS of them."""
    rows = events_of(app, model).filter(**which)
    latest: list[Row] = list(rows.order_by("-pgh_id").values(*_TOLD, *columns)[:MOST_EVENTS])
    return latest[::-1]


def _add_places(entries: Entries, element: Element, plans: set[UUID]) -> None:
    columns = ("pgh_obj_id", "plan_id", "number", "parent_id")
    rows = record_events("goals", "PlacementEvent", columns, root_id=element.root_id, element_id=element.pk)
    entries.add_rows(
        "standing",
        [row for row in rows if row["plan_id"] in plans],
        lambda row: (row["plan_id"], row["number"], row["parent_id"]),
    )


def _add_links(entries: Entries, element: Element) -> None:
    columns = ("pgh_obj_id", "child_id", "parent_id", "kind", "reason")
    either = Q(child_id=element.pk) | Q(parent_id=element.pk)
    links = events_of("goals", "LinkEvent").filter(either)
    links = links.filter(Q(root_id=element.root_id) | Q(parent_root_id=element.root_id))
    rows = list(links.order_by("-pgh_id").values(*_TOLD, *columns)[:MOST_EVENTS])[::-1]
    entries.add_rows("link_up", [row for row in rows if row["child_id"] == element.pk], _link("parent_id"))
    entries.add_rows("link_down", [row for row in rows if row["parent_id"] == element.pk], _link("child_id"))


def _link(other: str) -> Callable[[Row], tuple[Any, ...]]:
    return lambda row: (row[other], row["kind"], row["reason"])


def _add_targets(entries: Entries, element: Element) -> None:
    """Add what was wanted of indicators: a room above keeps that, but it is the element's history."""
    rows = record_events(
        "targets",
        "TargetEvent",
        ("pgh_obj_id", *TARGET_COLUMNS),
        root_id=element.root_id,
        element_id=element.pk,
    )
    entries.add_rows("target", rows, lambda row: tuple(row[name] for name in TARGET_COLUMNS))
