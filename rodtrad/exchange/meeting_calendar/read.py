"""From the bytes of a calendar to meetings. Every fault is told with its number and field; nothing is half read."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from rodtrad.cases.operations.series import CalendarMeeting, Series, occurrence_uid
from rodtrad.core.text import HIDDEN, shorten, visible
from rodtrad.exchange.errors import TOLD, ExchangeError
from rodtrad.exchange.meeting_calendar.recurring import (
    DAYS_AHEAD,
    Budget,
    RecurringError,
    TooMuchError,
    times_of,
)
from rodtrad.exchange.meeting_calendar.times import TimeError, local, whole_day

LARGEST_FILE = 5 * 1024 * 1024
#: Events of one file before they are expanded, and meetings after.
MOST_EVENTS = 5_000
MOST_MEETINGS = 2_000
_LONGEST_LINE = 20_000
_EVENT = re.compile(rb"^BEGIN[ \t]*:[ \t]*V(?!CALENDAR)[A-Z]+", re.IGNORECASE | re.MULTILINE)
_PROPERTY = re.compile(r"broken property '([A-Z-]+)'")
_NOT_UTF8 = "windows-1252"
#: What its writer keeps from others (RFC 5545, 3.8.1.3).
_PRIVATE = ("PRIVATE", "CONFIDENTIAL")


class CalendarError(ExchangeError):
    """The file cannot be taken in; the message says why, a line for each fault."""


@dataclass
class ReadCalendar:
    """The meetings of a file by day, and what the person should know about how they were read."""

    meetings: list[CalendarMeeting] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: The events that the file tells in whole: an occurrence of theirs that it does not have is gone.
    series: list[Series] = field(default_factory=list)


def read_calendar(content: bytes, *, today: date, called: str = "") -> ReadCalendar:
    """Return the meetings of a calendar. `called` is the body's name: a title that only says that is no note.

    Raises CalendarError with a sentence for each fault.
    """
    text, notes = _decoded(content)
    _refuse_too_much(text.encode())
    try:
        calendars = Calendar.from_ical(_without_zones(text), multiple=True)
    # A name such as «Europe» makes the reader of zones open a directory.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError) as error:
        raise CalendarError(
            _("Fila kan ikke leses som en kalender. Hent den på nytt der den kommer fra.")
        ) from error
    found = _Reading(today, called, notes)
    for calendar in calendars:
        found.read(calendar)
    return found.done()


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if len(content) > LARGEST_FILE:
        message = _("Fila er på %(size)d MB; grensen er %(limit)d MB. Del kalenderen i flere filer.")
        raise CalendarError(message % {"size": len(content) // 2**20, "limit": LARGEST_FILE // 2**20})
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
        notes = [_("Fila var skrevet i UTF-16 og er lest slik.")]
    else:
        try:
            text, notes = content.decode("utf-8-sig"), []
        except UnicodeDecodeError:
            text = content.decode(_NOT_UTF8, errors="replace")
            notes = [_("Fila var ikke skrevet i UTF-8. Se etter at æ, ø og å er riktige.")]
    if "BEGIN:VCALENDAR" not in text[:5000].upper():
        raise CalendarError(_("Dette er ikke en kalenderfil (.ics). Den begynner med BEGIN:VCALENDAR."))
    return text.replace("\x00", ""), notes


def _refuse_too_much(content: bytes) -> None:
    events = sum(1 for _found in _EVENT.finditer(content))
    if events > MOST_EVENTS:
        message = _("Kalenderen har %(count)d hendelser; grensen er %(most)d. Del den i flere filer.")
        raise CalendarError(message % {"count": events, "most": MOST_EVENTS})
    unfolded = re.sub(rb"\r?\n[ \t]", b"", content)
    if max((len(line) for line in unfolded.splitlines()), default=0) > _LONGEST_LINE:
        raise CalendarError(_("Kalenderen har en linje på over %d tegn, og leses ikke.") % _LONGEST_LINE)


def _without_zones(text: str) -> str:
    """Return the text without time zones of its own: known names say enough, and their rules can go on for ever."""
    kept: list[str] = []
    inside = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        told = "".join(line.split()).upper()
        if told == "BEGIN:VTIMEZONE":
            inside = True
        if not inside:
            kept.append(line)
        if told == "END:VTIMEZONE":
            inside = False
    return "\r\n".join(kept)


class _Reading:
    """The events of a file on their way to meetings."""

    def __init__(self, today: date, called: str, notes: list[str]) -> None:
        self.today, self.called, self.notes = today, called.casefold(), notes
        self.faults: list[str] = []
        self.by_uid: dict[str, CalendarMeeting] = {}
        self.series: dict[str, Series] = {}
        #: Occurrences that were moved or cancelled alone: by uid, the start they had.
        self.apart: set[str] = set()
        self.number = 0
        self.floating = self.days = self.private = 0
        self.budget = Budget()

    def read(self, calendar: Any) -> None:
        is_cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        events = list(calendar.walk("VEVENT"))
        alone = [one for one in events if "RECURRENCE-ID" in one]
        for event in alone + [one for one in events if "RECURRENCE-ID" not in one]:
            self.number += 1
            if str(event.get("CLASS", "")).strip().upper() in _PRIVATE:
                self.private += 1
                continue
            try:
                for meeting in self._meetings(event, is_cancelled):
                    self._keep(meeting)
            except (TimeError, RecurringError) as error:
                self.faults.append(f"{self._called(event)}: {error}")
            except BrokenCalendarProperty as error:
                self.faults.append(f"{self._called(event)}: {_broken(error)}")
            except TooMuchError as error:
                raise CalendarError(
                    _("Kalenderen har gjentakelser som tar for lang tid å følge. Hent ut en kortere periode, "
                      "eller del den i flere filer.")) from error  # fmt: skip
            if len(self.by_uid) > MOST_MEETINGS:
                message = _("Kalenderen gir mer enn %d møter. Hent ut en kortere periode.")
                raise CalendarError(message % MOST_MEETINGS)

    def _meetings(self, event: Any, is_cancelled: bool) -> Iterator[CalendarMeeting]:
        given = _date_of(event, "DTSTART")
        if given is None:
            raise TimeError(_("DTSTART mangler. Et møte må ha en dag."))
        start = local(given, "DTSTART")
        if isinstance(given, datetime) and given.tzinfo is None:
            self.floating += 1
        length = self._length(event, given)
        uid = _line(event.get("UID", ""), 200) or f"{start.isoformat()}@uten-uid"
        cancelled = is_cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED"
        common = {
            "place_text": _line(event.get("LOCATION", ""), 300),
            "is_cancelled": cancelled,
            "sequence": _sequence(event),
            "note": self._note(event),
        }
        if "RECURRENCE-ID" in event:
            was = _date_of(event, "RECURRENCE-ID")
            uid = occurrence_uid(uid, local(was, "RECURRENCE-ID") if was is not None else start)
            self.apart.add(uid)
            yield _meeting(uid, start, given, length, common)
            return
        if "RRULE" not in event and "RDATE" not in event:
            self.series[uid] = Series(uid, start.date(), start.date() + timedelta(days=DAYS_AHEAD))
            yield _meeting(uid, start, given, length, common)
            return
        times = times_of(event, start, is_day=whole_day(given), today=self.today, budget=self.budget)
        self.series[uid] = Series(uid, times.first, times.last)
        for one in times.starts:
            which = occurrence_uid(uid, one)
            if which not in self.apart:
                yield _meeting(which, one, given, length, common)

    def _length(self, event: Any, given: date) -> timedelta | None:
        """Return how long it lasts; None for what has no end, or ends on another day."""
        ends = _date_of(event, "DTEND")
        if ends is None:
            duration = getattr(event.get("DURATION"), "dt", None)
            length = duration if isinstance(duration, timedelta) else None
        else:
            length = local(ends, "DTEND") - local(given, "DTSTART")
        if length is None or whole_day(given):
            if length is not None and length > timedelta(days=1):
                self.days += 1
            return None
        if length < timedelta(0):
            raise TimeError(_("DTEND er før DTSTART. Rett slutten."))
        if length >= timedelta(days=1):
            self.days += 1
            return None
        return length

    def _note(self, event: Any) -> str:
        title = _line(event.get("SUMMARY", ""), 300)
        return "" if title.casefold() in ("", self.called) else title

    def _called(self, event: Any) -> str:
        title = shorten(_line(event.get("SUMMARY", ""), 300), 60)
        told = {"number": self.number, "title": title}
        return _("Hendelse %(number)d «%(title)s»") % told if title else _("Hendelse %(number)d") % told

    def _keep(self, meeting: CalendarMeeting) -> None:
        """Keep the latest of those that say they are the same."""
        standing = self.by_uid.get(meeting.uid)
        if standing is None or meeting.sequence >= standing.sequence:
            self.by_uid[meeting.uid] = meeting

    def done(self) -> ReadCalendar:
        if self.faults:
            told = self.faults[:TOLD]
            if more := len(self.faults) - len(told):
                told.append(_("… og %(count)d til.") % {"count": more})
            raise CalendarError("\n".join([*told, _("Ingenting er lagret.")]))
        if self.private:
            self.notes.append(_("Private hendelser er holdt utenfor (%d).") % self.private)
        if not self.by_uid and not self.series:
            raise CalendarError(" ".join([_("Kalenderen har ingen møter."), *self.notes]))
        if self.floating:
            self.notes.append(_("Klokkeslett uten tidssone er lest som norsk tid (%d).") % self.floating)
        if self.days:
            self.notes.append(_("Møter over flere dager står på den første dagen (%d).") % self.days)
        found = sorted(self.by_uid.values(), key=lambda one: (one.date, one.uid))
        return ReadCalendar(found, self.notes, list(self.series.values()))


def _meeting(
    uid: str, start: datetime, given: date, length: timedelta | None, common: dict[str, Any]
) -> CalendarMeeting:
    if whole_day(given):
        return CalendarMeeting(uid=uid, date=start.date(), begins=None, ends=None, **common)
    ends = start + length if length else None
    is_same_day = ends is not None and ends.date() == start.date()
    return CalendarMeeting(
        uid=uid,
        date=start.date(),
        begins=start.time().replace(second=0, microsecond=0),
        ends=ends.time().replace(second=0, microsecond=0) if ends is not None and is_same_day else None,
        **common,
    )


def _date_of(event: Any, name: str) -> date | None:
    given = event.get(name)
    if given is None:
        return None
    found = getattr(given, "dt", None)
    if not isinstance(found, date):
        raise TimeError(_("%s er ikke en dato.") % name)
    return found


def _broken(error: BrokenCalendarProperty) -> str:
    """Name the field that the file has in another form than it should."""
    named = _PROPERTY.search(str(error))
    return _("%s kan ikke leses.") % (named[1] if named else _("Et felt"))


def _sequence(event: Any) -> int:
    given = str(event.get("SEQUENCE", "0")).strip()
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _line(given: Any, most: int) -> str:
    told = given[0] if isinstance(given, list) and given else given
    return " ".join(HIDDEN.sub(" ", visible(str(told or ""))).split())[:most]
