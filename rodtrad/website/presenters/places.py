"""What concerns a place: what names it, and what is done everywhere, each with the way up in one line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from rodtrad.geography.models import Area
from rodtrad.goals.models import Level
from rodtrad.goals.queries.places import Concerned
from rodtrad.goals.queries.web import Point, Web
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.element_words import element_url


@dataclass(frozen=True)
class PlaceRow:
    name: str
    url: str
    count: int


def place_rows(root: Root, areas: Iterable[Area], counts: Mapping[UUID, int]) -> list[PlaceRow]:
    return [
        PlaceRow(area.name, reverse("place", args=[root.slug, area.code]), counts.get(area.id, 0))
        for area in areas
    ]


@dataclass(frozen=True)
class ThreadLine:
    """An element with the way up to it in one line."""

    title: str
    url: str
    level: str
    origin: str
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LevelLines:
    heading: str
    lines: tuple[ThreadLine, ...]
    origin: str
    #: Where the lines are too many: how many, and the address of all at the level.
    count: str = ""
    table: str = ""


def concerned_lines(root: Root, web: Web, found: Concerned) -> list[LevelLines]:
    """Return what concerns a place by level: line by line, or, where that is too much, how many."""
    if found.listed:
        return _by_level(root, web, (web.points[i] for i in web.points if i in found.listed))
    return [_counted(root, web.levels[level], number) for level, number in found.counts.items()]


def _counted(root: Root, level: Level, number: int) -> LevelLines:
    words = ngettext("%(count)d element", "%(count)d elementer", number) % {"count": number}
    table = f"{reverse('element_table', args=[root.slug])}?niva={level.key}"
    return LevelLines(str(capfirst(level.many)), (), "", words, table)


def _by_level(root: Root, web: Web, points: Iterable[Point]) -> list[LevelLines]:
    groups: dict[UUID, list[Point]] = {}
    for point in points:
        groups.setdefault(point.level_id, []).append(point)
    found = []
    for level_id, members in groups.items():
        common = "example" if all(point.origin == "example" for point in members) else ""
        lines = tuple(_line(root, web, point, common) for point in members)
        found.append(LevelLines(str(capfirst(web.levels[level_id].many)), lines, common))
    return found


def _line(root: Root, web: Web, point: Point, common: str) -> ThreadLine:
    return ThreadLine(
        title=point.title,
        url=element_url(root.slug, point.key),
        level=web.levels[point.level_id].one,
        origin="" if point.origin == common else point.origin,
        why=tuple((step.title, element_url(root.slug, step.key)) for step in web.way_up(point.id)),
    )
