"""Writes events as an iCalendar file that Outlook, Google and Apple subscribe to (RFC 5545, RFC 7986).

Days are all-day events whose end is the day after (§ 3.6.1); hours are told in UTC. What is cancelled stays, marked,
so that it goes from the calendars it is in.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Component

from rodtrad.core.events import Event, EventKind, whole_uid
from rodtrad.core.text import storable

#: So many written events are kept in a process, of some hundred bytes each.
KEPT = 32_768
TYPE = "text/calendar; charset=utf-8"
_OSLO = ZoneInfo("Europe/Oslo")
#: What has never been changed was last changed then.
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
#: How long before a calendar program may say that it comes, and whether that is before its start or its end.
_ALARMS = {
    EventKind.MEETING: (timedelta(days=1), "START"),
    EventKind.DEADLINE: (timedelta(days=7), "START"),
    EventKind.HEARING: (timedelta(days=7), "END"),
}


def write_calendar(
    name: str, domain: str, events: Iterable[Event], address_of: Callable[[Event], str]
) -> bytes:
    """Return the events as a calendar. `domain` makes their identities ours; an address is where more is told."""
    calendar = Calendar()
    calendar.add("prodid", "-//Rødtråd//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Oslo")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    begun, end, _nothing = calendar.to_ical().rpartition(b"END:VCALENDAR")
    language = get_language() or ""
    written = (_written(event, domain, address_of(event), language) for event in events)
    return b"".join([begun, *written, end, b"\r\n"])


@lru_cache(maxsize=KEPT)
def _written(event: Event, domain: str, address: str, _language: str) -> bytes:
    """Return the event as it stands in a calendar. Writing takes a millisecond, and programs ask again and again."""
    content: bytes = _component(event, domain, address).to_ical()
    return content


def _component(event: Event, domain: str, address: str) -> Component:
    made = Component()
    made.add("uid", whole_uid(event, domain))
    made.add("summary", storable(_("Avlyst: %s") % event.title if event.is_cancelled else event.title))
    _add_times(made, event)
    changed = event.changed_at or _FIRST
    made.add("dtstamp", changed.astimezone(UTC))
    made.add("last-modified", changed.astimezone(UTC))
    made.add("sequence", event.sequence)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("categories", [event.kind.label])
    if told := _told(event):
        made.add("description", storable(told))
    if event.place:
        made.add("location", storable(event.place))
    if address:
        made.add("url", address)
    if event.kind in _ALARMS and not event.is_cancelled:
        made.add_component(_alarm(event))
    return made


def _add_times(made: Component, event: Event) -> None:
    if event.begins is None:
        made.add("dtstart", event.first)
        made.add("dtend", event.last + timedelta(days=1))
        made.add("transp", "TRANSPARENT")
        return
    begins = _moment(event.first, event.begins)
    made.add("dtstart", begins)
    made.add("dtend", _moment(event.last, event.ends) if event.ends else begins + timedelta(hours=1))


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=_OSLO).astimezone(UTC)


def _told(event: Event) -> str:
    parts = [event.description, event.reference, _("Eksempel") if event.is_example else ""]
    return "\n".join(part for part in parts if part)


def _alarm(event: Event) -> Alarm:
    before, related = _ALARMS[event.kind]
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", storable(event.title))
    made.add("trigger", -before, parameters={"RELATED": related})
    return made
