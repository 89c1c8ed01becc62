"""One thread to show a newcomer: from a challenge through a goal to what is done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.goals.models import LevelRole

#: Most elements on the way, so that it can be read in one line.
MOST_STOPS = 6
#: How many goals of each root are tried, and how many ways down from them: the front page must stay cheap.
MOST_GOALS = 8
MOST_WAYS = 3000

_OPEN = """greatest({one}.visibility,
        (SELECT visibility FROM plans_plan WHERE id = {one}.plan_id),
        (SELECT visibility FROM organisations_root WHERE id = {one}.root_id)) = %(open)s
    AND {one}.life_cycle <> %(repealed)s"""
# Ways are made breadth first and only as long as they are asked for. Of the first root's, one that goes on to an
# assignment or a task comes first, then the one with the fewest examples, then the longest.
_WAYS = f"""
    WITH RECURSIVE
    answers AS (
        SELECT goal.root_id, goal.sort_key, challenge.id AS challenge, goal.id AS goal, link.origin = 'reading' AS read,
            row_number() OVER (
                PARTITION BY goal.root_id ORDER BY level.position, goal.sort_key, challenge.sort_key
            ) AS place
        FROM goals_element AS goal
        JOIN goals_level AS level ON level.id = goal.level_id AND level.role = %(goal)s
        JOIN goals_link AS link ON link.child_id = goal.id AND link.kind = 'addresses'
        JOIN goals_element AS challenge ON challenge.id = link.parent_id
        JOIN goals_level AS over ON over.id = challenge.level_id AND over.role = %(challenge)s
        WHERE goal.root_id = ANY (%(roots)s) AND {_OPEN.format(one="goal")} AND {_OPEN.format(one="challenge")}
    ),
    ways (root_id, place, way, names, reach, invented, read) AS (
        SELECT root_id, place, ARRAY[challenge, goal], ARRAY[sort_key::text], 0, 0, read
        FROM answers WHERE place <= %(goals)s
        UNION ALL
        SELECT ways.root_id, ways.place, ways.way || child.id, ways.names || child.sort_key::text,
            CASE WHEN level.role = %(measure)s THEN 1
                WHEN level.role = ANY (%(after)s) AND ways.reach > 0 THEN 2 ELSE ways.reach END,
            ways.invented + (child.origin = 'example')::int, ways.read OR link.origin = 'reading'
        FROM ways
        JOIN goals_link AS link ON link.parent_id = ways.way[cardinality(ways.way)]
            AND link.kind = 'contributes' AND link.root_id = ways.root_id
        JOIN goals_element AS child ON child.id = link.child_id
        JOIN goals_level AS level ON level.id = child.level_id
        WHERE cardinality(ways.way) < %(stops)s AND child.id <> ALL (ways.way) AND {_OPEN.format(one="child")}
    ),
    whole AS (SELECT * FROM ways LIMIT %(most)s),
    chosen AS (
        SELECT way, read FROM whole WHERE reach > 0
        ORDER BY array_position(%(roots)s, root_id), reach DESC, invented, cardinality(way) DESC, place, names
        LIMIT 1
    )
    SELECT element.key, element.title, element.origin,
        CASE %(language)s WHEN 'nn' THEN level.one_nn WHEN 'en' THEN level.one_en ELSE level.one_nb END,
        root.slug, root.name, root.language,
        coalesce(source.title, ''), chosen.read
    FROM chosen
    CROSS JOIN unnest(chosen.way) WITH ORDINALITY AS stop (id, nth)
    JOIN goals_element AS element ON element.id = stop.id
    JOIN goals_level AS level ON level.id = element.level_id
    JOIN organisations_root AS root ON root.id = element.root_id
    LEFT JOIN organisations_source AS source ON source.id = element.source_id
    ORDER BY stop.nth
"""


@dataclass(frozen=True, slots=True)
class JourneyElement:
    """An element with the words that it is shown with. The fields are the query's columns, in its order."""

    key: str
    title: str
    origin: str
    level: str
    slug: str
    root: str
    language: str
    source: str
    has_reading: bool


@dataclass(frozen=True)
class Journey:
    """The elements of one thread from the top down, all open to everyone; `has_reading` of some link."""

    elements: list[JourneyElement]
    has_reading: bool


def journey(roots: Sequence[UUID]) -> Journey | None:
    """Return a thread from challenge to measure of the first root that has one: one query."""
    values: dict[str, Any] = {
        "roots": list(roots),
        "open": int(Visibility.PUBLIC),
        "repealed": LifeCycle.REPEALED.value,
        "challenge": LevelRole.CHALLENGE.value,
        "goal": LevelRole.GOAL.value,
        "measure": LevelRole.MEASURE.value,
        "after": [LevelRole.ASSIGNMENT.value, LevelRole.TASK.value],
        "language": (get_language() or "nb")[:2],
        "stops": MOST_STOPS,
        "goals": MOST_GOALS,
        "most": MOST_WAYS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAYS, values)
        elements = [JourneyElement(*row) for row in cursor.fetchall()]
    return Journey(elements, elements[0].has_reading) if elements else None
