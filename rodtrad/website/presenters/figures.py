"""Figures in words: units, periods, and why there is none."""

from django.utils.translation import gettext_lazy

from rodtrad.core.figures import format_figure
from rodtrad.core.periods import Period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.catalogue import Shown
from rodtrad.indicators.units import label_of, parse_unit

_WHY = {
    ObservationStatus.MISSING: gettext_lazy("mangler"),
    ObservationStatus.NOT_POSSIBLE: gettext_lazy("kan ikke finnes"),
    ObservationStatus.CONFIDENTIAL: gettext_lazy("skjult av hensyn til personvernet"),
    ObservationStatus.NOT_YET: gettext_lazy("ikke kommet ennå"),
}


def unit_sign(indicator: Indicator) -> str:
    """Return what stands behind a figure: «%», or nothing where the heading says the unit."""
    return "%" if indicator.unit == "percent" else ""


def unit_name(indicator: Indicator) -> str:
    """Return the unit in words: «innbyggere», «kr per innbygger»; nothing where a sign says it."""
    return "" if unit_sign(indicator) else label_of(parse_unit(indicator.unit))


def figure(indicator: Indicator, value: float | None, *, with_unit: bool = True) -> str:
    if value is None:
        return "–"
    return format_figure(value, indicator.decimals, unit_sign(indicator) if with_unit else "")


def shown_figure(indicator: Indicator, shown: Shown, *, with_unit: bool = True) -> str:
    """Write a figure, or the reason why there is none."""
    if shown.value is None:
        return why(shown.status)
    text = figure(indicator, shown.value, with_unit=with_unit)
    return f"{text}*" if shown.is_provisional else text


def why(status: ObservationStatus) -> str:
    """Return why there is no figure."""
    return str(_WHY[status])


def period_words(period: Period) -> str:
    return str(period).replace("-", "–")
