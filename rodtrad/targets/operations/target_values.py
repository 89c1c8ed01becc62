"""What is wanted of an indicator as plain values: what the form sends, and what its version is made of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.goals.errors import FieldErrors
from rodtrad.organisations.models import Organisation
from rodtrad.targets.models import Target
from rodtrad.targets.operations.check_target import check_target

TargetValues = dict[str, Any]
#: The fields that say what is wanted; `organisation` says for whom.
WANTED = (
    "method",
    "baseline_year",
    "baseline_value",
    "year",
    "value",
    "path",
    "steps",
    "bands",
    "settings",
)


def target_values(target: Target) -> TargetValues:
    """Return the target as it stands; the organisation as its key, "" for the whole root."""
    found: TargetValues = {name: getattr(target, name) for name in WANTED}
    return {"organisation": target.organisation.key if target.organisation else "", **found}


def put_target(target: Target, values: Mapping[str, Any]) -> None:
    """Put the values on the target, which is not stored yet. Raise FieldErrors for what does not hang together."""
    if unknown := values.keys() - {"organisation", *WANTED}:
        raise FieldErrors({name: _("Feltet «%s» finnes ikke.") % name for name in sorted(unknown)})
    for name in WANTED:
        if name in values:
            setattr(target, name, values[name])
    if "organisation" in values:
        target.organisation = _organisation(target, values["organisation"])
    if faults := check_target(target=target):
        told: dict[str, str] = {}
        for one in faults:
            sentence = f"{one.message} {one.remedy}"
            told[one.field] = f"{told[one.field]} {sentence}" if one.field in told else sentence
        raise FieldErrors(told)
    if _is_taken(target):
        raise FieldErrors({"organisation": taken(target)})


def make_own(target: Target) -> None:
    """Let it be ours: with other figures it is no longer what the source says, and no example either."""
    target.origin, target.source, target.place = Origin.OWN, None, ""


def taken(target: Target) -> str:
    """Say that there is a target for the same already."""
    who = target.organisation.name if target.organisation else _("hele organisasjonen")
    return _(
        "«%(indicator)s» har allerede et måltall her for %(who)s. Endre det, eller velg en annen enhet."
    ) % {
        "indicator": target.indicator.title,
        "who": who,
    }


def _is_taken(target: Target) -> bool:
    others = Target.objects.filter(
        element=target.element_id, indicator=target.indicator_id, organisation=target.organisation
    )
    return others.exclude(pk=target.pk).exists()


def _organisation(target: Target, key: str) -> Organisation | None:
    unit = Organisation.objects.filter(root=target.root_id, key=key).first() if key else None
    if key and unit is None:
        raise FieldErrors({"organisation": _("Enheten «%s» finnes ikke her.") % key})
    return unit
