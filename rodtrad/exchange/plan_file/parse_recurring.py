"""Reads what recurs."""

import datetime

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import CYCLES, EVENT_KINDS, VISIBILITIES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, flag, whole_number
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS
from rodtrad.planning.wheel.recurring import RecurrenceError, check_rule


def read_recurring(fields: Fields) -> e.RecurringEntry:
    first = day(fields, "first", required=True)
    return e.RecurringEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        title=fields.text("title", required=True, most=200),
        description=fields.text("description", most=4_000, lines=True),
        kind=fields.choice("kind", EVENT_KINDS, required=True),
        cycle=fields.choice("cycle", CYCLES, "year"),
        first=first or datetime.date.max,
        days=whole_number(fields, "days", 1, 366) or 1,
        rule=_read_rule(fields, first),
        reference=fields.text("reference", most=200),
        owner=fields.key("owner", required=False),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        left_out=flag(fields, "left_out", default=False),
        sequence=whole_number(fields, "sequence") or 0,
        **NO_DEFAULTS.sourced(fields),
    )


def _read_rule(fields: Fields, first: datetime.date | None) -> str:
    rule = fields.text("rule", most=200)
    if rule and first:
        try:
            check_rule(rule, first)
        except RecurrenceError as error:
            fields.fault("rule", str(error), _("Skriv for eksempel FREQ=YEARLY, eller la «rule» være borte."))
    return rule
