"""Themes under the goals they are about, with everyday words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import ngettext

from rodtrad.goals.models import LevelRole
from rodtrad.goals.queries.web import DEEDS, Point, Web
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.element_words import element_url


@dataclass(frozen=True)
class ThemeCard:
    title: str
    url: str
    keywords: str
    origin: str
    count: str
    count_origin: str


@dataclass(frozen=True)
class ThemeGroup:
    heading: str
    url: str
    code: str
    themes: tuple[ThemeCard, ...]


def theme_points(web: Web) -> list[Point]:
    """Return what the root's goals are about: themes and focus areas, or else the goals themselves."""
    return web.with_roles({LevelRole.THEME, LevelRole.FOCUS_AREA}) or web.with_roles({LevelRole.GOAL})


def present_themes(root: Root, web: Web) -> list[ThemeGroup]:
    """Hang the themes under the goals they are about."""
    groups: dict[UUID | None, list[Point]] = {}
    for point in theme_points(web):
        groups.setdefault(_goal_above(web, point), []).append(point)
    return [
        ThemeGroup(
            heading=web.points[goal].title if goal else "",
            url=element_url(root.slug, web.points[goal].key) if goal else "",
            code=web.levels[web.points[goal].level_id].one if goal else "",
            themes=tuple(_card(root, web, point) for point in members),
        )
        for goal, members in _in_order(web, groups)
    ]


def _in_order(web: Web, groups: Mapping[UUID | None, list[Point]]) -> list[tuple[UUID | None, list[Point]]]:
    """Put the goals of the largest framework first, then as the plans have them; no goal last."""
    place = {identity: number for number, identity in enumerate(web.points)}
    sizes = Counter(web.levels[point.level_id].framework_id for point in web.points.values())

    def order(group: tuple[UUID | None, list[Point]]) -> tuple[bool, int, int]:
        goal, members = group
        framework = web.levels[members[0].level_id].framework_id
        return goal is None, -sizes[framework], place[goal or members[0].id]

    return sorted(groups.items(), key=order)


def _goal_above(web: Web, point: Point) -> UUID | None:
    for parent in web.up.get(point.id, ()):
        if web.points[parent].role == LevelRole.GOAL:
            return parent
    return None


def _card(root: Root, web: Web, point: Point) -> ThemeCard:
    below = web.below(point.id)
    done = [one for one in below if one.role in DEEDS]
    if done:
        count = ngettext("%(count)d tiltak", "%(count)d tiltak", len(done)) % {"count": len(done)}
    elif below:
        count = ngettext("%(count)d under", "%(count)d under", len(below)) % {"count": len(below)}
    else:
        count = ""
    return ThemeCard(
        title=point.title,
        url=element_url(root.slug, point.key),
        keywords=", ".join(point.keywords),
        origin=point.origin,
        count=count,
        count_origin="example" if any(one.origin == "example" for one in done or below) else "",
    )
