"""What must stand of a case before it is told that it is decided."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rodtrad.cases.errors import FieldErrors
from rodtrad.cases.models import Case, Result, Treatment, TreatmentKind


def waiting_body(treatments: Iterable[Treatment]) -> str:
    """Return the name of the body that is to decide the case and has not; empty when one has, or none is to.

    The treatments are the case's own, in order, with their bodies.
    """
    rows = list(treatments)
    if any(one.decides for one in rows):
        return ""
    waits = (one for one in rows if one.kind == TreatmentKind.DECISION and one.result == Result.PENDING)
    return next((one.body.name for one in waits), "")


def refuse_half_decided(case: Case, waiting: str) -> None:
    """Raise when the case is told to be decided and nobody can see by whom and when.

    `waiting` is the name of the body whose result is not entered.
    """
    if not case.is_decided:
        return
    if waiting:
        raise FieldErrors({"status": told_waiting() % waiting})
    missing = {}
    if not case.body:
        missing["body"] = _("Skriv hvilket organ som avgjorde saken.")
    if case.date is None:
        missing["date"] = _("Skriv dagen saken ble avgjort.")
    if missing:
        raise FieldErrors(missing)


def told_waiting() -> str:
    return _("%s skal avgjøre saken, og det er ikke ført inn hva det ble til. Før det inn på behandlingen, "
             "så blir saken avgjort.")  # fmt: skip
