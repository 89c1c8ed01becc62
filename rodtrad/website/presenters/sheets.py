"""The sheets of a root's map: which levels stand side by side as columns.

A framework may have more levels than fit beside one another. A sheet takes those that belong together: from
challenge to goal and what the goal is about, from goal to strategy, from goal to what is done.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from rodtrad.goals.models import Level, LevelRole
from rodtrad.goals.queries import Overview

WHY = frozenset({LevelRole.CHALLENGE, LevelRole.NEED})
AIMS = frozenset({LevelRole.GOAL, LevelRole.MISSION})
ABOUT = frozenset({LevelRole.THEME})
WAYS = frozenset({LevelRole.STRATEGY, LevelRole.STRATEGY_POINT})
AREAS = frozenset({LevelRole.FOCUS_AREA})
DEEDS = frozenset({LevelRole.MEASURE, LevelRole.ASSIGNMENT, LevelRole.TASK})
MOST_COLUMNS = 4

LevelPair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Sheet:
    """Levels drawn side by side; `by_structure` draws what stands under what instead of what contributes."""

    key: str
    levels: tuple[Level, ...]
    by_structure: bool = False

    @property
    def label(self) -> str:
        names = [level.many for level in self.levels]
        return " → ".join(name if at else name[:1].upper() + name[1:] for at, name in enumerate(names))


def largest_first(data: Overview) -> Overview:
    """Return the same with the framework that has most elements first: it is the root's main one."""
    sizes = Counter(element.framework_id for element in data.elements)
    levels = sorted(data.levels, key=lambda level: -sizes[level.framework_id])
    elements = sorted(data.elements, key=lambda element: -sizes[element.framework_id])
    return replace(data, levels=levels, elements=elements)


def sheets_of(
    levels: Sequence[Level],
    by_level: Mapping[UUID, Sized],
    linked: Iterable[LevelPair],
    placed: Iterable[LevelPair],
) -> list[Sheet]:
    """Return the sheets of every framework, in the order of the levels.

    `linked` and `placed` are pairs of levels (above, below) whose elements are linked or placed so.
    """
    links, places = set(linked), set(placed)
    sheets: list[Sheet] = []
    for at, (_key, members) in enumerate(groupby(levels, key=lambda level: level.framework_id)):
        group = list(members)
        filled = [level for level in group if by_level.get(level.id)]
        prefix = "" if at == 0 else f"{group[0].framework.key}-"
        sheets += _framework_sheets(filled, prefix, links, places)
    return sheets


def _framework_sheets(
    levels: Sequence[Level], prefix: str, links: set[LevelPair], places: set[LevelPair]
) -> list[Sheet]:
    areas = _under_areas(levels, places)
    main = _main([level for level in levels if level not in _within(areas)] if areas else levels, links)
    sheets = [Sheet(f"{prefix}mal", tuple(main))]
    ways = [level for level in levels if level.role in WAYS]
    if ways and not set(ways) <= set(main):
        sheets.append(Sheet(f"{prefix}strategier", tuple([*_aims(levels)[:1], *ways][:MOST_COLUMNS])))
    deeds = [level for level in levels if level.role in DEEDS]
    if deeds:
        above = [level for level in levels if level.role in AIMS or (level.role in WAYS and level in main)]
        sheets.append(Sheet(f"{prefix}handling", tuple([*above, *deeds][-MOST_COLUMNS:])))
    if areas:
        sheets.append(Sheet(f"{prefix}omrader", areas, by_structure=True))
    return [sheet for sheet in sheets if sheet.levels]


def _aims(levels: Sequence[Level]) -> list[Level]:
    """Return the goals that the sources know; a sector's goals for one year belong with what is done."""
    return [level for level in levels if level.role in AIMS and level.in_source]


def _main(levels: Sequence[Level], links: set[LevelPair]) -> list[Level]:
    about = {level for level in levels if level.role in ABOUT}
    about = about or {level for level in levels if level.role in WAYS}
    aims = _aims(levels) or [level for level in levels if level.role in AIMS]
    ends = {pair[1] for pair in links if any(pair[0] == level.id for level in aims)}
    areas = {
        level for level in levels if level.role in AREAS and not level.cross_cutting and level.id in ends
    }
    chosen = [
        level for level in levels if level.role in WHY or level in aims or level in about or level in areas
    ]
    return chosen[:MOST_COLUMNS] or list(levels[:MOST_COLUMNS])


def _under_areas(levels: Sequence[Level], places: set[LevelPair]) -> tuple[Level, ...]:
    """Return a focus area's own columns, when goals and challenges stand under it in the document."""
    by_id = {level.id: level for level in levels}
    areas = [level for level in levels if level.role in AREAS]
    under = {below for above, below in places if above in {level.id for level in areas}}
    under |= {below for above, below in places if above in under}
    found = [by_id[key] for key in under if key in by_id]
    if not found or not areas:
        return ()
    used = [area for area in areas if any(above == area.id for above, _below in places)]
    why = [level for level in found if level.role in WHY]
    rest = sorted((level for level in found if level.role not in WHY), key=lambda level: level.position)
    return (*why, *used, *rest)


def _within(areas: Sequence[Level]) -> list[Level]:
    """Return the goals that a focus area has for itself: they stand on its own sheet."""
    return [level for level in areas if level.role in AIMS]


def apart(levels: Iterable[Level], sheets: Iterable[Sheet]) -> list[Level]:
    """Return the levels that stand on no sheet: what applies to the whole thread, or stands beside it."""
    drawn = {level.id for sheet in sheets for level in sheet.levels}
    return [level for level in levels if level.id not in drawn]
