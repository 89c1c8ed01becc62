"""The way of a case through the bodies: adds, changes and moves treatments, and enters what came of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors, NotAllowedError
from rodtrad.cases.models import Case, Meeting, Result, Treatment, TreatmentKind
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.meetings import body_named
from rodtrad.cases.operations.points import (
    cleaned_minorities,
    cleaned_points,
    put_minorities,
    put_points,
)
from rodtrad.cases.operations.short import deciding_treatment, keep_in_step
from rodtrad.cases.operations.writing import (
    in_turn,
    locked,
    one_write,
    own_changes,
    refuse_unseen,
    renumber,
)
from rodtrad.cases.permissions import may_decide, may_write_case
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, Powers

#: More bodies than any case goes through; the page shows them all.
MOST_TREATMENTS = 60


def treatment_values(treatment: Treatment) -> dict[str, Any]:
    """Return the treatment as it stands; the meeting by its id, points and minority votes as rows."""
    points = treatment.points.order_by("number").values_list("text", "votes_for", "votes_against")
    votes = treatment.minority_votes.order_by("position").values_list("text", "supporters", "votes")
    return {
        "body": treatment.body.key,
        "meeting": str(treatment.meeting_id or ""),
        "date": clean.day(treatment.date),
        "kind": treatment.kind,
        "result": treatment.result,
        "note": treatment.note,
        "points": [list(row) for row in points],
        "minority_votes": [list(row) for row in votes],
    }


def add_treatment(*, actor: Person, case: Case, values: Mapping[str, Any]) -> Treatment:
    """Let a body treat the case, after those that stand. Raises NotAllowedError and FieldErrors."""
    wanted = clean.cleaned({"body": "", "kind": "", **values}, _cleaners())
    with one_write(actor=actor, root=case.root) as powers:
        row = _locked_case(case)
        _require(powers, row)
        standing = list(Treatment.objects.filter(case=row).values_list("position", flat=True))
        if len(standing) >= MOST_TREATMENTS:
            raise FieldErrors({"": _("En sak kan ha høyst %d behandlinger.") % MOST_TREATMENTS})
        treatment = Treatment(root=row.root, case=row, position=max(standing, default=0) + 1)
        _store(treatment, wanted, powers, was_decided=False)
    return treatment


def change_treatment(
    *,
    actor: Person,
    treatment: Treatment,
    values: Mapping[str, Any],
    based_on: Mapping[str, Any] | None = None,
) -> Treatment:
    """Change a treatment, or enter what came of it. What decides the case takes an approver.

    Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    mine = clean.cleaned(values, _cleaners())
    with one_write(actor=actor, root=treatment.root) as powers:
        case = _locked_case(treatment.case)
        row = locked(treatment, _("Behandlingen finnes ikke lenger."))
        row.case = case
        _require(powers, case)
        now = treatment_values(row)
        wanted = own_changes(mine, based_on, now)
        _store(row, wanted, powers, was_decided=deciding_treatment(case) is not None)
    return row


def remove_treatment(
    *, actor: Person, treatment: Treatment, based_on: Mapping[str, Any] | None = None
) -> None:
    """Take a treatment away, with its points. Raises NotAllowedError, FieldErrors and ChangedMeanwhile."""
    with one_write(actor=actor, root=treatment.root) as powers:
        case = _locked_case(treatment.case)
        row = locked(treatment, _("Behandlingen finnes ikke lenger."))
        row.case = case
        _require(powers, case)
        if row.decides and not may_decide(powers, row):
            raise NotAllowedError(_decided_by())
        refuse_unseen(based_on, treatment_values(row))
        was_decided = deciding_treatment(case) is not None
        row.delete()
        rest = list(Treatment.objects.filter(case=case).order_by("position"))
        renumber(rest, lambda one: one.position, "position")
        keep_in_step(case, was_decided=was_decided)


def move_treatment(*, actor: Person, treatment: Treatment, up: bool) -> None:
    """Let the treatment change places with the one before or after it."""
    with one_write(actor=actor, root=treatment.root) as powers:
        case = _locked_case(treatment.case)
        _require(powers, case)
        rows = list(Treatment.objects.filter(case=case).order_by("position"))
        at = next((number for number, one in enumerate(rows) if one.pk == treatment.pk), None)
        other = None if at is None else at - 1 if up else at + 1
        if at is None or other is None or not 0 <= other < len(rows):
            return
        first, second = rows[min(at, other)], rows[max(at, other)]
        low, high = first.position, second.position
        # Through a place that nobody has: no two stand in one on the way.
        for row, place in ((first, rows[-1].position + 1), (second, low), (first, high)):
            row.position = place
            row.save(update_fields=["position"])
        keep_in_step(case)


def _locked_case(case: Case) -> Case:
    in_turn("case", case.pk)
    return locked(case, _("«%s» finnes ikke lenger.") % case.title)


def _require(powers: Powers, case: Case) -> None:
    if not may_write_case(powers, case):
        raise NotAllowedError(
            _decided_by() if case.is_decided else _("Du kan ikke skrive i denne saken. Det gjør en redaktør.")
        )


def _decided_by() -> str:
    return _("Et vedtak føres inn og rettes av en godkjenner.")


def _store(treatment: Treatment, values: Mapping[str, Any], powers: Powers, *, was_decided: bool) -> None:
    decided_before = not treatment._state.adding and treatment.decides
    _put(treatment, values)
    if (treatment.decides or decided_before) and not may_decide(powers, treatment):
        raise NotAllowedError(_decided_by())
    treatment.save()
    if "points" in values:
        put_points(treatment.case, treatment, values["points"])
    if "minority_votes" in values:
        put_minorities(treatment, values["minority_votes"])
    keep_in_step(treatment.case, was_decided=was_decided)


def _cleaners() -> dict[str, clean.Cleaner]:
    return {
        "body": clean.plain,
        "meeting": clean.plain,
        "date": clean.day,
        "kind": clean.one_of(TreatmentKind.values),
        "result": clean.one_of(Result.values),
        "note": clean.text,
        "points": cleaned_points,
        "minority_votes": cleaned_minorities,
    }


def _put(treatment: Treatment, values: Mapping[str, Any]) -> None:
    for name in ("kind", "result", "note"):
        if name in values:
            setattr(treatment, name, values[name])
    if "body" in values:
        treatment.body = body_named(treatment.root, values["body"])
    if "date" in values:
        treatment.date = clean.as_day(values["date"])
    if "meeting" in values:
        treatment.meeting = _meeting_named(treatment.root, values["meeting"])
    meeting = treatment.meeting
    if meeting is None:
        if treatment.result != Result.PENDING and treatment.date is None:
            raise FieldErrors({"date": _("Skriv dagen saken ble behandlet, eller velg møtet.")})
        return
    if meeting.body_id != treatment.body_id:
        raise FieldErrors(
            {"meeting": _("Møtet er i %(other)s, ikke i %(body)s. Velg et av organets egne møter.")
             % {"other": meeting.body.name, "body": treatment.body.name}})  # fmt: skip
    if meeting.is_cancelled and treatment.result != Result.PENDING:
        raise FieldErrors({"meeting": _("Møtet er avlyst, så ingenting er behandlet der.")})
    treatment.date = meeting.date


def _meeting_named(root: Root, identity: str) -> Meeting | None:
    if not identity:
        return None
    try:
        found = Meeting.objects.filter(root=root, pk=UUID(identity)).select_related("body").first()
    except ValueError:
        found = None
    if found is None:
        raise FieldErrors({"meeting": _("Møtet finnes ikke lenger. Velg et annet.")})
    return found
