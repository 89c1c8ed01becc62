"""What a file may change of a plan that is adopted or repealed: nothing, without the reason for a correction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.exchange.errors import ExchangeError
from rodtrad.planning.operations.corrections import changed_when_adopted, keep_changes
from rodtrad.plans.models import Plan, PlanStatus

#: What the fields are called in the file, where it is not as they are stored.
_IN_FILE = {"from_year": "period", "to_year": "period"}


def correct_adopted(
    stored: Mapping[str, Plan], wanted: Iterable[tuple[str, Mapping[str, Any]]], reason: str
) -> None:
    """Keep each change to what is adopted of the stored plans, by key. Raises ExchangeError without a reason."""
    for key, values in wanted:
        plan = stored.get(key)
        changed = changed_when_adopted(plan, values) if plan else {}
        if plan is None or not changed:
            continue
        if not reason.strip():
            fields = dict.fromkeys(_IN_FILE.get(field, field) for field in changed)
            raise ExchangeError(
                _(
                    "Planen «%(plan)s» er %(status)s, og dette av den endres ikke: %(fields)s. Lag en ny plan for "
                    "endringen, eller oppgi en begrunnelse om det er en retting (--correction). Ingenting er lagret."
                )
                % {"plan": key, "status": PlanStatus(plan.status).label, "fields": ", ".join(fields)}
            )
        keep_changes(plan, changed, reason)
