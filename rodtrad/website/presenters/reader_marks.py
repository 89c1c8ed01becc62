"""Marks in lists for who is logged in: what is mine, and what others have done since I last said I had seen it.

A view says what its list holds (`mark_elements`, `mark_plans`, `mark_conflicts`); the template asks for the mark by
the address that the list leads to ({% reader_mark url %}). For who is not logged in nothing is
asked, and nothing shows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.goals.models import Conflict
from rodtrad.goals.queries.conflicts import visible_conflicts
from rodtrad.goals.queries.own_and_new import (
    OwnAndNew,
    ids_of,
    own_and_new_conflicts,
    own_and_new_elements,
    own_and_new_plans,
    seen_at,
)
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans

_KEPT = "_rodtrad_reader_marks"


@dataclass(frozen=True)
class ReaderMark:
    """`news` is "new", "changed" or nothing."""

    mine: bool
    news: str


@dataclass(frozen=True)
class LastTime:
    """When the reader last said that they had seen what is new; None is never."""

    at: datetime | None


def last_time(request: HttpRequest, root: Root, viewer: Viewer) -> LastTime | None:
    """Return the reader's last time here; nothing for who has no role here."""
    return LastTime(seen_at(request.user, root)) if viewer.ceiling > 0 else None


def mark_elements(request: HttpRequest, root: Root, keys: Mapping[UUID, str]) -> None:
    """Mark the root's elements in a list, given by id and key."""
    if isinstance(request.user, User):
        _keep(request, "element", root, keys, own_and_new_elements(root, request.user, keys))


def mark_named_elements(request: HttpRequest, root: Root, keys: Collection[str]) -> None:
    """Mark the root's elements in a list that knows only their keys."""
    if isinstance(request.user, User) and keys:
        mark_elements(request, root, ids_of(root, keys))


def mark_plans(request: HttpRequest, root: Root, viewer: Viewer, plans: Collection[Plan]) -> None:
    """Mark the root's plans in a list."""
    if isinstance(request.user, User):
        found = own_and_new_plans(root, request.user, viewer, plans)
        _keep(request, "plan", root, {plan.pk: plan.key for plan in plans}, found)


def mark_conflicts(request: HttpRequest, root: Root, conflicts: Collection[Conflict]) -> None:
    """Mark the root's goal conflicts in a list."""
    if isinstance(request.user, User):
        found = own_and_new_conflicts(root, request.user, conflicts)
        _keep(request, "conflict", root, {conflict.pk: conflict.key for conflict in conflicts}, found)


def mark_named(request: HttpRequest, root: Root, viewer: Viewer, named: Collection[tuple[str, str]]) -> None:
    """Mark what is given by the name of its address and its key: elements, plans, and conflicts."""
    if not isinstance(request.user, User):
        return
    keys: dict[str, set[str]] = defaultdict(set)
    for name, key in named:
        keys[name].add(key)
    mark_named_elements(request, root, keys["element"])
    if plans := keys["plan"]:
        mark_plans(request, root, viewer, list(visible_plans(root, viewer).filter(key__in=plans)))
    if conflicts := keys["conflict"]:
        chains = visible_conflicts(root, viewer)
        mark_conflicts(request, root, [one.conflict for one in chains if one.conflict.key in conflicts])


def marks_on(request: HttpRequest | None) -> dict[str, ReaderMark]:
    """Return the marks of this request, by address."""
    found: dict[str, ReaderMark] = getattr(request, _KEPT, {})
    return found


def _keep(request: HttpRequest, name: str, root: Root, keys: Mapping[UUID, str], found: OwnAndNew) -> None:
    marks = marks_on(request)
    for identity in found.own | found.news.keys():
        marks[reverse(name, args=[root.slug, keys[identity]])] = ReaderMark(*found.of(identity))
    setattr(request, _KEPT, marks)
