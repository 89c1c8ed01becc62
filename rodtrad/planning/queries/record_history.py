"""What has been done to a case, a process and a planstrategi, read from the audit trail, the latest first.

What belongs to one is told as its parts: each change holds the part's own columns before and after, as pairs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from rodtrad.cases.models import Body, Case, Meeting
from rodtrad.cases.queries.cases import visible_cases
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.goals.queries.history import record_events, sees_team
from rodtrad.goals.queries.history_entries import Change, Entries, History, Row
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.models import PlanningStrategy
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans

CASE_COLUMNS = (
    "number", "title", "owner_id", "status", "presentation", "legal_basis", "proposed_on", "recommended_on", "body",
    "date", "decision", "archive_address", "einnsyn_address", "visibility",
)  # fmt: skip
#: Parts by name: where their events are, and what of them is told. What names a part comes first.
_OF_A_CASE: Mapping[str, tuple[str, Sequence[str]]] = {
    "treatment": ("TreatmentEvent", ("body_id", "kind", "meeting_id", "date", "result", "note")),
    "instruction": (
        "InstructionEvent",
        ("number", "kind", "text", "owner_id", "due", "status", "answer", "answered_on"),
    ),
    "attachment": ("AttachmentEvent", ("title",)),
    "point": ("PointEvent", ("number", "text", "votes_for", "votes_against")),
}
_MINORITY = ("text", "supporters", "votes")
_PROCESS = ("template", "meeting_id", "wanted", "case_id", "status", "note")
_STEP = ("step", "first", "last", "done_on", "title", "note")
_STRATEGY = ("constituted_on", "intro", "principles")
_OF_A_STRATEGY: Mapping[str, tuple[str, Sequence[str]]] = {
    "item": (
        "StrategyItemEvent",
        (
            *(
                "plan_id",
                "proposed_title",
                "decision",
                "instead",
                "reason",
                "start_semester",
                "adopt_semester",
            ),
            *("owner_id", "work"),
        ),
    ),
    "guideline": ("GuidelineAnswerEvent", ("element_id", "text")),
    "trend": ("StrategyTrendEvent", ("title", "text", "element_id")),
    "view": ("StrategyViewEvent", ("sender", "kind", "summary", "answer", "received_on")),
    "capacity": ("CapacityEvent", ("semester", "person_months")),
    "phase": ("StrategyPhaseEvent", ("title", "text", "first", "last")),
}
_ANSWER = ("question", "discipline", "answer", "reason")
#: A part that is named by something hidden is left out; where it only mentions it, that is.
_NAMED_BY = frozenset({"plan_id", "element_id", "body_id"})


@dataclass(frozen=True)
class RecordHistory:
    """`called` names what parts refer to, by its id, when the viewer may see it."""

    history: History
    called: Mapping[Any, str]


def history_of_case(case: Case, viewer: Viewer) -> RecordHistory:
    entries = Entries(case.root)
    team = sees_team(viewer, case.owner_id)
    states = record_events("cases", "CaseEvent", ("pgh_obj_id", *CASE_COLUMNS), pgh_obj_id=case.pk)
    told = [{**row, "description": ""} for row in states]
    entries.add_states(CASE_COLUMNS, told, lambda row: team or row["visibility"] < Visibility.TEAM)
    of_it: dict[str, Any] = {"root_id": case.root_id, "case_id": case.pk}
    treatments: set[UUID] = set()
    for name, (model, columns) in _OF_A_CASE.items():
        rows = _rows("cases", model, columns, **of_it)
        _add(entries, name, columns, rows)
        if name == "treatment":
            treatments = {row["pgh_obj_id"] for row in rows}
    votes = _rows("cases", "MinorityVoteEvent", _MINORITY, root_id=case.root_id, treatment_id__in=treatments)
    _add(entries, "minority", _MINORITY, votes)
    return _named(case.root, entries.history(viewer), viewer)


def history_of_process(plan: Plan, viewer: Viewer) -> RecordHistory:
    entries = _while_seen(plan, viewer)
    of_it: dict[str, Any] = {"root_id": plan.root_id, "plan_id": plan.pk}
    rows = _rows("planning", "ProcessEvent", _PROCESS, **of_it)
    _add(entries, "process", _PROCESS, rows)
    own = {row["pgh_obj_id"] for row in rows}
    steps = _rows("planning", "ProcessStepEvent", _STEP, root_id=plan.root_id, process_id__in=own)
    _add(entries, "process_step", _STEP, steps)
    return _named(plan.root, _without_plan(entries.history(viewer)), viewer)


def history_of_strategy(strategy: PlanningStrategy, viewer: Viewer) -> RecordHistory:
    root = strategy.root
    entries = _while_seen(strategy.plan, viewer)
    rows = _rows("planning", "PlanningStrategyEvent", _STRATEGY, pgh_obj_id=strategy.pk)
    _add(entries, "strategy", _STRATEGY, rows)
    plans = {None, *visible_plans(root, viewer).values_list("id", flat=True)}
    items: set[UUID] = set()
    for name, (model, columns) in _OF_A_STRATEGY.items():
        rows = _rows("planning", model, columns, root_id=root.pk, strategy_id=strategy.pk)
        if name == "item":
            hidden = {row["pgh_obj_id"] for row in rows if row["plan_id"] not in plans}
            rows = [row for row in rows if row["pgh_obj_id"] not in hidden]
            items = {row["pgh_obj_id"] for row in rows}
        _add(entries, name, columns, rows)
    answers = _rows("planning", "NeedAnswerEvent", _ANSWER, root_id=root.pk, item_id__in=items)
    _add(entries, "need", _ANSWER, answers)
    return _named(root, _without_plan(entries.history(viewer)), viewer)


def _while_seen(plan: Plan, viewer: Viewer) -> Entries:
    """Begin with the plan's own states: what was done while the viewer could not see it is left out."""
    entries = Entries(plan.root)
    team = sees_team(viewer, plan.owner_id)
    states = record_events("plans", "PlanEvent", ("title", "description", "visibility"), pgh_obj_id=plan.pk)
    entries.add_states((), states, lambda row: team or row["visibility"] < Visibility.TEAM)
    return entries


