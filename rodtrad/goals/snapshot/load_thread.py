"""Read the thread: elements, placements, links and what is tagged on elements.

These are the long tables, so ids come as text (a UUID object costs more than the row), only needed columns
are read, and words that many rows share are kept once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from rodtrad.goals.models import Element, Link, Placement, RuleKind
from rodtrad.goals.snapshot.load_foreign import read_foreign
from rodtrad.goals.snapshot.records import (
    ElementRecord,
    LevelRecord,
    LinkRecord,
    OrganisationRecord,
    PlacementRecord,
    PlanRecord,
)
from rodtrad.goals.snapshot.structure import Structure

#: Rows from the database at a time.
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Register:
    """What elements hang on, by id."""

    organisations: Mapping[str, OrganisationRecord]
    sources: Mapping[str, str]
    levels: Mapping[str, LevelRecord]
    plans: Mapping[str, PlanRecord]
    root_visibility: int


def _rows(rows: QuerySet[Any], ids: Iterable[str], columns: Iterable[str] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield rows with these id columns as text first, then the columns."""
    ids = list(ids)
    texts = {f"{column.replace('__', '_')}_text": Cast(F(column), TextField()) for column in ids}
    yield from rows.order_by().annotate(**texts).values_list(*texts, *columns).iterator(chunk_size=CHUNK)


IDS = ("id", "plan_id", "level_id", "responsible_id", "source_id", "predecessor_id")
COLUMNS = (
    "key", "title", "starts", "ends", "life_cycle", "progress", "visibility", "origin", "place", "handling",
    "binding",
)  # fmt: skip


def read_elements(root_id: UUID, register: Register) -> dict[str, ElementRecord]:
    """Return the root's elements by id; each stands in its plan's list too."""
    found: dict[str, ElementRecord] = {}
    words: dict[str, str] = {}
    once = words.setdefault
    for row in _rows(Element.objects.filter(root_id=root_id), IDS, COLUMNS):
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


def read_placements(
    root_id: UUID, elements: Mapping[str, ElementRecord], plans: Mapping[str, PlanRecord]
) -> list[PlacementRecord]:
    """Give each element the number it has where it comes from, and return where elements are carried over."""
    carried = []
    rows = _rows(Placement.objects.filter(root_id=root_id), ("element_id", "plan_id"), ("number", "position"))
    for element_id, plan_id, number, position in rows:
        element = elements[element_id]
        if element.plan.id == plan_id:
            element.number, element.position = number, position
        else:
            carried.append(PlacementRecord(plans[plan_id], element, number))
    return carried


def read_odd_places(
    root_id: UUID, structure: Structure, elements: Mapping[str, ElementRecord]
) -> list[tuple[ElementRecord, ElementRecord]]:
    """Return child and parent of placements whose level rule is not normal; most roots have no such rule."""
    pairs = [(child, parent) for child, parent, kind in structure.abnormal if kind == RuleKind.UNDER]
    if not pairs:
        return []
    odd = Q()
    for child, parent in pairs:
        odd |= Q(level_id=child, parent_level_id=parent)
    rows = _rows(Placement.objects.filter(odd, root_id=root_id), ("element_id", "parent__element_id"))
    return [(elements[child], elements[parent]) for child, parent in rows]


def read_links(root_id: UUID, elements: Mapping[str, ElementRecord]) -> list[ElementRecord]:
    """Hang the links on the elements, and return their ends in a region or in members."""
    words: dict[str, str] = {}
    outside: list[tuple[Any, ...]] = []
    near = Link.objects.filter(Q(root_id=root_id) | Q(parent_root_id=root_id))
    for row in _rows(near, ("child_id", "parent_id"), ("kind", "origin")):
        child, parent = elements.get(row[0]), elements.get(row[1])
        if child is None or parent is None:
            outside.append(row)
            continue
        link = LinkRecord(child, parent, words.setdefault(row[2], row[2]), words.setdefault(row[3], row[3]))
        child.up.append(link)
        parent.down.append(link)
    return _hang_outside(outside, elements) if outside else []


def _hang_outside(
    rows: Iterable[tuple[Any, ...]], elements: Mapping[str, ElementRecord]
) -> list[ElementRecord]:
    missing = {end for row in rows for end in row[:2] if end not in elements}
    foreign = read_foreign(missing)
    ends = {**elements, **foreign}
    for child_id, parent_id, kind, origin in rows:
        link = LinkRecord(ends[child_id], ends[parent_id], kind, origin)
        link.child.up.append(link)
        link.parent.down.append(link)
    return list(foreign.values())


def read_tags(root_id: UUID) -> dict[str, set[str]]:
    """Return the codes of goals and targets that elements are tagged with."""
    targets, goals = Element.sdg_targets.through, Element.sdg_goals.through
    of_targets = _rows(targets.objects.filter(element__root_id=root_id), ("element_id",), ("sdgtarget_id",))
    of_goals = _rows(goals.objects.filter(element__root_id=root_id), ("element_id",), ("sdggoal_id",))
    found: dict[str, set[str]] = defaultdict(set)
    for element_id, code in chain(of_targets, of_goals):
        found[element_id].add(str(code))
    return dict(found)
