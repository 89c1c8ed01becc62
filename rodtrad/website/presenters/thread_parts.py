"""The parts of an element's thread, as the templates show them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from rodtrad.goals.models import Level
from rodtrad.website.presenters.targets import TargetMarks
from rodtrad.website.presenters.thread_marks import Stretch
from rodtrad.website.presenters.wording import Status

Badge = tuple[str, int]  # the gravest severity, and how many findings


@dataclass(frozen=True)
class Fold:
    """What a folded branch says of itself: how many at each level, and what of it goes badly."""

    label: str
    alarms: tuple[Status, ...]


@dataclass(frozen=True)
class ReasonsFold:
    """What folded reasons say of themselves: how many at each level, their titles, and a tangle to stand for them."""

    label: str
    titles: str
    tangle: str


class Other(NamedTuple):
    """Another element that a station hangs on, with the mark of the link between them."""

    title: str
    url: str
    link_origin: str


@dataclass
class Station:
    """An element on the thread, as website/element_node.html shows it."""

    title: str
    url: str
    anchor: str
    level: str
    root: str = ""
    lang: str = ""
    origin: str = ""
    link_origin: str = ""
    reason: str = ""
    status: Status | None = None
    badge: Badge | None = None
    targets: TargetMarks | None = None
    also: list[Other] = field(default_factory=list)
    is_above: bool = False
    tangle: str = ""
    children: list["Station"] = field(default_factory=list)
    kind: Level | None = None
    fold: Fold | None = None  # what stands below, when a narrow screen folds it


@dataclass
class Summary:
    """One level of a thread that is too long to show at once."""

    level: str
    count: int
    url: str
    is_open: bool
    left_out: str
    children: list[Station] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """One side of the element: its stations, or its levels when the thread is long, and common marks."""

    stations: list[Station]
    summaries: list[Summary]
    marks: list[Stretch]
    fold: ReasonsFold | None = None

    def __bool__(self) -> bool:
        return bool(self.stations or self.summaries)


@dataclass(frozen=True)
class ThreadView:
    why: Part
    how: Part
    total: int
    summarised: bool
    involves_example: bool
