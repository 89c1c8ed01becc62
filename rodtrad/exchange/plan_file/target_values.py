"""Between an entry's words for what is wanted of an indicator and the fields of a target."""

from typing import Any

from rodtrad.exchange.plan_file import entries as e
from rodtrad.targets.methods import Band, Bands
from rodtrad.targets.models import Target, band_values, bands_of

_ENDS = ("low", "high", "low_included", "high_included")


def target_values(entry: e.IndicatorTargetEntry) -> dict[str, Any]:
    """Return the fields of a target that say what is wanted."""
    baseline = entry.baseline
    return {
        "method": entry.method,
        "baseline_year": baseline.year if baseline else None,
        "baseline_value": baseline.value if baseline else None,
        "year": entry.year,
        "value": entry.value,
        "path": entry.path,
        "steps": [[year, value] for year, value in entry.steps.items()],
        "bands": _told(entry.bands) if entry.bands else {},
        "settings": entry.settings,
    }


def _told(bands: e.BandsEntry) -> dict[str, Any]:
    """Return the bands as a target holds them: not yet known to go together."""
    told: dict[str, Any] = {"wanted": _told_band(bands.wanted)}
    for name in ("accepted", "not_accepted"):
        if several := getattr(bands, name):
            told[name] = [_told_band(one) for one in several]
    return told


def _told_band(band: e.BandEntry) -> list[float | bool | None]:
    return band_values(band.low, band.high, band.low_included, band.high_included)


def bands_entry(target: Target) -> e.BandsEntry | None:
    """Return the bands of a target as a file says them."""
    bands: Bands | None = bands_of(target.bands)
    if bands is None:
        return None
    return e.BandsEntry(
        wanted=_band_entry(bands.wanted),
        accepted=[_band_entry(one) for one in bands.accepted],
        not_accepted=[_band_entry(one) for one in bands.not_accepted],
    )


def _band_entry(band: Band) -> e.BandEntry:
    return e.BandEntry(**{name: getattr(band, name) for name in _ENDS})
