"""What of a list is the reader's own, and what others have made or changed since they last said they had seen it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value

from rodtrad.accounts.models import User
from rodtrad.core.history import events_of
from rodtrad.goals.models import Conflict, Element, Seen
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.organisations.permissions import Person, Viewer, below
from rodtrad.plans.models import Plan

NEW, CHANGED = "new", "changed"
#: Tables of events that change an element though they are not its own row, and the column that names the element.
_BESIDE = {
    "ElementContributingEvent": "element_id",
    "ElementAreasEvent": "element_id",
    "ElementSdgGoalsEvent": "element_id",
    "ElementSdgTargetsEvent": "element_id",
    "LinkEvent": "child_id",
}


@dataclass(frozen=True)
class OwnAndNew:
    """The ids that are the reader's own, and those that are "new" or "changed" to them."""

    own: frozenset[UUID] = frozenset()
    news: dict[UUID, str] = field(default_factory=dict)

    def of(self, identity: UUID) -> tuple[bool, str]:
        return identity in self.own, self.news.get(identity, "")


def own_units(person: Person, root: Root) -> frozenset[UUID]:
    """Return the units whose matters are the person's own: where they have a role that writes, and below.

    A role at the top is for everyone's matters; then only what the top itself is responsible for is their own.
    """
    if not isinstance(person, User):
        return frozenset()
    roles = Role.objects.filter(user=person, root=root).exclude(kind=RoleKind.READER)
    places = set(roles.values_list("organisation_id", flat=True))
    if not places:
        return frozenset()
    tree = list(Organisation.objects.filter(root=root).values_list("id", "parent_id"))
    tops = {identity for identity, parent in tree if parent is None}
    return below(tree, places - tops) | frozenset(places & tops)


def seen_at(person: Person, root: Root) -> datetime | None:
    """Return when the person last said that they had seen what is new here."""
    if not isinstance(person, User):
        return None
    return Seen.objects.filter(user=person, root=root).values_list("at", flat=True).first()


def own_and_new_elements(root: Root, person: Person, ids: Collection[UUID]) -> OwnAndNew:
    """Tell of the elements in a list that the person may see; nothing is asked for who is not logged in."""
    if not isinstance(person, User) or not ids:
        return OwnAndNew()
    units = own_units(person, root)
    mine = Element.objects.filter(pk__in=ids, responsible__in=units).values_list("pk", flat=True)
    own, since = frozenset(mine if units else ()), seen_at(person, root)
    if since is None:
        return OwnAndNew(own)
    rows = _element_events(root, since).filter(pgh_obj_id__in=ids)
    return OwnAndNew(own, _by_others(rows, _beside(root, since, ids), person))


def ids_of(root: Root, keys: Collection[str]) -> dict[UUID, str]:
    """Return the ids of the root's elements with these keys, each with its key."""
    return dict(Element.objects.filter(root=root, key__in=keys).values_list("pk", "key"))


def own_and_new_plans(root: Root, person: Person, viewer: Viewer, plans: Collection[Plan]) -> OwnAndNew:
    """Tell of the plans in a list; a plan has changed when an element in it has that the person may see."""
    if not isinstance(person, User) or not plans:
        return OwnAndNew()
    own, since = _owned(root, person, plans), seen_at(person, root)
    if since is None:
        return OwnAndNew(own)
    ids = [plan.pk for plan in plans]
    seen = Element.objects.filter(root=root, plan__in=ids).visible_to(viewer)
    within = _element_events(root, since).filter(plan_id__in=ids, pgh_obj_id__in=seen.values("pk"))
    of_plans = events_of("plans", "PlanEvent").filter(pgh_obj_id__in=ids, pgh_created_at__gt=since)
    return OwnAndNew(own, _by_others(of_plans, [_told(within, "plan_id", CHANGED)], person))


def own_and_new_conflicts(root: Root, person: Person, conflicts: Collection[Conflict]) -> OwnAndNew:
    """Tell of the goal conflicts in a list that the person may see; a changed step changes its conflict."""
    if not isinstance(person, User) or not conflicts:
        return OwnAndNew()
    own, since = _owned(root, person, conflicts), seen_at(person, root)
    if since is None:
        return OwnAndNew(own)
    ids = [conflict.pk for conflict in conflicts]
    rows = events_of("goals", "ConflictEvent").filter(pgh_obj_id__in=ids, pgh_created_at__gt=since)
    steps = events_of("goals", "ConflictStepEvent").filter(conflict_id__in=ids, pgh_created_at__gt=since)
    return OwnAndNew(own, _by_others(rows, [_told(steps, "conflict_id", CHANGED)], person))


def _owned(root: Root, person: User, rows: Collection[Plan] | Collection[Conflict]) -> frozenset[UUID]:
    units = own_units(person, root)
    return frozenset(row.pk for row in rows if row.owner_id in units)


def _element_events(root: Root, since: datetime) -> QuerySet[Any]:
    return events_of("goals", "ElementEvent").filter(root_id=root.pk, pgh_created_at__gt=since)


def _beside(root: Root, since: datetime, ids: Collection[UUID]) -> list[QuerySet[Any]]:
    return [
        _told(
            events_of("goals", name).filter(
                root_id=root.pk, pgh_created_at__gt=since, **{f"{column}__in": ids}
            ),
            column,
            CHANGED,
        )
        for name, column in _BESIDE.items()
    ]


def _told(events: QuerySet[Any], column: str, label: str) -> QuerySet[Any]:
    told = events.order_by().annotate(
        what=F(column), how=Value(label, CharField()), who=F("pgh_context__metadata__user")
    )
    found: QuerySet[Any] = told.values_list("what", "how", "who")
    return found


def _by_others(own_rows: QuerySet[Any], beside: list[QuerySet[Any]], person: User) -> dict[UUID, str]:
    """Gather the events in one query; what the person did themselves is no news to them."""
    made = _told(own_rows.filter(pgh_label="insert"), "pgh_obj_id", NEW)
    changed = _told(own_rows.exclude(pgh_label="insert"), "pgh_obj_id", CHANGED)
    found: dict[UUID, str] = {}
    for what, how, who in made.union(changed, *beside):
        if who != str(person.pk) and found.get(what) != NEW:
            found[what] = how
    return found
