"""What comparing found, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.indicators.comparing.chance import FEWEST_EVENTS, SMALL_POPULATION, Doubt
from rodtrad.indicators.comparing.common_period import CommonPeriod
from rodtrad.indicators.comparing.group_figure import GroupValue, GroupValueBy
from rodtrad.indicators.comparing.moving import Smoothed, SmoothedBy
from rodtrad.indicators.comparing.ranking import Standing

_PLACES = {
    # By whether the place is shared, and whether no direction says what is better.
    (False, False): _("%(rank)s. plass av %(count)s"),
    (True, False): _("delt %(rank)s. plass av %(count)s"),
    (False, True): _("nummer %(rank)s av %(count)s etter størrelse"),
    (True, True): _("delt nummer %(rank)s av %(count)s etter størrelse"),
}
_DOUBTS = {
    Doubt.FEW_EVENTS: _(
        "Færre enn %(fewest)s tilfeller: tallet kan svinge mye fra gang til gang ved ren tilfeldighet."
    ),
    Doubt.SMALL_POPULATION: _(
        "Færre enn %(fewest)s innbyggere: tallet kan svinge mye fra gang til gang ved ren tilfeldighet."
    ),
}
_GROUPS = {
    GroupValueBy.PUBLISHED: _("publisert for gruppa"),
    GroupValueBy.WEIGHTED: _(
        "vår utregning: sum av tellere delt på sum av nevnere, %(units)s av %(of)s har tall"
    ),
    GroupValueBy.MEDIAN: _("vår utregning: medianen, %(units)s av %(of)s har tall"),
}
#: By what the figure rests on, and whether its periods are years.
_SMOOTHED = {
    (SmoothedBy.PARTS, True): _(
        "Tre år under ett: %(figure)s (summen av tellerne delt på summen av nevnerne)."
    ),
    (SmoothedBy.PARTS, False): _(
        "Tre perioder under ett: %(figure)s (summen av tellerne delt på summen av nevnerne)."
    ),
    (SmoothedBy.RATIOS, True): _(
        "Snitt av tre år: %(figure)s (alle år teller likt, for teller og nevner er ikke lagret)."
    ),
    (SmoothedBy.RATIOS, False): _(
        "Snitt av tre perioder: %(figure)s (alle teller likt, for teller og nevner er ikke lagret)."
    ),
    (SmoothedBy.FIGURES, True): _("Snitt av tre år: %(figure)s."),
    (SmoothedBy.FIGURES, False): _("Snitt av tre perioder: %(figure)s."),
}


def place_in_words(standing: Standing) -> Message:
    """Return «delt 3. plass av 42»; where no direction tells what is better, «nummer 3 av 42 etter størrelse»."""
    text = _PLACES[standing.is_shared, standing.by_size]
    return Message(text, {"rank": standing.rank, "count": standing.count})


#: How far from the middle, in robust scales, each word reaches; a choice, not a published rule.
_REACHES = (
    (0.5, _("midt i feltet"), _("midt i feltet")),
    (1.0, _("litt over midten"), _("litt under midten")),
    (2.0, _("klart over midten"), _("klart under midten")),
    (float("inf"), _("langt over midten"), _("langt under midten")),
)


def spread_in_words(z: float) -> str:
    """Return how far a figure is from the middle of the field, by its robust z."""
    above, below = next((over, under) for reach, over, under in _REACHES if abs(z) < reach)
    return str(above if z > 0 else below)


def doubt_in_words(
    doubt: Doubt, *, fewest_events: int = FEWEST_EVENTS, small_population: int = SMALL_POPULATION
) -> Message:
    """Return the warning that a figure may be chance."""
    fewest = fewest_events if doubt is Doubt.FEW_EVENTS else small_population
    return Message(_DOUBTS[doubt], {"fewest": fewest})


def smoothed_in_words(smoothed: Smoothed, figure: str) -> Message:
    """Return the figure of several periods, as it is written, and how they were put together."""
    return Message(_SMOOTHED[smoothed.by, smoothed.is_years], {"figure": figure})


def group_in_words(value: GroupValue) -> Message:
    """Return where a group's figure comes from; what is not published is said to be ours."""
    return Message(_GROUPS[value.by], {"units": value.units, "of": value.of})


def period_in_words(common: CommonPeriod[Any]) -> Message:
    """Return which period all figures are for, how many lack one, and whether one's own newer one is left out."""
    if common.lacking:
        text = _("Alle tall er for %(period)s; %(lacking)s av %(of)s mangler tall da.")
    elif common.is_own_latest:
        text = _("Alle tall er for %(period)s.")
    else:
        text = _("Alle tall er for %(period)s, det siste alle har; eget siste tall er for %(latest)s.")
    values = {
        "period": common.period,
        "lacking": len(common.lacking),
        "of": common.of,
        "latest": common.own_latest,
    }
    return Message(text, values)
