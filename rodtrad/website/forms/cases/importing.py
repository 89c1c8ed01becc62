"""What was read from a file, carried by the page until the person says yes: signed, for one person in one root."""

from datetime import date, time
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from rodtrad.cases.operations.series import CalendarMeeting, Series
from rodtrad.exchange.case_sheet.read import CaseRow
from rodtrad.exchange.errors import ExchangeError

_SALT = "rodtrad.website.cases.import"
#: So much text a page carries; more is taken in by the command.
_MOST = 4 * 1024 * 1024
_KEPT_SECONDS = 24 * 60 * 60


class BadPackError(Exception):
    """What we did not sign, or not for this person in this root, or too long ago."""


def pack_read(what: str, owner: tuple[object, object], rows: list[Any]) -> str:
    """Return the rows as the page carries them. `owner` is the root's id and the person's. Raises ExchangeError."""
    text = signing.dumps(
        {"what": what, "owner": [str(one) for one in owner], "rows": rows}, salt=_SALT, compress=True
    )
    if len(text) > _MOST:
        raise ExchangeError(
            _("Fila er for stor til å tas inn på nettsiden. Be driften kjøre «rodtrad import %s».") % what
        )
    return text


def unpack_read(what: str, owner: tuple[object, object], text: str) -> list[Any]:
    try:
        found = signing.loads(text, salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature as error:
        raise BadPackError from error
    if found.get("what") != what or found.get("owner") != [str(one) for one in owner]:
        raise BadPackError
    rows: list[Any] = found["rows"]
    return rows


def meeting_rows(meetings: list[CalendarMeeting]) -> list[Any]:
    return [
        [
            one.uid,
            one.date.isoformat(),
            one.begins.isoformat() if one.begins else "",
            one.ends.isoformat() if one.ends else "",
            one.place_text,
            one.is_cancelled,
            one.sequence,
            one.note,
        ]
        for one in meetings
    ]


def meetings_of_rows(rows: list[Any]) -> list[CalendarMeeting]:
    return [
        CalendarMeeting(
            uid=uid,
            date=date.fromisoformat(day),
            begins=time.fromisoformat(begins) if begins else None,
            ends=time.fromisoformat(ends) if ends else None,
            place_text=place,
            is_cancelled=is_cancelled,
            sequence=sequence,
            note=note,
        )
        for uid, day, begins, ends, place, is_cancelled, sequence, note in rows
    ]


def series_rows(series: list[Series]) -> list[Any]:
    return [[one.uid, one.first.isoformat(), one.last.isoformat()] for one in series]


def series_of_rows(rows: list[Any]) -> list[Series]:
    return [Series(uid, date.fromisoformat(first), date.fromisoformat(last)) for uid, first, last in rows]


def case_rows(rows: list[CaseRow]) -> list[Any]:
    return [[one.row, one.values, one.cells] for one in rows]


def cases_of_rows(rows: list[Any]) -> list[CaseRow]:
    return [CaseRow(row, values, cells) for row, values, cells in rows]
