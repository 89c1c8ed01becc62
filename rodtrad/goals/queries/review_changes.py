"""What has changed in an element or a plan since it was approved: texts, links, places, order, and who answers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from rodtrad.core.differences import moved
from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.goals.models import Element, FormerKey, Review
from rodtrad.goals.queries.history import ELEMENT_COLUMNS, PLAN_COLUMNS, sees_team
from rodtrad.goals.queries.history_entries import Change, Entry
from rodtrad.goals.queries.history_names import Names, names_of
from rodtrad.goals.queries.review_marks import TABLES, Subject
from rodtrad.goals.queries.review_states import Row, rows_then, state_now, state_then
from rodtrad.goals.queries.reviews import plan_of
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan

#: What a review does itself is no change of the text.
_OF_REVIEW = frozenset({"life_cycle", "visibility"})


@dataclass
class Changed:
    """One element, or the plan itself, and what has changed in it. `key` is empty when it is no more."""

    title: str
    key: str
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False
    is_gone: bool = False
    is_plan: bool = False


@dataclass(frozen=True)
class Since:
    """What has changed since an approval."""

    names: Names
    changed: list[Changed] = field(default_factory=list)


def changes_since(subject: Subject, approval: Review, viewer: Viewer) -> Since:
    """Compare what stands with what the approval saw, as far as the viewer may see."""
    found = _Comparison(subject, approval, viewer).changed()
    names = names_of(subject.root, [Entry(timezone.now(), {}, changes=one.changes) for one in found], viewer)
    for one in found:
        one.changes[:] = [change for change in one.changes if names.knows(change)]
    return Since(names, [one for one in found if one.changes])


class _Comparison:
    """What stood at the approval beside what stands now, element by element."""

    def __init__(self, subject: Subject, approval: Review, viewer: Viewer) -> None:
        self._subject, self._approval, self._viewer = subject, approval, viewer
        self._then = {
            row["pgh_obj_id"]: row
            for row in rows_then("element", subject, approval.marks, ELEMENT_COLUMNS)
            if self._was_approved(row)
        }
        here = Element.objects.filter(root=subject.root_id)
        mine = here.filter(pk=subject.pk) if isinstance(subject, Element) else here.filter(plan=subject)
        self._living = set(mine.values_list("pk", flat=True))
        self._now = {row.pk: row for row in mine.visible_to(viewer).order_by("sort_key")}
        self._before, self._after = state_then(subject, approval.marks), state_now(subject)
        standing = {element for _plan, element in [*self._before.places, *self._after.places]}
        self._shown = {row.pk: row for row in here.filter(pk__in=standing).visible_to(viewer)}

    def _was_approved(self, row: Row) -> bool:
        """Tell whether an element was part of what was approved, and the viewer could have read it then."""
        if self._approval.plan_id and row["life_cycle"] == LifeCycle.DRAFT:
            return False
        team = sees_team(self._viewer, plan_of(self._subject).owner_id, row["responsible_id"])
        return team or bool(row["visibility"] < Visibility.TEAM)

    def changed(self) -> list[Changed]:
        by_element = self._around()
        found = list(self._plan())
        for identity, row in self._now.items():
            old = self._then.get(identity)
            changes = [*_columns(ELEMENT_COLUMNS, old, row), *by_element.pop(identity, [])]
            found.append(Changed(row.title, row.key, changes, is_new=old is None))
        for identity, changes in by_element.items():  # what is carried over into the plan: its place there
            if identity in self._shown and identity not in self._living:
                found.append(Changed(self._shown[identity].title, self._shown[identity].key, changes))
        return found + self._gone()

    def _plan(self) -> Iterator[Changed]:
        if isinstance(self._subject, Plan):
            rows = rows_then("plan", self._subject, self._approval.marks, PLAN_COLUMNS)
            team = sees_team(self._viewer, self._subject.owner_id)
            old = next((row for row in rows if team or row["visibility"] < Visibility.TEAM), None)
            changes = _columns(PLAN_COLUMNS, old, self._subject)
            yield Changed(self._subject.title, self._subject.key, changes, is_new=old is None, is_plan=True)

    def _around(self) -> dict[UUID, list[Change]]:
        """Return what has changed beside the texts, by element."""
        found: dict[UUID, list[Change]] = defaultdict(list)
        beside = (self._divided, self._merged, self._places, self._order, self._links, self._pairs)
        everything = (one for changes in beside for one in changes())
        for element, change in everything:
            found[element].append(change)
        return found

    def _divided(self) -> Iterator[tuple[UUID, Change]]:
        """Yield what elements were split from and into."""
        events = TABLES["element"].events().filter(root_id=self._subject.root_id, pgh_label="insert")
        events = events.filter(pgh_id__gt=self._approval.marks.get("element", 0))
        rows = events.filter(pgh_context__metadata__has_key="split")
        for part, told in rows.values_list("pgh_obj_id", "pgh_context__metadata"):
            whole = UUID(told["split"])
            yield part, Change("split_from", None, whole)
            yield whole, Change("split_into", None, part)

    def _merged(self) -> Iterator[tuple[UUID, Change]]:
        """Yield what has been merged into elements that stand."""
        former = FormerKey.objects.filter(root=self._subject.root_id, element__in=self._now)
        kept = dict(former.values_list("key", "element"))
        for identity, key in self._deleted(kept).items():
            yield kept[key], Change("merged", None, identity)

    def _deleted(self, keys: Collection[str]) -> dict[UUID, str]:
        """Return the elements with these keys that have been deleted since the approval."""
        events = TABLES["element"].events().filter(root_id=self._subject.root_id, pgh_label="delete")
        events = events.filter(key__in=keys, pgh_id__gt=self._approval.marks.get("element", 0))
        return dict(events.values_list("pgh_obj_id", "key"))

    def _places(self) -> Iterator[tuple[UUID, Change]]:
        before, after = self._before.places, self._after.places
        for place in dict.fromkeys([*before, *after]):
            plan, element = place
            old, new = before.get(place), after.get(place)
            if (old and (old.number, old.above_element)) == (new and (new.number, new.above_element)):
                continue
            told = [(plan, one.number, one.above) if one else None for one in (old, new)]
            if isinstance(self._subject, Element) and element != self._subject.pk:
                yield from self._children(element, old is not None, new is not None)
            else:
                yield element, Change("standing", *told)

    def _children(self, child: UUID, before: bool, after: bool) -> Iterator[tuple[UUID, Change]]:
        if before != after:
            yield self._subject.pk, Change("child", child if before else None, child if after else None)

    def _order(self) -> Iterator[tuple[UUID, Change]]:
        """Yield those that have changed places among the same, and after which they stood and stand.

        A plan tells it of the one that moved; an element tells it of what stands under it.
        """
        mine = self._subject.pk if isinstance(self._subject, Element) else None
        for (plan, above), standing in self._before.order.items():
            if mine and above != mine:
                continue
            order = [one for one in self._after.order.get((plan, above), []) if one in self._shown]
            after = [one for one in order if one in standing]
            before = [one for one in standing if one in after]
            for one in moved(before, after):
                who = one if mine else None
                yield (
                    mine or one,
                    Change("order", (who, _one_before(before, one)), (who, _one_before(after, one))),
                )

    def _links(self) -> Iterator[tuple[UUID, Change]]:
        before, after = self._before.links, self._after.links
        for ends in dict.fromkeys([*before, *after]):
            child, parent = ends
            if before.get(ends) == after.get(ends):
                continue
            old, new = before.get(ends), after.get(ends)
            if child in self._now:
                told = [(parent, *one) if one else None for one in (old, new)]
                yield child, Change("link_up", *told)
            elif isinstance(self._subject, Element):
                told = [(child, *one) if one else None for one in (old, new)]
                yield parent, Change("link_down", *told)

    def _pairs(self) -> Iterator[tuple[UUID, Change]]:
        for name, element in dict.fromkeys([*self._before.pairs, *self._after.pairs]):
            before = self._before.pairs.get((name, element), set())
            after = self._after.pairs.get((name, element), set())
            yield from ((element, Change(name, one, None)) for one in sorted(before - after, key=str))
            yield from ((element, Change(name, None, one)) for one in sorted(after - before, key=str))

    def _gone(self) -> list[Changed]:
        """Return what was approved and is no more, and what it was merged into."""
        gone = {identity: row for identity, row in self._then.items() if identity not in self._living}
        keys = {row["key"]: identity for identity, row in gone.items()}
        former = FormerKey.objects.filter(root=self._subject.root_id, key__in=keys)
        into = {keys[key]: kept for key, kept in former.values_list("key", "element")}
        found = []
        for identity, row in sorted(gone.items(), key=lambda one: str(one[1]["title"])):
            changes = [Change("title", row["title"], "")]
            if identity in into:
                changes.append(Change("merged_into", None, into[identity]))
            found.append(Changed(row["title"], "", changes, is_gone=True))
        return found


def _columns(columns: Sequence[str], old: Mapping[str, Any] | None, row: Subject) -> list[Change]:
    """Return what differs; what is new says its title and description."""
    if old is None:
        said = [(name, getattr(row, name)) for name in ("title", "description")]
        return [Change(name, "", value) for name, value in said if value]
    compared = [(name, old[name], getattr(row, name)) for name in columns if name not in _OF_REVIEW]
    return [Change(name, before, after) for name, before, after in compared if before != after]


def _one_before(order: Sequence[UUID], one: UUID) -> UUID | None:
    place = order.index(one)
    return order[place - 1] if place else None
