"""What taking in a calendar or a sheet would do, in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.operations.calendar import CalendarLine, Change
from rodtrad.cases.operations.missing_series import MissingSeries
from rodtrad.exchange.case_sheet.operations import CaseLine, Outcome
from rodtrad.website.presenters.wording import Status, day

#: A page shows so many rows; what is taken in is all of them.
MOST_SHOWN = 300


@dataclass(frozen=True)
class ProposedRow:
    status: Status
    what: str
    before: str
    after: str


def calendar_tally(lines: Sequence[CalendarLine]) -> list[tuple[int, str]]:
    counts = Counter(line.change for line in lines)
    words = {
        Change.MADE: _("nye"),
        Change.MOVED: _("endret"),
        Change.CANCELLED: _("avlyst"),
        Change.SETTLED: _("behandlet, ikke endret"),
        Change.SAME: _("som før"),
    }
    return [(counts[change], said) for change, said in words.items() if counts[change]]


def calendar_rows(lines: Sequence[CalendarLine]) -> list[ProposedRow]:
    statuses = {
        Change.MADE: Status("ok", _("Nytt")),
        Change.MOVED: Status("watch", _("Endret")),
        Change.CANCELLED: Status("off", _("Avlyst")),
        Change.SETTLED: Status("none", _("Behandlet, ikke endret")),
    }
    rows = []
    for line in [one for one in lines if one.change in statuses][:MOST_SHOWN]:
        told, was = line.meeting, line.standing
        rows.append(
            ProposedRow(
                statuses[line.change],
                told.note or _("Møte"),
                _when(was.date, was.begins, was.ends, was.place_text) if was else "",
                _when(told.date, told.begins, told.ends, told.place_text),
            )
        )
    return rows


@dataclass(frozen=True)
class MissingRow:
    """A series that the file no longer has, to be chosen: its uid, and how it is told."""

    uid: str
    told: str


def missing_rows(missing: Sequence[MissingSeries]) -> list[MissingRow]:
    return [MissingRow(one.uid, _missing(one)) for one in missing]


def _missing(one: MissingSeries) -> str:
    count = len(one.meetings)
    told = ngettext(
        "%(name)s: %(count)d møte %(first)s", "%(name)s: %(count)d møter fra %(first)s til %(last)s", count
    )
    return told % {
        "name": one.note or _("Møter"), "count": count, "first": day(one.first), "last": day(one.last),
    }  # fmt: skip


def _when(on: date, begins: time | None, ends: time | None, place: str) -> str:
    hours = "–".join(time_format(one, "H.i") for one in (begins, ends) if one)
    return ", ".join(part for part in (day(on), hours, place) if part)


def case_tally(lines: Sequence[CaseLine]) -> list[tuple[int, str]]:
    counts = Counter(line.outcome for line in lines)
    words = {Outcome.MADE: _("nye"), Outcome.CHANGED: _("endret"), Outcome.SAME: _("som før")}
    return [(counts[outcome], said) for outcome, said in words.items() if counts[outcome]]


def case_lines(lines: Sequence[CaseLine]) -> list[ProposedRow]:
    statuses = {Outcome.MADE: Status("ok", _("Ny")), Outcome.CHANGED: Status("watch", _("Endret"))}
    names = _field_names()
    return [
        ProposedRow(
            statuses[line.outcome],
            f"{line.number} {line.title}".strip(),
            "",
            ", ".join(names.get(name, name) for name in line.fields),
        )
        for line in [one for one in lines if one.outcome in statuses][:MOST_SHOWN]
    ]


def _field_names() -> dict[str, str]:
    return {
        "number": _("saksnummer"),
        "title": _("tittel"),
        "body": _("avgjort av"),
        "date": _("vedtaksdag"),
        "decision": _("vedtak"),
        "status": _("status"),
        "owner": _("eier"),
        "legal_basis": _("hjemmel"),
        "proposed_on": _("når forslaget ble åpent"),
        "recommended_on": _("når innstillingen ble åpen"),
        "archive_address": _("lenke til arkivet"),
        "einnsyn_address": _("lenke til eInnsyn"),
        "visibility": _("hvem kan se saken"),
    }
