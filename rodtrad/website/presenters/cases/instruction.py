"""What the council asked for, in groups by what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Instruction, InstructionKind, InstructionStatus
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.cases.case import case_url
from rodtrad.website.presenters.wording import Status, day, label_of

LATE, OPEN, ANSWERED, CLOSED = "forfalt", "apne", "besvart", "avsluttet"


@dataclass(frozen=True)
class InstructionRow:
    url: str
    what: str
    text: str
    owner: str
    status: Status
    due: str
    late: str
    answer: str
    answered: str
    case: str
    case_url: str
    closing: str
    closing_url: str
    origin: str
    group: str


@dataclass(frozen=True)
class InstructionGroup:
    name: str
    heading: str
    rows: tuple[InstructionRow, ...]


def group_names() -> dict[str, str]:
    return {
        LATE: _("Over fristen"),
        OPEN: _("Åpne"),
        ANSWERED: _("Besvart, ikke avsluttet"),
        CLOSED: _("Avsluttet"),
    }


def instruction_rows(
    root: Root, instructions: Iterable[Instruction], open_cases: frozenset[UUID], today: date
) -> list[InstructionRow]:
    return [_row(root, one, open_cases, today) for one in instructions]


def in_groups(rows: Iterable[InstructionRow], chosen: str = "") -> list[InstructionGroup]:
    """Return the rows by group, those that hurry first; `chosen` names one group."""
    found: dict[str, list[InstructionRow]] = {name: [] for name in group_names()}
    for row in rows:
        found[row.group].append(row)
    return [
        InstructionGroup(name, heading, tuple(found[name]))
        for name, heading in group_names().items()
        if found[name] and chosen in ("", name)
    ]


def _row(root: Root, one: Instruction, open_cases: frozenset[UUID], today: date) -> InstructionRow:
    late_by = (today - one.due).days if one.due and one.status == InstructionStatus.OPEN else 0
    group = _group(one, late_by)
    closing = one.closed_by if one.closed_by_id in open_cases else None
    return InstructionRow(
        url=reverse("instruction", args=[root.slug, one.pk]),
        what=f"{capfirst(InstructionKind(one.kind).label)} {one.number}",
        text=one.text,
        owner=one.owner.name,
        status=_status(one, group),
        due=day(one.due),
        late=ngettext("%(count)d dag over fristen", "%(count)d dager over fristen", late_by)
        % {"count": late_by}
        if late_by > 0
        else "",
        answer=one.answer,
        answered=day(one.answered_on),
        case=f"{one.case.number} {one.case.title}",
        case_url=case_url(root, one.case.key),
        closing=f"{closing.number} {closing.title}" if closing else "",
        closing_url=case_url(root, closing.key) if closing else "",
        origin=one.origin,
        group=group,
    )


def _group(one: Instruction, late_by: int) -> str:
    if one.status == InstructionStatus.CLOSED:
        return CLOSED
    if one.status == InstructionStatus.ANSWERED:
        return ANSWERED
    return LATE if late_by > 0 else OPEN


def _status(one: Instruction, group: str) -> Status:
    tone = {LATE: "watch", OPEN: "half", ANSWERED: "ok", CLOSED: "done"}[group]
    word = _("Over fristen") if group == LATE else label_of(InstructionStatus(one.status))
    return Status(tone, word)
