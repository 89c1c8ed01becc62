"""What is wanted of indicators, as entries."""

from collections import defaultdict
from uuid import UUID

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys
from rodtrad.exchange.plan_file.target_values import bands_entry
from rodtrad.organisations.models import Root
from rodtrad.targets.models import Target


def indicator_targets(root: Root, keys: RootKeys) -> dict[UUID, list[e.IndicatorTargetEntry]]:
    """Return the root's targets by element, each in the order of indicators."""
    found: dict[UUID, list[e.IndicatorTargetEntry]] = defaultdict(list)
    rows = Target.objects.filter(root=root).select_related("indicator")
    for row in rows.order_by("indicator__key", "organisation__key"):
        found[row.element_id].append(_entry(row, keys))
    return found


def _entry(row: Target, keys: RootKeys) -> e.IndicatorTargetEntry:
    baseline = None
    if row.baseline_year is not None and row.baseline_value is not None:
        baseline = e.BaselineEntry(year=row.baseline_year, value=row.baseline_value)
    return e.IndicatorTargetEntry(
        indicator=row.indicator.key,
        organisation=keys.organisations[row.organisation_id],
        method=row.method,
        baseline=baseline,
        year=row.year,
        value=row.value,
        path=row.path,
        steps=dict(row.steps),
        bands=bands_entry(row),
        settings=dict(row.settings),
        set_on=row.set_on,
        **keys.sourced(row),
    )
