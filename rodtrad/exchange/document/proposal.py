"""What the reading comes to: proposals, each with its level, its place in the file, and why it is proposed."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rodtrad.exchange.document.units import Unit
from rodtrad.exchange.document.vocabulary import Level

LONGEST_TITLE = 500
#: More than this from one document is a misreading, or several plans in one file.
MOST_PROPOSALS = 2_000
_NOT_WORDS = re.compile(r"[^\w]+")


class Why(StrEnum):
    """A reason for a proposal; `words` has the sentences."""

    LABEL = "label"
    INLINE = "inline"
    NUMBERED = "numbered"
    PAGE_HEADING = "page_heading"
    FORM = "form"
    FORM_FITS = "form_fits"
    DISPLACED = "displaced"
    EMPTY_LABEL = "empty_label"
    COMPOSITE = "composite"
    CONTAINER = "container"
    PICTURE = "picture"
    QUOTED = "quoted"
    THEME = "theme"
    TABLE = "table"
    CONTINUED = "continued"
    OWN_NAME = "own_name"
    AGAIN = "again"


@dataclass(frozen=True)
class Reason:
    why: Why
    words: str = ""

    def as_json(self) -> dict[str, str]:
        return {"why": self.why.value, "words": self.words}


@dataclass(eq=False)
class Found:
    """A proposed element while the document is being read."""

    level: Level
    title: str
    score: float
    reasons: list[Reason]
    page: int = 0
    line: int = 0
    number: str = ""
    heading: str = ""
    description: str = ""
    order: int = 0
    scope: int = 0
    area: "Found | None" = None
    parent: "Found | None" = None
    carried: bool = False
    #: Which list of the scope it stands in, when a label names a list.
    group: int = 0
    #: How high a heading it is, 1 the highest; 0 when it is none.
    depth: int = 0
    #: Proposals that are headings whose sections it stands in, the highest first.
    sections: tuple["Found", ...] = ()

    @classmethod
    def at(cls, unit: Unit, level: Level, score: float, *reasons: Reason, title: str = "") -> "Found":
        text = title or unit.text
        place = unit.page, unit.line, unit.number
        return cls(level, text, score, list(reasons), *place, depth=unit.heading)

    @property
    def sameness(self) -> str:
        """Return what two tellings of the same title have in common."""
        return _NOT_WORDS.sub(" ", self.title.casefold()).strip()


@dataclass
class Proposal:
    """One row of what is shown to a person: `parent` is another proposal's id, 0 at the top."""

    id: int
    parent: int
    level: str
    role: str
    label: str
    title: str
    confidence: float
    number: str = ""
    description: str = ""
    page: int = 0
    line: int = 0
    heading: str = ""
    reasons: list[Reason] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        values = {**vars(self), "reasons": [reason.as_json() for reason in self.reasons]}
        return {name: value for name, value in values.items() if value != "" or name == "title"}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Proposal":
        reasons = [Reason(Why(one["why"]), one["words"]) for one in values.get("reasons", [])]
        return cls(**{**values, "reasons": reasons})


@dataclass
class Reading:
    """What was read out of one document."""

    name: str
    framework: str
    levels: list[Level]
    proposals: list[Proposal]
    pages: int
    title: str = ""
