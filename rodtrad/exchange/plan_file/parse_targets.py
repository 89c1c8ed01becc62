"""Reads what is wanted of indicators, for an element."""

import re
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import METHODS, PATHS
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import as_decimal, day, decimal_number, flag, year
from rodtrad.exchange.plan_file.reader import Mapping, Scalar
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS
from rodtrad.exchange.plan_file.target_values import target_values
from rodtrad.targets.methods import Method, settings_of
from rodtrad.targets.models import Target
from rodtrad.targets.operations.check_target import check_target

_YEAR = re.compile(r"[0-9]{4}")


def read_indicator_target(fields: Fields) -> e.IndicatorTargetEntry:
    before = fields.problems.count
    method = fields.choice("method", METHODS, Method.LINEAR.value)
    entry = e.IndicatorTargetEntry(
        spot=fields.spot,
        spots=fields.spots,
        indicator=fields.key("indicator"),
        organisation=fields.key("organisation", required=False),
        method=method,
        baseline=_read_baseline(fields.mapping("baseline")),
        year=year(fields, "year"),
        value=decimal_number(fields, "value"),
        path=fields.choice("path", PATHS, "linear"),
        steps=_read_steps(fields),
        bands=_read_bands(fields.mapping("bands")),
        settings=_read_settings(fields.mapping("settings"), Method(method)),
        set_on=day(fields, "set_on"),
        **NO_DEFAULTS.sourced(fields),
    )
    if fields.problems.count == before:  # what could not be read would be told again as missing
        for fault in check_target(target=Target(**target_values(entry))):
            fields.fault(fault.field, str(fault.message), str(fault.remedy))
    return entry


def _read_baseline(fields: Fields | None) -> e.BaselineEntry | None:
    if fields is None:
        return None
    at, value = year(fields, "year", required=True), decimal_number(fields, "value", required=True)
    fields.finish()
    return None if at is None or value is None else e.BaselineEntry(spot=fields.spot, year=at, value=value)


def _read_steps(fields: Fields) -> dict[int, float]:
    """Read figures by year; the names of the fields are the years."""
    found = fields.take("steps")
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        fields.fault("steps", _("Trinnene skal være år med verdi."), _("Skriv «steps: {2026: 12.5}»."))
        return {}
    steps = {}
    for name, node in found.items.items():
        text = (isinstance(node, Scalar) and node.text) or ""
        value = as_decimal(text)
        message = ""
        if not _YEAR.fullmatch(name):
            message = _("«%s» er ikke et år.") % shorten(name, 40)
        elif value is None:
            message = _("«%(value)s» er ikke et tall i «%(name)s».") % {
                "value": shorten(text, 40),
                "name": "steps",
            }
        else:
            steps[int(name)] = value
        if message:
            fields.problems.add(found.keys[name], fields.place, message, _("Skriv «steps: {2026: 12.5}»."))
    return dict(sorted(steps.items()))


def _read_bands(fields: Fields | None) -> e.BandsEntry | None:
    if fields is None:
        return None
    wanted = fields.mapping("wanted")
    if wanted is None and not fields.has("wanted"):
        fields.missing("wanted")
    found = e.BandsEntry(
        spot=fields.spot,
        wanted=_whole_band(wanted) if wanted else e.BandEntry(),
        accepted=fields.each("accepted", _read_band, "from"),
        not_accepted=fields.each("not_accepted", _read_band, "from"),
    )
    fields.finish()
    return found


def _whole_band(fields: Fields) -> e.BandEntry:
    found = _read_band(fields)
    fields.finish()
    return found


def _read_band(fields: Fields) -> e.BandEntry:
    before = fields.problems.count
    low, low_included = _read_end(fields, "from", "over")
    high, high_included = _read_end(fields, "to", "under")
    if low is None and high is None and fields.problems.count == before:
        fields.fault("", _("Båndet har ingen ender."), _("Skriv «{from: 10, to: 20}» eller «{over: 70}»."))
    return e.BandEntry(
        spot=fields.spot, low=low, high=high, low_included=low_included, high_included=high_included
    )


def _read_end(fields: Fields, included: str, left_out: str) -> tuple[float | None, bool]:
    """Return the end, and whether it belongs to the band."""
    ends = [decimal_number(fields, name) for name in (included, left_out)]
    if ends[0] is not None and ends[1] is not None:
        names = {"included": included, "left_out": left_out}
        fields.fault(
            left_out,
            _("Båndet har både «%(included)s» og «%(left_out)s».") % names,
            _("Skriv «%(included)s» når tallet hører med i båndet, ellers «%(left_out)s».") % names,
        )
    return (ends[1], False) if ends[1] is not None else (ends[0], True)


def _read_settings(fields: Fields | None, method: Method) -> dict[str, object]:
    """Read what differs from the method's own settings; each is read as what it usually is."""
    if fields is None:
        return {}
    found = {}
    for name, usual in settings_of(method).items():
        value = _read_setting(fields, name, usual)
        if fields.has(name) and value is not None:
            found[name] = value
    fields.finish()
    return found


def _read_setting(fields: Fields, name: str, usual: object) -> Any:
    if isinstance(usual, bool):
        return flag(fields, name, usual)
    if isinstance(usual, str):
        return fields.text(name)
    number = decimal_number(fields, name)
    return int(number) if number is not None and number.is_integer() else number
