"""Writes the plans of a planstrategi: what is done with each in the term, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Organisation
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.models import OF_A_PLAN, ItemDecision, PlanningStrategy, StrategyItem
from rodtrad.planning.operations.at_once import Begun, refuse_unseen, settled
from rodtrad.planning.operations.strategy_writing import put, writing_strategy
from rodtrad.planning.semesters import FIRST, LAST
from rodtrad.plans.models import Plan

ITEM = (
    "plan",
    "proposed_title",
    "decision",
    "start_semester",
    "adopt_semester",
    "instead",
    "reason",
    "owner",
    "work",
)
_MOST_WORK = Decimal(9999)


@dataclass(frozen=True)
class ItemValues:
    """What a person says of an item: a plan of the register or the title of one that is wanted, and the rest."""

    plan: Plan | None = None
    proposed_title: str = ""
    decision: str = ItemDecision.UNDECIDED
    start_semester: int | None = None
    adopt_semester: int | None = None
    instead: str = ""
    reason: str = ""
    owner: Organisation | None = None
    work: Decimal | None = None


def add_item(*, actor: Person, strategy: PlanningStrategy, values: ItemValues) -> StrategyItem:
    """Add a plan to the strategy. Raises NotAllowedError, WrongStateError and FieldErrors."""
    with writing_strategy(strategy, actor=actor) as row:
        _check(row, values, None)
        last = row.items.aggregate(last=Max("position"))["last"] or 0
        item = StrategyItem(root_id=row.root_id, strategy=row, position=last + 1)
        put(item, _told(values))
        return item


def take_up_plans(*, actor: Person, strategy: PlanningStrategy, plans: Sequence[Plan]) -> int:
    """Add the plans to the strategy, each to be decided yet, and return how many. All are added, or none.

    Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    if not plans:
        raise FieldErrors({"plans": _("Velg minst én plan.")})
    with writing_strategy(strategy, actor=actor) as row:
        for plan in plans:
            try:
                add_item(actor=actor, strategy=row, values=ItemValues(plan=plan))
            except FieldErrors as error:
                raise FieldErrors({"plans": " ".join(error.by_field.values())}) from error
    return len(plans)


def change_item(
    *, actor: Person, item: StrategyItem, values: ItemValues, based_on: Begun | None = None
) -> StrategyItem:
    """Change what is decided, and why.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    with writing_strategy(item.strategy, actor=actor) as row:
        held = _held(item)
        told = {name: getattr(values, name) for name in ITEM}
        values = ItemValues(**settled(held, told, based_on))
        _check(row, values, held.pk)
        put(held, _told(values))
        return held


def delete_item(*, actor: Person, item: StrategyItem, based_on: Begun | None = None) -> None:
    """Take an item out, with the answers to its need test.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    with writing_strategy(item.strategy, actor=actor):
        held = _held(item)
        refuse_unseen(held, based_on)
        held.delete()


def _held(item: StrategyItem) -> StrategyItem:
    held = StrategyItem.objects.filter(pk=item.pk).first()
    if held is None:
        raise FieldErrors({"": _("Noen andre har tatt ut dette punktet. Gå tilbake til planstrategien.")})
    return held


def _told(values: ItemValues) -> dict[str, object]:
    return {
        "plan": values.plan,
        "proposed_title": values.proposed_title.strip(),
        "decision": values.decision,
        "start_semester": values.start_semester,
        "adopt_semester": values.adopt_semester,
        "instead": values.instead.strip(),
        "reason": values.reason.strip(),
        "owner": values.owner,
        "work": values.work,
    }


def _check(strategy: PlanningStrategy, values: ItemValues, own: UUID | None) -> None:
    faults = _named(strategy, values, own) | _decided(values) | _timed(values)
    if values.owner and values.owner.root_id != strategy.root_id:
        faults["owner"] = _("Enheten hører til en annen organisasjon.")
    if values.work is not None and not 0 <= values.work <= _MOST_WORK:
        faults["work"] = _("Skriv månedsverk som et tall mellom 0 og 9999.")
    if faults:
        raise FieldErrors(faults)


def _named(strategy: PlanningStrategy, values: ItemValues, own: UUID | None) -> dict[str, str]:
    title = values.proposed_title.strip()
    others = strategy.items.exclude(pk=own) if own else strategy.items.all()
    if values.plan and values.plan.root_id != strategy.root_id:
        return {"plan": _("Planen hører til en annen organisasjon.")}
    if values.plan and values.plan.pk == strategy.plan_id:
        return {"plan": _("Planstrategien kan ikke være et punkt i seg selv.")}
    if bool(values.plan) == bool(title):
        return {
            "plan": _(
                "Velg en plan fra registeret, eller skriv navnet på en plan som er foreslått. Ikke begge."
            )
        }
    if values.plan and others.filter(plan=values.plan).exists():
        return {"plan": _("«%s» står alt i planstrategien.") % values.plan.title}
    if title and others.filter(proposed_title=title).exists():
        return {"proposed_title": _("«%s» står alt i planstrategien.") % title}
    return {}


def _decided(values: ItemValues) -> dict[str, str]:
    faults = {}
    if values.decision not in ItemDecision.values:
        faults["decision"] = _("Velg hva som skal gjøres.")
    elif values.decision in OF_A_PLAN and values.plan is None:
        faults["decision"] = _("Bare en plan som finnes, kan videreføres, revideres eller oppheves.")
    if values.decision == ItemDecision.NOT_A_PLAN and not values.instead.strip():
        faults["instead"] = _("Skriv hva som gjøres i stedet for en plan.")
    return faults


def _timed(values: ItemValues) -> dict[str, str]:
    faults = {}
    for name in ("start_semester", "adopt_semester"):
        said = getattr(values, name)
        if said is not None and not FIRST <= said <= LAST:
            faults[name] = _("Velg et halvår mellom 2000 og 2100.")
    start, adopted = values.start_semester, values.adopt_semester
    if not faults and start and adopted and adopted < start:
        faults["adopt_semester"] = _("Planen kan ikke vedtas før arbeidet starter.")
    return faults
