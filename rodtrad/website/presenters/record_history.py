"""What has been done to a case, a process or a planstrategi, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.cases.models import CaseStatus, InstructionKind, InstructionStatus, Result, TreatmentKind
from rodtrad.core.differences import Piece, word_differences
from rodtrad.core.models import Visibility
from rodtrad.goals.queries.history_entries import Change, Entry
from rodtrad.planning.clocks.templates import all_templates, template_of
from rodtrad.planning.models import Answer, ItemDecision, NeedQuestion, ProcessStatus, ViewOf
from rodtrad.planning.queries.record_history import RecordHistory
from rodtrad.planning.semesters import semester_name
from rodtrad.website.presenters.history import MOST_CHANGES, ChangeLine, EntryView, moment, who_of
from rodtrad.website.presenters.strategy_words import months

#: What is compared word by word.
_TEXTS = frozenset({"title", "presentation", "decision", "text", "note", "answer", "intro", "principles", "instead",
                    "reason", "summary"})  # fmt: skip
#: Fields of parts whose word is chosen, by the part and the field; "" is the case itself.
_CHOICES: Mapping[tuple[str, str], type[TextChoices]] = {
    ("", "status"): CaseStatus,
    ("treatment", "kind"): TreatmentKind,
    ("treatment", "result"): Result,
    ("instruction", "kind"): InstructionKind,
    ("instruction", "status"): InstructionStatus,
    ("process", "status"): ProcessStatus,
    ("item", "decision"): ItemDecision,
    ("need", "question"): NeedQuestion,
    ("need", "answer"): Answer,
    ("view", "kind"): ViewOf,
}
#: By what a part is called: the first of these that says something.
_CALLED = {
    "treatment": ("body_id",),
    "instruction": ("number",),
    "attachment": ("title",),
    "point": ("number",),
    "process_step": ("title", "step"),
    "item": ("plan_id", "proposed_title"),
    "guideline": ("element_id",),
    "trend": ("title",),
    "view": ("sender",),
    "capacity": ("semester",),
    "phase": ("title",),
    "need": ("discipline",),
}


def present_record(told: RecordHistory, entries: Sequence[Entry], kind: str) -> list[EntryView]:
    """Word some of the entries of a record of this kind: `case`, `process` or `strategy`."""
    return [_entry(told, entry, kind) for entry in entries]


def _entry(told: RecordHistory, entry: Entry, kind: str) -> EntryView:
    lines = [line for change in entry.changes for line in _lines(change, told)]
    return EntryView(
        when=moment(entry.when),
        machine_when=entry.when.isoformat(),
        who=who_of(entry.told, told.history.names.people),
        by_command=not entry.told.get("user"),
        act=_act(entry.act, kind),
        changes=lines[:MOST_CHANGES],
        more=max(0, len(lines) - MOST_CHANGES),
        reasons=entry.reasons,
    )


def _act(act: str, kind: str) -> str:
    if kind == "case" and act in ("insert", "delete"):
        return _("laget saken") if act == "insert" else _("slettet saken")
    return _("slik sto det da historikken begynner") if act == "first" else _("endret")


def _lines(change: Change, told: RecordHistory) -> Iterator[ChangeLine]:
    """Yield a line for each field; a part that is new or gone is one line."""
    part = change.field
    if part not in _parts():
        yield _line(_labels()[part], "", part, change.before, change.after, told)
        return
    before, after = dict(change.before or ()), dict(change.after or ())
    heading = _heading(part, after or before, told)
    if before and after:
        for name, now in after.items():
            if before.get(name) != now:
                label = f"{heading}: {_labels()[name]}"
                yield _line(label, part, name, before.get(name), now, told)
        return
    side: Literal["added", "removed"] = "added" if after else "removed"
    words = [_said(part, name, value, told) for name, value in (after or before).items()]
    yield ChangeLine(heading, [Piece(side, " · ".join(word for word in words if word) or "–")], long=True)


def _line(label: str, part: str, name: str, before: Any, after: Any, told: RecordHistory) -> ChangeLine:
    if name in _TEXTS and (part, name) not in _CHOICES:
        return ChangeLine(label, word_differences(str(before or ""), str(after or "")), long=name != "title")
    pieces = [
        Piece("removed", _said(part, name, before, told)),
        Piece("added", _said(part, name, after, told)),
    ]
    return ChangeLine(label, [piece for piece in pieces if piece.text])


def _heading(part: str, side: Mapping[str, Any], told: RecordHistory) -> str:
    names = (_said(part, name, side.get(name), told) for name in _CALLED.get(part, ()))
    name = next((one for one in names if one), "")
    return (
        f"{_parts()[part]} {name}"
        if part == "point"
        else f"{_parts()[part]}: {name}"
        if name
        else _parts()[part]
    )


def _said(part: str, name: str, value: Any, told: RecordHistory) -> str:
    """Write a value as the pages do; nothing for none, and for what the reader may not see."""
    if value is None or value == "":
        return ""
    if name.endswith("_id"):
        named = told.history.names.of("unit", value) if name == "owner_id" else None
        return told.called.get(value, "") or (str(named.name) if named else "")
    if (part, name) in _CHOICES:
        return str(capfirst(_CHOICES[part, name](value).label))
    if name == "visibility":
        return str(capfirst(Visibility(value).label))
    if name in ("semester", "start_semester", "adopt_semester"):
        return semester_name(value)
    if name == "template":
        return str(template_of(value).name)
    if name == "step":
        return _step_name(value)
    if isinstance(value, Decimal):
        return months(value)
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)


def _step_name(step: str) -> str:
    return next((str(one.name) for each in all_templates() for one in each.steps if one.id == step), step)


def _parts() -> dict[str, str]:
    return {
        "treatment": _("Behandling"),
        "instruction": _("Oppdrag"),
        "attachment": _("Vedlegg"),
        "point": _("Punkt"),
        "minority": _("Mindretall"),
        "process": _("Framdriftsplan"),
        "process_step": _("Steg"),
        "strategy": _("Planstrategien"),
        "item": _("Plan i perioden"),
        "guideline": _("Føring"),
        "trend": _("Utviklingstrekk"),
        "view": _("Synspunkt"),
        "capacity": _("Kapasitet"),
        "phase": _("Del av arbeidet"),
        "need": _("Behovsprøving"),
    }


def _labels() -> dict[str, str]:
    return {
        "number": _("Nummer"),
        "title": _("Tittel"),
        "owner_id": _("Ansvarlig"),
        "status": _("Status"),
        "presentation": _("Saksframlegg"),
        "legal_basis": _("Hjemmel"),
        "proposed_on": _("Forslaget åpent"),
        "recommended_on": _("Innstillingen åpen"),
        "body": _("Organ"),
        "date": _("Dato"),
        "decision": _("Beslutning"),
        "archive_address": _("Adresse i arkivet"),
        "einnsyn_address": _("Adresse i eInnsyn"),
        "visibility": _("Synlighet"),
        "body_id": _("Organ"),
        "kind": _("Slag"),
        "meeting_id": _("Møte"),
        "result": _("Resultat"),
        "note": _("Merknad"),
        "text": _("Tekst"),
        "due": _("Frist"),
        "answer": _("Svar"),
        "answered_on": _("Besvart"),
        "votes_for": _("Stemmer for"),
        "votes_against": _("Stemmer mot"),
        "supporters": _("Hvem"),
        "votes": _("Stemmer"),
        "template": _("Mal"),
        "wanted": _("Ønsket dag"),
        "case_id": _("Sak"),
        "step": _("Steg"),
        "first": _("Første dag"),
        "last": _("Siste dag"),
        "done_on": _("Gjort"),
        "constituted_on": _("Konstituert"),
        "intro": _("Innledning"),
        "principles": _("Prinsipper for planarbeidet"),
        "plan_id": _("Plan"),
        "proposed_title": _("Foreslått plan"),
        "instead": _("Dette gjøres i stedet"),
        "reason": _("Begrunnelse"),
        "start_semester": _("Arbeidet starter"),
        "adopt_semester": _("Planen vedtas"),
        "work": _("Månedsverk"),
        "element_id": _("Element"),
        "sender": _("Organisasjon"),
        "summary": _("Synspunkt"),
        "received_on": _("Mottatt"),
        "semester": _("Halvår"),
        "person_months": _("Månedsverk"),
        "question": _("Spørsmål"),
        "discipline": _("Fag"),
    }
