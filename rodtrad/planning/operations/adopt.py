"""Adopts a plan: one operation, all or nothing."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Case
from rodtrad.core.models import LifeCycle
from rodtrad.core.version_content import canonical, content_of
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import Person
from rodtrad.planning.comparing import Scope, after_hearing, compare
from rodtrad.planning.content import SCHEMA, read_content
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.operations.end_plan import end_what_it_takes_over
from rodtrad.planning.operations.freeze import write_version
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_adopt
from rodtrad.plans.models import LOCKED, Plan, PlanStatus, PlanType, Version, VersionLabel


def adopt(*, actor: Person, plan: Plan, case: Case, day: date, note: str = "") -> Version:
    """Adopt the plan in the case, on the day of the decision.

    The plan is locked, its elements are adopted, those they are written on from and the plans it replaces or merges
    are repealed, and what it says is frozen. Of two who adopt at once, the second is told that it is done.

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
        _require_case(row, case, day)
        _require_heard(row)
        _adopt_plan(row, case, day)
        _adopt_elements(row)
        end_what_it_takes_over(row, day)
        return write_version(plan=row, label=VersionLabel.ADOPTED, day=day, case=case, note=note)


def _require_case(plan: Plan, case: Case, day: date) -> None:
    if case.root_id != plan.root_id:
        raise FieldErrors({"case": _("Saken hører til en annen organisasjon.")})
    heard = Version.objects.filter(plan=plan, label=VersionLabel.HEARING).order_by("-number").first()
    if heard is not None and day < heard.date:
        raise FieldErrors(
            {"day": _("Vedtaket kan ikke være før høringen begynte (%s).") % heard.date.isoformat()}
        )


def _require_heard(plan: Plan) -> None:
    """Refuse land use that was not in the heard draft (pbl. § 11-15); the land-use element only."""
    heard = Version.objects.filter(plan=plan, label=VersionLabel.HEARING).order_by("-number").first()
    if heard is None or plan.type != PlanType.LAND_USE_ELEMENT:
        return
    now = read_content(canonical({"schema": SCHEMA, **content_of(plan.pk)}))
    found = after_hearing(plan.type, compare(read_content(bytes(heard.content)), now))
    if found is not None and found.scope is Scope.NEW_HEARING:
        raise FieldErrors(
            {
                "": ngettext(
                    "%(count)d element sto ikke i utkastet som var på høring. Arealbruk som ikke har vært hørt, kan "
                    "ikke vedtas uten ny høring (planloven § 11-15). Ta det ut, eller frys et nytt høringsutkast.",
                    "%(count)d elementer sto ikke i utkastet som var på høring. Arealbruk som ikke har vært hørt, kan "
                    "ikke vedtas uten ny høring (planloven § 11-15). Ta dem ut, eller frys et nytt høringsutkast.",
                    found.added,
                )
                % {"count": found.added}
            }
        )


def _adopt_plan(plan: Plan, case: Case, day: date) -> None:
    plan.status, plan.case, plan.in_force_from = PlanStatus.ADOPTED, case, day
    plan.save(update_fields=["status", "case", "in_force_from"])


def _adopt_elements(plan: Plan) -> None:
    """Adopt what comes from the plan, and end what it is written on from."""
    own = Element.objects.filter(plan=plan).exclude(life_cycle=LifeCycle.REPEALED)
    before = Element.objects.filter(successors__in=own).exclude(plan=plan)
    before.exclude(life_cycle=LifeCycle.REPEALED).update(life_cycle=LifeCycle.REPEALED)
    own.update(life_cycle=LifeCycle.ADOPTED)
