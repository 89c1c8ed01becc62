"""Growth ratio: the growth rate there has been against the growth rate that reaches the target.

Statistics Canada's method as Open SDG 2.4 documents it: R = observed rate / |needed rate|, signed by which way is
better. From 95 % it is on track, from 60 % it needs to go faster, below that it is limited, below zero it goes
backwards. A figure of zero counts as 0.001, which distorts; figures of different sign cannot be judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.targets.methods.growth import (
    HIGHEST_SCORE,
    SCORE_BY_PACE,
    growth_per_year,
    parity,
    score_on,
    without_zero,
)
from rodtrad.targets.methods.judgement import (
    IndicatorStatus,
    Judgement,
    Question,
    not_measured,
    not_possible,
)
from rodtrad.targets.methods.path import Path, PathKind, expected_at
from rodtrad.targets.methods.points import Point, reaches, same_sign
from rodtrad.targets.methods.thresholds import BEHIND_FROM, ON_TRACK_FROM, status_of_pace, verdict
from rodtrad.targets.methods.writing import When, Write, Written, exactly, write_percent, write_plainly

METHOD = "cagr"
#: The base year of the 2030 agenda.
BASE_YEAR = 2015
_SAME_RATE = Path(PathKind.GEOMETRIC)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The baseline is the figure of `base_year`, or the first after it. `is_parity` is for an index best at one."""

    on_track_from: float = ON_TRACK_FROM
    behind_from: float = BEHIND_FROM
    base_year: float = BASE_YEAR
    is_parity: bool = False


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """The figures as they are told; only growth is reckoned with the stand-in for zero."""

    baseline: Point
    latest: Point
    target: Point
    sign: int
    settings: Settings

    @property
    def growth_sign(self) -> int:
        """Return 1 where growth is better; below zero a figure that grows in size falls."""
        return self.sign if without_zero(self.baseline.value) > 0 else -self.sign

    @property
    def is_achieved(self) -> bool:
        return self.sign * (self.latest.value - self.target.value) >= 0

    @property
    def is_over(self) -> bool:
        return self.latest.year >= self.target.year

    @property
    def needed(self) -> float:
        years = self.target.year - self.baseline.year
        return _growth(self.baseline, self.target, years)

    @property
    def observed(self) -> float:
        years = self.latest.year - self.baseline.year
        return _growth(self.baseline, self.latest, years)

    @property
    def pace(self) -> float | None:
        return self.growth_sign * self.observed / abs(self.needed) if self.needed else None

    @property
    def margin(self) -> float:
        lies_ahead = self.growth_sign * self.needed > 0
        if self.is_achieved or self.is_over or not lies_ahead:
            return self.sign * (self.latest.value - self.target.value)
        rate = self.growth_sign * self.settings.on_track_from * abs(self.needed)
        years = self.latest.year - self.baseline.year
        # Nothing shrinks by more than all of it.
        threshold = without_zero(self.baseline.value) * max(1 + rate, 0.0) ** years
        return self.sign * (without_zero(self.latest.value) - threshold)

    @property
    def status(self) -> IndicatorStatus:
        if self.is_achieved:
            return IndicatorStatus.ACHIEVED
        if self.pace is None:
            return IndicatorStatus.WRONG_WAY
        return status_of_pace(self.pace, cuts=self.settings, is_over=self.is_over)

    @property
    def score(self) -> float:
        if self.is_achieved or self.pace is None:
            return HIGHEST_SCORE if self.is_achieved else -HIGHEST_SCORE
        return score_on(SCORE_BY_PACE, self.pace)


def judge(question: Question, *, settings: Settings | None = None, write: Write = write_plainly) -> Judgement:
    """Judge the growth since the baseline against the growth that the target needs."""
    if question.latest is None:
        return not_measured(METHOD, question)
    chosen = settings or Settings()
    found = _standing(question, chosen)
    if isinstance(found, Message):
        return not_possible(METHOD, question, found)
    return Judgement(
        status=found.status,
        method=METHOD,
        reason=_reason(found, write),
        baseline=found.baseline,
        latest=found.latest,
        target=found.target,
        expected=expected_at(
            _SAME_RATE,
            baseline=_stand_in(found.baseline),
            target=_stand_in(found.target),
            year=found.latest.year,
        ),
        margin=found.margin,
        pace=found.pace,
        score=found.score,
    )


