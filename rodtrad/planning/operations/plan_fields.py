"""A plan in the register as plain values: what the form sends, and what its version is made of."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.text import storable
from rodtrad.goals.models import PlanFramework
from rodtrad.goals.operations.fields import long_text
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.errors import FieldErrors
from rodtrad.plans.models import (
    NATIONAL_ID,
    KnowledgeKind,
    Plan,
    PlanLevel,
    PlanMerge,
    PlanStatus,
    PlanType,
    Question,
    Treatment,
)
from rodtrad.plans.queries import knowledge_of, visible_plans

PlanValues = dict[str, Any]
YEARS = range(1900, 2200)
LONGEST_TITLE = 300
MOST_SUBMISSIONS = 999_999


def plan_values(plan: Plan, viewer: Viewer) -> PlanValues:
    """Return the plan as it stands: references as keys, days as ISO text, what is not known as an empty text.

    Plans that the viewer may not see are left out: a form neither tells of them nor takes them away.
    """
    knowledge = knowledge_of(plan)
    merged = PlanMerge.objects.filter(plan=plan).values_list("merged__key", flat=True)
    seen = set(visible_plans(plan.root, viewer).values_list("key", flat=True))
    return {
        "title": plan.title,
        "description": plan.description,
        "type": plan.type,
        "own_type": plan.own_type.key if plan.own_type else "",
        "framework": framework_key(plan),
        "level": plan.level_override,
        "number": plan.number,
        "national_id": plan.national_id,
        "register_address": plan.register_address,
        "status": plan.status,
        "from_year": plan.from_year or "",
        "to_year": plan.to_year or "",
        "horizon_years": plan.horizon_years or "",
        "treatment": plan.treatment,
        "question": plan.question,
        "owner": plan.owner.key if plan.owner else "",
        "parent": _key_of(plan.parent, seen),
        "replaces": _key_of(plan.replaces, seen),
        "merges": sorted(seen.intersection(merged)),
        "review_due": _iso(plan.review_due),
        "hearing_from": _iso(plan.hearing_from),
        "hearing_to": _iso(plan.hearing_to),
        "hearing_submissions": _count(plan.hearing_submissions),
        "hearing_assessed": _count(plan.hearing_assessed),
        "visibility": int(plan.visibility),
        "knowledge_kind": knowledge.kind if knowledge else "",
        "renewed_on": _iso(knowledge.renewed_on) if knowledge else "",
        "every_years": (knowledge.every_years or "") if knowledge else "",
    }


def framework_key(plan: Plan) -> str:
    """Return the key of the framework that the plan speaks; an empty text when it has none yet."""
    keys = PlanFramework.objects.filter(plan=plan).values_list("framework__key", flat=True)
    return keys.first() or ""


def _key_of(plan: Plan | None, seen: Collection[str]) -> str:
    return plan.key if plan and plan.key in seen else ""


def _count(number: int | None) -> int | str:
    """Return the number, nought too; an empty text where nobody has said."""
    return "" if number is None else number


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def cleaned_plan(given: Mapping[str, Any]) -> PlanValues:
    """Return what was given as plain values. Raise FieldErrors with a sentence for each fault."""
    faults: dict[str, str] = {}
    values: PlanValues = {}
    for field, value in given.items():
        if field not in _CLEAN:
            faults[field] = _("Feltet «%s» finnes ikke.") % field
            continue
        try:
            values[field] = _CLEAN[field](value)
        except ValueError as error:
            faults[field] = str(error)
    first, last = values.get("from_year"), values.get("to_year")
    if first and last and first > last:
        faults["to_year"] = _("Perioden slutter før den begynner.")
    if faults:
        raise FieldErrors(faults)
    return values


def _plain(value: Any) -> str:
    return " ".join(storable(str(value or "")).split())


def _at_most(length: int) -> Callable[[Any], str]:
    def clean(value: Any) -> str:
        text = _plain(value)
        if len(text) > length:
            raise ValueError(
                _("Teksten er %(length)d tegn. Den kan være høyst %(most)d.")
                % {"length": len(text), "most": length}
            )
        return text

    return clean


def _title(value: Any) -> str:
    text = _at_most(LONGEST_TITLE)(value)
    if not text:
        raise ValueError(_("Skriv en tittel."))
    return text


def _one_of(choices: Sequence[str], *, empty: bool = True) -> Callable[[Any], str]:
    def clean(value: Any) -> str:
        text = _plain(value)
        if text not in choices and not (empty and not text):
            raise ValueError(_("«%s» er ikke blant valgene.") % text)
        return text

    return clean


def _number_in(low: int, high: int, told: Callable[[str], str]) -> Callable[[Any], int | str]:
    def clean(value: Any) -> int | str:
        text = _plain(value)
        if not text:
            return ""
        if not (text.isascii() and text.isdecimal() and len(text) < 7 and low <= int(text) <= high):
            raise ValueError(told(text))
        return int(text)

    return clean


def _no_year(text: str) -> str:
    return _("«%(text)s» er ikke et årstall. Skriv fire siffer, som 2026.") % {"text": text}


def _no_count(text: str) -> str:
    return _("«%s» er ikke et antall år. Skriv et helt tall, som 4.") % text


def _no_submissions(text: str) -> str:
    return _("«%s» er ikke et antall uttalelser. Skriv et helt tall, som 110.") % text


def _day(value: Any) -> str:
    text = _plain(value)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise ValueError(_("«%s» er ikke en dato. Skriv år-måned-dag, som 2026-01-31.") % text) from None


def _national_id(value: Any) -> str:
    text = _plain(value)
    if text and not re.match(NATIONAL_ID, text):
        raise ValueError(
            _(
                "«%s» er ikke en arealplan-ID. Skriv kommunenummer, understrek og planens ID, som 3201_2019005."
            )
            % text
        )
    return text


def _address(value: Any) -> str:
    text = _at_most(600)(value)
    if text and not re.match(r"https?://[^\s]+$", text):
        raise ValueError(_("Adressen må begynne med https://."))
    return text


def _keys(value: Any) -> list[str]:
    given = value.split() if isinstance(value, str) else value or ()
    return sorted({_plain(one) for one in given} - {""})


_CLEAN: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "description": long_text,
    "type": _one_of(PlanType.values, empty=False),
    "own_type": _plain,
    "framework": _plain,
    "level": _one_of(PlanLevel.values),
    "number": _at_most(40),
    "national_id": _national_id,
    "register_address": _address,
    "status": _one_of(PlanStatus.values, empty=False),
    "from_year": _number_in(YEARS[0], YEARS[-1], _no_year),
    "to_year": _number_in(YEARS[0], YEARS[-1], _no_year),
    "horizon_years": _number_in(1, 100, _no_count),
    "treatment": _one_of(Treatment.values),
    "question": _one_of(Question.values),
    "owner": _plain,
    "parent": _plain,
    "replaces": _plain,
    "merges": _keys,
    "review_due": _day,
    "hearing_from": _day,
    "hearing_to": _day,
    "hearing_submissions": _number_in(0, MOST_SUBMISSIONS, _no_submissions),
    "hearing_assessed": _number_in(0, MOST_SUBMISSIONS, _no_submissions),
    "visibility": lambda value: int(
        _one_of([str(one) for one in Visibility.values], empty=False)(str(value))
    ),
    "knowledge_kind": _one_of(KnowledgeKind.values),
    "renewed_on": _day,
    "every_years": _number_in(1, 50, _no_count),
}
PLAN_FIELDS = tuple(_CLEAN)
