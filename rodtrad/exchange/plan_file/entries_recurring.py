"""What recurs in the year and the term, where the root has made or changed it."""

import datetime
from dataclasses import dataclass

from rodtrad.exchange.plan_file.entry import SourcedEntry


@dataclass(kw_only=True)
class RecurringEntry(SourcedEntry):
    """One with the key of a default stands instead of it; `left_out` takes the default away."""

    key: str
    title: str
    description: str = ""
    kind: str
    cycle: str = "year"
    first: datetime.date
    days: int = 1
    rule: str = ""
    reference: str = ""
    owner: str = ""
    visibility: str = "public"
    left_out: bool = False
    sequence: int = 0
