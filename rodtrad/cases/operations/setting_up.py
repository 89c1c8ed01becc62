"""Sets a case up in a meeting."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors
from rodtrad.cases.models import Case, Meeting, Result, Treatment
from rodtrad.cases.operations.cases import make_case
from rodtrad.cases.operations.treatments import add_treatment, change_treatment
from rodtrad.organisations.permissions import Person


def make_case_in(*, actor: Person, meeting: Meeting, kind: str, values: Mapping[str, Any]) -> Treatment:
    """Make a case and set it up in the meeting, both or none of them. Raises NotAllowedError and FieldErrors."""
    with transaction.atomic():
        case = make_case(actor=actor, root=meeting.root, values=values)
        return set_up_case(actor=actor, meeting=meeting, case=case, kind=kind)


def set_up_case(*, actor: Person, meeting: Meeting, case: Case | None, kind: str) -> Treatment:
    """Let the meeting's body treat the case there: the treatment that waits for a meeting gets it, else a new one.

    Raises NotAllowedError and FieldErrors.
    """
    if case is None:
        raise FieldErrors({"case": _("Velg en sak.")})
    if meeting.is_cancelled:
        raise FieldErrors({"": _("Møtet er avlyst. Velg et annet møte.")})
    rows = Treatment.objects.filter(case=case, body=meeting.body).select_related(
        "meeting", "case", "body", "root"
    )
    if any(one.meeting_id == meeting.pk for one in rows):
        raise FieldErrors({"case": _("Saken er alt satt opp i møtet.")})
    values = {"body": meeting.body.key, "meeting": str(meeting.pk), "kind": kind}
    waiting = (one for one in rows if one.result == Result.PENDING and one.kind == kind)
    held = next((one for one in waiting if one.meeting is None or one.meeting.is_cancelled), None)
    if held is not None:
        return change_treatment(actor=actor, treatment=held, values=values)
    return add_treatment(actor=actor, case=case, values=values)
