"""What was done in one go, gathered from the events of the audit trail."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from rodtrad.goals.queries.history_names import Names, names_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: "first" is where the trail begins for what was made before that.
Act: TypeAlias = Literal["insert", "update", "delete", "first"]
Row: TypeAlias = Mapping[str, Any]


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


class Entries:
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
        states = list(rows)
        for row in states:
            self._seen.append((row["pgh_created_at"], is_open(row)))
            if not self._seen[-1][1]:
                continue
            entry = self._entry(row)
            entry.event = row["pgh_id"]
            if before is None:
                entry.act = "first" if row is states[0] and row["pgh_label"] != "insert" else "insert"
                said = [name for name in ("title", "description") if row[name]]
                entry.changes += [Change(name, "", row[name]) for name in said]
            elif row["pgh_label"] == "delete":
                entry.act = "delete"
                entry.changes.append(Change("title", row["title"], ""))
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
        known: set[UUID] = set()
        for row in rows:
            identity, said = row["pgh_obj_id"], say(row)
            begins_here = identity not in known and row["pgh_label"] == "update"
            known.add(identity)
            if self._is_hidden(row):
                continue
            old = before.get(identity)
            new = None if row["pgh_label"] == "delete" else said
            before[identity] = new
            if begins_here:  # how it stood when the trail begins: nobody did that then
                continue
            if row["pgh_label"] == "delete" and old is None:
                old = said
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
