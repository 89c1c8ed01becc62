"""Where a person can search."""

from uuid import UUID

from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, Viewer
from rodtrad.organisations.queries import viewers_for, visible_roots


def roots_and_viewers(person: Person, slug: str = "") -> tuple[dict[UUID, Root], dict[UUID, Viewer]]:
    """Return the roots that the person may see, or the one with this slug, and what they may see there."""
    rows = visible_roots(person)
    roots = {root.id: root for root in (rows.filter(slug=slug) if slug else rows)}
    return roots, viewers_for(person, roots.keys())