def _without_plan(history: History) -> History:
    """Leave out what was done to the plan itself: that stands in its own history."""
    for entry in history.entries:
        entry.changes = [one for one in entry.changes if one.field not in ("title", "description")]
        entry.act = "update"
    return History([entry for entry in history.entries if entry.changes], history.names)


def _rows(app: str, model: str, columns: Sequence[str], **which: Any) -> list[Row]:
    return record_events(app, model, ("pgh_obj_id", *columns), **which)


def _add(entries: Entries, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    entries.add_rows(name, rows, lambda row: tuple((column, row[column]) for column in columns))


def _named(root: Root, history: History, viewer: Viewer) -> RecordHistory:
    wanted: dict[str, set[Any]] = {}
    for entry in history.entries:
        for name, value in _references(entry.changes):
            wanted.setdefault(name, set()).add(value)
    called = _called(root, wanted, viewer)
    for entry in history.entries:
        entry.changes = [
            one
            for one in entry.changes
            if all(value in called for name, value in _references([one]) if name in _NAMED_BY)
        ]
    return RecordHistory(History([one for one in history.entries if one.changes], history.names), called)


def _references(changes: Iterable[Change]) -> list[tuple[str, Any]]:
    sides = [side for one in changes for side in (one.before, one.after) if isinstance(side, tuple)]
    return [(name, value) for side in sides for name, value in side if name.endswith("_id") and value]


def _called(root: Root, wanted: Mapping[str, set[Any]], viewer: Viewer) -> dict[Any, str]:
    rows: dict[str, Any] = {
        "body_id": Body.objects.filter(root=root),
        "owner_id": Organisation.objects.filter(root=root),
        "plan_id": visible_plans(root, viewer),
        "case_id": visible_cases(root, viewer),
        "element_id": Element.objects.filter(root=root).visible_to(viewer),
        "meeting_id": Meeting.objects.filter(root=root).select_related("body"),
    }
    return {row.pk: _name(row) for name, ids in wanted.items() for row in rows[name].filter(pk__in=ids)}


def _name(row: Any) -> str:
    if isinstance(row, Meeting):
        return f"{row.body.name} {date_format(row.date, 'DATE_FORMAT')}"
    return str(getattr(row, "title", "") or getattr(row, "name", ""))
