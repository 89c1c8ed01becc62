"""Writes what a planstrategi says beside its plans: trends, guidelines answered, views, capacity, phases."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

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
from rodtrad.planning.operations.strategy_writing import put, writing_strategy

Part = TypeVar("Part", StrategyTrend, StrategyView, StrategyPhase)
_MOST = Decimal(9999)


def save_part(*, actor: Person, strategy: PlanningStrategy, part: Part, values: Mapping[str, Any]) -> Part:
    """Store a trend, a view or a phase, new or changed. Raises NotAllowedError, WrongStateError and FieldErrors."""
    with writing_strategy(strategy, actor=actor) as row:
        faults = _faults(row, part, values)
        if faults:
            raise FieldErrors(faults)
        if part._state.adding:
            part.root_id, part.strategy = row.root_id, row
            last = type(part).objects.filter(strategy=row).aggregate(last=Max("position"))["last"] or 0
            part.position = last + 1
        put(part, dict(values))
        return part


def delete_part(
    *, actor: Person, part: StrategyTrend | StrategyView | StrategyPhase | GuidelineAnswer
) -> None:
    """Take a part out. Raises NotAllowedError and WrongStateError."""
    with writing_strategy(part.strategy, actor=actor):
        part.delete()


def answer_guideline(
    *, actor: Person, strategy: PlanningStrategy, element: Element, text: str
) -> GuidelineAnswer:
    """Say how the strategy follows up a guideline. Raises NotAllowedError, WrongStateError and FieldErrors."""
    with writing_strategy(strategy, actor=actor) as row:
        if element.root_id != row.root_id or element.level.role != LevelRole.GUIDELINE:
            raise FieldErrors({"element": _("Velg en føring.")})
        held = GuidelineAnswer.objects.filter(strategy=row, element=element).first()
        answer = held or GuidelineAnswer(root_id=row.root_id, strategy=row, element=element)
        put(answer, {"text": text.strip()})
        return answer


def set_capacity(
    *, actor: Person, strategy: PlanningStrategy, by_semester: Mapping[int, Decimal | None]
) -> None:
    """Store how many person-months there are in each half year that is given; None takes it away.

    Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    faults = {
        str(semester): _("Skriv månedsverk som et tall mellom 0 og 9999.")
        for semester, months in by_semester.items()
        if months is not None and not 0 <= months <= _MOST
    }
    if faults:
        raise FieldErrors(faults)
    with writing_strategy(strategy, actor=actor) as row:
        held = {one.semester: one for one in row.capacities.all()}
        for semester, months in by_semester.items():
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
