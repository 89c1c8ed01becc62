"""Makes and changes cases: what they are about, and the recommendation point by point."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors, NotAllowedError
from rodtrad.cases.models import Case, CaseStatus, Point, Treatment
from rodtrad.cases.operations import values as clean
from rodtrad.cases.operations.bodies import unit_named
from rodtrad.cases.operations.decided import refuse_half_decided, waiting_body
from rodtrad.cases.operations.points import cleaned_texts, point_texts, put_points
from rodtrad.cases.operations.short import deciding_treatment, reopen_undone
from rodtrad.cases.operations.writing import locked, new_key, one_write, own_changes
from rodtrad.cases.permissions import may_publish_case, may_write_case
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Person, Powers

_TEXTS = ("number", "title", "presentation", "legal_basis", "archive_address", "einnsyn_address")
#: What tells the decision in short; with a treatment that decides the case, it tells them.
SHORT = ("body", "date", "decision")
#: What tells that the case is decided, by whom and when: it stands together.
TOLD = {"status", "body", "date"}
#: What a new case has when nothing is said of it.
DEFAULTS = {"title": "", "number": "", "visibility": int(Visibility.INTERNAL)}


def case_values(case: Case) -> dict[str, Any]:
    """Return the case as it stands: references as keys, days as text, the recommendation as a list of texts."""
    return {
        **own_values(case),
        "points": point_texts(Point.objects.filter(case=case, treatment=None)),
    }


def own_values(case: Case) -> dict[str, Any]:
    """Return the case as it stands without its points: no queries when the owner is read."""
    return {
        **{name: getattr(case, name) for name in (*_TEXTS, "body", "decision", "status")},
        "owner": case.owner.key if case.owner else "",
        "visibility": int(case.visibility),
        **{name: clean.day(getattr(case, name)) for name in ("date", "proposed_on", "recommended_on")},
    }


def make_case(*, actor: Person | None, root: Root, values: Mapping[str, Any]) -> Case:
    """Make a case. It is internal unless told otherwise; to show it to all is to publish it.

    Raises NotAllowedError and FieldErrors.
    """
    wanted = clean.cleaned({**DEFAULTS, **values}, cleaners())
    with one_write(actor=actor, root=root) as powers:
        case = Case(root=root, key=new_key(Case, root, name=wanted["title"], stem="sak"))
        put_values(case, wanted)
        require(powers, case, was_decided=False)
        require_to_show(powers, case)
        refuse_half_decided(case, "")
        case.save(force_insert=True)
        put_points(case, None, [(text, None, None) for text in wanted.get("points", ())])
    return case


def change_case(
    *, actor: Person | None, case: Case, values: Mapping[str, Any], based_on: Mapping[str, Any] | None = None
) -> Case:
    """Change a case. `based_on` holds the fields as they were when the person began.

    Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    mine = clean.cleaned(values, cleaners())
    with one_write(actor=actor, root=case.root) as powers:
        row = locked(case, _("«%s» finnes ikke lenger.") % case.title)
        require(powers, row)
        now = case_values(row)
        wanted = own_changes(mine, based_on, now)
        if deciding_treatment(row) is not None:
            refuse_short(wanted)
        was_decided = row.is_decided
        put_values(row, wanted)
        if {"owner", "status"} & wanted.keys() and not (was_decided and not row.is_decided):
            require(powers, row, was_decided=was_decided)
        if wanted.keys() & TOLD:
            refuse_half_decided(row, waiting_body(Treatment.objects.filter(case=row).select_related("body")))
        if "visibility" in wanted:
            require_to_show(powers, row)
        row.save()
        reopen_undone(row)
        if "points" in wanted:
            put_points(row, None, [(text, None, None) for text in wanted["points"]])
    return row


def refuse_short(values: Mapping[str, Any]) -> None:
    """Raise when the decision is told of a case that a treatment decides."""
    if values.keys() & set(SHORT):
        raise FieldErrors({"decision": _("Vedtaket føres på behandlingen som avgjorde saken.")})


def require(powers: Powers, case: Case, *, was_decided: bool = True) -> None:
    """Raise when the person may not write in the case; `was_decided` tells that it was so before they began."""
    if may_write_case(powers, case):
        return
    if not case.is_decided:
        raise NotAllowedError(_("Du kan ikke skrive i saker for denne enheten. Det gjør en redaktør."))
    raise NotAllowedError(
        _("Saken er avgjort. Den rettes av en godkjenner.")
        if was_decided
        else _("Bare en godkjenner kan sette saken til avgjort.")
    )


def require_to_show(powers: Powers, case: Case) -> None:
    if case.visibility == Visibility.PUBLIC and not may_publish_case(powers, case.owner_id):
        raise NotAllowedError(_("Bare en godkjenner kan gjøre en sak synlig for alle."))


def cleaners() -> dict[str, clean.Cleaner]:
    return {
        "number": clean.line(60, _("Skriv saksnummeret.")),
        "title": clean.line(300, _("Skriv en tittel.")),
        "presentation": clean.text,
        "legal_basis": clean.line(300),
        "owner": clean.plain,
        "status": clean.one_of(CaseStatus.values),
        "proposed_on": clean.day,
        "recommended_on": clean.day,
        "archive_address": clean.address,
        "einnsyn_address": clean.address,
        "visibility": clean.number_of(Visibility.values),
        "body": clean.line(200),
        "date": clean.day,
        "decision": clean.text,
        "points": cleaned_texts,
    }


def put_values(
    case: Case, values: Mapping[str, Any], units: Mapping[str, Organisation] | None = None
) -> None:
    """Put the values on the case; `units` are the root's by key, when they are read already. Raises FieldErrors."""
    for name in (*_TEXTS, "body", "decision", "status", "visibility"):
        if name in values:
            setattr(case, name, values[name])
    for name in ("date", "proposed_on", "recommended_on"):
        if name in values:
            setattr(case, name, clean.as_day(values[name]))
    if "owner" in values:
        case.owner = unit_named(case.root, values["owner"], "owner", units)
    if (
        values.keys() & {"date", "decision", "status"}
        and not case.is_decided
        and (case.date or case.decision)
    ):
        raise FieldErrors(
            {"status": _("Saken har vedtak, men er ikke avgjort. Velg «avgjort», eller ta bort vedtaket.")}
        )
    if case.proposed_on and case.recommended_on and case.recommended_on < case.proposed_on:
        raise FieldErrors({"recommended_on": _("Innstillingen kan ikke være åpen før forslaget er det.")})
