"""The API's events: what happens in a period, from every room, as the annual wheel shows it."""

from datetime import date as day
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field

from rodtrad.core.events import Cycle, Event, EventKind, domain_of, events_between, whole_uid
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import page_address, root_or_404
from rodtrad.planning.api.routing import router

#: A longer period is asked for in parts.
_LONGEST = timedelta(days=3660)
#: Before and after these there is nothing.
_EARLIEST, _LATEST = day(1990, 1, 1), day(2190, 1, 1)


class EventQuery(BaseModel):
    first: day | None = Field(None, description="Default: today.")
    last: day | None = Field(None, description="Default: a year after the first; at most ten years after it.")
    kind: EventKind | None = Field(None, description="Only of this kind.")


class EventItem(BaseModel):
    """Something that happens on a day, or from the first to the last day, that day too."""

    uid: str = Field(description="The same for the same event whatever is changed; as in the calendar.")
    title: str
    kind: EventKind
    cycle: Cycle = Field(description="year: the inner ring of the wheel; term: the outer ring of four years")
    first: day
    last: day
    begins: str | None = Field(description="Hour and minute, Europe/Oslo: 18:00.")
    ends: str | None
    place: str
    description: str
    reference: str = Field(description="Law or method it follows from.")
    cancelled: bool
    example: bool
    sequence: int = Field(description="Grows when it is moved, as in the calendar.")
    url: str = Field(description="The page that tells more; empty where there is none.")


@router.get(
    "/organisations/{slug:slug}/events",
    response=Page[EventItem],
    tags=["events"],
    summary="Events of an organisation",
)
def events(
    request: HttpRequest, slug: str, asked: Query[EventQuery], paging: Query[PageQuery]
) -> Page[EventItem]:
    """List meetings, hearings, deadlines, reports, new figures and what recurs in a period, by day."""
    root, viewer = root_or_404(request, slug)
    first = min(max(asked.first or timezone.localdate(), _EARLIEST), _LATEST)
    last = min(asked.last or first + timedelta(days=365), first + _LONGEST)
    found = [one for one in events_between(root, viewer, first, last) if asked.kind in (None, one.kind)]
    return cut(found, paging, lambda one: _item(request, slug, one))


def _item(request: HttpRequest, slug: str, event: Event) -> EventItem:
    return EventItem(
        uid=whole_uid(event, domain_of(slug)),
        title=event.title,
        kind=event.kind,
        cycle=event.cycle,
        first=event.first,
        last=event.last,
        begins=f"{event.begins:%H:%M}" if event.begins else None,
        ends=f"{event.ends:%H:%M}" if event.ends else None,
        place=event.place,
        description=event.description,
        reference=event.reference,
        cancelled=event.is_cancelled,
        example=event.is_example,
        sequence=event.sequence,
        url=page_address(request, event.page[0], slug, *event.page[1:]) if event.page else "",
    )
