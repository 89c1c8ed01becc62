"""Stores what recurs."""

from typing import Any

from django.utils import timezone

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_root import visibility_number
from rodtrad.exchange.plan_file.load_strategy import StrategyLoader
from rodtrad.exchange.upsert import upsert
from rodtrad.planning.models import WheelEntry
from rodtrad.planning.operations.wheel import MOVES


class RecurringLoader(StrategyLoader):
    """Adds what recurs by key."""

    recurring: dict[str, WheelEntry]

    def load_recurring(self) -> None:
        held = self.by_key(WheelEntry)
        wanted = [
            (entry.key, self.recurring_values(entry, held.get(entry.key))) for entry in self.file.recurring
        ]
        self.recurring = upsert(WheelEntry, held, wanted, self.tally)

    def recurring_values(self, entry: e.RecurringEntry, standing: WheelEntry | None) -> dict[str, Any]:
        values: dict[str, Any] = {
            "root_id": self.root.id,
            "key": entry.key,
            "title": entry.title,
            "description": entry.description,
            "kind": entry.kind,
            "cycle": entry.cycle,
            "starts": entry.first,
            "days": entry.days,
            "rule": entry.rule,
            "reference": entry.reference,
            "owner_id": self.organisations[entry.owner].id if entry.owner else None,
            "visibility": visibility_number(entry.visibility),
            "is_left_out": entry.left_out,
            **self.sourced(entry),
        }
        differs = {name for name, value in values.items() if standing and getattr(standing, name) != value}
        # It never falls: calendars out there may have seen the higher one.
        before = standing.sequence + bool(differs & set(MOVES)) if standing else 0
        changed = {"changed_at": timezone.now()} if differs else {}
        return {**values, "sequence": max(entry.sequence, before), **changed}
