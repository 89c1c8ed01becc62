"""The lists of cases, meetings and instructions as plain tables. `whole` makes an address absolute."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from rodtrad.cases.models import Case, Meeting
from rodtrad.core.models import Origin
from rodtrad.exchange.workbook.plain_list import PlainList
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.cases.case import case_rows
from rodtrad.website.presenters.cases.instruction import InstructionRow
from rodtrad.website.presenters.cases.meeting import meeting_row

Whole = Callable[[str], str]


def _origin(origin: str) -> str:
    return str(Origin(origin).label) if origin else ""


def case_list(root: Root, cases: Sequence[Case], whole: Whole) -> PlainList:
    headings = [
        _("Saksnummer"), _("Tittel"), _("Status"), _("Avgjort"), _("Avgjort av"), _("Vedtak"), _("Eier"),
        _("Forslaget ble åpent"), _("Innstillingen ble åpen"), _("Opphav"), _("Adresse"),
    ]  # fmt: skip
    rows = (
        [
            row.number, row.title, row.status.word, _iso(case.date), row.body, case.decision, row.owner,
            _iso(case.proposed_on), _iso(case.recommended_on), _origin(row.origin), whole(row.url),
        ]
        for row, case in zip(case_rows(root, cases), cases, strict=True)
    )  # fmt: skip
    return PlainList(_("Saker"), headings, rows, len(cases))


def meeting_list(root: Root, meetings: Sequence[Meeting], whole: Whole) -> PlainList:
    headings = [
        _("Organ"), _("Dag"), _("Begynner"), _("Slutter"), _("Sted"), _("Status"), _("Merknad"), _("Opphav"),
        _("Adresse"),
    ]  # fmt: skip
    rows = (
        [
            one.body.name, one.date.isoformat(), _clock(one.begins), _clock(one.ends), one.place_text,
            row.status.word, one.note, _origin(row.origin), whole(row.url),
        ]
        for one, row in ((one, meeting_row(root, one, 0)) for one in meetings)
    )  # fmt: skip
    return PlainList(_("Møter"), headings, rows, len(meetings))


def instruction_list(title: str, rows: Collection[InstructionRow], whole: Whole) -> PlainList:
    headings = [
        _("Oppdrag"), _("Hva det ble bedt om"), _("Svarer"), _("Status"), _("Frist"), _("Svar"), _("Besvart"),
        _("Gitt i"), _("Avsluttet i"), _("Opphav"), _("Adresse"),
    ]  # fmt: skip
    told = (
        [
            row.what, row.text, row.owner, row.status.word, row.due, row.answer, row.answered if row.answer else "",
            row.case, row.closing, _origin(row.origin), whole(row.url),
        ]
        for row in rows
    )  # fmt: skip
    return PlainList(title, headings, told, len(rows))


def _clock(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
