"""What has been done to one element, plan or conflict, read from the audit trail, the latest first.

A viewer gets what the record said while they could see it: what was the team's alone stays with the team, and the
next state that others could see stands as one change from the last.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Conflict, Correction, Element
from rodtrad.goals.queries.history_names import Names, names_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans

Act: TypeAlias = Literal["insert", "update", "delete"]
Row: TypeAlias = Mapping[str, Any]
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
    "visibility", "origin", "source_id", "place",
)  # fmt: skip
CONFLICT_COLUMNS = (
    "title", "description", "key", "handling", "owner_id", "case_id", "visibility", "origin", "source_id", "place",
)  # fmt: skip
_PAIRS = {
    "contributing": ("ElementContributingEvent", "organisation_id"),
    "areas": ("ElementAreasEvent", "area_id"),
    "sdg_goals": ("ElementSdgGoalsEvent", "sdggoal_id"),
    "sdg_targets": ("ElementSdgTargetsEvent", "sdgtarget_id"),
}


@dataclass(frozen=True)
class Change:
    """One field: what it said and says. References are ids; `names` of the history says what they are called."""

    field: str
    before: Any = None
    after: Any = None


@dataclass
class Entry:
    """What one person or command did to the record in one go. `event` is the record's own event, when it has one."""

    when: datetime
    told: Row
    act: Act = "update"
    event: int = 0
    changes: list[Change] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class History:
    entries: list[Entry]
    names: Names


def history_of_element(element: Element, viewer: Viewer) -> History:
    entries = _Entries(element.root)
    team = _sees_team(viewer, element.plan.owner_id, element.responsible_id)
    plans = set(visible_plans(element.root, viewer).values_list("id", flat=True))
    states = _events("goals", "ElementEvent", ELEMENT_COLUMNS, pgh_obj_id=element.pk)
    entries.add_states(
        ELEMENT_COLUMNS,
        states,
        lambda row: (team or row["visibility"] < Visibility.TEAM) and row["plan_id"] in plans,
    )
    for name, (model, column) in _PAIRS.items():
        rows = _events("goals", model, (column,), root_id=element.root_id, element_id=element.pk)
        entries.add_members(name, column, rows)
    _add_places(entries, element, plans)
    _add_links(entries, element)
    for correction in Correction.objects.filter(element=element):
        entries.add_reason(correction.made_at, correction.reason)
    return entries.history(viewer)


def history_of_plan(plan: Plan, viewer: Viewer) -> History:
    entries = _Entries(plan.root)
    team = _sees_team(viewer, plan.owner_id)
    states = _events("plans", "PlanEvent", PLAN_COLUMNS, pgh_obj_id=plan.pk)
    entries.add_states(PLAN_COLUMNS, states, lambda row: team or row["visibility"] < Visibility.TEAM)
    columns = ("pgh_obj_id", "element_id")
    rows = _events("goals", "PlacementEvent", columns, root_id=plan.root_id, plan_id=plan.pk)
    entries.add_members("element", "element_id", [row for row in rows if row["pgh_label"] != "update"])
    return entries.history(viewer)


def history_of_conflict(conflict: Conflict, viewer: Viewer) -> History:
    entries = _Entries(conflict.root)
    team = _sees_team(viewer, conflict.owner_id)
    states = _events("goals", "ConflictEvent", CONFLICT_COLUMNS, pgh_obj_id=conflict.pk)
    entries.add_states(CONFLICT_COLUMNS, states, lambda row: team or row["visibility"] < Visibility.TEAM)
    columns = ("pgh_obj_id", "position", "text", "element_id", "sign")
    steps = _events("goals", "ConflictStepEvent", columns, root_id=conflict.root_id, conflict_id=conflict.pk)
    entries.add_rows(
        "step", steps, lambda row: (row["position"], row["text"], row["element_id"], row["sign"])
    )
    return entries.history(viewer)


def text_before(element: Element, viewer: Viewer, event: int, name: str) -> str | None:
    """Return what a field of the element said until the event; None when the viewer's history has no such change."""
    for entry in history_of_element(element, viewer).entries:
        if entry.event == event:
            return next((str(change.before) for change in entry.changes if change.field == name), None)
    return None


def _sees_team(viewer: Viewer, *units: UUID | None) -> bool:
    return viewer.sees_all or any(unit in viewer.team for unit in units if unit)


def _events(app: str, model: str, columns: Sequence[str], **which: Any) -> list[Row]:
    """Return the events in the order in which they happened, the latest MOST_EVENTS of them."""
    rows: QuerySet[Any] = apps.get_model(app, model)._default_manager.filter(**which)
    latest: list[Row] = list(rows.order_by("-pgh_id").values(*_TOLD, *columns)[:MOST_EVENTS])
    return latest[::-1]


