"""Takes back an adoption that was entered in error: the version stays and is marked, and the rest is as it was before.

What the adoption did stands in the audit trail: everything it wrote has the same context. Each row goes back to what
it said before that, where it still says what the adoption made it say. What was opened to all stays open.
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.goals.models import Element, Placement
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.operations.adoption_trail import Adoption
from rodtrad.planning.operations.announce import announce_taken_back
from rodtrad.planning.operations.end_plan import taken_over
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_mark_in_error
from rodtrad.plans.models import (
    LOCKED,
    Plan,
    PlanCorrection,
    PlanStatus,
    Version,
    VersionLabel,
    VersionMark,
)

LONGEST_REASON = 2000


def undo_adoption(*, actor: Person, version: Version, reason: str) -> VersionMark:
    """Mark the adopted version as entered in error, and take back what adopting did, in one transaction.

    The plan gets the status, case and days that it had, its elements and those they are written on from their status,
    and the plans that it repealed are in force again, but for what another adopted plan has taken over since. Those
    who were told of the adoption are told that it is taken back.

    Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    said = reason.strip()
    with alone_with(version.plan, actor=actor) as (plan, powers):
        if not may_mark_in_error(powers, plan):
            raise NotAllowedError(
                _("Bare en godkjenner for planen eller en administrator kan føre opp et vedtak som en feil.")
            )
        _require(plan, version, said)
        _refuse_built_on(plan)
        adoption = Adoption.of(plan)
        ended = _ended(plan, adoption)
        adoption.put_back_elements(_elements(plan, ended))
        for older in ended:
            adoption.put_back_ended(older)
        adoption.put_back_process()
        adoption.put_back_plan()
        PlanCorrection.objects.create(
            root_id=plan.root_id,
            plan=plan,
            field="status",
            before=PlanStatus.ADOPTED.value,
            after=plan.status,
            reason=said,
        )
        mark = VersionMark.objects.create(root_id=plan.root_id, version=version, reason=said)
        announce_taken_back(version=version, restored=ended, actor=actor)
        return mark


def _require(plan: Plan, version: Version, reason: str) -> None:
    if version.label != VersionLabel.ADOPTED:
        raise WrongStateError(_("Bare en vedtatt versjon kan føres opp som en feil."))
    if VersionMark.objects.filter(version=version).exists():
        raise WrongStateError(_("Versjonen er alt ført opp som en feil."))
    if plan.status != PlanStatus.ADOPTED:
        raise WrongStateError(
            _(
                "«%s» gjelder ikke lenger, fordi den er opphevet etter vedtaket. Rett det som opphevet den, først."
            )
            % plan.title
        )
    if not reason:
        raise FieldErrors({"reason": _("Skriv hva som var feil.")})
    if len(reason) > LONGEST_REASON:
        raise FieldErrors({"reason": _("Teksten kan være høyst %d tegn.") % LONGEST_REASON})


def _refuse_built_on(plan: Plan) -> None:
    """Raise WrongStateError when an adopted plan carries on something from this one, or is written on from it."""
    carried = Placement.objects.filter(element__plan=plan, plan__status__in=LOCKED).exclude(plan=plan)
    written = Element.objects.filter(predecessor__plan=plan, plan__status__in=LOCKED).exclude(plan=plan)
    plans = {*carried.values_list("plan", flat=True), *written.values_list("plan", flat=True)}
    if found := len(plans):
        raise WrongStateError(
            ngettext(
                "%(count)d vedtatt plan bygger på «%(title)s». Vedtaket kan ikke tas tilbake så lenge den gjør det.",
                "%(count)d vedtatte planer bygger på «%(title)s». Vedtaket kan ikke tas tilbake så lenge de gjør det.",
                found,
            )
            % {"count": found, "title": plan.title}
        )


def _elements(plan: Plan, ended: Sequence[Plan]) -> QuerySet[Element]:
    """Return what the adoption may have touched: the plan's elements, those before them, those of plans it ended."""
    near = Q(plan=plan) | Q(successors__plan=plan) | Q(plan__in=ended)
    ids = Element.objects.filter(near).order_by().values_list("pk", flat=True)
    return Element.objects.select_for_update(of=("self",)).filter(pk__in=set(ids)).order_by("pk")


def _ended(plan: Plan, adoption: Adoption) -> list[Plan]:
    """Return the plans that the adoption ended and that no other adopted plan has taken over."""
    older = Plan.objects.select_for_update(of=("self",)).filter(
        pk__in=taken_over(plan), status=PlanStatus.REPEALED
    )
    others = Q(replaces__in=older.values("pk")) | Q(merges__merged__in=older.values("pk"))
    standing = Plan.objects.filter(others, status=PlanStatus.ADOPTED).exclude(pk=plan.pk)
    taken = {identity for other in standing for identity in taken_over(other)}
    return [one for one in older.order_by("pk") if one.pk not in taken and adoption.ended(one)]
