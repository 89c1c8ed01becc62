"""What the things are called that changes refer to; what the viewer may not see has no name here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, Q

from rodtrad.accounts.models import User
from rodtrad.cases.models import Case
from rodtrad.core.history import events_of
from rodtrad.core.models import Visibility
from rodtrad.geography.models import Area
from rodtrad.goals.models import Element, Level
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Organisation, Root, Source
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.plans.queries import visible_plans
from rodtrad.sdg.models import SdgGoal, SdgTarget

#: Which kind of thing a field refers to; a row of several parts says which of them.
REFERS: Mapping[str, str] = {
    "level_id": "level",
    "plan_id": "plan",
    "parent_id": "plan",
    "replaces_id": "plan",
    "responsible_id": "unit",
    "owner_id": "unit",
    "contributing": "unit",
    "predecessor_id": "element",
    "element": "element",
    "child": "element",
    "split_from": "element",
    "split_into": "element",
    "merged": "element",
    "merged_into": "element",
    "source_id": "source",
    "case_id": "case",
    "areas": "area",
    "sdg_goals": "sdg_goal",
    "sdg_targets": "sdg_target",
}
_PARTS: Mapping[str, Sequence[tuple[int, str]]] = {
    "standing": [(0, "plan")],
    "link_up": [(0, "element")],
    "link_down": [(0, "element")],
    "step": [(2, "element")],
    "target": [(0, "indicator"), (1, "unit")],
    "order": [(0, "element"), (1, "element")],
}
_SHARED: Mapping[str, type[Model]] = {
    "area": Area,
    "sdg_goal": SdgGoal,
    "sdg_target": SdgTarget,
    "indicator": Indicator,
}
_OF_ROOT: Mapping[str, type[Model]] = {"unit": Organisation, "source": Source, "case": Case}


class ChangeLike(Protocol):
    @property
    def field(self) -> str: ...
    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...


class EntryLike(Protocol):
    @property
    def told(self) -> Mapping[str, Any]: ...
    @property
    def changes(self) -> Iterable[ChangeLike]: ...


@dataclass(frozen=True)
class Named:
    """A thing's name, and its key when it has a page in the root; `gone` is the key that one had that is no more."""

    name: Any
    key: str = ""
    gone: str = ""


@dataclass(frozen=True)
class Names:
    found: Mapping[tuple[str, Any], Named]
    people: Mapping[str, str]

    def of(self, kind: str, identity: Any) -> Named | None:
        return self.found.get((kind, identity))

    def knows(self, change: ChangeLike) -> bool:
        """Tell whether everything that the change refers to has a name for the viewer."""
        return all(reference in self.found for reference in _references(change))


def names_of(root: Root, entries: Iterable[EntryLike], viewer: Viewer) -> Names:
    """Find the names in one query for each kind of thing."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    people: set[str] = set()
    for entry in entries:
        people.add(str(entry.told.get("user") or ""))
        for change in entry.changes:
            for kind, identity in _references(change):
                wanted[kind].add(identity)
            wanted["place"].update(_above(change))
    found: dict[tuple[str, Any], Named] = {}
    above = _elements_at(root, wanted.pop("place", set()))
    wanted["element"].update(above.values())
    for kind, ids in wanted.items():
        found.update({(kind, identity): named for identity, named in _find(root, viewer, kind, ids)})
    for place, element in above.items():
        if ("element", element) in found:
            found["place", place] = found["element", element]
    return Names(found, people_named(people))


def people_named(ids: Iterable[str]) -> dict[str, str]:
    rows = User.objects.filter(pk__in=set(ids) - {""}).values_list("pk", "name")
    return {str(identity): name for identity, name in rows}


def _references(change: ChangeLike) -> Iterator[tuple[str, Any]]:
    for value in (change.before, change.after):
        if value is None:
            continue
        if change.field in REFERS:
            yield REFERS[change.field], value
        for part, kind in _PARTS.get(change.field, ()):
            if value[part] is not None:
                yield kind, value[part]


def _above(change: ChangeLike) -> Iterator[UUID]:
    """Yield the places under which something stands: a placement tells another placement."""
    if change.field == "standing":
        yield from (value[2] for value in (change.before, change.after) if value and value[2])


def _elements_at(root: Root, places: set[UUID]) -> dict[UUID, UUID]:
    """Return which element stands, or stood, at each place."""
    if not places:
        return {}
    events = events_of("goals", "PlacementEvent").filter(root_id=root.pk, pgh_obj_id__in=places)
    return dict(events.values_list("pgh_obj_id", "element_id"))


def _find(root: Root, viewer: Viewer, kind: str, ids: set[Any]) -> Iterator[tuple[Any, Named]]:
    if kind == "element":
        yield from _elements(root, viewer, ids)
    elif kind == "plan":
        for identity, title, key in (
            visible_plans(root, viewer).filter(pk__in=ids).values_list("id", "title", "key")
        ):
            yield identity, Named(title, key)
    elif kind == "level":
        for level in Level.objects.filter(pk__in=ids):
            yield level.pk, Named(level)
    elif kind in _OF_ROOT:
        for row in _OF_ROOT[kind]._default_manager.filter(root=root, pk__in=ids):
            yield row.pk, Named(row)
    else:
        for row in _SHARED[kind]._default_manager.filter(pk__in=ids):
            yield row.pk, Named(row)


def _elements(root: Root, viewer: Viewer, ids: set[Any]) -> Iterator[tuple[Any, Named]]:
    """Yield the elements that the viewer may see: a region's only when everyone may, a deleted one unless a team's."""
    rows = Element.objects.filter(pk__in=ids)
    seen = set()
    for row in rows.filter(root=root).visible_to(viewer):
        seen.add(row.pk)
        yield row.pk, Named(row.title, row.key)
    for row in rows.exclude(root=root).visible_to(NOBODY):
        yield row.pk, Named(row.title)
    gone = ids - set(rows.values_list("pk", flat=True))
    if gone:
        yield from deleted_elements(root, viewer, Q(pgh_obj_id__in=gone)).items()


def deleted_elements(root: Root, viewer: Viewer, which: Q) -> dict[UUID, Named]:
    """Return the names of elements that are no more, as they last were, if the viewer could have seen them."""
    plans = visible_plans(root, viewer).values("id")
    last = events_of("goals", "ElementEvent").filter(
        which, root_id=root.pk, pgh_label="delete", plan_id__in=plans
    )
    if not viewer.sees_all:
        last = last.filter(visibility__lt=Visibility.TEAM)
    return {
        row["pgh_obj_id"]: Named(row["title"], gone=row["key"])
        for row in last.values("pgh_obj_id", "title", "key")
    }
