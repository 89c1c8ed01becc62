"""What the council asked for: entered with an owner, answered, and closed when the council agrees."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.cases.models import (
    Case,
    Instruction,
    InstructionKind,
    InstructionStatus,
    Treatment,
)
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.bodies import unit_named
from rodtrad.cases.operations.short import COUNCILS, is_named_council, was_decided_by_council
from rodtrad.cases.operations.writing import locked, one_write, own_changes
from rodtrad.cases.permissions import may_answer, may_close, may_write_instructions
from rodtrad.organisations.models import Governance, Organisation, OrganisationKind, Root
from rodtrad.organisations.permissions import Person

#: Who answers the council under parliamentary rule: the City Government, by its departments.
_OF_CITY_GOVERNMENT = (OrganisationKind.ROOT, OrganisationKind.DEPARTMENT)


def instruction_values(instruction: Instruction) -> dict[str, Any]:
    return {
        "kind": instruction.kind,
        "number": instruction.number,
        "text": instruction.text,
        "owner": instruction.owner.key,
        "due": clean.day(instruction.due),
    }


def make_instruction(*, actor: Person, case: Case, values: Mapping[str, Any]) -> Instruction:
    """Enter what the council asked for in the case. Raises NotAllowedError and FieldErrors."""
    wanted = clean.cleaned({"kind": "", "number": "", "text": "", "owner": "", **values}, _cleaners())
    with one_write(actor=actor, root=case.root) as powers:
        if not may_write_instructions(powers, case):
            raise NotAllowedError(_("Du kan ikke føre inn oppdrag i denne saken. Det gjør en redaktør."))
        _require_before_council(case)
        instruction = Instruction(root=case.root, case=case)
        _put(instruction, wanted)
        instruction.save(force_insert=True)
    return instruction


def change_instruction(
    *,
    actor: Person,
    instruction: Instruction,
    values: Mapping[str, Any],
    based_on: Mapping[str, Any] | None = None,
) -> Instruction:
    """Correct an instruction that is not closed.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    mine = clean.cleaned(values, _cleaners())
    with one_write(actor=actor, root=instruction.root) as powers:
        row = _open(instruction)
        if not may_write_instructions(powers, row.case):
            raise NotAllowedError(_("Du kan ikke endre oppdrag i denne saken. Det gjør en redaktør."))
        now = instruction_values(row)
        wanted = own_changes(mine, based_on, now)
        _put(row, wanted)
        row.save()
    return row


def answer_values(instruction: Instruction) -> dict[str, Any]:
    return {"answer": instruction.answer, "day": clean.day(instruction.answered_on)}


def answer_instruction(
    *,
    actor: Person,
    instruction: Instruction,
    answer: str,
    day: date,
    based_on: Mapping[str, Any] | None = None,
) -> Instruction:
    """Answer for the owner; it stays with the council until the council closes it.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    cleaners = {"answer": clean.needed_text(_("Skriv hva som er gjort."))}
    told = clean.cleaned({"answer": answer}, cleaners)["answer"]
    with one_write(actor=actor, root=instruction.root) as powers:
        row = _open(instruction)
        if not may_answer(powers, row):
            raise NotAllowedError(_("Oppdraget besvares av %s.") % row.owner.name)
        if row.case.date and day < row.case.date:
            raise FieldErrors({"day": _("Svaret kan ikke være fra før oppdraget ble gitt.")})
        if day > timezone.localdate():
            raise FieldErrors({"day": _("Svaret kan ikke være fra en dag som ikke har vært.")})
        wanted = own_changes({"answer": told, "day": day.isoformat()}, based_on, answer_values(row))
        row.answer = wanted.get("answer", row.answer)
        row.answered_on = day if "day" in wanted else row.answered_on
        row.status = InstructionStatus.ANSWERED
        row.save()
    return row


def close_instruction(*, actor: Person, instruction: Instruction, case: Case) -> Instruction:
    """Close the instruction by a case in which the council agreed.

    Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    with one_write(actor=actor, root=instruction.root) as powers:
        row = _open(instruction)
        if not may_close(powers, row):
            raise NotAllowedError(_("Et oppdrag avsluttes av en godkjenner for hele organisasjonen."))
        _require_council(row, case)
        row.closed_by, row.status = case, InstructionStatus.CLOSED
        row.save()
    return row


def _open(instruction: Instruction) -> Instruction:
    row = locked(instruction, _("Oppdraget finnes ikke lenger."))
    if row.status == InstructionStatus.CLOSED:
        raise WrongStateError(_("Oppdraget er avsluttet, og endres ikke."))
    return row


def _require_council(instruction: Instruction, case: Case) -> None:
    """Raise unless the council itself has decided the case, not before it gave the instruction."""
    if case.root_id != instruction.root_id:
        raise FieldErrors({"case": _("Saken hører til en annen organisasjon.")})
    if not case.is_decided:
        raise FieldErrors({"case": _("Saken er ikke avgjort ennå. Et oppdrag avsluttes av et vedtak.")})
    if not was_decided_by_council(case):
        raise FieldErrors(
            {"case": _("Saken er avgjort av %s. Et oppdrag avsluttes bare av det øverste organet, som ga det.")
             % (case.body or _("et annet organ"))})  # fmt: skip
    if case.pk == instruction.case_id:
        raise FieldErrors(
            {"case": _("Dette er saken som oppdraget ble gitt i. Velg saken det ble avsluttet i.")}
        )
    given, closed = instruction.case.date, case.date
    if given and closed and closed < given:
        raise FieldErrors({"case": _("Saken ble avgjort før oppdraget ble gitt.")})


def _require_before_council(case: Case) -> None:
    """Raise unless the council treats the case, or decided it."""
    treats = Treatment.objects.filter(case=case, body__kind__in=COUNCILS)
    if not treats.exists() and not is_named_council(case):
        raise FieldErrors(
            {"": _("Saken er ikke satt opp i det øverste organet. Legg inn behandlingen der før oppdraget.")}
        )


def owner_may_answer(governance: str, kind: str) -> bool:
    """Tell whether a unit of this kind may answer the council under this governance."""
    return governance != Governance.PARLIAMENTARY or kind in _OF_CITY_GOVERNMENT


def owner_fault(root: Root, unit: Organisation) -> str:
    """Return why the unit cannot own an instruction from the council; nothing when it can."""
    if not owner_may_answer(root.governance, unit.kind):
        return (
            _(
                "Med parlamentarisk styre svarer byrådet bystyret, aldri en etat. "
                "Velg en byrådsavdeling, ikke %s."
            )
            % unit.name
        )
    return ""


def _cleaners() -> dict[str, clean.Cleaner]:
    return {
        "kind": clean.one_of(InstructionKind.values),
        "number": clean.line(20, _("Skriv nummeret.")),
        "text": clean.needed_text(_("Skriv hva det ble bedt om.")),
        "owner": clean.plain,
        "due": clean.day,
    }


def _put(instruction: Instruction, values: Mapping[str, Any]) -> None:
    for name in ("kind", "number", "text"):
        if name in values:
            setattr(instruction, name, values[name])
    if "due" in values:
        instruction.due = clean.as_day(values["due"])
    if "owner" in values:
        unit = unit_named(instruction.root, values["owner"], "owner")
        if unit is None:
            raise FieldErrors({"owner": _("Velg hvem som skal svare.")})
        if fault := owner_fault(instruction.root, unit):
            raise FieldErrors({"owner": fault})
        instruction.owner = unit
