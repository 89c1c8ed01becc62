"""What recurs in the annual wheel, as a list to read and change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.events import Cycle
from rodtrad.planning.queries.wheel import Recurring
from rodtrad.website.presenters.wheel import A_TERM
from rodtrad.website.presenters.wording import day, days


@dataclass(frozen=True)
class RecurringRow:
    key: str
    title: str
    when: str
    kind_name: str
    reference: str
    standing: str
    is_example: bool
    is_left_out: bool


def recurring_rows(found: Iterable[Recurring]) -> list[tuple[str, list[RecurringRow]]]:
    """Return what recurs each year, and each term, under its heading."""
    headings = {Cycle.YEAR: _("Hvert år"), Cycle.TERM: _("Hver periode på fire år")}
    held: dict[Cycle, list[RecurringRow]] = {cycle: [] for cycle in headings}
    for one in found:
        held[one.cycle].append(
            RecurringRow(
                key=one.key,
                title=one.title,
                when=_recurs(one),
                kind_name=str(capfirst(one.kind.label)),
                reference=one.reference,
                standing=_standing(one),
                is_example=one.is_example,
                is_left_out=one.is_left_out,
            )
        )
    return [(headings[cycle], rows) for cycle, rows in held.items() if rows]


def _recurs(one: Recurring) -> str:
    last = one.starts + timedelta(days=one.days - 1)
    first = date_format(one.starts, "MONTH_DAY_FORMAT")
    if not one.rule:
        return days(one.starts, last) if one.days > 1 else day(one.starts)
    if one.rule not in ("FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=4"):
        return _("første gang %s") % day(one.starts)
    span = first if one.days == 1 else f"{first} – {date_format(last, 'MONTH_DAY_FORMAT')}"
    return (
        span
        if one.cycle == Cycle.YEAR
        else _("%(days)s, neste %(year)d") % {"days": span, "year": _next(one)}
    )


def _next(one: Recurring) -> int:
    today = timezone.localdate()
    return one.starts.year + max(0, -(-(today.year - one.starts.year) // A_TERM)) * A_TERM


def _standing(one: Recurring) -> str:
    if one.is_left_out:
        return _("Tatt bort her")
    if one.is_default:
        return _("Standard, se over den") if one.is_custom else _("Standard, lest i kilde")
    return _("Egen")
