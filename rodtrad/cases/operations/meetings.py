"""Makes, moves and cancels meetings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors, NotAllowedError
from rodtrad.cases.models import Body, Meeting, MeetingStatus, Treatment
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.short import keep_in_step
from rodtrad.cases.operations.writing import locked, one_write, own_changes
from rodtrad.cases.permissions import may_correct_meeting, may_write_meetings
from rodtrad.cases.queries.meetings import settled_in
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, Powers

#: Years that a meeting can be in; others are slips of the hand.
FIRST_YEAR, LAST_YEAR = 1950, 2150


def meeting_values(meeting: Meeting) -> dict[str, Any]:
    return {
        "body": meeting.body.key,
        "date": clean.day(meeting.date),
        "begins": clean.clock(meeting.begins),
        "ends": clean.clock(meeting.ends),
        "place_text": meeting.place_text,
        "status": meeting.status,
        "note": meeting.note,
    }


def make_meeting(*, actor: Person, root: Root, values: Mapping[str, Any]) -> Meeting:
    """Make a meeting of a body of the root. Raises NotAllowedError and FieldErrors."""
    wanted = clean.cleaned({"body": "", "date": "", **values}, _cleaners())
    with one_write(actor=actor, root=root) as powers:
        meeting = Meeting(root=root, body=body_named(root, wanted["body"]))
        _put(meeting, wanted)
        _require(powers, meeting)
        meeting.save(force_insert=True)
        meeting.refresh_from_db()
    return meeting


def change_meeting(
    *, actor: Person, meeting: Meeting, values: Mapping[str, Any], based_on: Mapping[str, Any] | None = None
) -> Meeting:
    """Change a meeting; what is treated there moves with it, and calendars hear of it by its sequence.

    Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    mine = clean.cleaned(values, _cleaners())
    with one_write(actor=actor, root=meeting.root) as powers:
        row = locked(meeting, _("Møtet finnes ikke lenger."))
        settled = settled_in(row)
        if not may_correct_meeting(powers, settled):
            _require(powers, row)
        now = meeting_values(row)
        wanted = own_changes(mine, based_on, now)
        if "body" in wanted:
            if row.treatments.exists():
                raise FieldErrors(
                    {"body": _("Saker er knyttet til møtet. Flytt dem først, eller lag et nytt møte.")}
                )
            row.body = body_named(row.root, wanted["body"])
            _require(powers, row)
        _refuse_settled(powers, settled, wanted)
        _put(row, wanted)
        row.save()
        row.refresh_from_db()
        if "date" in wanted:
            for treatment in row.treatments.select_related("case"):
                keep_in_step(treatment.case)
    return row


def cancel_meeting(*, actor: Person, meeting: Meeting) -> Meeting:
    return change_meeting(actor=actor, meeting=meeting, values={"status": MeetingStatus.CANCELLED})


def _require(powers: Powers, meeting: Meeting) -> None:
    if not may_write_meetings(powers, meeting.body):
        raise NotAllowedError(_("Du kan ikke endre møtene til %s. Det gjør en redaktør.") % meeting.body.name)


def _refuse_settled(powers: Powers, settled: Sequence[Treatment], values: Mapping[str, Any]) -> None:
    """Raise when something was treated in a meeting that is cancelled, or moved by one who may not correct that."""
    if not settled:
        return
    if values.get("status") == MeetingStatus.CANCELLED:
        raise FieldErrors(
            {
                "status": _(
                    "Saker er behandlet i møtet, så det kan ikke avlyses. Rett først behandlingen av dem."
                )
            }
        )
    if "date" in values and not may_correct_meeting(powers, settled):
        raise FieldErrors(
            {"date": _("Saker er behandlet i møtet, så dagen flyttes ikke. En godkjenner kan rette den.")}
        )


def _cleaners() -> dict[str, clean.Cleaner]:
    return {
        "body": clean.plain,
        "date": clean.needed_day,
        "begins": clean.clock,
        "ends": clean.clock,
        "place_text": clean.line(300),
        "status": clean.one_of(MeetingStatus.values),
        "note": clean.text,
    }


def _put(meeting: Meeting, values: Mapping[str, Any]) -> None:
    for name in ("place_text", "status", "note"):
        if name in values:
            setattr(meeting, name, values[name])
    for name in ("begins", "ends"):
        if name in values:
            setattr(meeting, name, clean.as_clock(values[name]))
    if day := clean.as_day(values.get("date", "")):
        meeting.date = day
    _check_day(meeting, values)
    if meeting.ends and not meeting.begins:
        raise FieldErrors({"begins": _("Skriv også når møtet begynner.")})
    if meeting.ends and meeting.begins and meeting.ends <= meeting.begins:
        raise FieldErrors({"ends": _("Møtet må slutte etter at det begynner.")})


def _check_day(meeting: Meeting, values: Mapping[str, Any]) -> None:
    """Raise FieldErrors for a day that no meeting can have, and for one that is past and still only planned."""
    if not ({"date", "status"} & values.keys()):
        return
    if not FIRST_YEAR <= meeting.date.year <= LAST_YEAR:
        told = _("Møtet er satt til %(day)s. Skriv en dag mellom %(first)d og %(last)d.")
        day = date_format(meeting.date, "DATE_FORMAT")
        raise FieldErrors({"date": told % {"day": day, "first": FIRST_YEAR, "last": LAST_YEAR}})
    if meeting.status == MeetingStatus.PLANNED and meeting.date < timezone.localdate():
        told = _("Dagen er passert (%s). Velg «holdt» eller «avlyst», eller rett dagen.")
        raise FieldErrors({"status": told % date_format(meeting.date, "DATE_FORMAT")})


def body_named(root: Root, key: str) -> Body:
    """Return the body with the key. Raises FieldErrors when there is none."""
    found = Body.objects.filter(root=root, key=key).first()
    if found is None:
        told = _("Organet «%s» finnes ikke her.") % key if key else _("Velg et organ.")
        raise FieldErrors({"body": told})
    return found