def _stand_in(point: Point) -> Point:
    return replace(point, value=without_zero(point.value))


def _growth(first: Point, last: Point, years: float) -> float:
    return growth_per_year(without_zero(first.value), without_zero(last.value), years)


def baseline_of(question: Question, base_year: float) -> Point | None:
    """Return the given baseline, or the figure of the base year or of the first year after it that has one."""
    if question.baseline is not None:
        return question.baseline
    return next((point for point in question.series if point.year >= base_year), None)


def _standing(question: Question, settings: Settings) -> _Standing | Message:
    """Return what the judgement rests on, or why there cannot be one."""
    baseline, latest, target = baseline_of(question, settings.base_year), question.latest, question.target
    assert latest is not None
    if target is None:
        return Message(_("Målet har ingen verdi. Skriv inn verdien, eller velg metoden «bare retning»."))
    if baseline is None or latest.year <= baseline.year:
        return Message(_("Det trengs tall for minst to år fra og med basisåret for å se hvor fort det går."))
    if target.year <= baseline.year:
        return Message(_("Målåret må være etter basisåret."))
    values = (baseline.value, latest.value, target.value)
    if settings.is_parity and min(values) <= 0:
        return Message(_("En paritetsindeks er alltid over null. Minst ett av tallene er ikke det."))
    if settings.is_parity:
        baseline, latest, target = (
            replace(one, value=parity(one.value)) for one in (baseline, latest, target)
        )
    if not same_sign(*(without_zero(one.value) for one in (baseline, latest, target))):
        return Message(
            _(
                "Vekstrater går bare når alle tallene er på samme side av null. Velg metoden «fart mot målet», som "
                "tåler null og negative tall."
            )
        )
    sign = -1 if settings.is_parity else question.sign_towards(baseline)
    if sign == 0:
        return Message(
            _(
                "Målet er likt basisverdien, og indikatoren har ingen retning. Si om høyere eller lavere er bedre."
            )
        )
    return _Standing(baseline=baseline, latest=latest, target=target, sign=sign, settings=settings)


def judge_together(judgements: Sequence[Judgement]) -> IndicatorStatus | None:
    """Return the status of several series of one indicator: by their mean score, achieved only if all are.

    None where no series has a score. The cuts of the score, −2.5, 0 and 2.5, are those of the pace.
    """
    scored = [one for one in judgements if one.score is not None]
    if not scored:
        return None
    if all(one.status is IndicatorStatus.ACHIEVED for one in scored):
        return IndicatorStatus.ACHIEVED
    mean = sum(one.score or 0.0 for one in scored) / len(scored)
    states = (
        (2.5, IndicatorStatus.ON_TRACK),
        (0.0, IndicatorStatus.BEHIND),
        (-2.5, IndicatorStatus.FAR_BEHIND),
    )
    return next(
        (status for cut, status in states if reaches(mean, cut, scale=1.0)), IndicatorStatus.WRONG_WAY
    )


def _reason(found: _Standing, write: Write) -> Message:
    growth = Message(
        _(
            "Vekst: fra %(baseline)s i %(baseline_year)s til %(latest)s i %(year)s er %(observed)s prosent i året; "
            "%(target)s i %(target_year)s trenger %(needed)s prosent i året."
        ),
        {
            "baseline": Written(found.baseline.value, write),
            "baseline_year": When(found.baseline),
            "latest": Written(found.latest.value, write),
            "year": When(found.latest),
            "observed": Written(found.observed, write_percent),
            "target": Written(found.target.value, exactly(write)),
            "target_year": When(found.target),
            "needed": Written(found.needed, write_percent),
        },
    )
    judged = verdict(
        found.status,
        baseline=found.baseline,
        target=found.target,
        margin=found.margin,
        pace=found.pace,
        is_over=found.is_over,
        cuts=found.settings,
        write=write,
    )
    return Message(_("%(growth)s %(verdict)s"), {"growth": growth, "verdict": judged})
