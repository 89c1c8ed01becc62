"""Read the elements of a region or a member that links from or to this root end in."""

from typing import Any
from uuid import UUID

from rodtrad.core.moments import Question, Rows
from rodtrad.goals.models import Element, Link
from rodtrad.goals.snapshot.load_register import LEVEL_COLUMNS, level_record
from rodtrad.goals.snapshot.records import ElementRecord, PlanRecord

_ELEMENT = (
    "id", "key", "title", "starts", "ends", "life_cycle", "progress", "visibility", "origin", "handling", "binding",
)  # fmt: skip
_PLAN = (
    "id",
    "key",
    "type",
    "title",
    "status",
    "from_year",
    "to_year",
    "visibility",
    "origin",
    "place",
    "position",
)


def ask_foreign(root_id: UUID) -> Question:
    above = Link.objects.filter(root_id=root_id).exclude(parent_root_id=root_id).values("parent_id")
    below = Link.objects.filter(parent_root_id=root_id).exclude(root_id=root_id).values("child_id")
    return (
        Element.objects.filter(id__in=above.union(below))
        .order_by()
        .values_list(
            *_ELEMENT,
            "root__visibility",
            *(f"plan__{column}" for column in _PLAN),
            *(f"level__{column}" for column in LEVEL_COLUMNS),
        )
    )


def read_foreign(rows: Rows) -> dict[str, ElementRecord]:
    """Return them by id, with just enough of their plan and level to judge a link by."""
    found = {}
    for row in rows:
        own, root_visibility, rest = row[: len(_ELEMENT)], row[len(_ELEMENT)], row[len(_ELEMENT) + 1 :]
        identity, key, title, starts, ends, life, progress, visibility, origin, handling, binding = own
        plan = _plan(rest[: len(_PLAN)])
        found[str(identity)] = ElementRecord(
            str(identity), key, title, level_record(rest[len(_PLAN) :]), plan, None, starts, ends, life, progress,
            visibility, max(visibility, plan.visibility, root_visibility), origin, "", "", None, bool(handling),
            binding, foreign=True,
        )  # fmt: skip
    return found


def _plan(row: tuple[Any, ...]) -> PlanRecord:
    identity, key, kind, title, status, start, end, visibility, origin, place, position = row
    return PlanRecord(
        str(identity), key, kind, title, status, start, end, None, None, None, visibility, origin, "", place, position
    )  # fmt: skip
