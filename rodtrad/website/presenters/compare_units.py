"""One indicator's units as a table: place, figure, percentile, and several periods together where one may be chance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.geography.models import Area
from rodtrad.indicators.comparing import Smoothed, SmoothedBy
from rodtrad.indicators.queries.compare import Comparison
from rodtrad.website.presenters.compare import figure_at
from rodtrad.website.presenters.figures import figure

#: Beside a mean of ratios among ratios of sums.
_UNWEIGHTED = "°"


@dataclass(frozen=True)
class UnitRow:
    """A unit in the table of all."""

    place: str
    name: str
    figure: str
    percentile: str
    average: str
    doubtful: bool
    mine: bool


def unit_rows(one: Comparison, averages: Mapping[UUID, Smoothed]) -> list[UnitRow]:
    """Return all units, the first place first and those without a figure last."""
    ranking = one.ranking
    order = sorted(
        range(len(one.field.ranked)),
        key=lambda at: (ranking.rank[at] == 0, ranking.rank[at], one.field.ranked[at].sort_key),
    )
    is_mixed = len({average.by for average in averages.values()}) > 1
    return [_unit_row(one, at, averages.get(one.field.ranked[at].pk), is_mixed) for at in order]


def _unit_row(one: Comparison, at: int, average: Smoothed | None, is_mixed: bool) -> UnitRow:
    area, ranking = one.field.ranked[at], one.ranking
    standing = ranking.standing(at)
    percentile = float(ranking.percentile[at])
    return UnitRow(
        place=(f"{standing.rank}{'=' if standing.is_shared else ''}") if standing else "–",
        name=area.name,
        figure=figure_at(one, at, with_unit=False),
        percentile=f"{percentile:.0f}" if isfinite(percentile) else "–",
        average=_average(one, average, is_mixed) if average else "",
        doubtful=one.doubt_at(at) is not None,
        mine=is_own(one, area),
    )


def _average(one: Comparison, average: Smoothed, is_mixed: bool) -> str:
    """Write the figure of several periods; where others are summed from their parts, one that is not has a mark."""
    mark = _UNWEIGHTED if is_mixed and average.by is SmoothedBy.RATIOS else ""
    return figure(one.indicator, average.value, with_unit=False) + mark


def average_name(averages: Collection[Smoothed]) -> str:
    """Return the heading of the column; nothing where no unit has such a figure."""
    if not averages:
        return ""
    return _("Tre år samlet") if all(one.is_years for one in averages) else _("Tre perioder samlet")


def average_notes(averages: Collection[Smoothed]) -> tuple[str, ...]:
    """Say how the figures of several periods are put together."""
    by = {one.by for one in averages}
    texts = {
        SmoothedBy.PARTS: _("Periodene samlet: summen av tellerne delt på summen av nevnerne."),
        SmoothedBy.RATIOS: _(
            "Periodene samlet: snittet av forholdstallene, der alle teller likt, for teller og nevner er ikke lagret."
        ),
        SmoothedBy.FIGURES: _("Periodene samlet: snittet av tallene."),
    }
    if len(by) > 1:
        texts[SmoothedBy.RATIOS] = _(
            "%(mark)s Her er det snittet av forholdstallene, for teller og nevner er ikke lagret for alle periodene."
        ) % {"mark": _UNWEIGHTED}
    return tuple(text for one, text in texts.items() if one in by)


def is_own(one: Comparison, area: Area) -> bool:
    return one.field.own is not None and area.pk == one.field.own.pk
