"""One sheet of a root's map: what stands on it, what is lit, and the same as a list for narrow screens."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from rodtrad.core.drawing.aggregate import Aggregate, LevelInput, aggregate
from rodtrad.core.drawing.overview import ColumnInput, NodeInput, overview
from rodtrad.core.drawing.overview import Overview as Drawing
from rodtrad.core.drawing.tangles import tangle
from rodtrad.core.drawing.through import Edge, contracted, down_from, reached, reached_from, up_from
from rodtrad.goals.models import Element, Level
from rodtrad.goals.queries.counts import OverviewCounts, Tally
from rodtrad.goals.queries.sheet import Answer, SheetWeb
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.sheets import WHY, Sheet
from rodtrad.website.presenters.targets import TargetMarks

MOST_LINES = 12  # of a label on the map; the label's hover, the list and the element's page have all of it


@dataclass(frozen=True)
class Web:
    """What was read for a sheet, by key, with what leads from above to below."""

    elements: Mapping[str, Element]
    chosen: frozenset[str]
    links: Sequence[Edge]
    placed: Sequence[Edge]
    #: For each challenge the levels of what answers it, on this sheet or another.
    answers: Mapping[UUID, Collection[UUID]]

    def edges(self, sheet: Sheet) -> Sequence[Edge]:
        if not sheet.by_structure:
            return self.links
        why = {level.id for level in sheet.levels if level.role in WHY}
        return [self._forward(edge, why) for edge in self.placed]

    def _forward(self, edge: Edge, why: Collection[UUID]) -> Edge:
        """Turn an area's challenges before the area: they stand under it, but they are its reason."""
        above, below = edge
        return (below, above) if self.elements[below].level_id in why else edge


def web_of(read: SheetWeb, answers: Sequence[Answer]) -> Web:
    keys = {element.id: element.key for element in read.elements}
    levels: dict[UUID, set[UUID]] = {}
    for answer in answers:
        levels.setdefault(answer.challenge, set()).add(answer.level)
    return Web(
        elements={element.key: element for element in read.elements},
        chosen=frozenset(keys[one] for one in read.chosen),
        links=[(keys[link.parent], keys[link.child]) for link in read.links],
        placed=[(keys[above], keys[below]) for above, below in read.placed],
        answers=levels,
    )


@dataclass(frozen=True)
class Drawn:
    """A sheet with its elements and links, before it is put in words."""

    sheet: Sheet
    columns: Sequence[tuple[Level, Sequence[Element]]]
    edges: Sequence[Edge]
    hubs: Sequence[Element]  # the first column that is not a reason: what a reader chooses among
    focus: str = ""
    lit: frozenset[str] = frozenset()
    lit_edges: frozenset[Edge] = frozenset()
    shown: frozenset[str] = field(default_factory=frozenset)


def drawn_sheet(web: Web, sheet: Sheet, wanted: str | None) -> Drawn:
    """Choose what stands on the sheet, and light what is wanted: by itself the fullest goal's thread."""
    fitting = _fitting(web, sheet)
    columns = [(level, _on_sheet(web, sheet, level, fitting)) for level in sheet.levels]
    columns = [(level, elements) for level, elements in columns if elements]
    shown = {element.key: None for _level, elements in columns for element in elements}
    every = web.edges(sheet)
    edges = contracted(every, shown)
    hubs = next((elements for level, elements in columns if level.role not in WHY), [])
    focus = _fullest(hubs, edges) if wanted is None else wanted
    lit, lit_edges = _lighted(focus, every, edges, shown) if focus in web.elements else (set(), set())
    return Drawn(sheet, columns, edges, hubs, focus, frozenset(lit), frozenset(lit_edges), frozenset(shown))


def _fitting(web: Web, sheet: Sheet) -> set[str]:
    """Return what was asked for at the sheet's levels, with everything it hangs under."""
    levels = {level.id for level in sheet.levels}
    chosen = [key for key in web.chosen if web.elements[key].level_id in levels]
    return {*chosen, *reached_from(chosen, up_from([*web.links, *web.placed]))}


def _on_sheet(web: Web, sheet: Sheet, level: Level, fitting: Collection[str]) -> list[Element]:
    elements = [one for one in web.elements.values() if one.level_id == level.id and one.key in fitting]
    if level.role not in WHY or not sheet.key:
        return elements
    if sheet.by_structure:
        above = {key for key, _below in web.edges(sheet)}
        return [one for one in elements if one.key in above]
    here = {one.id for one in sheet.levels}
    return [one for one in elements if is_answered_here(web.answers.get(one.id, ()), here)]


def is_answered_here(answers: Collection[UUID], here: Collection[UUID]) -> bool:
    """Leave out a challenge that only goals on another sheet answer; one that nothing answers stays."""
    return not answers or any(level in here for level in answers)


def _fullest(hubs: Sequence[Element], edges: Sequence[Edge]) -> str:
    """Return the first that has something on both sides, else below, else the first of all."""
    above, below = {edge[1] for edge in edges}, {edge[0] for edge in edges}
    both = [hub.key for hub in hubs if hub.key in above and hub.key in below]
    under = [hub.key for hub in hubs if hub.key in below]
    return next(iter([*both, *under, *(hub.key for hub in hubs)]), "")


