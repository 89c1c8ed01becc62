"""What an element or a plan was made of when it was approved, and what it is made of now, in the same form."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Q, QuerySet

from rodtrad.goals.models import Element, Link, Placement
from rodtrad.goals.queries.review_marks import PAIRS, TABLES, Marks, Subject, events_about

Row: TypeAlias = Mapping[str, Any]
_LINK = ("child_id", "parent_id", "kind", "reason")
_PLACE = ("plan_id", "element_id", "number", "parent_id", "position")


@dataclass(frozen=True)
class Stand:
    """Where an element stands in a plan: its number, the placement above it, and which element that is."""

    number: str
    above: UUID | None
    above_element: UUID | None


@dataclass
class State:
    """Links by child and parent, places by plan and element, and what each element is paired with."""

    links: dict[tuple[UUID, UUID], tuple[str, str]] = field(default_factory=dict)
    places: dict[tuple[UUID, UUID], Stand] = field(default_factory=dict)
    order: dict[tuple[UUID, UUID | None], list[UUID]] = field(default_factory=dict)
    pairs: dict[tuple[str, UUID], set[Any]] = field(default_factory=lambda: defaultdict(set))


def rows_then(name: str, subject: Subject, marks: Marks, columns: tuple[str, ...]) -> list[Row]:
    """Return the rows of one table as they stood at the mark, without those that were gone."""
    table = TABLES[name]
    events = events_about(name, subject).filter(pgh_id__lte=marks.get(name, 0))
    latest = events.order_by(table.row, "-pgh_id").distinct(table.row)
    return [row for row in latest.values(table.row, "pgh_label", *columns) if row["pgh_label"] != "delete"]


def state_then(subject: Subject, marks: Marks) -> State:
    """Return what the audit trail says stood at the marks."""
    state = State()
    for row in rows_then("link", subject, marks, _LINK):
        state.links[row["child_id"], row["parent_id"]] = (row["kind"], row["reason"])
    rows = rows_then("placement", subject, marks, _PLACE)
    _add_places(state, [{**row, "id": row["pgh_obj_id"]} for row in rows], subject)
    for name, column in PAIRS.items():
        for row in rows_then(name, subject, marks, ("element_id", column)):
            state.pairs[name, row["element_id"]].add(row[column])
    return state


def state_now(subject: Subject) -> State:
    state = State()
    mine = Q(pk=subject.pk) if isinstance(subject, Element) else Q(plan=subject)
    own = Element.objects.filter(mine).values("id")
    for row in Link.objects.filter(Q(child__in=own) | Q(parent__in=own)).values(*_LINK):
        state.links[row["child_id"], row["parent_id"]] = (row["kind"], row["reason"])
    _add_places(state, list(_places_now(subject).values("id", *_PLACE)), subject)
    for name, column in PAIRS.items():
        through: Any = getattr(Element, name).through
        for element, other in through.objects.filter(element__in=own).values_list("element_id", column):
            state.pairs[name, element].add(other)
    return state


def _places_now(subject: Subject) -> QuerySet[Placement]:
    if not isinstance(subject, Element):
        return Placement.objects.filter(plan=subject)
    return Placement.objects.filter(Q(element=subject) | Q(parent__element=subject))


def _add_places(state: State, rows: list[Row], subject: Subject) -> None:
    elements = {row["id"]: row["element_id"] for row in rows}
    missing = {row["parent_id"] for row in rows} - elements.keys() - {None}
    elements |= _elements_at(missing)
    for row in sorted(rows, key=lambda row: (row["position"], str(row["id"]))):
        above = elements.get(row["parent_id"])
        if isinstance(subject, Element) and subject.pk not in (row["element_id"], above):
            continue
        state.places[row["plan_id"], row["element_id"]] = Stand(row["number"], row["parent_id"], above)
        state.order.setdefault((row["plan_id"], above), []).append(row["element_id"])


def _elements_at(places: set[UUID]) -> dict[UUID, UUID]:
    """Return which element stands, or stood, at each place."""
    if not places:
        return {}
    events = TABLES["placement"].events().filter(pgh_obj_id__in=places)
    return dict(events.values_list("pgh_obj_id", "element_id"))
