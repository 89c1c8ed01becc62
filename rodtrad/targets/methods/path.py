"""The way from a baseline to a target: which figure is expected at a time in between."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import copysign

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text
from rodtrad.targets.methods.points import Point, same_sign


class PathKind(StrEnum):
    """How the way runs: the same amount each year, the same percentage each year, or from step to step."""

    LINEAR = "linear"
    GEOMETRIC = "geometric"
    STEPS = "steps"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS: dict[PathKind, Text] = {
    PathKind.LINEAR: _("like mye hvert år"),
    PathKind.GEOMETRIC: _("samme prosent hvert år"),
    PathKind.STEPS: _("trinn for trinn"),
}


class PathError(ValueError):
    """There is no such way between these two; `message` says why in words."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Path:
    """A way; `steps` are the intermediate figures of a stepwise one, in order of time."""

    kind: PathKind = PathKind.LINEAR
    steps: tuple[Point, ...] = ()


LINEAR = Path()


def expected_at(path: Path, *, baseline: Point, target: Point, year: float) -> float:
    """Return the figure that is expected at a time: the baseline's until it starts, the target's after it ends.

    On a stepwise way a step holds from its own year until the next. Raises PathError where the way does not exist.
    """
    _refuse_impossible(path, baseline, target)
    if year <= baseline.year:
        return baseline.value
    if year >= target.year:
        return target.value
    if path.kind is PathKind.STEPS:
        return [baseline.value, *(step.value for step in path.steps if step.year <= year)][-1]
    done = (year - baseline.year) / (target.year - baseline.year)
    if path.kind is PathKind.GEOMETRIC:
        # Each factor is no larger than the figures themselves, however unlike they are.
        size = abs(baseline.value) ** (1 - done) * abs(target.value) ** done
        return copysign(size, baseline.value)
    return baseline.value + (target.value - baseline.value) * done


def _refuse_impossible(path: Path, baseline: Point, target: Point) -> None:
    if target.year <= baseline.year:
        raise PathError(Message(_("Målåret må være etter basisåret.")))
    if path.kind is PathKind.GEOMETRIC and not same_sign(baseline.value, target.value):
        raise PathError(
            Message(
                _(
                    "Samme prosent hvert år går bare når basisverdi og mål er på samme side av null, og ingen av "
                    "dem er null. Velg like mye hvert år."
                )
            )
        )
    if path.kind is PathKind.STEPS:
        years = [baseline.year, *(step.year for step in path.steps), target.year]
        if any(later <= earlier for earlier, later in pairwise(years)):
            raise PathError(Message(_("Trinnene må komme etter hverandre, mellom basisåret og målåret.")))
