"""What a version of a plan holds of its planstrategi, as text: it reads without any other row."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest

from rodtrad.core.models import Visibility
from rodtrad.core.version_content import Json
from rodtrad.planning.models import NeedAnswer, PlanningStrategy, ViewOf
from rodtrad.planning.semesters import semester_code

_SOURCED = ("origin", "place")


def strategy_part(plan: UUID) -> Json:
    """Return the plan's strategy; None for a plan without one. What hangs on a plan has that plan's visibility.

    By its `id`, and an item by its `previous`, two versions tell that a part is the same; older versions lack them.
    """
    row = PlanningStrategy.objects.filter(plan=plan).select_related("source", "follows").first()
    if row is None:
        return None
    return {
        "term_from": row.term_from,
        "term_to": row.term_to,
        "follows": str(row.follows) if row.follows else "",
        "constituted_on": _day(row.constituted_on),
        "intro": row.intro,
        "principles": row.principles,
        "source": row.source.title if row.source else "",
        **{name: getattr(row, name) for name in _SOURCED},
        "items": _items(row),
        "trends": [
            {
                **_said(one, "title", "text"),
                "id": str(one["id"]),
                "element": one["told"] or "",
                "indicator": one["measured"] or "",
                "visibility": one["seen"] or 0,
            }
            for one in row.trends.values(
                "id",
                "title",
                "text",
                *_SOURCED,
                told=F("element__title"),
                measured=F("indicator__name"),
                seen=Greatest("element__visibility", "element__plan__visibility", "indicator__visibility"),
            )
        ],
        "guidelines": [
            {**_said(one, "text"), "element": one["told"], "visibility": one["seen"]}
            for one in row.guideline_answers.values(
                "text",
                *_SOURCED,
                told=F("element__title"),
                seen=Greatest("element__visibility", "element__plan__visibility"),
            )
        ],
        "views": [
            {
                **_said(one, "kind", "summary", "answer"),
                "id": str(one["id"]),
                "sender": "" if one["kind"] == ViewOf.PERSON else one["sender"],
                "received_on": _day(one["received_on"]),
            }
            for one in row.views.values("id", "sender", "kind", "summary", "answer", "received_on", *_SOURCED)
        ],
        "capacity": [
            {
                **_said(one),
                "semester": semester_code(one["semester"]),
                "person_months": _number(one["person_months"]),
            }
            for one in row.capacities.values("semester", "person_months", *_SOURCED)
        ],
        "phases": [
            {
                **_said(one, "title", "text"),
                "id": str(one["id"]),
                "first": _day(one["first"]),
                "last": _day(one["last"]),
            }
            for one in row.phases.values("id", "title", "text", "first", "last", *_SOURCED)
        ],
    }


def _said(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in (*names, *_SOURCED)}


def _items(strategy: PlanningStrategy) -> list[Json]:
    answers: dict[UUID, list[Json]] = {}
    rows = NeedAnswer.objects.filter(item__strategy=strategy).order_by("question", "discipline")
    for answer in rows.values("item", "question", "discipline", "answer", "reason", *_SOURCED):
        own = answers.setdefault(answer["item"], [])
        own.append(_said(answer, "question", "discipline", "answer", "reason"))
    return [
        {
            "id": str(one.pk),
            "previous": str(one.previous_id or ""),
            "title": one.title,
            "plan": one.plan.key if one.plan else "",
            "decision": one.decision,
            "start": semester_code(one.start_semester) if one.start_semester else "",
            "adopted": semester_code(one.adopt_semester) if one.adopt_semester else "",
            "instead": one.instead,
            "reason": one.reason,
            "owner": one.owner.name if one.owner else "",
            "work": _number(one.work),
            "answers": answers.get(one.pk, []),
            "visibility": one.plan.visibility if one.plan else int(Visibility.PUBLIC),
            "origin": one.origin,
            "place": one.place,
        }
        for one in strategy.items.select_related("plan", "owner").order_by("position", "id")
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
