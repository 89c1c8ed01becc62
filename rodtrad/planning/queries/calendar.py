"""What one calendar holds: a root's events, for everyone, for one body, or for one person's units and kinds."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from rodtrad.core.events import Event, events_between
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, Viewer

#: A calendar program is told of so much that has been, and of so much to come.
BEFORE, AFTER = timedelta(days=400), timedelta(days=1500)
#: More than this is no calendar that anybody reads; the latest to come are left out.
MOST = 20_000


def calendar_of(
    root: Root,
    viewer: Viewer = NOBODY,
    *,
    kinds: Collection[str] = (),
    owners: Collection[UUID] = (),
    body: str = "",
    today: date | None = None,
) -> list[Event]:
    """Return the events of a calendar by day: of the kinds, and of these units and the whole root; else all.

    `body` is the key of a body whose meetings are all that it holds.
    """
    now = today or timezone.localdate()
    found = events_between(root, viewer, now - BEFORE, now + AFTER)
    return [
        one
        for one in found
        if (not kinds or one.kind in kinds)
        and (not owners or one.owner is None or one.owner in owners)
        and (not body or one.body == body)
    ][:MOST]
