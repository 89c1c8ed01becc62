"""Writes what a planstrategi says beside its plans: trends, guidelines answered, views, capacity, phases."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Max
from django.utils.translation import gettext as _

from rodtrad.goals.models import Element, LevelRole
from rodtrad.organisations.permissions import Person
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.models import (
    Capacity,
    GuidelineAnswer,
    PlanningStrategy,
    StrategyPhase,
    StrategyTrend,
    StrategyView,
    ViewOf,
)
from rodtrad.planning.operations.at_once import Begun, own_changes, plain, refuse_unseen, settled
from rodtrad.planning.operations.strategy_writing import put, writing_strategy

Part: TypeAlias = StrategyTrend | StrategyView | StrategyPhase
_MOST = Decimal(9999)


def save_part(
    *,
    actor: Person,
    strategy: PlanningStrategy,
    part: Part,
    values: Mapping[str, Any],
    based_on: Begun | None = None,
) -> Part:
    """Store a trend, a view or a phase, new or changed.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    with writing_strategy(strategy, actor=actor) as row:
        if not part._state.adding:
            part = _held(part)
            values = settled(part, values, based_on)
        faults = _faults(row, part, values)
        if faults:
            raise FieldErrors(faults)
        if part._state.adding:
            part.root_id, part.strategy = row.root_id, row
            last = type(part).objects.filter(strategy=row).aggregate(last=Max("position"))["last"] or 0
            part.position = last + 1
        put(part, dict(values))
        return part


def delete_part(*, actor: Person, part: Part, based_on: Begun | None = None) -> None:
    """Take a part out. Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile."""
    with writing_strategy(part.strategy, actor=actor):
        held = _held(part)
        refuse_unseen(held, based_on)
        held.delete()


def _held(part: Part) -> Part:
    held = type(part).objects.filter(pk=part.pk).first()
    if held is None:
        raise FieldErrors({"": _("Noen andre har tatt ut dette punktet. Gå tilbake til planstrategien.")})
    return held


def answers_to(strategy: PlanningStrategy, guidelines: Sequence[Element]) -> dict[str, str]:
    """Return how the strategy answers each guideline, by the guideline's key; nothing where it does not."""
    texts = dict(strategy.guideline_answers.values_list("element", "text"))
    return {one.key: texts.get(one.pk, "") for one in guidelines}


def answer_guidelines(
    *,
    actor: Person,
    strategy: PlanningStrategy,
    guidelines: Sequence[Element],
    texts: Mapping[str, str],
    based_on: Begun | None = None,
) -> None:
    """Say how the strategy follows up guidelines, by their keys.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    with writing_strategy(strategy, actor=actor) as row:
        for one in guidelines:
            if one.root_id != row.root_id or one.level.role != LevelRole.GUIDELINE:
                raise FieldErrors({"element": _("Velg en føring.")})
        mine = {one.key: plain(texts[one.key]) for one in guidelines}
        wanted = own_changes(mine, based_on, answers_to(row, guidelines))
        held = {one.element_id: one for one in row.guideline_answers.all()}
        for one in guidelines:
            if one.key in wanted:
                answer = held.get(one.pk) or GuidelineAnswer(root_id=row.root_id, strategy=row, element=one)
                put(answer, {"text": wanted[one.key]})


def capacity_of(strategy: PlanningStrategy) -> dict[str, str]:
    """Return the person-months of each half year that has some, by the half year, as text."""
    return {str(one.semester): plain(one.person_months) for one in strategy.capacities.all()}


def set_capacity(
    *,
    actor: Person,
    strategy: PlanningStrategy,
    by_semester: Mapping[int, Decimal | None],
    based_on: Begun | None = None,
) -> None:
    """Store how many person-months there are in each half year that is given; None takes it away.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    faults = {
        str(semester): _("Skriv månedsverk som et tall mellom 0 og 9999.")
        for semester, months in by_semester.items()
        if months is not None and not 0 <= months <= _MOST
    }
    if faults:
        raise FieldErrors(faults)
    with writing_strategy(strategy, actor=actor) as row:
        given = {str(semester): plain(months) for semester, months in by_semester.items()}
        wanted = own_changes(given, based_on, dict.fromkeys(given, "") | capacity_of(row))
        held = {one.semester: one for one in row.capacities.all()}
        for semester, months in by_semester.items():
            if str(semester) not in wanted:
                continue
            if months is None:
                if semester in held:
                    held[semester].delete()
                continue
            one = held.get(semester) or Capacity(root_id=row.root_id, strategy=row, semester=semester)
            put(one, {"person_months": months})


def _faults(strategy: PlanningStrategy, part: Part, values: Mapping[str, Any]) -> dict[str, str]:
    match part:
        case StrategyTrend():
            return _trend_faults(strategy, values)
        case StrategyView():
            return _view_faults(values)
        case _:
            return _phase_faults(values)


def _trend_faults(strategy: PlanningStrategy, values: Mapping[str, Any]) -> dict[str, str]:
    faults = {}
    if not str(values.get("title", "")).strip():
        faults["title"] = _("Skriv hva utviklingen går ut på.")
    element, indicator = values.get("element"), values.get("indicator")
    if element is not None and element.root_id != strategy.root_id:
        faults["element"] = _("Utfordringen hører til en annen organisasjon.")
    if indicator is not None and indicator.root_id not in (None, strategy.root_id):
        faults["indicator"] = _("Indikatoren hører til en annen organisasjon.")
    return faults


def _view_faults(values: Mapping[str, Any]) -> dict[str, str]:
    faults = {}
    if not str(values.get("sender", "")).strip():
        faults["sender"] = _("Skriv hvilken organisasjon som har sendt synspunktet.")
    if not str(values.get("summary", "")).strip():
        faults["summary"] = _("Skriv hva synspunktet går ut på.")
    if values.get("kind") not in ViewOf.values:
        faults["kind"] = _("Velg hvem synspunktet kommer fra.")
    return faults


def _phase_faults(values: Mapping[str, Any]) -> dict[str, str]:
    faults = {}
    if not str(values.get("title", "")).strip():
        faults["title"] = _("Skriv hva som gjøres.")
    first, last = values.get("first"), values.get("last")
    if not first or not last:
        faults["first"] = _("Skriv første og siste dag.")
    elif last < first:
        faults["last"] = _("Siste dag kan ikke være før første dag.")
    return faults
