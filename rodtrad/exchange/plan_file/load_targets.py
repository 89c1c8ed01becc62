"""Stores what is wanted of indicators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_thread import ThreadLoader
from rodtrad.exchange.plan_file.target_values import target_values
from rodtrad.exchange.upsert import upsert
from rodtrad.targets.models import Target

#: An element, an indicator, and the organisation it is for.
TargetKey = tuple[UUID, int, UUID | None]


class TargetLoader(ThreadLoader):
    targets: dict[TargetKey, Target]

    def load_targets(self) -> None:
        rows = Target.objects.filter(root=self.root)
        held: dict[TargetKey, Target] = {
            (row.element_id, row.indicator_id, row.organisation_id): row for row in rows
        }
        wanted = [
            self.target_of(key, entry, held)
            for key, placed in self.resolved.elements.items()
            for entry in placed.entry.targets
        ]
        self.targets = upsert(Target, held, wanted, self.tally)

    def target_of(
        self, element: str, entry: e.IndicatorTargetEntry, held: Mapping[TargetKey, Target]
    ) -> tuple[TargetKey, dict[str, Any]]:
        organisation = self.organisations[entry.organisation].id if entry.organisation else None
        key = (self.elements[element].id, self.outside.indicators[entry.indicator], organisation)
        values = target_values(entry)
        row = held.get(key)
        is_same = row is not None and all(getattr(row, name) == value for name, value in values.items())
        set_on = row.set_on if row is not None and is_same else timezone.localdate()
        return key, {
            "root_id": self.root.id,
            "element_id": key[0],
            "indicator_id": key[1],
            "organisation_id": key[2],
            **values,
            "set_on": entry.set_on or set_on,
            **self.sourced(entry),
        }
