"""Keeps what a case tells in short (body, date, decision, status) in step with the treatment that decides it."""

from rodtrad.cases.models import (
    Body,
    BodyKind,
    Case,
    CaseStatus,
    Instruction,
    InstructionStatus,
    Result,
    Treatment,
)

COUNCILS = (BodyKind.COUNCIL, BodyKind.REGION_COUNCIL)


def deciding_treatment(case: Case) -> Treatment | None:
    """Return the last treatment that decides the case."""
    rows = Treatment.objects.filter(case=case).select_related("body").order_by("-position")
    return next((one for one in rows if one.decides), None)


def keep_in_step(case: Case, *, was_decided: bool = False) -> None:
    """Write the deciding treatment in short on the case.

    `was_decided` tells that one decided it before what was done now: then nothing is left of it when none does. What a
    file told of a case without such a treatment is left alone.
    """
    now = deciding_treatment(case)
    before = (case.body, case.date, case.decision, case.status)
    if now is not None:
        case.body, case.date, case.status = now.body.name, now.date, CaseStatus.DECIDED
        case.decision = _in_short(now)
    elif was_decided:
        case.body, case.date, case.decision = "", None, ""
        case.status = CaseStatus.UNDER_TREATMENT
    elif case.status == CaseStatus.PREPARED and _is_begun(case):
        case.status = CaseStatus.UNDER_TREATMENT
    if before != (case.body, case.date, case.decision, case.status):
        case.save(update_fields=["body", "date", "decision", "status"])
    reopen_undone(case)


def was_decided_by_council(case: Case) -> bool:
    """Tell whether the council decided the case; of a case without treatments, by the name of the body."""
    treatment = deciding_treatment(case)
    if treatment is not None:
        return treatment.body.kind in COUNCILS
    return is_named_council(case)


def is_named_council(case: Case) -> bool:
    named = Body.objects.filter(root=case.root_id, kind__in=COUNCILS, name__iexact=case.body)
    return bool(case.body) and named.exists()


def reopen_undone(case: Case) -> None:
    """Open again what the case closed, when the council has no longer decided it."""
    closed = list(Instruction.objects.filter(closed_by=case))
    if not closed or (case.is_decided and was_decided_by_council(case)):
        return
    for one in closed:
        is_answered = bool(one.answer and one.answered_on)
        one.status = InstructionStatus.ANSWERED if is_answered else InstructionStatus.OPEN
        one.closed_by = None
        one.save(update_fields=["status", "closed_by"])


def _in_short(treatment: Treatment) -> str:
    points = list(treatment.points.order_by("number"))
    if len(points) == 1:
        return points[0].text
    return "\n".join(f"{one.number}. {one.text}" for one in points) or treatment.note


def _is_begun(case: Case) -> bool:
    return Treatment.objects.filter(case=case).exclude(result=Result.PENDING).exists()
