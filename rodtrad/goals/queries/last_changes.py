"""Who changed a field of an element last, and when: read from the audit trail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.history import events_of
from rodtrad.goals.models import Element

#: How far back a field's last change is looked for.
MOST_EVENTS = 200
_COLUMNS = {"responsible": "responsible_id"}
_PAIRS = {
    "contributing": ("ElementContributingEvent",),
    "areas": ("ElementAreasEvent",),
    "sdg": ("ElementSdgGoalsEvent", "ElementSdgTargetsEvent"),
}
_TOLD = ("pgh_created_at", "pgh_context__metadata")


def last_changes(element: Element, fields: Iterable[str]) -> dict[str, tuple[str, datetime]]:
    """Return for each field who changed it last, and when; a field that the trail does not know is left out."""
    wanted = list(fields)
    columns = [field for field in wanted if field not in _PAIRS]
    found = _in_columns(element, columns) if columns else {}
    for field in wanted:
        if field in _PAIRS:
            found.update(_in_pairs(element, field))
    names = _names(found.values())
    return {field: (_who(event, names), event["pgh_created_at"]) for field, event in found.items()}


def _in_columns(element: Element, fields: list[str]) -> dict[str, dict[str, Any]]:
    columns = {field: _COLUMNS.get(field, field) for field in fields}
    rows = events_of("goals", "ElementEvent").filter(pgh_obj_id=element.pk).order_by("-pgh_id")
    events = list(rows.values(*_TOLD, *columns.values())[:MOST_EVENTS])
    found = {}
    for field, column in columns.items():
        for after, before in zip(events, [*events[1:], None], strict=True):
            if before is None or after[column] != before[column]:
                found[field] = after
                break
    return found


def _in_pairs(element: Element, field: str) -> dict[str, dict[str, Any]]:
    latest = [
        event
        for name in _PAIRS[field]
        for event in events_of("goals", name)
        .filter(root_id=element.root_id, element_id=element.pk)
        .order_by("-pgh_id")
        .values(*_TOLD)[:1]
    ]
    return {field: max(latest, key=lambda event: event["pgh_created_at"])} if latest else {}


def _told(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return event["pgh_context__metadata"] or {}


def _names(events: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    people = {str(_told(event).get("user") or "") for event in events} - {""}
    rows = User.objects.filter(pk__in=people).values_list("pk", "name")
    return {str(identity): name for identity, name in rows}


def _who(event: Mapping[str, Any], names: Mapping[str, str]) -> str:
    told = _told(event)
    if told.get("user"):
        return names.get(str(told["user"]), _("en som ikke har konto lenger"))
    return _("kommandoen %s") % told["command"] if told.get("command") else ""
