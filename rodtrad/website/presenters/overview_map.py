"""One sheet of a root's map: what stands on it, what is lit, and the same as a list for narrow screens."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from rodtrad.core.drawing.aggregate import Aggregate, LevelInput, aggregate
from rodtrad.core.drawing.overview import MAX_NODES, ColumnInput, NodeInput, overview
from rodtrad.core.drawing.overview import Overview as Drawing
from rodtrad.core.drawing.tangles import tangle
from rodtrad.core.drawing.through import Edge, contracted, down_from, reached, reached_from, up_from
from rodtrad.goals.models import Element, Level
from rodtrad.goals.queries import Overview
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.sheets import WHY, Sheet

MOST_LINES = 4  # of a label on the map; the list and the element's page have all of it


@dataclass(frozen=True)
class Web:
    """A root's visible elements by key, with what leads from above to below."""

    elements: Mapping[str, Element]
    by_level: Mapping[UUID, Sequence[Element]]
    links: Sequence[Edge]
    placed: Sequence[Edge]

    def edges(self, sheet: Sheet) -> Sequence[Edge]:
        if not sheet.by_structure:
            return self.links
        why = {level.id for level in sheet.levels if level.role in WHY}
        return [self._forward(edge, why) for edge in self.placed]

    def _forward(self, edge: Edge, why: Collection[UUID]) -> Edge:
        """Turn an area's challenges before the area: they stand under it, but they are its reason."""
        above, below = edge
        return (below, above) if self.elements[below].level_id in why else edge


def web_of(data: Overview, placed: Iterable[tuple[UUID, UUID]]) -> Web:
    keys = {element.id: element.key for element in data.elements}
    return Web(
        elements={element.key: element for element in data.elements},
        by_level=data.by_level,
        links=[(keys[link.parent], keys[link.child]) for link in data.links],
        placed=[(keys[above], keys[below]) for above, below in placed if above in keys and below in keys],
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


def drawn_sheet(web: Web, sheet: Sheet, only: Collection[str] | None, wanted: str | None) -> Drawn:
    """Choose what stands on the sheet, and light what is wanted: by itself the fullest goal's thread."""
    columns = [(level, _on_sheet(web, sheet, level, only)) for level in sheet.levels]
    columns = [(level, elements) for level, elements in columns if elements]
    shown = {element.key: None for _level, elements in columns for element in elements}
    edges = _edges(web.edges(sheet), shown)
    hubs = next((elements for level, elements in columns if level.role not in WHY), [])
    focus = _fullest(hubs, edges) if wanted is None else wanted
    lit, lit_edges = (
        _lighted(focus, web.edges(sheet), edges, shown) if focus in web.elements else (set(), set())
    )
    return Drawn(sheet, columns, edges, hubs, focus, frozenset(lit), frozenset(lit_edges), frozenset(shown))


def _edges(every: Sequence[Edge], shown: Collection[str]) -> list[Edge]:
    """Return what is drawn between the elements; a sheet shown as ribbons counts its own links only."""
    if len(shown) > MAX_NODES:
        return [edge for edge in every if edge[0] in shown and edge[1] in shown]
    return contracted(every, shown)


def _on_sheet(web: Web, sheet: Sheet, level: Level, only: Collection[str] | None) -> list[Element]:
    elements: Iterable[Element] = web.by_level.get(level.id, ())
    if only is not None:
        elements = [element for element in elements if element.key in only]
    if sheet.by_structure:
        ends = {key for edge in web.edges(sheet) for key in edge}
        elements = [element for element in elements if element.key in ends]
    elif level.role in WHY and sheet.key:
        elements = _answered_here(web, sheet, list(elements))
    return list(elements)


def _answered_here(web: Web, sheet: Sheet, challenges: Sequence[Element]) -> list[Element]:
    """Leave out a challenge that only goals on another sheet answer; one that nothing answers stays."""
    here = {level.id for level in sheet.levels}
    down = down_from(web.links)
    answers = {one.key: [web.elements[key].level_id for key in down.get(one.key, ())] for one in challenges}
    return [one for one in challenges if not answers[one.key] or here.intersection(answers[one.key])]


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


def context_of(web: Web, matching: Collection[str]) -> set[str]:
    """Return what matches with everything it hangs under."""
    return {*matching, *reached_from(matching, up_from([*web.links, *web.placed]))}


def drawing_of(drawn: Drawn) -> Drawing | None:
    """Lay the sheet out as stations and lines; None when there are too many to read one by one."""
    if len(drawn.shown) > MAX_NODES:
        return None
    groups = _groups(drawn)
    columns = [
        ColumnInput(
            level.key,
            level.many[:1].upper() + level.many[1:],
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


def summary_of(drawn: Drawn) -> Aggregate:
    """Lay a large sheet out as levels and ribbons."""
    level_of = {element.key: level.key for level, members in drawn.columns for element in members}
    levels = [
        LevelInput(level.key, level.many[:1].upper() + level.many[1:], len(members))
        for level, members in drawn.columns
    ]
    return aggregate(levels, Counter((level_of[above], level_of[below]) for above, below in drawn.edges))


@dataclass
class ListNode:
    """An element in the list for narrow screens; parts/node.html shows it."""

    title: str
    url: str
    level: str = ""
    tangle: str = ""
    children: list["ListNode"] = field(default_factory=list)


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


def branches_of(drawn: Drawn, slug: str) -> tuple[list[Branch], list[ListNode]]:
    """Return the sheet as a list: each goal with its thread, and what hangs on none of them."""
    elements = {element.key: element for _level, members in drawn.columns for element in members}
    down, up = down_from(drawn.edges), up_from(drawn.edges)
    left = set(elements) - {hub.key for hub in drawn.hubs}
    branches = []
    for hub in drawn.hubs:
        above = [key for key in elements if key in reached(hub.key, up)]
        node = _nested(hub.key, elements, down, slug, {hub.key})
        why = [_node(elements[key], slug) for key in above]
        left -= reached(hub.key, down) | set(above)
        branches.append(Branch(node, code_of_element(hub), why, hub.key == drawn.focus))
    return branches, [_node(elements[key], slug) for key in elements if key in left]


def _nested(
    key: str, elements: Mapping[str, Element], down: Mapping[str, Sequence[str]], slug: str, seen: set[str]
) -> ListNode:
    node = _node(elements[key], slug)
    for below in down.get(key, ()):
        if below not in seen:
            seen.add(below)
            node.children.append(_nested(below, elements, down, slug, seen))
    return node


def _node(element: Element, slug: str) -> ListNode:
    level = element.level
    return ListNode(
        element.title,
        element_url(slug, element.key),
        level=level.one,
        tangle=tangle(element.key) if level.role in WHY else "",
    )
