"""What is asked of Klass: the changes of a classification, or who belongs to which group, year by year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.indicators.sources.errors import QueryError, Where
from rodtrad.indicators.sources.klass.client import NAME
from rodtrad.indicators.sources.order import Order

MUNICIPALITIES = "131"
KOSTRA_GROUPS = "112"
_FIRST_YEAR, _LAST_YEAR = 1960, 2100
_MOST_YEARS = 60
_STANDARD = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Changes:
    """The changes of a classification from a day, up to but not with another."""

    classification: str
    begins: date
    ends: date


@dataclass(frozen=True)
class Members:
    """Who belongs to which group on the first day of each of some years."""

    groups: str
    members: str
    years: tuple[int, ...]


def changes_order(begins: date, ends: date, classification: str = MUNICIPALITIES) -> Order:
    return Order(classification, {"from": begins.isoformat(), "to": ends.isoformat()})


def members_order(years: list[int], groups: str = KOSTRA_GROUPS, members: str = MUNICIPALITIES) -> Order:
    return Order(groups, {"members": members, "years": years})


def read_query(order: Order) -> Changes | Members:
    """Read an order: `{from, to}`, or `{members, years}`. Raises QueryError."""
    asked = order.query
    if not _STANDARD.fullmatch(order.table):
        raise _wrong(order, _("nummeret på en standard, som 131"))
    if "years" in asked:
        years = asked["years"]
        if not isinstance(years, list) or not 0 < len(years) <= _MOST_YEARS or not all(map(_is_year, years)):
            raise _wrong(order, _("en liste med årstall i «years», som [2024, 2025]"))
        members = asked.get("members", MUNICIPALITIES)
        if not isinstance(members, str) or not _STANDARD.fullmatch(members):
            raise _wrong(order, _("nummeret på en standard i «members», i anførselstegn"))
        return Members(order.table, members, tuple(sorted(set(years))))
    begins, ends = _day(order, asked, "from"), _day(order, asked, "to")
    if begins >= ends:
        raise _wrong(order, _("at «from» er før «to»"))
    return Changes(order.table, begins, ends)


def _is_year(told: object) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and _FIRST_YEAR <= told <= _LAST_YEAR


def _day(order: Order, asked: Mapping[str, object], name: str) -> date:
    try:
        return date.fromisoformat(str(asked[name]))
    except (KeyError, ValueError):
        raise _wrong(order, _("en dato i «%s», som 2024-01-01") % name) from None


def _wrong(order: Order, wanted: str) -> QueryError:
    text = _("Klass, standard %(table)s: bestillingen mangler noe. Vi venter %(wanted)s. Rett bestillingen.")
    return QueryError(
        text % {"table": order.table, "wanted": wanted}, where=Where(service=NAME, table=order.table)
    )
