"""What the plan register says beside a plan: the root's own types, and when knowledge is renewed."""

import datetime
from dataclasses import dataclass

from rodtrad.exchange.plan_file.entry import Entry


@dataclass(kw_only=True)
class OwnTypeEntry(Entry):
    """`name` is in bokmål."""

    key: str
    name: str
    name_nn: str = ""
    name_en: str = ""
    based_on: str = "other"
    level: str = ""
    horizon_years: int | None = None
    treatment: str = ""
    legal_basis: str = ""


@dataclass(kw_only=True)
class KnowledgeEntry(Entry):
    kind: str = "other"
    renewed_on: datetime.date | None = None
    every_years: int | None = None
