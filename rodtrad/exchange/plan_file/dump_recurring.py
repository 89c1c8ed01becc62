"""What recurs, as entries."""

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys, visibility
from rodtrad.organisations.models import Root
from rodtrad.planning.models import WheelEntry


def recurring(root: Root, keys: RootKeys) -> list[e.RecurringEntry]:
    return [
        e.RecurringEntry(
            key=row.key,
            title=row.title,
            description=row.description,
            kind=row.kind,
            cycle=row.cycle,
            first=row.starts,
            days=row.days,
            rule=row.rule,
            reference=row.reference,
            owner=keys.organisations[row.owner_id],
            visibility=visibility(row),
            left_out=row.is_left_out,
            sequence=row.sequence,
            **keys.sourced(row),
        )
        for row in WheelEntry.objects.filter(root=root).order_by("key")
    ]
