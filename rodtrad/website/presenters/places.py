"""What concerns a place: what names it, and what is done everywhere, each with the way up in one line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst

from rodtrad.geography.models import Area
from rodtrad.goals.models import LevelRole
from rodtrad.goals.queries.places import AtPlace
from rodtrad.goals.queries.web import DEEDS, Point, Web
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


def here(root: Root, web: Web, at: AtPlace) -> list[LevelLines]:
    """Return what names the place, by level."""
    return _by_level(root, web, (web.points[i] for i in web.points if i in at.here))


def everywhere(root: Root, web: Web, at: AtPlace) -> list[LevelLines]:
    """Return what is done everywhere, or, where nothing is entered that is done, the ways chosen."""
    whole = [web.points[i] for i in web.points if i in at.everywhere and i not in at.here]
    deeds = [point for point in whole if point.role in DEEDS]
    return _by_level(root, web, deeds or [point for point in whole if point.role == LevelRole.STRATEGY])


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
