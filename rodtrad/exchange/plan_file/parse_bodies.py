"""Reads bodies and their meetings."""

import re
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import BODY_KINDS, MEETING_STATUSES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, refuse_backwards, whole_number
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


def read_body(fields: Fields) -> e.BodyEntry:
    entry = e.BodyEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        name=fields.text("name", required=True, most=200),
        kind=fields.choice("kind", BODY_KINDS, required=True),
        organisation=fields.key("organisation", required=False),
        valid_from=day(fields, "valid_from"),
        valid_to=day(fields, "valid_to"),
        meetings=fields.each("meetings", read_meeting, "uid"),
        **NO_DEFAULTS.sourced(fields),
    )
    refuse_backwards(fields, ("valid_from", "valid_to"), entry.valid_from, entry.valid_to)
    return entry


def read_meeting(fields: Fields) -> e.MeetingEntry:
    entry = e.MeetingEntry(
        spot=fields.spot,
        spots=fields.spots,
        uid=fields.text("uid", required=True, most=255),
        date=day(fields, "date", required=True) or date.min,
        begins=_clock(fields, "begins"),
        ends=_clock(fields, "ends"),
        room=fields.text("room"),
        status=fields.choice("status", MEETING_STATUSES, "planned"),
        sequence=whole_number(fields, "sequence") or 0,
        note=fields.text("note", most=10_000, lines=True),
        **NO_DEFAULTS.sourced(fields),
    )
    if entry.ends and entry.ends <= (entry.begins or "99:99"):
        fields.fault("ends", _("Møtet slutter uten å ha begynt før."), _("Skriv «begins» før «ends»."))
    return entry


def _clock(fields: Fields, name: str) -> str:
    value = fields.text(name)
    found = _CLOCK.fullmatch(value)
    if found:
        return f"{int(found[1]):02d}:{found[2]}"
    if value:
        message = _("«%s» er ikke et klokkeslett.") % shorten(value, 40)
        fields.fault(name, message, _('Skriv det slik: "17:30".'))
    return ""
