"""A root's own types of plans: make, change, delete."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.core.history import told_by
from rodtrad.core.text import storable
from rodtrad.goals.operations.writing import in_turn
from rodtrad.goals.permissions import powers_in
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person
from rodtrad.organisations.queries import new_key
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.operations.at_once import Begun, refuse_unseen, said_by, settled
from rodtrad.planning.permissions import may_manage_types
from rodtrad.plans.models import OwnPlanType, Plan, PlanLevel, PlanType, Treatment

FIELDS = ("name_nb", "name_nn", "name_en", "based_on", "level", "horizon_years", "treatment", "legal_basis")
_LONGEST = {"name_nb": 120, "name_nn": 120, "name_en": 120, "legal_basis": 300}
_CHOICES = {
    "based_on": PlanType.values,
    "level": ["", *PlanLevel.values],
    "treatment": ["", *Treatment.values],
}


def save_own_type(
    *,
    actor: Person,
    root: Root,
    values: Mapping[str, Any],
    own: OwnPlanType | None = None,
    based_on: Begun | None = None,
) -> OwnPlanType:
    """Make a type of plan, or change one. Raises NotAllowedError, FieldErrors and ChangedMeanwhile."""
    wanted = _cleaned(values)
    with told_by(user=str(actor.pk) if actor.pk else ""), transaction.atomic():
        _require(actor, root)
        in_turn("plan types", root.pk)
        row = (
            _fresh(own)
            if own
            else OwnPlanType(
                root=root,
                key=new_key(OwnPlanType, root, name=wanted["name_nb"], stem="plantype", reserved=("ny",)),
            )
        )
        if own is not None:
            wanted = settled(row, wanted, based_on)
        for field, said in wanted.items():
            setattr(row, field, said)
        if own is None:
            row.position = OwnPlanType.objects.filter(root=root).count() + 1
        row.save()
    return row


def own_type_values(own: OwnPlanType) -> dict[str, str]:
    """Return what stands of a type, for a form to carry."""
    return said_by(own, FIELDS)


def delete_own_type(*, actor: Person, own: OwnPlanType, based_on: Begun | None = None) -> None:
    """Delete the type; plans that are of it must get another first.

    Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    with told_by(user=str(actor.pk) if actor.pk else ""), transaction.atomic():
        _require(actor, own.root)
        in_turn("plans", own.root_id)
        row = _fresh(own)
        refuse_unseen(row, based_on)
        number = Plan.objects.filter(own_type=row).count()
        if number:
            told = _("%(count)d planer er av typen «%(name)s». Gi dem en annen type først.")
            raise FieldErrors({"": told % {"count": number, "name": row.name_nb}})
        row.delete()


def _require(actor: Person, root: Root) -> None:
    if not may_manage_types(powers_in(actor, root)):
        raise NotAllowedError(_("Bare en administrator kan endre kommunens egne plantyper."))


def _fresh(own: OwnPlanType) -> OwnPlanType:
    row = OwnPlanType.objects.select_for_update(of=("self",)).filter(pk=own.pk).first()
    if row is None:
        raise FieldErrors({"": _("«%s» finnes ikke lenger. Noen har slettet plantypen.") % own.name_nb})
    return row


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    faults: dict[str, str] = {}
    found: dict[str, Any] = {}
    for field in FIELDS:
        text = " ".join(storable(str(values.get(field) or "")).split())
        found[field] = text
        if field in _LONGEST and len(text) > _LONGEST[field]:
            faults[field] = _("Teksten er %(length)d tegn. Den kan være høyst %(most)d.") % {
                "length": len(text), "most": _LONGEST[field]}  # fmt: skip
        if field in _CHOICES and text not in _CHOICES[field]:
            faults[field] = _("«%s» er ikke blant valgene.") % text
    if not found["name_nb"]:
        faults["name_nb"] = _("Skriv hva plantypen heter.")
    years = found["horizon_years"]
    if years and not (years.isascii() and years.isdecimal() and len(years) < 4 and 1 <= int(years) <= 100):
        faults["horizon_years"] = _("«%s» er ikke et antall år. Skriv et helt tall, som 4.") % years
    if faults:
        raise FieldErrors(faults)
    found["horizon_years"] = int(years) if years else None
    return found
