"""Adopts a plan: one operation, all or nothing."""

from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from rodtrad.cases.models import Case
from rodtrad.core.models import LifeCycle
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import NotAllowedError, WrongStateError
from rodtrad.planning.operations.adoption_terms import (
    require_all,
    require_case,
    require_heard,
    require_say_over_what_ends,
)
from rodtrad.planning.operations.announce import announce_adopted
from rodtrad.planning.operations.close_process import close_process
from rodtrad.planning.operations.end_plan import end_what_it_takes_over, written_on_from
from rodtrad.planning.operations.freeze import write_version
from rodtrad.planning.operations.opening import settle_opening
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_adopt
from rodtrad.plans.models import LOCKED, Plan, PlanStatus, Version, VersionLabel


def adopt(
    *,
    actor: Person,
    plan: Plan,
    case: Case,
    day: date,
    note: str = "",
    assessment: str = "",
    open_up: bool | None = None,
) -> Version:
    """Adopt the plan in the case, on the day of the decision; `operations.adoption_terms` says what that takes.

    The plan is locked, its elements are adopted, those they are written on from and the plans it replaces or merges
    are repealed, what it says is frozen, its process is over, and it is announced to those it concerns. Of two who
    adopt at once, the second is told that it is done. `assessment` says why changes since the hearing are no new use
    of land; it is kept in the version's note. `open_up` says whether what is closed is opened to all in the same
    operation (`operations.opening`).

    Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_adopt(powers, row):
            raise NotAllowedError(
                _("Du kan ikke vedta «%s». Det kan den som er godkjenner for enheten som eier planen.")
                % row.title
            )
        if row.status in LOCKED:
            raise WrongStateError(_("«%s» er alt vedtatt eller opphevet.") % row.title)
        require_say_over_what_ends(row, powers, actor)
        require_all(
            partial(settle_opening, row, powers, open_up, is_heard=False),
            partial(require_case, row, case, day),
            partial(require_heard, row, day, assessment),
        )
        _adopt_plan(row, case, day)
        _adopt_elements(row)
        ended = end_what_it_takes_over(row, day)
        close_process(row, day)
        told = "\n".join(part for part in (note.strip(), _assessed(assessment)) if part)
        version = write_version(plan=row, label=VersionLabel.ADOPTED, day=day, case=case, note=told)
        announce_adopted(version=version, ended=ended, actor=actor)
        return version


def _assessed(assessment: str) -> str:
    said = assessment.strip()
    return _("Endret etter høringen: %s") % said if said else ""


def _adopt_plan(plan: Plan, case: Case, day: date) -> None:
    plan.status, plan.case, plan.in_force_from = PlanStatus.ADOPTED, case, day
    plan.save(update_fields=["status", "case", "in_force_from"])


def _adopt_elements(plan: Plan) -> None:
    """Adopt what comes from the plan, and end what it is written on from."""
    own = Element.objects.filter(plan=plan).exclude(life_cycle=LifeCycle.REPEALED)
    written_on_from(plan).update(life_cycle=LifeCycle.REPEALED)
    own.update(life_cycle=LifeCycle.ADOPTED)
