"""Turns answers from Klass into changes of codes, and into who belonged to which group when."""

from collections import Counter
from datetime import date
from typing import Any

import orjson
from django.utils.translation import gettext as _

from rodtrad.geography.models import ChangeKind
from rodtrad.geography.operations import CodeChange, Membership
from rodtrad.indicators.sources.errors import UnreadableError, Where
from rodtrad.indicators.sources.klass.client import NAME
from rodtrad.indicators.sources.klass.query import Members, read_query
from rodtrad.indicators.sources.order import Fetched

_GROUP_PREFIX = "EKG"


def read_changes(fetched: Fetched) -> tuple[CodeChange, ...]:
    """Return the changes, in the order of days and codes. Raises UnreadableError.

    Klass says only which code became which. The kind is read from the changes of one day together: an old code with
    several new ones was split, a new one with several old ones was merged; one to one it is a new number or a new name.
    Where a code was both, it was split: what it had cannot be followed. A code without a successor is left out.
    """
    told = [
        (_text(each, "oldCode"), _text(each, "newCode"), _day(each, fetched))
        for part in fetched.parts
        for each in orjson.loads(part.content)["codeChanges"]
    ]
    edges = sorted(
        {edge for edge in told if edge[0] and edge[1]}, key=lambda edge: (edge[2], edge[0], edge[1])
    )
    leaving = Counter((old, day) for old, _new, day in edges)
    arriving = Counter((new, day) for _old, new, day in edges)
    return tuple(
        CodeChange(old, new, _kind(old, new, leaving[old, day], arriving[new, day]), day)
        for old, new, day in edges
    )


def read_members(fetched: Fetched) -> tuple[Membership, ...]:
    """Return who belonged to which group, consecutive years together; the last year asked for has no end."""
    query = read_query(fetched.order)
    assert isinstance(query, Members)
    years: dict[tuple[str, str], set[int]] = {}
    for year, part in zip(query.years, fetched.parts, strict=True):
        for each in orjson.loads(part.content)["correspondenceItems"]:
            group, member = _group(_text(each, "sourceCode")), _text(each, "targetCode")
            if group and member:
                years.setdefault((group, member), set()).add(year)
    return tuple(
        Membership(group, member, date(first, 1, 1), None if last == query.years[-1] else date(last, 12, 31))
        for (group, member), held in sorted(years.items())
        for first, last in _stretches(held, query.years)
    )


def _kind(old: str, new: str, leaving: int, arriving: int) -> ChangeKind:
    if leaving > 1:
        return ChangeKind.SPLIT
    if arriving > 1:
        return ChangeKind.MERGED
    return ChangeKind.RENAMED if old == new else ChangeKind.RENUMBERED


def _stretches(held: set[int], asked: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return first and last of years in a row, where only those that were asked for count as breaks."""
    stretches: list[tuple[int, int]] = []
    unbroken = False
    for place, year in enumerate(asked):
        if year not in held:
            unbroken = False
            continue
        last = asked[place + 1] - 1 if place + 1 < len(asked) else year
        stretches[-1:] = [(stretches[-1][0], last)] if unbroken else [*stretches[-1:], (year, last)]
        unbroken = True
    return stretches


def _group(code: str) -> str:
    """Return a KOSTRA group's code as the tables have it: «EKG13», also where the standard says «13»."""
    return f"{_GROUP_PREFIX}{int(code):02}" if code.isdecimal() and len(code) <= 2 else code


def _text(told: Any, name: str) -> str:
    value = told.get(name) if isinstance(told, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _day(told: Any, fetched: Fetched) -> date:
    try:
        return date.fromisoformat(_text(told, "changeOccurred")[:10])
    except ValueError:
        text = _("Klass, standard %(table)s: en endring har ikke noen dato vi kan lese. Det vi hadde, står.")
        where = Where(service=NAME, table=fetched.order.table)
        raise UnreadableError(text % {"table": fetched.order.table}, where=where) from None
