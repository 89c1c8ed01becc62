"""A plan's process: its template, the meeting, and the days of its steps."""

import datetime
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file.entry import Entry, SourcedEntry


@dataclass(kw_only=True)
class ProcessStepEntry(Entry):
    step: str
    title: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None
    done_on: datetime.date | None = None
    note: str = ""


@dataclass(kw_only=True)
class ProcessEntry(SourcedEntry):
    """`meeting` is the uid of one; `wanted` a day as long as there is none."""

    template: str
    meeting: str = ""
    wanted: datetime.date | None = None
    case: str = ""
    status: str = "planned"
    note: str = ""
    days: list[ProcessStepEntry] = field(default_factory=list)
