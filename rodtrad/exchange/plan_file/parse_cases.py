"""Reads cases, with their way through the bodies and what the council asked for in them."""

from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import (
    CASE_STATUSES,
    INSTRUCTION_KINDS,
    INSTRUCTION_STATUSES,
    RESULTS,
    TREATMENT_KINDS,
    VISIBILITIES,
)
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, whole_number
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS

_LONG = 10_000
_MOST_VOTES = 9999


def read_case(fields: Fields) -> e.CaseEntry:
    return e.CaseEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        number=fields.text("number", required=True, most=60),
        title=fields.text("title", required=True),
        body=fields.text("body", most=200),
        date=day(fields, "date"),
        decision=fields.text("decision", most=_LONG, lines=True),
        status=fields.choice("status", CASE_STATUSES),
        owner=fields.key("owner", required=False),
        legal_basis=fields.text("legal_basis"),
        proposed_on=day(fields, "proposed_on"),
        recommended_on=day(fields, "recommended_on"),
        archive_address=_address(fields, "archive_address"),
        einnsyn_address=_address(fields, "einnsyn_address"),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        presentation=fields.text("presentation", most=50_000, lines=True),
        recommendation=fields.each("recommendation", read_text, "text"),
        treatments=fields.each("treatments", read_treatment, "body"),
        instructions=fields.each("instructions", read_instruction, "number"),
        **NO_DEFAULTS.sourced(fields),
    )


def _address(fields: Fields, name: str) -> str:
    value = fields.text(name, most=600)
    try:
        scheme = urlsplit(value).scheme
    except ValueError:
        scheme = ""
    if value and scheme not in ("http", "https"):
        message = _("«%s» er ikke en nettadresse.") % shorten(value, 60)
        fields.fault(name, message, _("Skriv en adresse som begynner med https://."))
        return ""
    return value


def read_text(fields: Fields) -> e.PointEntry:
    """Read a point of a recommendation: nobody has voted on it yet."""
    return e.PointEntry(
        spot=fields.spot,
        spots=fields.spots,
        text=fields.text("text", required=True, most=_LONG, lines=True),
    )


def read_point(fields: Fields) -> e.PointEntry:
    entry = read_text(fields)
    entry.votes_for = whole_number(fields, "votes_for", 0, _MOST_VOTES)
    entry.votes_against = whole_number(fields, "votes_against", 0, _MOST_VOTES)
    return entry


def read_minority(fields: Fields) -> e.MinorityEntry:
    return e.MinorityEntry(
        spot=fields.spot,
        spots=fields.spots,
        text=fields.text("text", required=True, most=_LONG, lines=True),
        supporters=fields.text("supporters"),
        votes=whole_number(fields, "votes", 0, _MOST_VOTES),
    )


def read_treatment(fields: Fields) -> e.TreatmentEntry:
    return e.TreatmentEntry(
        spot=fields.spot,
        spots=fields.spots,
        body=fields.text("body", required=True),
        kind=fields.choice("kind", TREATMENT_KINDS, required=True),
        meeting=fields.text("meeting", most=255),
        date=day(fields, "date"),
        result=fields.choice("result", RESULTS, "pending"),
        note=fields.text("note", most=_LONG, lines=True),
        points=fields.each("points", read_point, "text"),
        minority_votes=fields.each("minority_votes", read_minority, "text"),
        **NO_DEFAULTS.sourced(fields),
    )


def read_instruction(fields: Fields) -> e.InstructionEntry:
    entry = e.InstructionEntry(
        spot=fields.spot,
        spots=fields.spots,
        kind=fields.choice("kind", INSTRUCTION_KINDS, required=True),
        number=fields.text("number", required=True, most=20),
        text=fields.text("text", required=True, most=_LONG, lines=True),
        owner=fields.key("owner"),
        due=day(fields, "due"),
        status=fields.choice("status", INSTRUCTION_STATUSES, "open"),
        answer=fields.text("answer", most=_LONG, lines=True),
        answered_on=day(fields, "answered_on"),
        closed_by=fields.key("closed_by", required=False),
        **NO_DEFAULTS.sourced(fields),
    )
    _check_status(fields, entry)
    return entry


def _check_status(fields: Fields, entry: e.InstructionEntry) -> None:
    if (entry.status == "closed") != bool(entry.closed_by):
        fields.fault(
            "closed_by",
            _("Et oppdrag er avsluttet når en sak har avsluttet det, og bare da."),
            _("Skriv både «status: closed» og «closed_by: …», eller ingen av dem."),
        )
    if entry.status == "answered" and not (entry.answer and entry.answered_on):
        fields.fault(
            "answer",
            _("Et oppdrag er besvart når svaret står der, med dagen."),
            _("Skriv «answer» og «answered_on»."),
        )
    if entry.answered_on and entry.answered_on > timezone.localdate():
        fields.fault(
            "answered_on",
            _("Svaret kan ikke være fra en dag som ikke har vært."),
            _("Rett dagen, eller ta bort svaret til det er gitt."),
        )
