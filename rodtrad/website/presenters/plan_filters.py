"""The choices of the plan register and of the plan map."""

from collections.abc import Iterable, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.text import sort_key
from rodtrad.plans.models import Plan, PlanLevel, PlanStatus, PlanType
from rodtrad.plans.plan_types import level_of
from rodtrad.website.filters import PlansAsked

Field = dict[str, object]


def filter_fields(plans: Sequence[Plan], asked: PlansAsked, by: str) -> list[Field]:
    """Return the choices of the register that the root's plans make possible, for parts/filters.html."""
    kinds = {plan.type for plan in plans}
    return [
        *map_fields(plans, asked),
        _select("type", _("Plantype"), asked.kind, [("", _("Alle")), *_options(PlanType, kinds)]),
        _select(
            "grupper",
            _("Grupper etter"),
            by,
            [("status", _("Status")), ("horisont", _("Horisont")), ("niva", _("Nivå"))],
        ),
    ]


def map_fields(plans: Sequence[Plan], asked: PlansAsked) -> list[Field]:
    """Return the choices of the plan map."""
    everything = ("", _("Alle"))
    owners = {plan.owner.key: plan.owner.name for plan in plans if plan.owner}
    fields = [
        _select(
            "status",
            _("Status"),
            asked.status,
            [everything, *_options(PlanStatus, {p.status for p in plans})],
        ),
        _select(
            "niva", _("Nivå"), asked.level, [everything, *_options(PlanLevel, {level_of(p) for p in plans})]
        ),
    ]
    if len(owners) > 1 or asked.owner:
        names = sorted(owners.items(), key=lambda pair: sort_key(pair[1]))
        fields.append(_select("eier", _("Eier"), asked.owner, [everything, *names]))
    over = [everything, ("1", _("Over tiden"))]
    fields.append(_select("utdatert", _("Tid"), "1" if asked.is_overdue else "", over))
    return fields


def _select(name: str, label: str, value: str, options: Iterable[tuple[str, str]]) -> Field:
    choices = [{"value": key, "label": words} for key, words in options]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": choices}


def _options(
    choices: type[PlanStatus] | type[PlanType] | type[PlanLevel], present: set[str] | set[PlanLevel]
) -> list[tuple[str, str]]:
    return [(choice.value, str(capfirst(choice.label))) for choice in choices if choice.value in present]
