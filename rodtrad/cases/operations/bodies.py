"""Makes and changes bodies."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors, NotAllowedError
from rodtrad.cases.models import Body, BodyKind
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.writing import locked, new_key, one_write, own_changes
from rodtrad.cases.permissions import may_write_bodies
from rodtrad.organisations.models import Governance, Organisation, Root
from rodtrad.organisations.permissions import Person, Powers

#: The body that recommends to the council is chosen under one governance only (koml. §§ 5-6 and 10-1).
_ONLY_UNDER = {
    BodyKind.EXECUTIVE_COMMITTEE: Governance.EXECUTIVE_COMMITTEE,
    BodyKind.CITY_GOVERNMENT: Governance.PARLIAMENTARY,
}


def kinds_under(governance: str) -> list[BodyKind]:
    """Return the kinds of bodies that a root with this governance has."""
    return [kind for kind in BodyKind if _ONLY_UNDER.get(kind, governance) == governance]


def may_have_body(governance: str, kind: str, valid_to: object) -> bool:
    """Tell whether there can be such a body; one that has ended may be of a governance that was before."""
    return bool(valid_to) or kind in kinds_under(governance)


def body_values(body: Body) -> dict[str, Any]:
    """Return the body as it stands, references as keys and days as text."""
    return {
        "name": body.name,
        "kind": body.kind,
        "organisation": body.organisation.key if body.organisation else "",
        "valid_from": clean.day(body.valid_from),
        "valid_to": clean.day(body.valid_to),
        "position": body.position,
    }


def make_body(*, actor: Person, root: Root, values: Mapping[str, Any]) -> Body:
    """Make a body. Raises NotAllowedError and FieldErrors."""
    wanted = clean.cleaned({"name": "", "kind": "", **values}, _cleaners())
    with one_write(actor=actor, root=root) as powers:
        _require(powers)
        body = Body(root=root, key=new_key(Body, root, name=wanted["name"], stem="organ"))
        _put(body, wanted)
        body.save(force_insert=True)
    return body


def change_body(
    *, actor: Person, body: Body, values: Mapping[str, Any], based_on: Mapping[str, Any] | None = None
) -> Body:
    """Change a body. Raises NotAllowedError, FieldErrors and ChangedMeanwhile."""
    mine = clean.cleaned(values, _cleaners())
    with one_write(actor=actor, root=body.root) as powers:
        _require(powers)
        row = locked(body, _("«%s» finnes ikke lenger.") % body.name)
        now = body_values(row)
        wanted = own_changes(mine, based_on, now)
        _put(row, wanted)
        row.save()
    return row


def _require(powers: Powers) -> None:
    if not may_write_bodies(powers):
        raise NotAllowedError(
            _("Bare en redaktør eller administrator for hele organisasjonen endrer organer.")
        )


def _cleaners() -> dict[str, clean.Cleaner]:
    return {
        "name": clean.line(200, _("Skriv hva organet heter.")),
        "kind": clean.one_of(BodyKind.values),
        "organisation": clean.plain,
        "valid_from": clean.day,
        "valid_to": clean.day,
        "position": lambda given: int(clean.votes(given) or 0),
    }


def _put(body: Body, values: Mapping[str, Any]) -> None:
    for name in ("name", "kind", "position"):
        if name in values:
            setattr(body, name, values[name])
    for name in ("valid_from", "valid_to"):
        if name in values:
            setattr(body, name, clean.as_day(values[name]))
    if "organisation" in values:
        body.organisation = unit_named(body.root, values["organisation"], "organisation")
    if not may_have_body(body.root.governance, body.kind, body.valid_to):
        raise FieldErrors({"kind": another_governance(body.kind)})


def another_governance(kind: str) -> str:
    if kind == BodyKind.CITY_GOVERNMENT:
        return _(
            "Byråd finnes bare med parlamentarisk styre. Velg et annet slag, eller når organet ble avviklet."
        )
    return _(
        "Formannskap finnes bare i formannskapsmodellen. Velg et annet slag, eller når organet ble avviklet."
    )


def unit_named(
    root: Root, key: str, field: str, units: Mapping[str, Organisation] | None = None
) -> Organisation | None:
    """Return the unit with the key; nothing named is none. Raises FieldErrors when there is no such unit.

    `units` are the root's by key, when they are read already.
    """
    if not key:
        return None
    found = Organisation.objects.filter(root=root, key=key).first() if units is None else units.get(key)
    if found is None:
        raise FieldErrors({field: _("Enheten «%s» finnes ikke her.") % key})
    return found
