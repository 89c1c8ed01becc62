"""Targets as a version holds them: what was wanted in words, and how two versions' targets differ."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rodtrad.indicators.units import UnitError, label_of, parse_unit
from rodtrad.planning.comparing import TargetDifference
from rodtrad.planning.content import TargetText
from rodtrad.targets.methods.writing import FigureWriter
from rodtrad.website.presenters.target_writing import bands_words, value_words

#: What the words of a whole target say; the rest is told by name where it differs.
_SAID = ("unit", "value", "year", "baseline_value", "baseline_year", "bands")


def version_target(target: TargetText) -> str:
    """Name the indicator, and what was wanted of it: «CO2 (2,5 tonn i 2030, fra 4 tonn i 2020)»."""
    told = ", ".join(part for part in (target.organisation, wanted_of(target)) if part)
    return f"{target.name} ({told})" if told else target.name


def wanted_of(target: TargetText) -> str:
    """Say what was wanted, as far as the version tells: figure, unit and year, what it is counted from, bands."""
    parts = [_figure(target, "value", "year")]
    if baseline := _figure(target, "baseline_value", "baseline_year"):
        parts.append(_("fra %s") % baseline)
    parts.append(bands_words(target.told.get("bands") or {}))
    return ", ".join(part for part in parts if part)


def target_sides(one: TargetDifference) -> tuple[str, str]:
    """Return what was wanted before and after; empty on the side where there was no target."""
    return _side(one.before, one), _side(one.after, one)


def _side(target: TargetText | None, one: TargetDifference) -> str:
    return ", ".join(_told(target, one)) if target else ""


def _told(target: TargetText, one: TargetDifference) -> Iterator[str]:
    wanted = wanted_of(target)
    if wanted or not one.fields:
        yield wanted or _("satt")
    names = _names()
    for field in one.fields:
        if field not in _SAID and field in names:
            value = target.told.get(field)
            yield f"{names[field]}: {value_words(field, value, {}) if value else '–'}"


def _figure(target: TargetText, value: str, year: str) -> str:
    found, at = target.told.get(value), target.told.get(year)
    if found is None or at is None:
        return ""
    sign, unit = _unit(target.told.get("unit"))
    figure = " ".join(part for part in (FigureWriter(0, sign).exact(found), unit) if part)
    return _("%(value)s i %(year)s") % {"value": figure, "year": at}


def _unit(code: str | None) -> tuple[str, str]:
    """Return the sign and the words that a figure of the unit has behind it; neither where the version has no unit."""
    if not code:
        return "", ""
    if code == "percent":
        return "%", ""
    try:
        return "", label_of(parse_unit(code))
    except UnitError:  # it was frozen by a program that knew other units
        return "", ""


def _names() -> dict[str, str]:
    return {"method": _("metode"), "path": _("vei"), "steps": _("trinn"), "settings": _("Grenser")}