def _lighted(
    focus: str, every: Sequence[Edge], drawn: Sequence[Edge], shown: Collection[str]
) -> tuple[set[str], set[Edge]]:
    up = reached(focus, up_from(every)) | {focus}
    down = reached(focus, down_from(every)) | {focus}
    lit = {edge for edge in drawn if set(edge) <= up or set(edge) <= down}
    return {key for key in shown if key in up or key in down}, lit


def drawing_of(drawn: Drawn) -> Drawing:
    """Lay the sheet out as stations and lines."""
    groups = _groups(drawn)
    columns = [
        ColumnInput(
            str(level.id),
            capitalised(level.many),
            [
                NodeInput(
                    element.key,
                    element.title,
                    parent=groups.get(element.key),
                    code=code_of_element(element) if element in drawn.hubs else "",
                )
                for element in elements
            ],
            tangled=level.role in WHY,
        )
        for level, elements in drawn.columns
    ]
    return overview(columns, drawn.edges, drawn.lit, set(drawn.lit_edges), MOST_LINES)


def _groups(drawn: Drawn) -> dict[str, str]:
    """Return for each element the one it is grouped under: the nearest column's, never a challenge."""
    at = {element.key: index for index, (_level, members) in enumerate(drawn.columns) for element in members}
    why = {element.key for level, members in drawn.columns if level.role in WHY for element in members}
    groups: dict[str, str] = {}
    for above, below in drawn.edges:
        if above in why or at[above] >= at[below]:
            continue
        if below not in groups or at[above] > at[groups[below]]:
            groups[below] = above
    return groups


def summarised(counts: OverviewCounts, sheet: Sheet) -> list[Level]:
    """Return the levels to sum up: the sheet's, and those its threads pass on the way from the first to the last.

    Only links from level to level are counted, so a level left out would cut every thread that goes through it.
    """
    tally = counts.chosen
    if not sheet.key or sheet.by_structure:
        return [level for level in sheet.levels if tally.elements[level.id]]
    framework = sheet.levels[0].framework_id
    first, last = sheet.levels[0].position, sheet.levels[-1].position
    passed = {above for above, _below in tally.links} & {below for _above, below in tally.links}
    return [
        level
        for level in counts.levels
        if tally.elements[level.id]
        and (
            level in sheet.levels
            or (level.framework_id == framework and level.id in passed and first < level.position < last)
        )
    ]


def summary_of(tally: Tally, sheet: Sheet, levels: Sequence[Level]) -> Aggregate:
    """Lay a sheet with too much to read one by one out as levels and ribbons."""
    keys = {level.id: str(level.id) for level in levels}
    why = {level.id for level in levels if level.role in WHY}
    steps = {
        (below, above) if sheet.by_structure and below in why else (above, below): number
        for (above, below), number in (tally.places if sheet.by_structure else tally.links).items()
        if above in keys and below in keys
    }
    return aggregate(
        [LevelInput(keys[one.id], capitalised(one.many), tally.elements[one.id]) for one in levels],
        {(keys[above], keys[below]): number for (above, below), number in steps.items()},
    )


@dataclass
class ListNode:
    """An element in the list for narrow screens; parts/node.html shows it."""

    title: str
    url: str
    level: str = ""
    tangle: str = ""
    children: list["ListNode"] = field(default_factory=list)
    targets: TargetMarks | None = None


@dataclass(frozen=True)
class Branch:
    """One of the sheet's goals with what stands above and below it."""

    node: ListNode
    code: str
    why: list[ListNode]
    lit: bool

    @property
    def how(self) -> list[ListNode]:
        return self.node.children


@dataclass(frozen=True)
class _Told:
    """What the list tells of each element beside its title."""

    slug: str
    targets: Mapping[UUID, TargetMarks]


def branches_of(
    drawn: Drawn, slug: str, targets: Mapping[UUID, TargetMarks]
) -> tuple[list[Branch], list[ListNode]]:
    """Return the sheet as a list: each goal with its thread, and what hangs on none of them."""
    told = _Told(slug, targets)
    elements = {element.key: element for _level, members in drawn.columns for element in members}
    down, up = down_from(drawn.edges), up_from(drawn.edges)
    left = set(elements) - {hub.key for hub in drawn.hubs}
    branches = []
    for hub in drawn.hubs:
        above = [key for key in elements if key in reached(hub.key, up)]
        node = _nested(hub.key, elements, down, told, {hub.key})
        why = [_node(elements[key], told) for key in above]
        left -= reached(hub.key, down) | set(above)
        branches.append(Branch(node, code_of_element(hub), why, hub.key == drawn.focus))
    return branches, [_node(elements[key], told) for key in elements if key in left]


def _nested(
    key: str, elements: Mapping[str, Element], down: Mapping[str, Sequence[str]], told: _Told, seen: set[str]
) -> ListNode:
    node = _node(elements[key], told)
    for below in down.get(key, ()):
        if below not in seen:
            seen.add(below)
            node.children.append(_nested(below, elements, down, told, seen))
    return node


def _node(element: Element, told: _Told) -> ListNode:
    level = element.level
    return ListNode(
        element.title,
        element_url(told.slug, element.key),
        level=level.one,
        tangle=tangle(element.key) if level.role in WHY else "",
        targets=told.targets.get(element.id),
    )
