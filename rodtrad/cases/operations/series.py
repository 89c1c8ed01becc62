"""The occurrences of one event in a calendar, and which of those that stand are which of those that come."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rodtrad.cases.models import Meeting

_OCCURRENCE = re.compile(r"/\d{8}T\d{4}$")
#: A series that is moved to another day of the week moves its meetings no further than this.
_NEAR = timedelta(days=6)


@dataclass(frozen=True)
class Series:
    """An event that a file tells in whole, by its uid, and the days within which it does."""

    uid: str
    first: date
    last: date


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting as a calendar tells it, in the root's own clock."""

    uid: str
    date: date
    begins: time | None
    ends: time | None
    place_text: str
    is_cancelled: bool
    sequence: int
    note: str = ""


def occurrence_uid(uid: str, start: datetime) -> str:
    """Return what one occurrence is known by: the event's uid, and when it was first to be."""
    return f"{uid}/{start:%Y%m%dT%H%M}"


def is_occurrence(uid: str) -> bool:
    """Tell whether this is one meeting of an event that comes again."""
    return _OCCURRENCE.search(uid) is not None


def series_uid(uid: str) -> str:
    """Return the uid of the event that this is, or is an occurrence of."""
    return _OCCURRENCE.sub("", uid)


def paired(told: Iterable[CalendarMeeting], standing: Iterable[Meeting]) -> dict[str, Meeting]:
    """Return the meeting that stands for each that is told, by the uid that is told.

    The same uid is the same meeting. A series that is given other hours or another weekday has new uids for all of it:
    of what is left of a series, those on the same day are the same, then those nearest in time.
    """
    by_uid = {row.uid: row for row in standing}
    found = {one.uid: by_uid.pop(one.uid) for one in told if one.uid in by_uid}
    left: dict[str, list[Meeting]] = defaultdict(list)
    for row in by_uid.values():
        if not row.is_cancelled:
            left[series_uid(row.uid)].append(row)
    new: dict[str, list[CalendarMeeting]] = defaultdict(list)
    for one in told:
        if one.uid not in found and not one.is_cancelled and series_uid(one.uid) in left:
            new[series_uid(one.uid)].append(one)
    for uid, comers in new.items():
        found.update(_nearest(comers, left[uid]))
    return found


def _nearest(told: Sequence[CalendarMeeting], standing: Sequence[Meeting]) -> dict[str, Meeting]:
    comers = sorted(told, key=lambda one: (one.date, one.begins or time.min, one.uid))
    days = [one.date for one in comers]
    near = []
    for row in sorted(standing, key=lambda one: (one.date, one.begins or time.min, one.uid)):
        for place in range(bisect_left(days, row.date - _NEAR), bisect_left(days, row.date + _NEAR + _DAY)):
            near.append((abs(days[place] - row.date), row.date, place, row.uid, row))
    found: dict[str, Meeting] = {}
    taken: set[str] = set()
    for *_order, place, uid, row in sorted(near, key=lambda one: one[:-1]):
        if uid not in taken and comers[place].uid not in found:
            taken.add(uid)
            found[comers[place].uid] = row
    return found


_DAY = timedelta(days=1)
