"""From a pace to a status, and the sentences that the pace methods share."""

from typing import Protocol

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text
from rodtrad.targets.methods.judgement import IndicatorStatus
from rodtrad.targets.methods.points import Point, reaches
from rodtrad.targets.methods.writing import (
    When,
    Write,
    Written,
    apart,
    is_seen,
    write_percent,
    write_share_reached,
)

#: Statistics Canada's cuts, as in Open SDG 2.4 (`docs/progress-methodology.md`): from 95 % of the pace that is needed
#: it is on track, from 60 % it needs to go faster, below that it is limited, below zero it goes backwards.
ON_TRACK_FROM = 0.95
BEHIND_FROM = 0.60


class Cuts(Protocol):
    """Shares of the needed pace from which it is on track, and from which it is only somewhat behind."""

    @property
    def on_track_from(self) -> float: ...

    @property
    def behind_from(self) -> float: ...


def status_of_pace(pace: float, *, cuts: Cuts, is_over: bool) -> IndicatorStatus:
    """Return the status of a pace, where the target is not reached.

    When the target year `is_over`, nothing is on track any more: what came nearly there is behind.
    """
    if reaches(pace, cuts.on_track_from):
        return IndicatorStatus.BEHIND if is_over else IndicatorStatus.ON_TRACK
    if reaches(pace, cuts.behind_from):
        return IndicatorStatus.BEHIND
    return IndicatorStatus.FAR_BEHIND if reaches(pace, 0.0, scale=1.0) else IndicatorStatus.WRONG_WAY


VERDICTS: dict[IndicatorStatus, Text] = {
    IndicatorStatus.ACHIEVED: _("Målet er nådd, med %(margin)s å gå på."),
    IndicatorStatus.ON_TRACK: _(
        "Det er %(pace)s prosent av farten som trengs; i rute er fra %(on_track)s prosent."
    ),
    IndicatorStatus.BEHIND: _(
        "Det er %(pace)s prosent av farten som trengs; i rute er fra %(on_track)s prosent, og dit mangler "
        "%(margin)s."
    ),
    IndicatorStatus.FAR_BEHIND: _(
        "Det er bare %(pace)s prosent av farten som trengs; i rute er fra %(on_track)s prosent, og dit "
        "mangler %(margin)s."
    ),
    IndicatorStatus.WRONG_WAY: _(
        "Tallet har gått feil vei siden %(baseline_year)s; til å være i rute mangler %(margin)s."
    ),
}
JUST_ACHIEVED = _("Målet er nådd.")
OVER = _("Målåret %(target_year)s er over, og målet er ikke nådd; %(margin)s mangler.")


def verdict(
    status: IndicatorStatus,
    *,
    baseline: Point,
    target: Point,
    margin: float,
    pace: float | None,
    is_over: bool,
    cuts: Cuts,
    write: Write,
) -> Message:
    """Put the verdict of a pace into a sentence of its own."""
    text = VERDICTS[status]
    if status is IndicatorStatus.ACHIEVED:
        text = text if is_seen(margin) else JUST_ACHIEVED
    elif is_over:
        text = OVER
    return Message(
        text,
        {
            "margin": Written(abs(margin), apart(write)),
            "pace": Written(pace or 0.0, write_share_reached),
            "on_track": Written(cuts.on_track_from, write_percent),
            "baseline_year": When(baseline),
            "target_year": When(target),
        },
    )
