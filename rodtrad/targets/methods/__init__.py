"""How an indicator stands to its target: one file for each method, all with `judge` and `Settings`."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from math import isfinite
from typing import Any

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text
from rodtrad.targets.methods import band, cagr, direction, linear
from rodtrad.targets.methods.bands import Band, Bands, BandsError
from rodtrad.targets.methods.direction import WindowError
from rodtrad.targets.methods.judgement import (
    IndicatorStatus,
    Judgement,
    Question,
    count_by_status,
    not_possible,
)
from rodtrad.targets.methods.path import LINEAR, Path, PathError, PathKind, expected_at
from rodtrad.targets.methods.points import Point
from rodtrad.targets.methods.writing import Write, write_plainly

__all__ = [
    "LINEAR",
    "Band",
    "Bands",
    "BandsError",
    "IndicatorStatus",
    "Judgement",
    "Method",
    "Path",
    "PathError",
    "PathKind",
    "Point",
    "Question",
    "UnknownSettingError",
    "WindowError",
    "Write",
    "count_by_status",
    "expected_at",
    "judge",
    "settings_of",
    "settings_with",
]


class Method(StrEnum):
    """How the status of a target is found; chosen for each target."""

    LINEAR = linear.METHOD
    CAGR = cagr.METHOD
    BAND = band.METHOD
    DIRECTION = direction.METHOD

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS: dict[Method, Text] = {
    Method.LINEAR: _("fart mot målet"),
    Method.CAGR: _("vekst (StatCan og Open SDG)"),
    Method.BAND: _("bånd"),
    Method.DIRECTION: _("bare retning"),
}
_SETTINGS: dict[Method, Callable[..., Any]] = {
    Method.LINEAR: linear.Settings,
    Method.CAGR: cagr.Settings,
    Method.BAND: band.Settings,
    Method.DIRECTION: direction.Settings,
}
_JUDGES: dict[Method, Callable[..., Judgement]] = {
    Method.LINEAR: linear.judge,
    Method.CAGR: cagr.judge,
    Method.BAND: band.judge,
    Method.DIRECTION: direction.judge,
}


_TOO_FAR = _(
    "Kan ikke regnes ut: tallene er for store, eller for ulike. Se etter om utgangspunktet, målet eller det siste "
    "tallet er skrevet feil."
)


class UnknownSettingError(ValueError):
    """A method has no setting of that name."""

    def __init__(self, method: Method, names: list[str]) -> None:
        self.method, self.names = method, names
        super().__init__(f"{method}: {', '.join(names)}")


def settings_of(method: Method) -> dict[str, object]:
    """Return a method's settings with the values they have if nothing is chosen."""
    chosen = _SETTINGS[method]()
    return {one.name: getattr(chosen, one.name) for one in fields(chosen)}


def settings_with(method: Method, told: Mapping[str, object] | None) -> Any:
    """Return a method's settings with those told. Raises UnknownSettingError, or ValueError when they do not go."""
    if unknown := sorted(set(told or {}) - set(settings_of(method))):
        raise UnknownSettingError(method, unknown)
    return _SETTINGS[method](**(told or {}))


def judge(
    method: Method,
    question: Question,
    *,
    settings: Mapping[str, object] | None = None,
    write: Write = write_plainly,
) -> Judgement:
    """Judge by a method; `settings` names those that differ from the method's own (see `settings_of`).

    Whatever figures there are, it answers: where they go beyond what can be reckoned, or no change can be seen in the
    window that is set, that it is not possible. Raises ValueError for other settings that do not go.
    """
    try:
        chosen = settings_with(method, settings)
    except WindowError as error:
        return not_possible(method, question, error.message)
    try:
        answer = _JUDGES[method](question, settings=chosen, write=write)
    except (OverflowError, ZeroDivisionError):
        return not_possible(method, question, Message(_TOO_FAR))
    return answer if _is_reckoned(answer) else not_possible(method, question, Message(_TOO_FAR))


def _is_reckoned(answer: Judgement) -> bool:
    """Tell whether all of it are numbers; a band that is open at both ends has no end to be away from."""
    margin = None if answer.method == Method.BAND else answer.margin
    return all(one is None or isfinite(one) for one in (margin, answer.pace, answer.expected, answer.score))
