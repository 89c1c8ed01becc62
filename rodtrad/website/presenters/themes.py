"""Themes under the goals they are about, with everyday words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from rodtrad.goals.models import Element
from rodtrad.goals.queries.themes import Done, RootThemes, Theme
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.element_words import element_url

#: With more themes than this the page lists the goals first, and shows one goal's themes at a time.
MOST_THEMES = 300
NO_GOAL = "-"


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
    """A goal with its themes; `fold_url` leads to the page with this goal's themes alone."""

    heading: str
    url: str
    code: str
    count: str
    fold_url: str
    members: tuple[Theme, ...]
    themes: tuple[ThemeCard, ...] = ()


def theme_groups(root: Root, found: RootThemes) -> list[ThemeGroup]:
    """Hang the themes under the goals they are about: the largest framework first, no goal last."""
    groups: dict[UUID | None, list[Theme]] = {}
    for theme in found.themes:
        groups.setdefault(found.about.get(theme.id), []).append(theme)
    sizes = Counter(theme.framework for theme in found.themes)
    goals = [goal for goal in found.goals if goal.id in groups]
    goals.sort(key=lambda goal: -sizes[groups[goal.id][0].framework])
    under = [_group(root, goal, groups[goal.id]) for goal in goals]
    return [*under, _group(root, None, groups[None])] if None in groups else under


def _group(root: Root, goal: Element | None, members: list[Theme]) -> ThemeGroup:
    count = ngettext("%(count)d tema", "%(count)d temaer", len(members)) % {"count": len(members)}
    return ThemeGroup(
        heading=goal.title if goal else "",
        url=element_url(root.slug, goal.key) if goal else "",
        code=goal.level.one if goal else "",
        count=count,
        fold_url=f"{reverse('themes', args=[root.slug])}?mal={goal.key if goal else NO_GOAL}",
        members=tuple(members),
    )


def theme_card(root: Root, theme: Theme, done: Mapping[UUID, Done]) -> ThemeCard:
    below = done.get(theme.id, Done(0, 0, False))
    count = ""
    if below.measures:
        count = ngettext("%(count)d tiltak", "%(count)d tiltak", below.measures) % {"count": below.measures}
    elif below.others:
        count = ngettext("%(count)d under", "%(count)d under", below.others) % {"count": below.others}
    return ThemeCard(
        title=theme.title,
        url=element_url(root.slug, theme.key),
        keywords=", ".join(theme.keywords),
        origin=theme.origin,
        count=count,
        count_origin="example" if below.has_example else "",
    )
