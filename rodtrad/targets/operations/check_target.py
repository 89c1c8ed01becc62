"""Tell whether what is wanted of an indicator hangs together: the same for files, forms and the interface."""

from collections.abc import Iterator
from itertools import pairwise
from math import isfinite

from django.utils.translation import gettext_lazy as _

from rodtrad.targets.methods import (
    BandsError,
    Method,
    PathError,
    PathKind,
    Point,
    expected_at,
)
from rodtrad.targets.models import Target, bands_of
from rodtrad.targets.operations.check_settings import check_settings
from rodtrad.targets.operations.target_faults import TargetFault, fault

#: Methods that say how far it is to a value, and so need one.
_NEED_VALUE = (Method.LINEAR, Method.CAGR)


def check_target(*, target: Target) -> list[TargetFault]:
    """Return what is wrong with a target that is not stored yet; nothing is asked of the database."""
    if faults := list(_figures(target)):
        return faults  # no way and no band can be reckoned with them
    return [*_value(target), *_baseline(target), *_path(target), *_bands(target), *check_settings(target)]


def _figures(target: Target) -> Iterator[TargetFault]:
    bands = [
        target.bands.get("wanted", ()),
        *target.bands.get("accepted", ()),
        *target.bands.get("not_accepted", ()),
    ]
    figures = {
        "value": [target.value],
        "baseline": [target.baseline_value],
        "steps": [value for _year, value in target.steps],
        "bands": [end for band in bands for end in band],
    }
    for field, values in figures.items():
        if any(value is not None and not isfinite(value) for value in values):
            yield fault(field, _("Verdien er ikke et tall."), _("Skriv et vanlig tall, som 12,5."))


def _value(target: Target) -> Iterator[TargetFault]:
    method = Method(target.method)
    if target.wanted is not None:
        return
    missing = "year" if target.year is None else "value"
    if target.year is not None or target.value is not None:
        yield fault(
            missing,
            _("Målet har verdi eller år, men ikke begge."),
            _("Skriv både verdien som er målet, og året den skal være nådd."),
        )
    elif method in _NEED_VALUE:
        yield fault(
            "value",
            _("Metoden «%(method)s» trenger en verdi og et år."),
            _("Skriv verdien og året, eller velg metoden «bare retning» (direction)."),
            method=method.label,
        )


def _baseline(target: Target) -> Iterator[TargetFault]:
    if (target.baseline_year is None) != (target.baseline_value is None):
        yield fault(
            "baseline",
            _("Utgangspunktet har verdi eller år, men ikke begge."),
            _("Skriv begge, eller ta det bort: da er det første tallet utgangspunktet."),
        )
    if target.baseline_year is not None and target.year is not None and target.year <= target.baseline_year:
        yield fault(
            "baseline",
            _("Utgangspunktet er fra %(baseline)s, men målet skal være nådd i %(year)s."),
            _("Målåret må være etter basisåret. Rett det ene."),
            baseline=target.baseline_year,
            year=target.year,
        )


def _path(target: Target) -> Iterator[TargetFault]:
    kind = PathKind(target.path)
    if target.steps and kind is not PathKind.STEPS:
        yield fault(
            "steps",
            _("Trinn hører bare til veien «trinn for trinn»."),
            _("Velg den veien (steps), eller ta bort trinnene."),
        )
    elif kind is PathKind.STEPS and not target.steps:
        yield fault(
            "path",
            _("Veien går trinn for trinn, men har ingen trinn."),
            _("Skriv år og verdi for trinnene, eller velg «like mye hvert år» (linear)."),
        )
    elif kind is not PathKind.LINEAR and target.method != Method.LINEAR:
        yield fault(
            "path",
            _("Bare metoden «fart mot målet» går etter en vei."),
            _("Velg den metoden (linear), eller ta bort veien."),
        )
    else:
        yield from _impossible_way(target)


def _impossible_way(target: Target) -> Iterator[TargetFault]:
    wanted = target.wanted
    if wanted is None:
        return
    steps = target.way.steps
    # Without a baseline the first figure will be it: what stands in the way then is told when it is judged.
    first = min([wanted.year, *(step.year for step in steps)])
    start = target.baseline or Point(first - 1, wanted.value or 1.0)
    if start.year >= wanted.year and target.baseline:
        return  # told already
    years = [start.year, *(step.year for step in steps), wanted.year]
    field = "steps" if any(later <= one for one, later in pairwise(years)) else "path"
    try:
        expected_at(target.way, baseline=start, target=wanted, year=start.year)
    except PathError as error:
        remedy = _("Rett årene.") if field == "steps" else _("Velg en annen vei, eller rett verdiene.")
        yield TargetFault(field=field, message=error.message, remedy=remedy)


def _bands(target: Target) -> Iterator[TargetFault]:
    is_band = target.method == Method.BAND
    if is_band and not target.bands:
        yield fault(
            "bands", _("Metoden «bånd» trenger bånd."), _("Skriv minst båndet som er ønsket (wanted).")
        )
    elif target.bands and not is_band:
        yield fault(
            "bands",
            _("Bånd hører bare til metoden «bånd»."),
            _("Velg den metoden (band), eller ta bort båndene."),
        )
    try:
        bands_of(target.bands)
    except BandsError as error:
        yield TargetFault(
            field="bands",
            message=error.message,
            remedy=_("Bytt om endene, eller skriv «over» eller «under» for en ende som ikke hører med."),
        )
