"""How far the audit trail had come for an element or a plan: what an approver saw, and where comparing starts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from rodtrad.core.history import events_of
from rodtrad.goals.models import Element, Placement
from rodtrad.plans.models import Plan

Subject: TypeAlias = Element | Plan
Marks: TypeAlias = dict[str, int]


@dataclass(frozen=True)
class Table:
    """An event table, and the column with the row that an event is about."""

    app: str
    model: str
    row: str = "pgh_obj_id"

    def events(self) -> QuerySet[Any]:
        return events_of(self.app, self.model)


#: Tables of what belongs to elements two and two: in which column the other stands.
PAIRS: Mapping[str, str] = {
    "contributing": "organisation_id",
    "areas": "area_id",
    "sdg_goals": "sdggoal_id",
    "sdg_targets": "sdgtarget_id",
}
TABLES: Mapping[str, Table] = {
    "element": Table("goals", "ElementEvent"),
    "plan": Table("plans", "PlanEvent"),
    "placement": Table("goals", "PlacementEvent"),
    "link": Table("goals", "LinkEvent"),
    "contributing": Table("goals", "ElementContributingEvent", "id"),
    "areas": Table("goals", "ElementAreasEvent", "id"),
    "sdg_goals": Table("goals", "ElementSdgGoalsEvent", "id"),
    "sdg_targets": Table("goals", "ElementSdgTargetsEvent", "id"),
}


def marks_of(subject: Subject) -> Marks:
    """Return the number of the last event in each table that is about the subject."""
    return {name: _last(events_about(name, subject)) for name in TABLES}


def in_words(marks: Marks) -> str:
    """Write the marks as a form carries them."""
    return ".".join(str(marks[name]) for name in TABLES)


def from_words(text: str) -> Marks | None:
    """Read what `in_words` wrote; None for anything else."""
    parts = text.split(".")
    if len(parts) != len(TABLES) or not all(part.isdecimal() and len(part) < 19 for part in parts):
        return None
    return dict(zip(TABLES, map(int, parts), strict=True))


def events_about(name: str, subject: Subject) -> QuerySet[Any]:
    """Return the events of one table that are about the subject: for a plan, about all that comes from it too."""
    rows = TABLES[name].events()
    plan_id = subject.plan_id if isinstance(subject, Element) else subject.pk
    if name == "plan":
        return rows.filter(pgh_obj_id=plan_id)
    own = _own(subject)
    if name == "link":
        roots = Q(root_id=subject.root_id) | Q(parent_root_id=subject.root_id)
        return _whole(rows.filter(roots), Q(child_id__in=own) | Q(parent_id__in=own))
    rows = rows.filter(root_id=subject.root_id)
    if name == "placement":
        return (
            rows.filter(plan_id=subject.pk) if isinstance(subject, Plan) else _whole(rows, _placed(subject))
        )
    return rows.filter(**{"pgh_obj_id__in" if name == "element" else "element_id__in": own})


def _whole(rows: QuerySet[Any], which: Q) -> QuerySet[Any]:
    """Return all events of the rows that have ever been so: a row that became another's has its last event too."""
    return rows.filter(pgh_obj_id__in=rows.filter(which).values("pgh_obj_id"))


def _own(subject: Subject) -> Sequence[UUID] | QuerySet[Any]:
    """Return the element, or all that the plan has and has had."""
    if isinstance(subject, Element):
        return [subject.pk]
    had = TABLES["element"].events().filter(root_id=subject.root_id, plan_id=subject.pk)
    return had.values("pgh_obj_id")


def _placed(element: Element) -> Q:
    """Return where the element stands, and what has stood under it."""
    here = Placement.objects.filter(element=element).values("id")
    return Q(element_id=element.pk) | Q(parent_id__in=here)


def _last(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(last=Max("pgh_id"))["last"] or 0)