def _add_places(entries: "_Entries", element: Element, plans: set[UUID]) -> None:
    columns = ("pgh_obj_id", "plan_id", "number", "parent_id")
    rows = _events("goals", "PlacementEvent", columns, root_id=element.root_id, element_id=element.pk)
    entries.add_rows(
        "standing",
        [row for row in rows if row["plan_id"] in plans],
        lambda row: (row["plan_id"], row["number"], row["parent_id"]),
    )


def _add_links(entries: "_Entries", element: Element) -> None:
    columns = ("pgh_obj_id", "child_id", "parent_id", "kind", "reason")
    either = Q(child_id=element.pk) | Q(parent_id=element.pk)
    links: QuerySet[Any] = apps.get_model("goals", "LinkEvent")._default_manager.filter(either)
    links = links.filter(Q(root_id=element.root_id) | Q(parent_root_id=element.root_id))
    rows = list(links.order_by("-pgh_id").values(*_TOLD, *columns)[:MOST_EVENTS])[::-1]
    entries.add_rows("link_up", [row for row in rows if row["child_id"] == element.pk], _link("parent_id"))
    entries.add_rows("link_down", [row for row in rows if row["parent_id"] == element.pk], _link("child_id"))


def _link(other: str) -> Callable[[Row], tuple[Any, ...]]:
    return lambda row: (row[other], row["kind"], row["reason"])


class _Entries:
    """Gathers what was written in one transaction by the same person or command into one entry."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._found: dict[tuple[Any, datetime], Entry] = {}
        self._seen: list[tuple[datetime, bool]] = []
        self._by_time: dict[datetime, list[Entry]] = defaultdict(list)

    def _entry(self, row: Row) -> Entry:
        key = (row["pgh_context_id"], row["pgh_created_at"])
        if key not in self._found:
            entry = Entry(row["pgh_created_at"], row["pgh_context__metadata"] or {})
            self._found[key] = entry
            self._by_time[entry.when].append(entry)
        return self._found[key]

    def add_states(self, columns: Sequence[str], rows: Iterable[Row], is_open: Callable[[Row], bool]) -> None:
        """Compare each state of the record that the viewer could see with the one before it.

        What belongs to the record and was done while they could not is left out by what is added after this.
        """
        before: Row | None = None
        for row in rows:
            self._seen.append((row["pgh_created_at"], is_open(row)))
            if not self._seen[-1][1]:
                continue
            entry = self._entry(row)
            entry.event = row["pgh_id"]
            if before is None:
                entry.act = "insert"
                entry.changes.append(Change("title", "", row["title"]))
            else:
                old = before
                entry.changes += [
                    Change(name, old[name], row[name]) for name in columns if old[name] != row[name]
                ]
            before = row

    def _is_hidden(self, row: Row) -> bool:
        """Tell whether the viewer could not see the record when the row was written."""
        place = bisect_right(self._seen, row["pgh_created_at"], key=lambda state: state[0])
        return place > 0 and not self._seen[place - 1][1]

    def add_members(self, name: str, column: str, rows: Iterable[Row]) -> None:
        """Tell what came into a set and what went out of it."""
        for row in rows:
            if self._is_hidden(row):
                continue
            gone = row["pgh_label"] == "delete"
            change = Change(name, row[column], None) if gone else Change(name, None, row[column])
            self._entry(row).changes.append(change)

    def add_rows(self, name: str, rows: Iterable[Row], say: Callable[[Row], tuple[Any, ...]]) -> None:
        """Compare each state of rows that belong to the record with the state before, row by row."""
        before: dict[UUID, tuple[Any, ...] | None] = {}
        for row in rows:
            if self._is_hidden(row):
                continue
            old = before.get(row["pgh_obj_id"])
            new = None if row["pgh_label"] == "delete" else say(row)
            if row["pgh_label"] == "delete" and old is None:
                old = say(row)
            before[row["pgh_obj_id"]] = new
            if old != new:
                self._entry(row).changes.append(Change(name, old, new))

    def add_reason(self, when: datetime, reason: str) -> None:
        for entry in self._by_time.get(when, ()):
            if reason not in entry.reasons:
                entry.reasons.append(reason)

    def history(self, viewer: Viewer) -> History:
        """Return the entries with what the viewer may see named; what they may not see is left out."""
        names = names_of(self._root, self._found.values(), viewer)
        for entry in self._found.values():
            entry.changes = [change for change in entry.changes if names.knows(change)]
        ordered = sorted(self._found.values(), key=lambda entry: (entry.when, entry.event), reverse=True)
        return History([entry for entry in ordered if entry.changes], names)
