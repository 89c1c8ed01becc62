"""An element's thread in words: why above it, how below it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.drawing.tangles import tangle
from rodtrad.core.drawing.thread import MAX_NODES, SummaryRow, ThreadRow, thread
from rodtrad.core.drawing.thread import ThreadNode as DrawnNode
from rodtrad.goals.models import Judgement, Level, Progress
from rodtrad.goals.queries import Thread, ThreadLink, ThreadNode
from rodtrad.website.presenters.element_words import (
    JUDGEMENT_TONES,
    PROGRESS_TONES,
    code_of,
    element_url,
    tells_progress,
)
from rodtrad.website.presenters.sheets import WHY
from rodtrad.website.presenters.targets import TargetMarks
from rodtrad.website.presenters.thread_folds import FOLD_ABOVE, fold_branches, fold_reasons, tell_root_once
from rodtrad.website.presenters.thread_marks import Marks
from rodtrad.website.presenters.thread_parts import Badge, Other, Part, Station, Summary, ThreadView
from rodtrad.website.presenters.wording import Status


@dataclass(frozen=True)
class Known:
    """What the thread's ids stand for, and what is known about its elements."""

    levels: Mapping[UUID, Level]  # each with its root
    root_id: UUID
    badges: Mapping[str, Badge]
    reader_language: str
    #: How the targets of the root's own elements stand.
    targets: Mapping[UUID, TargetMarks] = field(default_factory=dict)


def present_thread(given: Thread, known: Known, opened: Set[str], most: int = MAX_NODES) -> ThreadView:
    """Word the thread; `opened` holds keys of the levels to show when it has more than `most` elements."""
    ranks = _ranks(given, known)
    by_rank = {rank: level for (level, _below), rank in ranks.items()}
    parents = _parents(given)
    nodes = [
        DrawnNode(str(node.id), ranks[node.level_id, _side(node)], tuple(map(str, parents.get(node.id, ()))))
        for node in given.nodes.values()
    ]
    ranks_opened = {rank for rank, level in by_rank.items() if known.levels[level].key in opened}
    drawn = thread(nodes, str(given.focus), max_nodes=most, opened=ranks_opened)
    words = _Words(given, known, by_rank, opened)
    return ThreadView(
        why=words.part("above", drawn.rows),
        how=words.part("below", drawn.rows),
        total=drawn.total,
        summarised=drawn.summarised,
        involves_example=given.involves_example,
    )


def _side(node: ThreadNode) -> int:
    return (node.depth > 0) - (node.depth < 0)


def _ranks(given: Thread, known: Known) -> dict[tuple[UUID, int], int]:
    """Order the levels from the top: above by how far up they reach, below by how far down."""
    reach: dict[tuple[UUID, int], int] = {}
    for node in given.nodes.values():
        place = node.level_id, _side(node)
        farther = min if node.depth < 0 else max
        reach[place] = farther(reach.get(place, node.depth), node.depth)
    ordered = sorted(reach, key=lambda place: (place[1], reach[place], known.levels[place[0]].position))
    return {place: rank for rank, place in enumerate(ordered)}


def _parents(given: Thread) -> dict[UUID, list[UUID]]:
    parents: dict[UUID, list[UUID]] = {}
    order = {identity: at for at, identity in enumerate(given.nodes)}
    for link in sorted(given.links, key=lambda link: order[link.parent]):
        parents.setdefault(link.child, []).append(link.parent)
    return parents


