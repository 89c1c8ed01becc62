"""Origin marks on a thread: said once for a level or a stretch when they hold for all of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.goals.models import Level
from rodtrad.goals.queries import ThreadLink, ThreadNode
from rodtrad.website.presenters.counting import listed
from rodtrad.website.presenters.wording import common_origin

Key = TypeVar("Key")

FEW = 2  # with fewer than this the mark stands on the one itself


@dataclass(frozen=True)
class Stretch:
    """A mark with what it holds for."""

    origin: str
    text: str


@dataclass(frozen=True)
class Marks:
    """Which marks are told for the whole, and so not on each."""

    levels: frozenset[UUID]
    pairs: frozenset[tuple[UUID, UUID]]
    level_of: Mapping[UUID, Level]
    examples: frozenset[UUID]
    told: list[Stretch]

    @classmethod
    def of(
        cls, nodes: Sequence[ThreadNode], links: Sequence[ThreadLink], level_of: Mapping[UUID, Level]
    ) -> "Marks":
        by_level: dict[UUID, list[str]] = {}
        for node in nodes:
            by_level.setdefault(node.level_id, []).append(node.origin)
        by_pair: dict[tuple[UUID, UUID], list[str]] = {}
        for link in links:
            pair = level_of[link.parent].id, level_of[link.child].id
            by_pair.setdefault(pair, []).append(link.origin)
        names = {level.id: level for level in level_of.values()}
        wholes = sorted(_whole(by_level, Origin.EXAMPLE), key=lambda one: names[one].position)
        pairs = _whole(by_pair, Origin.READING)
        told = [
            Stretch("example", _("alle %(levels)s") % {"levels": listed([names[one].many for one in wholes])})
        ]
        return cls(
            frozenset(wholes),
            frozenset(pairs),
            level_of,
            frozenset(node.id for node in nodes if node.origin == Origin.EXAMPLE),
            [*(told if wholes else []), *_readings(pairs, names)],
        )

    def of_node(self, node: ThreadNode) -> str:
        return "" if node.level_id in self.levels or node.origin == Origin.QUOTED else node.origin

    def of_link(self, link: ThreadLink | None) -> str:
        """Return the mark of a link: a reading, or an example between things that are not examples."""
        if link is None or link.origin not in (Origin.READING, Origin.EXAMPLE):
            return ""
        if link.origin == Origin.EXAMPLE and {link.child, link.parent} & self.examples:
            return ""
        pair = self.level_of[link.parent].id, self.level_of[link.child].id
        return "" if pair in self.pairs else link.origin


def _whole(groups: Mapping[Key, Sequence[str]], origin: str) -> list[Key]:
    return [key for key, found in groups.items() if len(found) >= FEW and common_origin(found) == origin]


def _readings(pairs: Iterable[tuple[UUID, UUID]], names: Mapping[UUID, Level]) -> list[Stretch]:
    return [
        Stretch(
            "reading",
            _("koblingene mellom %(above)s og %(below)s")
            % {"above": names[above].many, "below": names[below].many},
        )
        for above, below in pairs
    ]
