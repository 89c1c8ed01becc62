"""What a method is asked, and what it answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text
from rodtrad.indicators.comparing import Direction
from rodtrad.targets.methods.bands import Bands
from rodtrad.targets.methods.path import LINEAR, Path
from rodtrad.targets.methods.points import Point


class IndicatorStatus(StrEnum):
    """How an indicator stands to what is wanted of it: the same few states whatever the method, from the best.

    `NOT_MEASURED` says that there is no figure, `NOT_POSSIBLE` that there is one but the method cannot judge it.
    A method may have words of its own for a state (`Judgement.word`): a band's «laveste aksepterte» is `BEHIND`.
    """

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    WRONG_WAY = "wrong_way"
    NOT_MEASURED = "not_measured"
    NOT_POSSIBLE = "not_possible"

    @property
    def label(self) -> str:
        return str(_LABELS[self])

    @property
    def is_judged(self) -> bool:
        return self not in {IndicatorStatus.NOT_MEASURED, IndicatorStatus.NOT_POSSIBLE}


_LABELS: dict[IndicatorStatus, Text] = {
    IndicatorStatus.ACHIEVED: _("nådd"),
    IndicatorStatus.ON_TRACK: _("i rute"),
    IndicatorStatus.BEHIND: _("etter ruta"),
    IndicatorStatus.FAR_BEHIND: _("langt etter ruta"),
    IndicatorStatus.WRONG_WAY: _("går feil vei"),
    IndicatorStatus.NOT_MEASURED: _("ikke målt"),
    IndicatorStatus.NOT_POSSIBLE: _("kan ikke vurderes"),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is known of an indicator and wanted of it. Each method uses what it needs.

    `series` are the figures, oldest first. Without a `baseline` the method takes its own. `direction` may be left out
    where the target lies above or below the baseline.
    """

    series: tuple[Point, ...] = ()
    baseline: Point | None = None
    target: Point | None = None
    direction: Direction = Direction.NONE
    path: Path = LINEAR
    bands: Bands | None = None

    def __post_init__(self) -> None:
        if any(later.year <= earlier.year for earlier, later in pairwise(self.series)):
            raise ValueError("the series is not in order of time")

    @property
    def latest(self) -> Point | None:
        return self.series[-1] if self.series else None

    def sign_towards(self, baseline: Point) -> int:
        """Return 1 where more is better, −1 where less is; 0 where neither direction nor target tells."""
        if self.direction.sign or self.target is None:
            return self.direction.sign
        return (self.target.value > baseline.value) - (self.target.value < baseline.value)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How it stands, by which method, from which figures, and why in words.

    `margin` is the way from the threshold of being in place (achieved, or on track) to the latest figure, in the
    indicator's own unit; below zero it says how much is lacking. `pace` is the change there has been as a share of the
    change there should have been; `score` runs from −5 to 5, for the methods that have one.
    """

    status: IndicatorStatus
    method: str
    reason: Message
    baseline: Point | None = None
    latest: Point | None = None
    target: Point | None = None
    expected: float | None = None
    margin: float | None = None
    pace: float | None = None
    score: float | None = None
    #: The method's own word for the status, where it has one.
    own_word: Text = field(default="", compare=False)

    @property
    def word(self) -> str:
        return str(self.own_word) or self.status.label


def not_measured(method: str, question: Question) -> Judgement:
    """Answer that there is no figure."""
    return Judgement(
        status=IndicatorStatus.NOT_MEASURED,
        method=method,
        reason=Message(_("Ikke målt: det finnes ikke noe tall ennå.")),
        target=question.target,
    )


def not_possible(
    method: str, question: Question, reason: Message, *, baseline: Point | None = None
) -> Judgement:
    """Answer that there is a figure, but that this method cannot judge it, and why."""
    return Judgement(
        status=IndicatorStatus.NOT_POSSIBLE,
        method=method,
        reason=reason,
        baseline=baseline or question.baseline,
        latest=question.latest,
        target=question.target,
    )


def count_by_status(judgements: Iterable[Judgement]) -> dict[IndicatorStatus, int]:
    """Count judgements by status, every state named, from the best to the one that cannot be judged."""
    counts = dict.fromkeys(IndicatorStatus, 0)
    for judgement in judgements:
        counts[judgement.status] += 1
    return counts
