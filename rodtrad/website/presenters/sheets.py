"""The sheets of a root's map: which levels stand side by side as columns.

A framework may have more levels than fit beside one another. A sheet takes those that belong together: from
challenge to goal and what the goal is about, from goal to strategy, from goal to what is done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from rodtrad.goals.models import Level, LevelRole
from rodtrad.goals.queries.counts import OverviewCounts, Step, Tally
from rodtrad.website.filters import Asked

WHY = frozenset({LevelRole.CHALLENGE, LevelRole.NEED})
AIMS = frozenset({LevelRole.GOAL, LevelRole.MISSION})
ABOUT = frozenset({LevelRole.THEME})
WAYS = frozenset({LevelRole.STRATEGY, LevelRole.STRATEGY_POINT})
AREAS = frozenset({LevelRole.FOCUS_AREA})
DEEDS = frozenset({LevelRole.MEASURE, LevelRole.ASSIGNMENT, LevelRole.TASK})
MOST_COLUMNS = 4


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


def sheets_of(counts: OverviewCounts) -> list[Sheet]:
    """Return the sheets of every framework, the largest framework first: it is the root's main one.

    They follow from all that the viewer may see, so that they stay the same whatever is chosen.
    """
    found = counts.everything
    sheets: list[Sheet] = []
    for at, group in enumerate(_frameworks(counts)):
        filled = [level for level in group if found.elements[level.id]]
        prefix = "" if at == 0 else f"{group[0].framework.key}-"
        sheets += _framework_sheets(filled, prefix, set(found.links), set(found.places))
    return sheets


def _frameworks(counts: OverviewCounts) -> list[list[Level]]:
    groups = [list(members) for _key, members in groupby(counts.levels, key=lambda level: level.framework_id)]
    elements = counts.everything.elements
    return sorted(groups, key=lambda group: -sum(elements[level.id] for level in group))


def _framework_sheets(
    levels: Sequence[Level], prefix: str, links: set[Step], places: set[Step]
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


def _main(levels: Sequence[Level], links: set[Step]) -> list[Level]:
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


def _under_areas(levels: Sequence[Level], places: set[Step]) -> tuple[Level, ...]:
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


def on_sheet(tally: Tally, sheet: Sheet) -> int:
    """Count the elements at the sheet's levels."""
    return sum(tally.elements[level.id] for level in sheet.levels)


def current_sheet(asked: Asked, counts: OverviewCounts, sheets: Sequence[Sheet], lit: UUID | None) -> Sheet:
    """Choose the levels asked for, the sheet asked for, the one with what is lit or matches, the first.

    `lit` is the level of the element to light.
    """
    if asked.filters.levels:
        return Sheet("", tuple(level for level in counts.levels if level.key in asked.filters.levels))
    named = [sheet for sheet in sheets if ("blad", sheet.key) in asked.kept]
    holding = [sheet for sheet in sheets if lit in {level.id for level in sheet.levels}]
    fitting = [] if asked.filters.is_empty else [one for one in sheets if on_sheet(counts.chosen, one)]
    return next(iter([*named, *holding, *fitting, *sheets]), Sheet("", ()))
