"""Changes what recurs in a root: makes, changes, leaves out, and goes back to the default."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.core.events import Cycle, EventKind
from rodtrad.core.history import told_by
from rodtrad.goals.operations.writing import in_turn
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, powers_in
from rodtrad.organisations.queries import new_key
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models.wheel import WheelEntry
from rodtrad.planning.operations.at_once import Begun, plain, refuse_unseen, settled
from rodtrad.planning.permissions import may_change_wheel
from rodtrad.planning.queries.wheel import Recurring
from rodtrad.planning.wheel.defaults import all_defaults
from rodtrad.planning.wheel.recurring import RecurrenceError, check_rule

#: What moves an event in a calendar; a change of one of them is a new edition there.
MOVES = ("starts", "days", "rule", "title")
FIELDS = ("title", "description", "kind", "cycle", "starts", "days", "rule", "reference")


def save_entry(
    *,
    actor: Person,
    root: Root,
    values: Mapping[str, Any],
    now: Recurring | None = None,
    based_on: Begun | None = None,
) -> WheelEntry:
    """Store what recurs: `now` as it is changed to, else a new one. A default that is changed becomes the root's own.

    Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    _require(actor, root)
    with told_by(user=str(actor.pk)), transaction.atomic():
        row = _row(root, now, str(values["title"]))
        if now:
            values = settled(row, values, based_on)
        _check(values)
        before = [getattr(row, name) for name in MOVES]
        for name in FIELDS:
            setattr(row, name, values[name])
        row.is_left_out = False
        row.sequence += now is not None and before != [getattr(row, name) for name in MOVES]
        row.changed_at = timezone.now()
        row.save()
    return row


def entry_values(entry: Recurring) -> dict[str, str]:
    """Return what stands of something that recurs, for a form to carry."""
    return {name: plain(getattr(entry, name)) for name in FIELDS}


def leave_out(*, actor: Person, root: Root, entry: Recurring, based_on: Begun | None = None) -> None:
    """Take something away: one of the root's own is deleted, and a default is left out.

    Raises NotAllowedError and ChangedMeanwhile.
    """
    _require(actor, root)
    with told_by(user=str(actor.pk)), transaction.atomic():
        refuse_unseen(_row(root, entry, entry.title), based_on)
        if entry.key not in _default_keys():
            WheelEntry.objects.filter(root=root, key=entry.key).delete()
            return
        row = _row(root, entry, entry.title)
        row.is_left_out, row.changed_at = True, timezone.now()
        row.save()


def back_to_default(*, actor: Person, root: Root, entry: Recurring, based_on: Begun | None = None) -> None:
    """Let a default stand again as it is in the program. Raises NotAllowedError and ChangedMeanwhile."""
    _require(actor, root)
    if entry.key in _default_keys():
        with told_by(user=str(actor.pk)), transaction.atomic():
            refuse_unseen(_row(root, entry, entry.title), based_on)
            WheelEntry.objects.filter(root=root, key=entry.key).delete()


def _default_keys() -> set[str]:
    return {one.key for one in all_defaults()}


def _require(actor: Person, root: Root) -> None:
    if not may_change_wheel(powers_in(actor, root)):
        raise NotAllowedError(_("Du kan ikke endre årshjulet. Det kan redaktører og godkjennere."))


def _row(root: Root, now: Recurring | None, title: str) -> WheelEntry:
    if now is None:
        # Begins otherwise than the defaults do, so that it stands instead of none of them.
        in_turn("recurring", root.pk)
        return WheelEntry(root=root, key=new_key(WheelEntry, root, name=f"egen {title}", stem="egen"))
    held = WheelEntry.objects.select_for_update().filter(root=root, key=now.key).first()
    return held or WheelEntry(
        root=root,
        key=now.key,
        title=now.title,
        kind=now.kind,
        cycle=now.cycle,
        starts=now.starts,
        days=now.days,
        rule=now.rule,
        reference=now.reference,
        sequence=now.sequence,
    )


def _check(values: Mapping[str, Any]) -> None:
    faults: dict[str, str] = {}
    if not str(values["title"]).strip():
        faults["title"] = _("Skriv hva som skjer.")
    if values["kind"] not in list(EventKind):
        faults["kind"] = _("Velg hva slags hendelse det er.")
    if values["cycle"] not in list(Cycle):
        faults["cycle"] = _("Velg om det gjelder hvert år eller hver periode.")
    if not isinstance(values["starts"], date):
        faults["starts"] = _("Skriv en dato.")
    elif values["rule"]:
        try:
            check_rule(str(values["rule"]), values["starts"])
        except RecurrenceError as error:
            faults["rule"] = str(error)
    if not 1 <= int(values["days"]) <= 366:
        faults["days"] = _("Skriv hvor mange dager det varer, fra 1 til 366.")
    if faults:
        raise FieldErrors(faults)
