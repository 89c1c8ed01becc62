"""Takes numbers, dates and yes or no out of a mapping's fields."""

import re
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file.fields import Fields

_WHOLE = re.compile(r"[0-9]{1,10}")
#: As many decimals as a figure that was reckoned may need to come back the same.
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,30})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NORWEGIAN_DATE = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
#: What is no number or date is told as that, not as too long.
_ANY = 10**9
_TRUE, _FALSE = ("true", "ja", "yes"), ("false", "nei", "no")


def is_no(text: str) -> bool:
    return text.casefold() in _FALSE


def flag(fields: Fields, name: str, default: bool) -> bool:
    value = fields.text(name, most=_ANY)
    if value.casefold() in _TRUE or is_no(value):
        return not is_no(value)
    if value:
        message = _("«%(value)s» er ikke ja eller nei i «%(name)s».")
        fields.fault(
            name, message % {"value": shorten(value, 40), "name": name}, _("Skriv true eller false.")
        )
    return default


def whole_number(
    fields: Fields, name: str, least: int = 0, most: int = 2_000_000_000, *, required: bool = False
) -> int | None:
    value = fields.text(name, required=required, most=_ANY)
    if not value:
        return None
    if _WHOLE.fullmatch(value) and least <= int(value) <= most:
        return int(value)
    fields.fault(
        name,
        _("«%(value)s» går ikke i «%(name)s».") % {"value": shorten(value, 40), "name": name},
        _("Skriv et helt tall fra %(least)d til %(most)d.") % {"least": least, "most": most},
    )
    return None


def as_decimal(text: str) -> float | None:
    """Return the number, None for what is not one; a true minus is a minus."""
    value = text.strip().replace("−", "-")
    return float(value) if _DECIMAL.fullmatch(value) else None


def decimal_number(fields: Fields, name: str, *, required: bool = False) -> float | None:
    value = fields.text(name, required=required, most=_ANY)
    if not value:
        return None
    found = as_decimal(value)
    if found is not None:
        return found
    near = value.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    remedy = (
        _("Skriv det som %s.") % near
        if as_decimal(near) is not None
        else _("Skriv det som 12.5, uten enhet.")
    )
    message = _("«%(value)s» er ikke et tall i «%(name)s».")
    fields.fault(name, message % {"value": shorten(value, 40), "name": name}, remedy)
    return None


def year(fields: Fields, name: str, *, required: bool = False) -> int | None:
    return whole_number(fields, name, 1800, 2200, required=required)


def day(fields: Fields, name: str, *, required: bool = False) -> date | None:
    value = fields.text(name, required=required, most=_ANY)
    if not value:
        return None
    found = _as_date(value) if _DATE.fullmatch(value) else None
    if found is None:
        fields.fault(
            name,
            _("«%(value)s» er ikke en dato i «%(name)s».") % {"value": shorten(value, 40), "name": name},
            _remedy(value),
        )
    return found


def day_or_year(fields: Fields, name: str, month_and_day: tuple[int, int]) -> date | None:
    """Return a day: the one given, or the first or last of the year given."""
    node = fields.take(name)
    text = getattr(node, "text", None) or ""
    if text.strip().isdecimal():
        found = year(fields, name)
        return date(found, *month_and_day) if found else None
    return day(fields, name)


def refuse_backwards(fields: Fields, names: tuple[str, str], first: date | None, last: date | None) -> None:
    """Note a period whose end comes before its beginning; `names` are the fields of the two."""
    if first and last and last < first:
        message = _("«%(last)s» kommer før «%(first)s».") % {"first": names[0], "last": names[1]}
        fields.fault(names[1], message, _("Bytt om de to, eller rett den ene."))


def _as_date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _remedy(value: str) -> str:
    norwegian = _NORWEGIAN_DATE.fullmatch(value)
    if norwegian:
        number, month, in_year = norwegian.groups()
        turned = f"{in_year}-{month:0>2}-{number:0>2}"
        if _as_date(turned):
            return _("Skriv den som %s.") % turned
    return _("Skriv datoer som 2026-12-31.")
