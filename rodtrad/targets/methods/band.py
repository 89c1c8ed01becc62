"""Band: is the latest figure wanted, accepted or not accepted.

After the measure map (målekart) of Asker 2015–17: *ønsket*, *laveste aksepterte*, *ikke godkjent*. Published bands
have gaps between them (below 0.99, then from 1.00): a figure in a gap is said to be in one, never moved into a band.
"""

from dataclasses import dataclass
from math import inf

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text
from rodtrad.targets.methods.bands import Band, Bands, worded
from rodtrad.targets.methods.judgement import (
    IndicatorStatus,
    Judgement,
    Question,
    not_measured,
    not_possible,
)
from rodtrad.targets.methods.points import Point
from rodtrad.targets.methods.writing import When, Write, Written, apart, write_plainly

METHOD = "band"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Nothing to set: the bands are the target's own."""


_WORDS: dict[IndicatorStatus, tuple[Text, Text]] = {
    IndicatorStatus.ACHIEVED: (_("ønsket"), _("Bånd: %(value)s i %(year)s er som ønsket.")),
    IndicatorStatus.BEHIND: (
        _("laveste aksepterte"),
        _("Bånd: %(value)s i %(year)s er innenfor det laveste aksepterte, men ikke som ønsket."),
    ),
    IndicatorStatus.FAR_BEHIND: (_("ikke godkjent"), _("Bånd: %(value)s i %(year)s er ikke godkjent.")),
    IndicatorStatus.NOT_POSSIBLE: (
        _("mellom båndene"),
        _(
            "Bånd: %(value)s i %(year)s ligger i et hull mellom båndene, så det er verken ønsket, akseptert eller ikke "
            "godkjent. Rett endene på båndene, så hullet blir borte."
        ),
    ),
}
_INSIDE = _("Ønsket er %(wanted)s; nærmeste ende er %(away)s unna.")
_OUTSIDE = _("Ønsket er %(wanted)s; dit mangler %(away)s.")
_AT_AN_END = _("Ønsket er %(wanted)s.")


def judge(question: Question, *, settings: Settings | None = None, write: Write = write_plainly) -> Judgement:
    """Judge the latest figure by the target's bands. The margin is how far it is inside the wanted one."""
    latest, bands = question.latest, question.bands
    if bands is None:
        return not_possible(
            METHOD, question, Message(_("Målet har ingen bånd. Skriv inn båndet som er ønsket."))
        )
    if latest is None:
        return not_measured(METHOD, question)
    status = _status(bands, latest.value)
    word, text = _WORDS[status]
    return Judgement(
        status=status,
        method=METHOD,
        reason=Message(_("%(verdict)s %(wanted)s"), _values(text, bands.wanted, latest, write)),
        latest=latest,
        target=question.target,
        margin=bands.wanted.depth(latest.value),
        own_word=word,
    )


def _status(bands: Bands, value: float) -> IndicatorStatus:
    if bands.wanted.holds(value):
        return IndicatorStatus.ACHIEVED
    if any(band.holds(value) for band in bands.accepted):
        return IndicatorStatus.BEHIND
    if not bands.not_accepted or any(band.holds(value) for band in bands.not_accepted):
        return IndicatorStatus.FAR_BEHIND
    return IndicatorStatus.NOT_POSSIBLE


def _values(text: Text, wanted: Band, latest: Point, write: Write) -> dict[str, object]:
    depth = wanted.depth(latest.value)
    way = _AT_AN_END if depth in {0.0, inf} else _INSIDE if depth > 0 else _OUTSIDE
    figure = {"value": Written(latest.value, write), "year": When(latest)}
    return {
        "verdict": Message(text, figure),
        "wanted": Message(way, {"wanted": worded(wanted, write), "away": Written(abs(depth), apart(write))}),
    }
