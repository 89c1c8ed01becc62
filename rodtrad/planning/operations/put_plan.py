"""Puts plain values on a plan's row and on what belongs to it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.organisations.models import Organisation
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.errors import FieldErrors
from rodtrad.plans.models import KnowledgeBase, KnowledgeKind, OwnPlanType, Plan, PlanMerge, PlanType
from rodtrad.plans.queries import visible_plans

_AS_THEY_ARE = ("title", "description", "type", "number", "national_id", "register_address", "treatment", "question",
                "visibility")  # fmt: skip
_YEARS = ("from_year", "to_year", "horizon_years")
_DAYS = ("review_due", "hearing_from", "hearing_to")
_COUNTS = ("hearing_submissions", "hearing_assessed")
_KNOWN = ("knowledge_kind", "renewed_on", "every_years")


def put_plan(plan: Plan, values: Mapping[str, Any], viewer: Viewer) -> None:
    """Put the values on the row, which is not saved. Raise FieldErrors for what they name and is not there."""
    _put_plain(plan, values)
    if "owner" in values:
        plan.owner = _unit(plan, values["owner"])
    if "own_type" in values:
        plan.own_type = _own_type(plan, values["own_type"])
    if plan.from_year and plan.to_year and plan.from_year > plan.to_year:
        raise FieldErrors({"to_year": _("Perioden slutter før den begynner.")})
    _check_hearing(plan)
    _put_others(plan, values, viewer)


def _put_plain(plan: Plan, values: Mapping[str, Any]) -> None:
    for field in _AS_THEY_ARE:
        if field in values:
            setattr(plan, field, values[field])
    for field in _YEARS:
        if field in values:
            setattr(plan, field, values[field] or None)
    for field in _COUNTS:
        if field in values:
            setattr(plan, field, None if values[field] == "" else values[field])
    if "level" in values:
        plan.level_override = values["level"]
    for field in _DAYS:
        if field in values:
            setattr(plan, field, date.fromisoformat(values[field]) if values[field] else None)


def _check_hearing(plan: Plan) -> None:
    if plan.hearing_to and not plan.hearing_from:
        raise FieldErrors({"hearing_from": _("Skriv også når høringen begynner.")})
    if plan.hearing_to and plan.hearing_from and plan.hearing_to < plan.hearing_from:
        raise FieldErrors({"hearing_to": _("Høringen slutter før den begynner.")})
    if plan.hearing_submissions is not None and not plan.hearing_from:
        raise FieldErrors({"hearing_from": _("Skriv også når høringen begynner.")})
    if plan.hearing_assessed is not None:
        _check_assessed(plan.hearing_assessed, plan.hearing_submissions)


def _check_assessed(assessed: int, received: int | None) -> None:
    if received is None:
        raise FieldErrors({"hearing_submissions": _("Skriv også hvor mange uttalelser som kom inn.")})
    if assessed > received:
        told = _("Det kan ikke være vurdert flere uttalelser enn det kom inn (%d).") % received
        raise FieldErrors({"hearing_assessed": told})


def _unit(plan: Plan, key: str) -> Organisation | None:
    unit = Organisation.objects.filter(root=plan.root_id, key=key).first()
    if key and unit is None:
        raise FieldErrors({"owner": _("Enheten «%s» finnes ikke her.") % key})
    return unit


def _own_type(plan: Plan, key: str) -> OwnPlanType | None:
    own = OwnPlanType.objects.filter(root=plan.root_id, key=key).first()
    if key and own is None:
        raise FieldErrors({"own_type": _("Plantypen «%s» finnes ikke her.") % key})
    return own


def _put_others(plan: Plan, values: Mapping[str, Any], viewer: Viewer) -> None:
    if "parent" in values:
        plan.parent = _other(plan, "parent", values["parent"], viewer)
        _refuse_circle(plan, "parent", _parents)
    if "replaces" in values:
        plan.replaces = _other(plan, "replaces", values["replaces"], viewer)


def _other(plan: Plan, field: str, key: str, viewer: Viewer) -> Plan | None:
    if not key:
        return None
    found = visible_plans(plan.root, viewer).filter(key=key).first()
    if found is None:
        raise FieldErrors({field: _("Planen «%s» finnes ikke her.") % key})
    if found.pk == plan.pk:
        raise FieldErrors({field: itself(field)})
    return found


def itself(field: str) -> str:
    """Say that a plan cannot stand in this relation to itself, and what to do."""
    return {
        "parent": _("En plan kan ikke utdype seg selv. Velg planen over, eller ingen."),
        "replaces": _("En plan kan ikke erstatte seg selv. Velg den eldre planen, eller ingen."),
    }.get(field, _("En plan kan ikke slås sammen med seg selv."))


def put_merges(plan: Plan, keys: list[str], viewer: Viewer) -> None:
    """Let the plan merge just these of the plans that the viewer sees; the row is saved. Raise FieldErrors."""
    wanted = {found.pk: found for key in keys if (found := _other(plan, "merges", key, viewer))}
    seen = visible_plans(plan.root, viewer).order_by().values("pk")
    PlanMerge.objects.filter(plan=plan, merged__in=seen).exclude(merged__in=wanted).delete()
    held = set(PlanMerge.objects.filter(plan=plan).values_list("merged_id", flat=True))
    for identity in wanted.keys() - held:
        PlanMerge.objects.create(root_id=plan.root_id, plan=plan, merged_id=identity)


def refuse_taking_over_in_circle(plan: Plan, field: str) -> None:
    """Raise FieldErrors when the plan takes over one that, by what it replaces or merges itself, takes over this."""
    _refuse_circle(plan, field, _taken_over)


def _refuse_circle(plan: Plan, field: str, above: Callable[[set[UUID]], set[UUID]]) -> None:
    said = plan.parent_id if field == "parent" else plan.replaces_id
    at = ({said} if said else set()) | (above({plan.pk}) if field == "merges" else set())
    seen: set[UUID] = set()
    while at:
        if plan.pk in at:
            told = _("Det ville gått i ring: den andre planen leder alt tilbake til denne. Velg en annen.")
            raise FieldErrors({field: told})
        seen |= at
        at = above(at) - seen


def _parents(plans: set[UUID]) -> set[UUID]:
    rows = Plan.objects.filter(pk__in=plans, parent__isnull=False).values_list("parent_id", flat=True)
    return {one for one in rows if one}


def _taken_over(plans: set[UUID]) -> set[UUID]:
    replaced = Plan.objects.filter(pk__in=plans, replaces__isnull=False).values_list("replaces_id", flat=True)
    merged = PlanMerge.objects.filter(plan__in=plans).values_list("merged_id", flat=True)
    return {one for one in (*replaced, *merged) if one}


def put_knowledge(plan: Plan, values: Mapping[str, Any]) -> None:
    """Store what is said of the plan's knowledge; a plan of another type has none."""
    if not any(field in values for field in (*_KNOWN, "type")):
        return
    row = KnowledgeBase.objects.filter(plan=plan).first()
    if plan.type != PlanType.KNOWLEDGE_BASE:
        if row is not None:
            row.delete()
        return
    if row is None:
        if not any(values.get(field) for field in _KNOWN):
            return
        row = KnowledgeBase(root_id=plan.root_id, plan=plan)
    row.kind = values.get("knowledge_kind", row.kind) or KnowledgeKind.OTHER
    if "renewed_on" in values:
        row.renewed_on = date.fromisoformat(values["renewed_on"]) if values["renewed_on"] else None
    if "every_years" in values:
        row.every_years = values["every_years"] or None
    row.save()
