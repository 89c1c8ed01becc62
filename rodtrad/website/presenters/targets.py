"""Targets of indicators as pages show them: what is wanted, how it stands, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.core.charts import Chart, Point, Sparkline, sparkline
from rodtrad.core.panels import PanelScope
from rodtrad.goals.models import Element
from rodtrad.indicators.queries.catalogue import latest
from rodtrad.targets.methods import IndicatorStatus, Method, Write
from rodtrad.targets.models import bands_of
from rodtrad.targets.queries import Judged, judged, targets_of, writer_of
from rodtrad.website.presenters.figures import figure, period_words

#: Figures in the small line.
_SPARK = 15
TONES = {
    IndicatorStatus.ACHIEVED: "done",
    IndicatorStatus.ON_TRACK: "ok",
    IndicatorStatus.BEHIND: "watch",
    IndicatorStatus.FAR_BEHIND: "half",
    IndicatorStatus.WRONG_WAY: "off",
    IndicatorStatus.NOT_MEASURED: "none",
    IndicatorStatus.NOT_POSSIBLE: "none",
}


@dataclass(frozen=True)
class TargetRow:
    """A target in a list. `url` leads to the indicator, `element_url` to what it is for."""

    indicator: str
    url: str
    element: str
    element_url: str
    latest: str
    period: str
    wanted: str
    tone: str
    word: str
    reason: str
    method: str
    origin: str
    spark: Chart | None
    organisation: str


def target_row(one: Judged) -> TargetRow:
    target, indicator = one.target, one.target.indicator
    shown = latest(one.line)
    slug = target.root.slug
    return TargetRow(
        indicator=indicator.title,
        url=reverse("indicator", args=[slug, indicator.key]),
        element=target.element.title,
        element_url=reverse("element", args=[slug, target.element.key]),
        latest=figure(indicator, shown.value) if shown else "",
        period=period_words(shown.period) if shown else "",
        wanted=wanted_words(one),
        tone=TONES[one.judgement.status],
        word=one.judgement.word,
        reason=str(one.judgement.reason),
        method=Method(target.method).label,
        origin=target.origin,
        spark=_spark(one),
        organisation=target.organisation.name if target.organisation else "",
    )


def wanted_words(one: Judged) -> str:
    """Say what is wanted: «8,0 % i 2032», «mellom 1,3 % og 1,7 %», «lavere er bedre»."""
    target, indicator = one.target, one.target.indicator
    if target.value is not None and target.year is not None:
        return _("%(value)s i %(year)s") % {"value": figure(indicator, target.value), "year": target.year}
    if bands := bands_of(target.bands):
        return _worded(bands.wanted.low, bands.wanted.high, writer_of(indicator))
    return str(indicator.get_direction_display())


def _worded(low: float | None, high: float | None, write: Write) -> str:
    if low is None:
        return _("høyst %s") % write(high) if high is not None else ""
    if high is None:
        return _("minst %s") % write(low)
    return _("mellom %(low)s og %(high)s") % {"low": write(low), "high": write(high)}


def _spark(one: Judged) -> Chart | None:
    points = tuple(Point(cell.period, cell.value, cell.is_provisional) for cell in one.line[-_SPARK:])
    if sum(point.value is not None for point in points) < 2:
        return None
    indicator = one.target.indicator
    return sparkline(
        Sparkline(
            title=indicator.title,
            decimals=indicator.decimals,
            points=points,
            key=f"gnist-{one.target.pk.hex}",
        )
    )


class TargetsPanel:
    id = "indikatorer"
    position = 5
    template = "website/panels/targets.html"
    aside = False

    @property
    def title(self) -> str:
        return _("Indikatorer og måltall")

    def context(self, element: Element, scope: PanelScope) -> Mapping[str, Any] | None:
        rows = [
            target_row(one) for one in judged(targets_of(element.root, scope.viewer).filter(element=element))
        ]
        return {"rows": rows} if rows else None


TARGETS = TargetsPanel()
