"""Pace to target: the change there has been against the change that the way to the target asks for by now.

Works with zero and negative figures, which growth rates do not; the way itself may be linear, geometric or stepwise.
The cuts are those of Statistics Canada, used on change in the indicator's own unit instead of on growth rates.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.targets.methods.judgement import (
    IndicatorStatus,
    Judgement,
    Question,
    not_measured,
    not_possible,
)
from rodtrad.targets.methods.path import PathError, expected_at
from rodtrad.targets.methods.points import Point, reaches
from rodtrad.targets.methods.thresholds import BEHIND_FROM, ON_TRACK_FROM, status_of_pace, verdict
from rodtrad.targets.methods.writing import When, Write, Written, exactly, write_plainly

METHOD = "linear"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Shares of the expected change from which it is on track, and from which it is only somewhat behind."""

    on_track_from: float = ON_TRACK_FROM
    behind_from: float = BEHIND_FROM


@dataclass(frozen=True, kw_only=True)
class _Standing:
    baseline: Point
    latest: Point
    target: Point
    sign: int
    expected: float
    settings: Settings

    @property
    def is_achieved(self) -> bool:
        return self.sign * (self.latest.value - self.target.value) >= 0

    @property
    def is_over(self) -> bool:
        return self.latest.year >= self.target.year

    @property
    def expected_change(self) -> float:
        return abs(self.expected - self.baseline.value)

    @property
    def ahead(self) -> float:
        """Return how far the latest figure is past the way; below zero, how far it lags."""
        return self.sign * (self.latest.value - self.expected)

    @property
    def pace(self) -> float | None:
        """Return the change as a share of the expected one; None where no change is expected yet."""
        size = max(abs(self.expected), abs(self.baseline.value))
        if not self.expected_change or reaches(0.0, self.expected_change, scale=size):
            return None
        return 1.0 + self.ahead / self.expected_change

    @property
    def margin(self) -> float:
        if self.is_achieved or self.is_over:
            return self.sign * (self.latest.value - self.target.value)
        return self.ahead + (1.0 - self.settings.on_track_from) * self.expected_change

    @property
    def status(self) -> IndicatorStatus:
        if self.is_achieved:
            return IndicatorStatus.ACHIEVED
        if self.pace is None:
            size = max(abs(self.expected), abs(self.latest.value))
            on_track = reaches(self.ahead, 0.0, scale=size) and not self.is_over
            return IndicatorStatus.ON_TRACK if on_track else IndicatorStatus.WRONG_WAY
        return status_of_pace(self.pace, cuts=self.settings, is_over=self.is_over)


def judge(question: Question, *, settings: Settings | None = None, write: Write = write_plainly) -> Judgement:
    """Judge the latest figure against the way from the baseline, or else the first figure, to the target."""
    if question.latest is None:
        return not_measured(METHOD, question)
    found = _standing(question, settings or Settings())
    if isinstance(found, Message):
        return not_possible(METHOD, question, found)
    return Judgement(
        status=found.status,
        method=METHOD,
        reason=_reason(found, write),
        baseline=found.baseline,
        latest=found.latest,
        target=found.target,
        expected=found.expected,
        margin=found.margin,
        pace=found.pace,
    )


def _standing(question: Question, settings: Settings) -> _Standing | Message:
    """Return what the judgement rests on, or why there cannot be one."""
    target, latest = question.target, question.latest
    assert latest is not None
    if target is None:
        return Message(_("Målet har ingen verdi. Skriv inn verdien, eller velg metoden «bare retning»."))
    baseline = question.baseline or question.series[0]
    sign = question.sign_towards(baseline)
    if sign == 0:
        return Message(
            _(
                "Målet er likt basisverdien, og indikatoren har ingen retning. Si om høyere eller lavere er bedre."
            )
        )
    try:
        expected = expected_at(question.path, baseline=baseline, target=target, year=latest.year)
    except PathError as error:
        return error.message
    found = _Standing(
        baseline=baseline, latest=latest, target=target, sign=sign, expected=expected, settings=settings
    )
    if latest.year < baseline.year or (latest.year == baseline.year and not found.is_achieved):
        return Message(_("Det trengs minst ett tall etter basisåret for å se hvor fort det går."))
    return found


def _reason(found: _Standing, write: Write) -> Message:
    way = Message(
        _(
            "Fart mot målet: fra %(baseline)s i %(baseline_year)s til %(target)s i %(target_year)s er %(expected)s "
            "ventet i %(year)s, og tallet er %(latest)s."
        ),
        {
            "baseline": Written(found.baseline.value, write),
            "baseline_year": When(found.baseline),
            "target": Written(found.target.value, exactly(write)),
            "target_year": When(found.target),
            "expected": Written(found.expected, write),
            "year": When(found.latest),
            "latest": Written(found.latest.value, write),
        },
    )
    return Message(_("%(way)s %(verdict)s"), {"way": way, "verdict": _verdict(found, write)})


def _verdict(found: _Standing, write: Write) -> Message:
    if found.status is IndicatorStatus.ON_TRACK and found.pace is None:
        return Message(_("Ingen endring er ventet ennå, og tallet er ikke dårligere enn ventet."))
    return verdict(
        found.status,
        baseline=found.baseline,
        target=found.target,
        margin=found.margin,
        pace=found.pace,
        is_over=found.is_over,
        cuts=found.settings,
        write=write,
    )
