"""The choices of the plan register."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.plans.models import Plan, PlanStatus, PlanType


def filter_fields(plans: Iterable[Plan], status: str, kind: str, by: str) -> list[dict[str, object]]:
    """Return the choices that the root's plans make possible, for parts/filters.html."""
    statuses = {plan.status for plan in plans}
    kinds = {plan.type for plan in plans}
    everything = {"value": "", "label": _("Alle")}
    return [
        {
            "name": "status",
            "label": _("Status"),
            "kind": "select",
            "value": status,
            "options": [everything, *_options(PlanStatus, statuses)],
        },
        {
            "name": "type",
            "label": _("Plantype"),
            "kind": "select",
            "value": kind,
            "options": [everything, *_options(PlanType, kinds)],
        },
        {
            "name": "grupper",
            "label": _("Grupper etter"),
            "kind": "select",
            "value": by,
            "options": [
                {"value": "status", "label": _("Status")},
                {"value": "horisont", "label": _("Horisont")},
            ],
        },
    ]


def _options(choices: type[PlanStatus] | type[PlanType], present: set[str]) -> list[dict[str, str]]:
    return [
        {"value": choice.value, "label": str(capfirst(choice.label))}
        for choice in choices
        if choice.value in present
    ]
