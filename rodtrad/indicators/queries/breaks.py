"""Where a series is broken because areas were split or put together, with the reason in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rodtrad.core.checks.findings import Message
from rodtrad.geography.models import Area, AreaChange, AreaKind
from rodtrad.indicators.following import Lineage, Origin, break_reason
from rodtrad.indicators.models import Indicator, Quantity
from rodtrad.indicators.queries.formulas import has_ratio_parts


@dataclass(frozen=True)
class Break:
    """A day that figures from before cannot be compared with those from then on, and why."""

    day: date
    reason: Message


def breaks_of(indicator: Indicator, area: Area, changes: Iterable[AreaChange] | None = None) -> list[Break]:
    """Return the breaks of an indicator's series in an area, the latest first.

    What is followed or summed is no break, whether or not its figures are held.
    """
    if area.kind != AreaKind.MUNICIPALITY or area.valid_to is not None:
        return []
    steps = list(AreaChange.objects.all() if changes is None else changes)
    lineage = Lineage(changes=steps, codes=[area.code])
    days = sorted({one.date for one in steps})
    return list(_breaks(indicator, area.code, lineage, days))


def _breaks(indicator: Indicator, code: str, lineage: Lineage, days: list[date]) -> Iterator[Break]:
    after = Origin((code,))
    for era in range(len(days) - 1, -1, -1):
        before = lineage.origins(era)[code]
        if before != after and _is_break(indicator, before, after):
            told = replace(before, splits=before.splits[len(after.splits) :])
            yield Break(days[era], break_reason(told, grew=before.own and len(before.codes) > 1))
        after = before


def _is_break(indicator: Indicator, before: Origin, after: Origin) -> bool:
    """Tell whether figures of the area as it was before a day are no part of its series."""
    if before.splits != after.splits:
        return True
    if before.splits or before.codes == after.codes or len(before.codes) == len(after.codes) == 1:
        return False
    if before.own:
        return True
    return not (
        indicator.quantity == Quantity.COUNT
        or (indicator.quantity == Quantity.RATIO and has_ratio_parts(indicator))
    )
