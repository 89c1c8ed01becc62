"""What a root wants of an indicator, for an element of its thread."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from rodtrad.core.history import track
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Organisation, Owned, Sourced
from rodtrad.targets.methods import Band, Bands, Method, Path, PathKind, Point


def _today() -> date:
    return timezone.localdate()


@track()
class Target(Owned, Sourced):
    """An indicator that tells how an element is going, and what is wanted of it.

    Without an organisation it is for the whole root. The status is found by its method, from the figures of the
    organisation's area, else the root's; it is never stored.
    """

    element = models.ForeignKey(Element, models.CASCADE, related_name="indicator_targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="indicator_targets"
    )
    method = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Method])
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_value = models.FloatField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    path = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in PathKind], default=PathKind.LINEAR.value
    )
    #: Pairs of year and value, between baseline and target.
    steps = models.JSONField(default=list, blank=True)
    #: Wanted, accepted and not accepted bands: see `bands_of`. Only for the band method.
    bands = models.JSONField(default=dict, blank=True)
    #: What differs from the method's own settings.
    settings = models.JSONField(default=dict, blank=True)
    #: The day it was set: a definition changed later is another thing than was meant.
    set_on = models.DateField(default=_today)

    class Meta(Sourced.Meta):
        ordering = ["element", "indicator__sort_key"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                "element", "indicator", "organisation", name="target_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~Q(method__in=[Method.LINEAR.value, Method.CAGR.value])
                | Q(year__isnull=False, value__isnull=False),
                name="target_has_value",
            ),
            models.CheckConstraint(
                condition=~Q(method=Method.BAND.value) | ~Q(bands={}), name="target_has_bands"
            ),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True, baseline_value__isnull=True)
                | Q(baseline_year__isnull=False, baseline_value__isnull=False),
                name="target_baseline_whole",
            ),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True)
                | Q(year__isnull=True)
                | Q(year__gt=F("baseline_year")),
                name="target_after_baseline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def baseline(self) -> Point | None:
        if self.baseline_year is None or self.baseline_value is None:
            return None
        return Point(self.baseline_year, self.baseline_value)

    @property
    def wanted(self) -> Point | None:
        return Point(self.year, self.value) if self.year is not None and self.value is not None else None

    @property
    def way(self) -> Path:
        return Path(PathKind(self.path), tuple(Point(year, value) for year, value in self.steps))


def bands_of(told: Mapping[str, Any]) -> Bands | None:
    """Return the bands that a target holds: `{"wanted": [low, high], "accepted": [[low, high], …]}`, null for open.

    «> 70» is `[70, null, false]`: the third and fourth tell whether the ends belong. Raises BandsError.
    """
    if not told:
        return None
    return Bands(
        wanted=Band(*told["wanted"]),
        accepted=tuple(Band(*band) for band in told.get("accepted", ())),
        not_accepted=tuple(Band(*band) for band in told.get("not_accepted", ())),
    )


def band_values(
    low: float | None, high: float | None, low_included: bool = True, high_included: bool = True
) -> list[float | bool | None]:
    """Return a band as `bands_of` takes it: the ends, then whether each belongs when not both do."""
    belongs = [low_included, high_included]
    while belongs and belongs[-1]:
        belongs.pop()
    return [low, high, *belongs]
