"""Series of a body that a calendar no longer has at all: they are told, and cancelled only on a choice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import ngettext

from rodtrad.cases.models import Body, Meeting, MeetingStatus
from rodtrad.cases.operations.series import CalendarMeeting, Series, is_occurrence, series_uid


@dataclass(frozen=True)
class MissingSeries:
    """A series by its uid, with the meetings of it that are planned from today on, by day; never none."""

    uid: str
    meetings: tuple[Meeting, ...]

    @property
    def note(self) -> str:
        """What its meetings are called; empty when they have no name of their own."""
        return next((one.note for one in self.meetings if one.note), "")

    @property
    def first(self) -> date:
        return self.meetings[0].date

    @property
    def last(self) -> date:
        return self.meetings[-1].date


def missing_series(
    body: Body, meetings: Iterable[CalendarMeeting], series: Iterable[Series]
) -> list[MissingSeries]:
    """Return the series of the body that the calendar has nothing of, by their first day."""
    known = {*(one.uid for one in series), *(series_uid(one.uid) for one in meetings)}
    rows = Meeting.objects.filter(
        body=body, status=MeetingStatus.PLANNED, date__gte=timezone.localdate(), uid__contains="/"
    )
    found: dict[str, list[Meeting]] = defaultdict(list)
    for row in rows.order_by("date", "begins", "id"):
        if is_occurrence(row.uid) and series_uid(row.uid) not in known:
            found[series_uid(row.uid)].append(row)
    return [MissingSeries(uid, tuple(held)) for uid, held in found.items()]


def missing_note(number: int) -> str:
    """Return what is said of meetings whose series the file no longer has, where nobody can choose."""
    return (
        ngettext(
            "%d kommende møte er i en serie som ikke står i fila, og er ikke rørt. Er serien avlyst, leses fila inn "
            "på nettsiden, der serien kan velges.",
            "%d kommende møter er i serier som ikke står i fila, og er ikke rørt. Er en serie avlyst, leses fila "
            "inn på nettsiden, der serien kan velges.",
            number,
        )
        % number
    )
