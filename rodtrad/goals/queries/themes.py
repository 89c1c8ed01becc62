"""What a root's goals are about, goal by goal, with how much is done about each theme."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Count

from rodtrad.goals.models import Element, LevelRole, Link, LinkKind
from rodtrad.goals.queries.overview import in_order
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

_THEMES = (LevelRole.THEME, LevelRole.FOCUS_AREA)


class Theme(NamedTuple):
    id: UUID
    key: str
    title: str
    origin: str
    keywords: list[str]
    framework: UUID


@dataclass(frozen=True)
class RootThemes:
    """A root's themes in order, its goals in order, and for each theme the goal that it is about."""

    themes: list[Theme]
    goals: list[Element]
    about: dict[UUID, UUID]


class Done(NamedTuple):
    """How much stands below a theme; measures, or, where there are none, what else leads there."""

    measures: int
    others: int
    has_example: bool


# A walk down from several themes at once, to the measures: what is below those is how, not what.
_BELOW = """
    WITH RECURSIVE seen (id, origin, role) AS MATERIALIZED ({seen}),
    down (theme, id) AS (
        SELECT theme, theme FROM unnest(%s::uuid[]) AS one (theme)
        UNION
        SELECT down.theme, seen.id
        FROM down JOIN goals_link AS link ON link.parent_id = down.id JOIN seen ON seen.id = link.child_id
    )
    SELECT theme, count(*) FILTER (WHERE role = 'measure'), count(*) FILTER (WHERE role <> 'measure'),
        bool_or(origin = 'example')
    FROM down JOIN seen USING (id) WHERE theme <> id GROUP BY theme
"""


def count_themes(root: Root, viewer: Viewer) -> int:
    """Count what the root's goals are about: themes and focus areas, or else the goals themselves."""
    rows = Element.objects.filter(root=root, level__role__in=(*_THEMES, LevelRole.GOAL)).visible_to(viewer)
    found = dict(rows.order_by().values_list("level__role").annotate(number=Count("id")))
    return sum(found.get(role, 0) for role in _THEMES) or found.get(LevelRole.GOAL, 0)


def themes_of(root: Root, viewer: Viewer) -> RootThemes:
    """Read themes and goals, and which goal each is about: the first it contributes to. Three or four queries."""
    seen = Element.objects.filter(root=root).visible_to(viewer)
    columns = ("id", "key", "title", "origin", "keywords", "framework_id")
    rows = in_order(seen.filter(level__role__in=_THEMES)).values_list(*columns)
    goals = list(in_order(seen.filter(level__role=LevelRole.GOAL).select_related("level")))
    themes = [Theme(*row[:6]) for row in rows]
    themes = themes or [Theme(*(getattr(goal, column) for column in columns)) for goal in goals]
    place = {goal.id: at for at, goal in enumerate(goals)}
    links = Link.objects.filter(root=root, parent_root=root, kind=LinkKind.CONTRIBUTES)
    links = links.filter(child_level__role__in=(*_THEMES, LevelRole.GOAL), parent_level__role=LevelRole.GOAL)
    pairs = [pair for pair in links.values_list("child_id", "parent_id") if pair[1] in place]
    about = dict(sorted(pairs, key=lambda pair: -place[pair[1]]))
    return RootThemes(themes, goals, about)


def done_about(root: Root, viewer: Viewer, themes: Collection[UUID]) -> dict[UUID, Done]:
    """Count what stands below each theme, as far as the viewer may see, in one query."""
    below = Element.objects.filter(root=root).visible_to(viewer)
    below = below.exclude(level__role__in=(LevelRole.ASSIGNMENT, LevelRole.TASK)).order_by()
    sql, values = below.values_list("id", "origin", "level__role").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_BELOW.format(seen=sql), [*values, list(themes)])
        return {row[0]: Done(*row[1:]) for row in cursor.fetchall()}
