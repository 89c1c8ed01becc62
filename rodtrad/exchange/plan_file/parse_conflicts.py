"""Reads conflicts between goals, targets that matter locally, and exceptions from the thread check."""

import re
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.core.text import is_key, shorten
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import HANDLINGS, SIGNS, VISIBILITIES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS

_TARGET = re.compile(r"[0-9]{1,2}\.[0-9a-z]{1,2}")


def read_conflict(fields: Fields) -> e.ConflictEntry:
    return e.ConflictEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        title=fields.text("title", required=True),
        description=fields.text("description", most=20_000, lines=True),
        handling=fields.choice("handling", HANDLINGS, "open"),
        owner=fields.key("owner", required=False),
        case=fields.key("case", required=False),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        steps=fields.each("steps", _read_step, "text"),
        **NO_DEFAULTS.sourced(fields),
    )


def _read_step(fields: Fields) -> e.StepEntry:
    return e.StepEntry(
        spot=fields.spot,
        spots=fields.spots,
        text=fields.text("text", required=True),
        element=fields.key("element", required=False),
        sign=fields.choice("sign", SIGNS),
    )


def read_target(fields: Fields) -> e.TargetEntry:
    return e.TargetEntry(
        spot=fields.spot,
        spots=fields.spots,
        target=fields.text("target", required=True, most=64),
        why=fields.text("why", required=True, most=2_000, lines=True),
        **NO_DEFAULTS.sourced(fields),
    )


def read_exception(fields: Fields) -> e.ExceptionEntry:
    return e.ExceptionEntry(
        spot=fields.spot,
        spots=fields.spots,
        rule=fields.text("rule", required=True, most=60),
        subject=_subject(fields),
        reason=fields.text("reason", required=True, most=5_000, lines=True),
        owner=fields.key("owner"),
        until=day(fields, "until", required=True) or date.max,
    )


def _subject(fields: Fields) -> str:
    """Return what is excepted: the key of an element, plan or conflict, or a target's code."""
    value = fields.text("subject", required=True)
    if value and not is_key(value) and not _TARGET.fullmatch(value):
        fields.fault(
            "subject",
            _("«%s» er verken en nøkkel eller et delmål.") % shorten(value, 60),
            _('Skriv nøkkelen til elementet, planen eller konflikten, eller delmålet som "11.6".'),
        )
    return value
