"""What cases, bodies and meetings refer to, and what must hold between them."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from rodtrad.cases.models import DECIDING
from rodtrad.cases.operations.bodies import another_governance, may_have_body
from rodtrad.cases.operations.instructions import owner_may_answer
from rodtrad.cases.operations.short import COUNCILS
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolved import all_organisations

#: Notes the value of a field when a list does not hold it: entry, place, field, list, value.
Refer = Callable[[e.Entry, str, str, str, str], None]


def check_cases(file: e.PlanFile, refer: Refer, problems: Problems) -> None:
    """Note every reference of bodies and cases that leads nowhere, and what does not fit together."""
    meetings = _meetings(file, problems)
    for body in file.bodies:
        place = f"bodies › {body.key}"
        refer(body, place, "organisation", "organisations", body.organisation)
        if not may_have_body(file.root.governance, body.kind, body.valid_to):
            problems.add(
                body.spot_of("kind"),
                place,
                another_governance(body.kind),
                _("Rett «kind» eller «governance»."),
            )
    kinds = {one.key: one.kind for one in all_organisations(file.organisations)}
    by_key = {one.key: one for one in file.cases}
    councils = {one.key: one.name.casefold() for one in file.bodies if one.kind in COUNCILS}
    for case in file.cases:
        place = f"cases › {case.key}"
        refer(case, place, "owner", "organisations", case.owner)
        _check_decided(file, case, place, problems)
        for treatment in case.treatments:
            _check_treatment(treatment, place, meetings, refer, problems)
        if case.instructions and not _is_before(councils, case):
            _not_before_council(case, place, problems)
        seen: set[tuple[str, str]] = set()
        for instruction in case.instructions:
            here = f"{place} › {instruction.number}"
            refer(instruction, here, "owner", "organisations", instruction.owner)
            refer(instruction, here, "closed_by", "cases", instruction.closed_by)
            _check_owner(file.root, kinds, instruction, here, problems)
            _check_closing(councils, by_key.get(instruction.closed_by), instruction, here, problems)
            if (instruction.kind, instruction.number) in seen:
                message = _("Saken har to oppdrag med nummeret «%s».") % instruction.number
                problems.add(instruction.spot_of("number"), here, message, _("Gi det ene et annet nummer."))
            seen.add((instruction.kind, instruction.number))


def _meetings(file: e.PlanFile, problems: Problems) -> dict[str, str]:
    """Return the body of each meeting, by its uid; note those that stand twice."""
    found: dict[str, str] = {}
    for body in file.bodies:
        for meeting in body.meetings:
            if meeting.uid in found:
                message = _("Møtet «%s» står to ganger.") % meeting.uid
                problems.add(
                    meeting.spot_of("uid"), f"bodies › {body.key}", message, _("Gi det ene en annen uid.")
                )
            found.setdefault(meeting.uid, body.key)
    return found


def _check_treatment(
    entry: e.TreatmentEntry, place: str, meetings: dict[str, str], refer: Refer, problems: Problems
) -> None:
    refer(entry, place, "body", "bodies", entry.body)
    if not entry.meeting:
        return
    body = meetings.get(entry.meeting)
    if body is None:
        message = _("Møtet «%s» finnes ikke i fila.") % entry.meeting
        problems.unknown(entry.spot_of("meeting"), place, message, entry.meeting, meetings)
    elif body != entry.body:
        message = _("Møtet er i «%(other)s», ikke i «%(body)s».") % {"other": body, "body": entry.body}
        problems.add(entry.spot_of("meeting"), place, message, _("Velg et av organets egne møter."))


def _check_decided(file: e.PlanFile, case: e.CaseEntry, place: str, problems: Problems) -> None:
    """Note a case that is told to be decided while the body that decides it has no result."""
    ways = [one for one in case.treatments if one.kind == "decision"]
    waits = next((one for one in ways if one.result == "pending"), None)
    is_decided = (case.status or case.usual_status) == "decided"
    if not is_decided or waits is None or any(one.result in DECIDING for one in ways):
        return
    body = next((one.name for one in file.bodies if one.key == waits.body), waits.body)
    problems.add(
        waits.spot_of("result"),
        place,
        _("Saken er avgjort, men %s skal avgjøre den, og det er ikke ført inn hva det ble til.") % body,
        _("Skriv «result» på behandlingen, eller ta bort «status», «date» og «decision» på saken."),
    )


def _is_before(councils: dict[str, str], case: e.CaseEntry) -> bool:
    """Tell whether the council of the file treats the case, or decided it."""
    treats = any(one.body in councils for one in case.treatments)
    return treats or case.body.casefold() in councils.values()


def _not_before_council(case: e.CaseEntry, place: str, problems: Problems) -> None:
    first = case.instructions[0]
    problems.add(
        first.spot,
        f"{place} › {first.number}",
        _("Saken er ikke satt opp i det øverste organet, så den kan ikke ha oppdrag derfra."),
        _("Legg inn behandlingen der under «treatments», eller ta bort oppdraget."),
    )


def _check_closing(
    councils: dict[str, str],
    case: e.CaseEntry | None,
    entry: e.InstructionEntry,
    place: str,
    problems: Problems,
) -> None:
    """Note an instruction that is closed by a case which the council of the file has not decided."""
    if case is None:
        return
    decided = [one.body for one in case.treatments if one.kind == "decision" and one.result in DECIDING]
    by_council = decided[-1] in councils if decided else case.body.casefold() in councils.values()
    if not by_council or (case.status or case.usual_status) != "decided":
        problems.add(
            entry.spot_of("closed_by"),
            place,
            _("Saken «%s» er ikke avgjort av det øverste organet.") % case.key,
            _("Et oppdrag avsluttes av en sak som organet som ga det, har avgjort."),
        )


def _check_owner(
    root: e.RootEntry, kinds: dict[str, str], entry: e.InstructionEntry, place: str, problems: Problems
) -> None:
    kind = kinds.get(entry.owner, "root")
    if not owner_may_answer(root.governance, kind):
        problems.add(
            entry.spot_of("owner"),
            place,
            _("Med parlamentarisk styre svarer byrådet bystyret, ikke «%s».") % entry.owner,
            _("Velg en byrådsavdeling."),
        )
