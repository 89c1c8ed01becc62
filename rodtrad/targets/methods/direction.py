"""Direction only: no target value, just which way is better. Two ways to see it.

`GROWTH` is Statistics Canada's, as Open SDG 2.4 documents it: growth a year in the wanted direction of at least 1.5 %
is on track, from 0.5 % behind, from zero limited, below zero the wrong way; C (0–1) shrinks the cuts near a natural
limit.

`RECENT` is the German strategy's weather signs, as adopted by jah-ky/nsdp-upgrade: the mean change of the last five
years together with the last change. Both right is on track, a right mean with a wrong or no last change behind, a
wrong or no mean with a right last change limited, else the wrong way. Which pair gives which sign is background
knowledge, not read in the source. It works with zero and negative figures.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text
from rodtrad.targets.methods.cagr import BASE_YEAR, baseline_of
from rodtrad.targets.methods.growth import SCORE_BY_GROWTH, growth_per_year, score_on, without_zero
from rodtrad.targets.methods.judgement import (
    IndicatorStatus,
    Judgement,
    Question,
    not_measured,
    not_possible,
)
from rodtrad.targets.methods.points import Point, reaches, same_sign
from rodtrad.targets.methods.writing import (
    When,
    Write,
    Written,
    apart,
    write_percent,
    write_plainly,
    write_year,
)

METHOD = "direction"


class WindowError(ValueError):
    """No change can be seen in such a window; `message` says why in words."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class SeenBy(StrEnum):
    """What the direction is read from."""

    GROWTH = "growth"
    RECENT = "recent"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The cuts are growth a year; `limit` is C. `recent_years` and `fewest_points` are the German window."""

    seen_by: SeenBy = SeenBy.GROWTH
    on_track_from: float = 0.015
    behind_from: float = 0.005
    limit: float = 1.0
    base_year: float = BASE_YEAR
    recent_years: float = 5.0
    fewest_points: int = 4

    def __post_init__(self) -> None:
        if not 0 <= self.limit <= 1:
            raise ValueError("the limit factor runs from 0 to 1")
        if not 0 <= self.behind_from <= self.on_track_from < 1:
            raise ValueError("the cuts are shares of one, the lower one first")
        if self.recent_years <= 0:
            raise WindowError(Message(_("Vinduet for de siste årene må være lengre enn null.")))
        if self.fewest_points < 2 or self.fewest_points % 1:
            raise WindowError(
                Message(_("Det trengs minst to tall for å se en endring, og antallet er et helt tall."))
            )


_NO_DIRECTION = _("Indikatoren har ingen retning. Si om høyere eller lavere er bedre.")


def judge(question: Question, *, settings: Settings | None = None, write: Write = write_plainly) -> Judgement:
    """Judge whether the series moves the way that is better."""
    chosen = settings or Settings()
    if question.latest is None:
        return not_measured(METHOD, question)
    if question.direction.sign == 0:
        return not_possible(METHOD, question, Message(_NO_DIRECTION))
    if SeenBy(chosen.seen_by) is SeenBy.RECENT:
        return _judge_recent(question, chosen, write)
    return _judge_growth(question, chosen, write)


def _judge_growth(question: Question, settings: Settings, write: Write) -> Judgement:
    first, last = baseline_of(question, settings.base_year), question.latest
    assert last is not None
    if first is None or last.year <= first.year:
        return not_possible(
            METHOD,
            question,
            Message(_("Det trengs tall for minst to år fra og med basisåret for å se hvor fort det går.")),
        )
    start, end = without_zero(first.value), without_zero(last.value)
    if not same_sign(start, end):
        text = _(
            "Vekstrater går bare når alle tallene er på samme side av null. Velg «siste fem år» i stedet."
        )
        return not_possible(METHOD, question, Message(text), baseline=first)
    years = last.year - first.year
    growth = growth_per_year(start, end, years)
    sign = question.direction.sign * (1 if start > 0 else -1)
    status = _status_of_growth(sign * growth, settings)
    threshold = start * (1 + sign * settings.on_track_from * settings.limit) ** years
    return Judgement(
        status=status,
        method=METHOD,
        reason=_growth_reason(status, growth, first, last, settings, write),
        baseline=first,
        latest=last,
        expected=threshold,
        margin=question.direction.sign * (end - threshold),
        score=score_on(SCORE_BY_GROWTH, sign * growth / settings.limit) if settings.limit else None,
    )


def _status_of_growth(growth: float, settings: Settings) -> IndicatorStatus:
    if reaches(growth, settings.on_track_from * settings.limit, scale=1e-3):
        return IndicatorStatus.ON_TRACK
    if reaches(growth, settings.behind_from * settings.limit, scale=1e-3):
        return IndicatorStatus.BEHIND
    return IndicatorStatus.FAR_BEHIND if reaches(growth, 0.0, scale=1e-3) else IndicatorStatus.WRONG_WAY


_GROWTH_WORDS: dict[IndicatorStatus, Text] = {
    IndicatorStatus.ON_TRACK: _("Det er i ønsket retning og fort nok; i rute er fra %(cut)s prosent i året."),
    IndicatorStatus.BEHIND: _("Det er i ønsket retning, men sent; i rute er fra %(cut)s prosent i året."),
    IndicatorStatus.FAR_BEHIND: _(
        "Det er nesten ingen endring i ønsket retning; i rute er fra %(cut)s prosent i året."
    ),
    IndicatorStatus.WRONG_WAY: _("Det er i motsatt retning av den som er ønsket."),
}


def _growth_reason(
    status: IndicatorStatus, growth: float, first: Point, last: Point, settings: Settings, write: Write
) -> Message:
    series = Message(
        _(
            "Bare retning: fra %(first)s i %(first_year)s til %(last)s i %(last_year)s er en endring på "
            "%(growth)s prosent i året."
        ),
        _ends(first, last, write) | {"growth": Written(growth, write_percent)},
    )
    cut = Written(settings.on_track_from * settings.limit, write_percent)
    words = Message(_GROWTH_WORDS[status], {"cut": cut})
    return Message(_("%(series)s %(verdict)s"), {"series": series, "verdict": words})


def _ends(first: Point, last: Point, write: Write) -> dict[str, object]:
    return {
        "first": Written(first.value, write),
        "first_year": When(first),
        "last": Written(last.value, write),
        "last_year": When(last),
    }


def _judge_recent(question: Question, settings: Settings, write: Write) -> Judgement:
    latest = question.latest
    assert latest is not None
    window = [one for one in question.series if one.year >= latest.year - settings.recent_years]
    if len(window) < settings.fewest_points:
        text = _("Det trengs minst %(fewest)s tall fra de siste %(years)s årene; det er %(count)s.")
        values = {
            "fewest": int(settings.fewest_points),
            "years": Written(settings.recent_years, write_year),
            "count": len(window),
        }
        return not_possible(METHOD, question, Message(text, values))
    sign = question.direction.sign
    mean = (latest.value - window[0].value) / (latest.year - window[0].year)
    last = latest.value - window[-2].value
    status = _RECENT[(sign * mean > 0, sign * last > 0)]
    return Judgement(
        status=status,
        method=METHOD,
        reason=_recent_reason(status, mean, window, write),
        baseline=window[0],
        latest=latest,
        margin=sign * mean,
    )


#: By whether the mean change and the last change are in the wanted direction.
_RECENT = {
    (True, True): IndicatorStatus.ON_TRACK,
    (True, False): IndicatorStatus.BEHIND,
    (False, True): IndicatorStatus.FAR_BEHIND,
    (False, False): IndicatorStatus.WRONG_WAY,
}
_RECENT_WORDS: dict[IndicatorStatus, Text] = {
    IndicatorStatus.ON_TRACK: _("Begge er i ønsket retning."),
    IndicatorStatus.BEHIND: _("Snittet er i ønsket retning, men den siste endringen er ikke det."),
    IndicatorStatus.FAR_BEHIND: _("Den siste endringen er i ønsket retning, men snittet er ikke det."),
    IndicatorStatus.WRONG_WAY: _("Ingen av dem er i ønsket retning."),
}


def _recent_reason(status: IndicatorStatus, mean: float, window: list[Point], write: Write) -> Message:
    series = Message(
        _(
            "Bare retning, siste år: fra %(first)s i %(first_year)s til %(last)s i %(last_year)s er endringen i "
            "snitt %(mean)s i året, og den siste endringen er %(step)s."
        ),
        _ends(window[0], window[-1], write)
        | {
            "mean": Written(mean, apart(write)),
            "step": Written(window[-1].value - window[-2].value, apart(write)),
        },
    )
    return Message(_("%(series)s %(verdict)s"), {"series": series, "verdict": Message(_RECENT_WORDS[status])})
