"""Where a person can search."""

from collections.abc import Collection, Mapping
from uuid import UUID

from rodtrad.core.models import Visibility
from rodtrad.core.text import sort_key
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, Viewer
from rodtrad.organisations.queries import viewers_for, visible_roots


def home_among(roots: Collection[Root], viewers: Mapping[UUID, Viewer]) -> Root | None:
    """Return the root in which to show what all roots share: one that the person works in, and that has figures."""

    def place(root: Root) -> tuple[bool, bool, str]:
        is_outside = viewers[root.id].ceiling == Visibility.PUBLIC
        return is_outside, root.area_id is None, sort_key(root.name)

    return min(roots, key=place, default=None)


def roots_and_viewers(person: Person, slug: str = "") -> tuple[dict[UUID, Root], dict[UUID, Viewer]]:
    """Return the roots that the person may see, or the one with this slug, and what they may see there."""
    rows = visible_roots(person)
    roots = {root.id: root for root in (rows.filter(slug=slug) if slug else rows)}
    return roots, viewers_for(person, roots.keys())
