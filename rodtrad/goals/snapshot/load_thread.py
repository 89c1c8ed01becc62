"""Read the thread: elements, placements, links and what is tagged on elements.

These are the long tables, so ids come as text (a UUID object costs more than the row), only needed columns
are read, and words that many rows share are kept once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from rodtrad.core.moments import Question, Rows
from rodtrad.goals.models import Element, LevelRule, Link, Placement, RuleKind
from rodtrad.goals.snapshot.records import (
    ElementRecord,
    LevelRecord,
    LinkRecord,
    OrganisationRecord,
    PlacementRecord,
    PlanRecord,
)


@dataclass(frozen=True, slots=True)
class Register:
    """What elements hang on, by id."""

    organisations: Mapping[str, OrganisationRecord]
    sources: Mapping[str, str]
    levels: Mapping[str, LevelRecord]
    plans: Mapping[str, PlanRecord]
    root_visibility: int


def _columns(rows: QuerySet[Any], ids: Iterable[str], columns: Iterable[str] = ()) -> Question:
    """Ask for these id columns as text first, then for the columns."""
    texts = {f"{column.replace('__', '_')}_text": Cast(F(column), TextField()) for column in ids}
    asked: Question = rows.order_by().annotate(**texts).values_list(*texts, *columns)
    return asked


IDS = ("id", "plan_id", "level_id", "responsible_id", "source_id", "predecessor_id")
COLUMNS = (
    "key", "title", "starts", "ends", "life_cycle", "progress", "visibility", "origin", "place", "handling",
    "binding",
)  # fmt: skip


def ask_elements(root_id: UUID) -> Question:
    return _columns(Element.objects.filter(root_id=root_id), IDS, COLUMNS)


def read_elements(rows: Rows, register: Register) -> dict[str, ElementRecord]:
    """Return the root's elements by id; each stands in its plan's list too."""
    found: dict[str, ElementRecord] = {}
    words: dict[str, str] = {}
    once = words.setdefault
    for row in rows:
        identity, plan_id, level_id, responsible, source, predecessor = row[:6]
        key, title, starts, ends, life, progress, visibility, origin, place, handling, binding = row[6:]
        plan = register.plans[plan_id]
        element = ElementRecord(
            identity, key, title, register.levels[level_id], plan,
            register.organisations.get(responsible) if responsible else None, starts, ends,
            once(life, life), once(progress, progress), visibility,
            max(visibility, plan.visibility, register.root_visibility), once(origin, origin),
            register.sources.get(source, "") if source else "", once(place, place), predecessor,
            bool(handling), binding,
        )  # fmt: skip
        found[identity] = element
        plan.elements.append(element)
    return found


def ask_placements(root_id: UUID) -> Question:
    rows = Placement.objects.filter(root_id=root_id)
    return _columns(rows, ("element_id", "plan_id"), ("number", "position"))


def read_placements(
    rows: Rows, elements: Mapping[str, ElementRecord], plans: Mapping[str, PlanRecord]
) -> list[PlacementRecord]:
    """Give each element the number it has where it comes from, and return where elements are carried over."""
    carried = []
    for element_id, plan_id, number, position in rows:
        element = elements[element_id]
        if element.plan.id == plan_id:
            element.number, element.position = number, position
        else:
            carried.append(PlacementRecord(plans[plan_id], element, number))
    return carried


def ask_odd_places(root_id: UUID) -> Question:
    """Ask for placements whose level rule is not normal; most roots have no such rule."""
    odd = LevelRule.objects.filter(
        child=OuterRef("level"), parent=OuterRef("parent_level"), kind=RuleKind.UNDER, normal=False
    )
    rows = Placement.objects.filter(Exists(odd), root_id=root_id)
    return _columns(rows, ("element_id", "parent__element_id"))


def read_odd_places(
    rows: Rows, elements: Mapping[str, ElementRecord]
) -> list[tuple[ElementRecord, ElementRecord]]:
    """Return child and parent."""
    return [(elements[child], elements[parent]) for child, parent in rows]


def ask_links(root_id: UUID) -> Question:
    near = Link.objects.filter(Q(root_id=root_id) | Q(parent_root_id=root_id))
    return _columns(near, ("child_id", "parent_id"), ("kind", "origin"))


def read_links(rows: Rows, ends: Mapping[str, ElementRecord]) -> None:
    """Hang the links on the elements at their ends."""
    words: dict[str, str] = {}
    for child_id, parent_id, kind, origin in rows:
        child, parent = ends[child_id], ends[parent_id]
        link = LinkRecord(child, parent, words.setdefault(kind, kind), words.setdefault(origin, origin))
        child.up.append(link)
        parent.down.append(link)


def ask_tags(root_id: UUID) -> Question:
    targets, goals = Element.sdg_targets.through, Element.sdg_goals.through
    of_targets = _columns(targets.objects.filter(element__root_id=root_id), ("element_id", "sdgtarget_id"))
    of_goals = _columns(goals.objects.filter(element__root_id=root_id), ("element_id", "sdggoal_id"))
    return of_targets.union(of_goals, all=True)


def read_tags(rows: Rows) -> dict[str, set[str]]:
    """Return the codes of goals and targets that elements are tagged with."""
    found: dict[str, set[str]] = defaultdict(set)
    for element_id, code in rows:
        found[element_id].add(code)
    return dict(found)
