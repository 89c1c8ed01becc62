"""Ways in: by place, by theme, by sustainable development goal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.geography.models import Area
from rodtrad.goals.models import Element, LevelRole
from rodtrad.goals.queries.places import AtPlace
from rodtrad.goals.queries.web import DEEDS, Point, Web
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import LocalTarget, SdgGoal
from rodtrad.website.presenters.element_words import element_url, sdg_name
from rodtrad.website.presenters.wording import common_origin, own_origin

MOST_SERVING = 6


@dataclass(frozen=True)
class Way:
    title: str
    text: str
    url: str
    count: str


def ways(root: Root, places: int, themes: int, targets: int) -> list[Way]:
    """Return the ways in that lead somewhere in this root."""
    return [
        Way(
            _("Sju spørsmål"),
            _("Fra hva som er vanskelig, til hva det ble. Hvert spørsmål har en plan som svarer."),
            reverse("plan_system", args=[root.slug]),
            "",
        ),
        Way(
            _("Sted"),
            _("Hva gjelder der du bor?"),
            reverse("places", args=[root.slug]),
            ngettext("%(count)d sted", "%(count)d steder", places) % {"count": places} if places else "",
        ),
        Way(
            _("Tema"),
            _("Skole, bolig, fjord eller noe annet du bryr deg om."),
            reverse("themes", args=[root.slug]),
            ngettext("%(count)d tema", "%(count)d temaer", themes) % {"count": themes} if themes else "",
        ),
        Way(
            _("Bærekraftsmål"),
            _("Hvilke av FNs mål som betyr mest her, og hva som blir gjort."),
            reverse("sdg", args=[root.slug]),
            ngettext("%(count)d delmål", "%(count)d delmål", targets) % {"count": targets} if targets else "",
        ),
    ]


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


def themes(root: Root, web: Web) -> list[ThemeGroup]:
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


@dataclass(frozen=True)
class Serving:
    title: str
    url: str
    level: str
    origin: str


@dataclass(frozen=True)
class TargetRow:
    code: str
    anchor: str
    name: str
    why: str
    origin: str
    source: str
    serving: tuple[Serving, ...]
    more: tuple[Serving, ...]
    serving_origin: str


@dataclass(frozen=True)
class GoalRow:
    number: int
    name: str
    targets: tuple[TargetRow, ...]
    whole: tuple[Serving, ...]


def sdg_rows(
    root: Root,
    goals: Sequence[SdgGoal],
    local: Iterable[LocalTarget],
    by_target: Mapping[str, Sequence[Element]],
    by_goal: Mapping[int, Sequence[Element]],
    choice_origin: str,
) -> list[GoalRow]:
    """Return the 17 goals with the root's own targets; no row repeats `choice_origin`."""
    rows: dict[int, list[TargetRow]] = {}
    for one in local:
        row = _target(root, one, by_target.get(one.target_id, ()), choice_origin)
        rows.setdefault(one.target.goal_id, []).append(row)
    return [
        GoalRow(
            goal.number,
            sdg_name(goal),
            tuple(rows.get(goal.number, ())),
            tuple(_serving(root, element, "") for element in by_goal.get(goal.number, ())),
        )
        for goal in goals
    ]


def _target(root: Root, local: LocalTarget, elements: Sequence[Element], choice_origin: str) -> TargetRow:
    common = common_origin(element.origin for element in elements)
    served = tuple(_serving(root, element, common) for element in elements)
    cut = MOST_SERVING if len(served) > MOST_SERVING + 2 else len(served)
    return TargetRow(
        code=local.target_id,
        anchor="mal-" + local.target_id.replace(".", "-"),
        name=sdg_name(local.target),
        why=local.why,
        origin=own_origin(local.origin, choice_origin),
        source=" · ".join(part for part in (local.source.title if local.source else "", local.place) if part),
        serving=served[:cut],
        more=served[cut:],
        serving_origin=common,
    )


def _serving(root: Root, element: Element, common: str) -> Serving:
    origin = own_origin(element.origin, common)
    return Serving(element.title, element_url(root.slug, element.key), element.level.one, origin)
