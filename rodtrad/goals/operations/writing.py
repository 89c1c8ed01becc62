"""What every write has in common: one transaction, who writes, and the database's refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import Error

from rodtrad.core.history import told_by
from rodtrad.goals.errors import AdoptedTextError, FieldErrors, GoalsError, NotAllowedError
from rodtrad.goals.permissions import Powers, is_locked, may_correct, may_write_plan, powers_in
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person
from rodtrad.plans.models import Plan


@contextmanager
def one_write(*, actor: Person, root: Root, reason: str = "") -> Iterator[Powers]:
    """Write in one transaction, told to the audit trail as the actor's; give what the actor may do in the root.

    `reason` is why adopted text is corrected: without one, the database refuses to change it.
    """
    try:
        with told_by(user=str(actor.pk) if actor.pk else ""), transaction.atomic():
            if reason:
                _set_correction(reason)
            yield powers_in(actor, root)
            if reason:
                _set_correction("")
    except IntegrityError as error:
        refusal = _refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def _set_correction(reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rodtrad.correction', %s, true)", [reason])


def in_turn(what: str, identity: UUID) -> None:
    """Let writers of the same thing go one at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"rodtrad {what} {identity}"]
        )


def fresh_plan(plan: Plan) -> Plan:
    """Read the plan as it stands, and keep an adoption waiting until this transaction ends."""
    # FOR SHARE, as in goals/sql/adoption.sql: many may write at once, none while the plan is being adopted.
    (row,) = Plan.objects.raw("SELECT * FROM plans_plan WHERE id = %s FOR SHARE", [plan.pk])
    return row


def require_plan(powers: Powers, plan: Plan, *, reason: str = "") -> None:
    """Raise unless the person may write in the plan, or correct it when it is adopted."""
    if is_locked(plan) and may_correct(powers, plan):
        return  # without a reason, the adoption lock refuses what is locked
    if not may_write_plan(powers, plan):
        raise NotAllowedError(
            _("Du kan ikke endre planen «%s». Det kan den som er redaktør for enheten som eier den.")
            % plan.title
        )
    if is_locked(plan) and reason:
        raise NotAllowedError(
            _("«%s» er vedtatt. En rettelse gjøres av den som er godkjenner for planen.") % plan.title
        )


def require_draft(plan: Plan) -> None:
    """Raise when the plan is adopted: split and merge are for drafts."""
    if is_locked(plan):
        raise AdoptedTextError(
            {"": _("«%s» er vedtatt og deles eller slås ikke sammen. Omskriv til neste plan.") % plan.title}
        )


def adopted_text(field: str) -> str:
    """Say what the adoption lock refuses, and what to do instead."""
    return {
        "number": _("Planen er vedtatt: nummer og plass er låst. Endre i et utkast til neste plan."),
        "link": _("Begge elementene står i samme vedtatte plan: koblingene mellom dem er låst. "
                  "Er koblingen en tolkning, kan den lagres som det."),
        "kind": _("Begge elementene står i samme vedtatte plan: koblingene mellom dem er låst."),
    }.get(
        field, _("Teksten er vedtatt og låst. Omskriv til neste plan, eller rett den med en begrunnelse.")
    )  # fmt: skip


def _refusal_of(error: IntegrityError) -> GoalsError | None:
    cause = error.__cause__
    if not isinstance(cause, Error):
        return None
    name = cause.diag.constraint_name or ""
    if name == "adoption_lock":
        field = cause.diag.column_name or ""
        return AdoptedTextError({field: adopted_text(field)})
    found = _sentences().get(name)
    return FieldErrors(dict([found])) if found else None


def _sentences() -> dict[str, tuple[str, str]]:
    """Return the field and the sentence of each constraint that somebody can run into."""
    return {
        "element_key_once": ("key", _("Nøkkelen er i bruk. Velg en annen.")),
        "element_key_form": (
            "key",
            _("En nøkkel har små bokstaver a–z, sifre og bindestrek, høyst 64 tegn."),
        ),
        "element_has_title": ("title", _("Skriv en tittel.")),
        "element_period_in_order": ("ends", _("Slutten kan ikke være før starten.")),
        "placement_once": ("plan", _("Elementet står i planen fra før.")),
        "placement_level_rule": ("under", _("Ingen regel i målstrukturen lar dette nivået stå der.")),
        "placement_no_circle": ("under", _("Elementet kan ikke stå under seg selv.")),
        "placement_not_own_parent": ("under", _("Elementet kan ikke stå under seg selv.")),
        "placement_parent_same_plan": ("under", _("Det som står over, er ikke i denne planen.")),
        "link_once": ("parent", _("De to er koblet fra før.")),
        "link_not_to_itself": ("parent", _("Et element kan ikke bidra til seg selv.")),
        "link_level_rule": ("parent", _("Ingen regel i målstrukturen lar disse nivåene kobles slik.")),
        "link_no_circle": (
            "parent",
            _("Koblingen ville gått i ring: det andre elementet bidrar alt til dette."),
        ),
        "link_across_membership": ("parent", _("Bare et medlem kan bidra til regionens mål.")),
        "link_across_contributes": ("parent", _("En kobling til regionen må være «bidrar til».")),
    }
