"""Keeps what a case tells in short (body, date, decision, status) in step with the treatment that decides it."""

from rodtrad.cases.models import Case, CaseStatus, Result, Treatment


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


def _in_short(treatment: Treatment) -> str:
    points = list(treatment.points.order_by("number"))
    if len(points) == 1:
        return points[0].text
    return "\n".join(f"{one.number}. {one.text}" for one in points) or treatment.note


def _is_begun(case: Case) -> bool:
    return Treatment.objects.filter(case=case).exclude(result=Result.PENDING).exists()
