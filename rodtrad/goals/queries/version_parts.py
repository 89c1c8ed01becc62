"""What a version of a plan holds of the thread: its elements where they stand, and the words for their levels.

Everything is text and plain numbers, so that it reads when the rows are gone. Responsible organisations stand by name;
no person does. How it goes, the life cycle with it, is followed from day to day and is not what the plan says.
"""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.db.models.functions import Greatest

from rodtrad.core.version_content import Json
from rodtrad.goals.models import Element, Level, Link, Placement

_WORDS = ("one_nb", "many_nb", "one_nn", "many_nn", "one_en", "many_en")
_PLACED = (
    "number", "element_id", "parent__element_id", "element__key", "element__title", "element__description",
    "element__level__key", "element__level__role", "element__responsible__name", "element__plan_id",
    "element__plan__title", "element__predecessor_id", "element__origin", "element__source__title",
    "element__place", "element__starts", "element__ends", "element__binding", "element__handling",
    "element__keywords",
)  # fmt: skip


def elements_part(plan: UUID) -> Json:
    """Return the plan's elements in the plan's order: what stands over comes before what stands under it."""
    rows = (
        Placement.objects.filter(plan=plan)
        .annotate(seen=Greatest("element__visibility", "element__plan__visibility", "root__visibility"))
        .order_by("position", "number", "element__sort_key", "id")
        .values("seen", *_PLACED)
    )
    links, lists = _links_from(plan), _lists(plan)
    under: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        under[row["parent__element_id"]].append(row)
    ordered: list[Json] = []
    waiting = under[None][::-1]
    while waiting:
        row = waiting.pop()
        identity = row["element_id"]
        waiting.extend(reversed(under[identity]))
        own = {name: found[identity] for name, found in lists.items()}
        ordered.append(_element(row, plan) | {"links": links[identity], **own})
    return ordered


def levels_part(plan: UUID) -> Json:
    """Return the words of the levels that the plan's elements are of, in the framework's order."""
    rows = Level.objects.filter(elements__placements__plan=plan).distinct().values("key", "role", *_WORDS)
    return [dict(row) for row in rows.order_by("framework__position", "framework__key", "position")]


def _element(row: dict[str, Any], plan: UUID) -> dict[str, Json]:
    is_home = row["element__plan_id"] == plan
    return {
        "id": str(row["element_id"]),
        "key": row["element__key"],
        "level": row["element__level__key"],
        "role": row["element__level__role"],
        "number": row["number"],
        "above": _text_or_none(row["parent__element_id"]),
        "title": row["element__title"],
        "description": row["element__description"],
        "responsible": row["element__responsible__name"] or "",
        "starts": _iso(row["element__starts"]),
        "ends": _iso(row["element__ends"]),
        "binding": row["element__binding"],
        "handling": row["element__handling"],
        "keywords": row["element__keywords"],
        "carried_over_from": None if is_home else row["element__plan__title"],
        "predecessor": _text_or_none(row["element__predecessor_id"]),
        "origin": row["element__origin"],
        "source": row["element__source__title"] or "",
        "place": row["element__place"],
        "visibility": row["seen"],
    }


def _text_or_none(identity: UUID | None) -> str | None:
    return str(identity) if identity else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _links_from(plan: UUID) -> defaultdict[UUID, list[Json]]:
    found: defaultdict[UUID, list[Json]] = defaultdict(list)
    rows = (
        Link.objects.filter(child__placements__plan=plan)
        .annotate(seen=Greatest("parent__visibility", "parent__plan__visibility", "parent__root__visibility"))
        .order_by("parent__sort_key", "parent_id")
        .values(
            "child_id", "parent_id", "kind", "reason", "origin", "parent__title", "parent__level__key", "seen"
        )
    )
    for row in rows:
        found[row["child_id"]].append(
            {
                "to": str(row["parent_id"]),
                "kind": row["kind"],
                "title": row["parent__title"],
                "level": row["parent__level__key"],
                "reason": row["reason"],
                "origin": row["origin"],
                "visibility": row["seen"],
            }
        )
    return found


def _lists(plan: UUID) -> dict[str, defaultdict[UUID, list[str]]]:
    """Return by name what elements say several of, as text: for each element its own."""
    return {
        "areas": _grouped(Element.areas.through, plan, "area__code", "area__name"),
        "contributing": _grouped(
            Element.contributing.through, plan, "organisation__name", "organisation__name"
        ),
        "sdg": _grouped(Element.sdg_targets.through, plan, "sdgtarget_id", "sdgtarget_id"),
        "sdg_goals": _grouped(Element.sdg_goals.through, plan, "sdggoal_id", "sdggoal_id"),
    }


def _grouped(through: type[Model], plan: UUID, order: str, name: str) -> defaultdict[UUID, list[str]]:
    rows = through._default_manager.filter(element__placements__plan=plan).order_by(order)
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for element, told in rows.values_list("element_id", name):
        found[element].append(str(told))
    return found