class _Words:
    def __init__(self, given: Thread, known: Known, by_rank: Mapping[int, UUID], opened: Set[str]) -> None:
        self._given = given
        self._known = known
        self._by_rank = by_rank
        self._opened = opened
        self._links: dict[tuple[UUID, UUID], ThreadLink] = {
            (link.child, link.parent): link for link in given.links
        }

    def part(self, side: str, rows: Sequence[ThreadRow | SummaryRow]) -> Part:
        here = [row for row in rows if row.part == side]
        level_of = {node.id: self._known.levels[node.level_id] for node in self._given.nodes.values()}
        sign = -1 if side == "above" else 1
        inside = {n.id for n in self._given.nodes.values() if _side(n) == sign} | {self._given.focus}
        links = [link for link in self._given.links if link.child in inside and link.parent in inside]
        nodes = [self._given.nodes[key] for key in inside if key != self._given.focus]
        marks = Marks.of(nodes, links, level_of)
        stations: list[Station] = []
        summaries: list[Summary] = []
        way: list[tuple[UUID, list[Station]]] = [(self._given.focus, stations)]
        for row in here:
            if isinstance(row, SummaryRow):
                summaries.append(self._summary(row))
                way = [(self._given.focus, stations), (self._given.focus, summaries[-1].children)]
                continue
            identity = UUID(row.id)
            del way[row.depth + 1 :]
            parent, siblings = way[-1]
            station = self._station(identity, parent if side == "below" else None, row.also, marks)
            siblings.append(station)
            way.append((identity, station.children))
        if side == "below" and len(here) > FOLD_ABOVE:
            fold_branches(stations)
        tell_root_once(stations)
        fold = fold_reasons(stations) if side == "above" and not summaries else None
        return Part(stations, summaries, marks.told, fold)

    def _station(self, identity: UUID, parent: UUID | None, also: Iterable[str], marks: Marks) -> Station:
        node = self._given.nodes[identity]
        level = self._known.levels[node.level_id]
        foreign = node.root_id != self._known.root_id
        link = self._links.get((identity, parent) if parent else (self._given.focus, identity))
        language = level.root.language
        return Station(
            title=node.title,
            url=element_url(level.root.slug, node.key),
            anchor=("ned-" if parent else "opp-") + node.key,
            level=code_of(level, node.number) or level.one,
            root=level.root.short_name if foreign else "",
            lang="" if language == self._known.reader_language else language,
            origin=marks.of_node(node),
            link_origin=marks.of_link(link),
            reason=link.reason if link else "",
            status=_status(node, level),
            badge=None if foreign else self._known.badges.get(node.key),
            targets=self._known.targets.get(node.id),
            also=[self._other(identity, UUID(key), marks) for key in also if key != str(self._given.focus)],
            is_above=parent is None,
            tangle=tangle(node.key) if level.role in WHY else "",
            kind=level,
        )

    def _other(self, identity: UUID, other: UUID, marks: Marks) -> Other:
        node = self._given.nodes[other]
        link = self._links.get((identity, other)) or self._links.get((other, identity))
        url = element_url(self._known.levels[node.level_id].root.slug, node.key)
        return Other(node.title, url, marks.of_link(link))

    def _summary(self, row: SummaryRow) -> Summary:
        level = self._known.levels[self._by_rank[row.level]]
        others = self._opened - {level.key}
        asked = sorted(others if row.opened else others | {level.key})
        left = row.count - row.shown if row.opened else 0
        return Summary(
            level=str(capfirst(level.one if row.count == 1 else level.many)),
            count=row.count,
            url="?" + urlencode([("apne", key) for key in asked]) + "#traden",
            is_open=row.opened,
            left_out=ngettext("og %(n)d til", "og %(n)d til", left) % {"n": left} if left else "",
        )


def _status(node: ThreadNode, level: Level) -> Status | None:
    if node.judgement:
        return Status(JUDGEMENT_TONES[node.judgement], str(capfirst(Judgement(node.judgement).label)))
    if tells_progress(level.role, node.progress, node.origin):
        return Status(PROGRESS_TONES[node.progress], str(capfirst(Progress(node.progress).label)))
    return None


def none_above(level: Level) -> str:
    """Say what it means that nothing stands above."""
    return _("Ingenting over: tråden begynner her.") if level.role in WHY else _("Ingenting over i tråden.")
