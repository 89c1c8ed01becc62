"""Reads what the plan register says: own types of plans, numbers, addresses, and when knowledge is renewed."""

import re
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import KNOWLEDGE_KINDS, PLAN_LEVELS, PLAN_TYPES, TREATMENTS
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, whole_number
from rodtrad.plans.models import NATIONAL_ID


def read_own_type(fields: Fields) -> e.OwnTypeEntry:
    return e.OwnTypeEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        name=fields.text("name", required=True, most=120),
        name_nn=fields.text("name_nn", most=120),
        name_en=fields.text("name_en", most=120),
        based_on=fields.choice("based_on", PLAN_TYPES, "other"),
        level=fields.choice("level", PLAN_LEVELS),
        horizon_years=whole_number(fields, "horizon_years", 1, 100),
        treatment=fields.choice("treatment", TREATMENTS),
        legal_basis=fields.text("legal_basis"),
    )


def read_registered(fields: Fields) -> dict[str, Any]:
    """Return the fields of a plan that only the register has."""
    return {
        "own_type": fields.key("own_type", required=False),
        "level": fields.choice("level", PLAN_LEVELS),
        "number": fields.text("number", most=40),
        "national_id": _read_national_id(fields),
        "register_address": _read_address(fields),
        "ended_on": _read_end(fields),
        "review_due": day(fields, "review_due"),
        "merges": fields.words("merges"),
        "knowledge": _read_knowledge(fields.mapping("knowledge")),
    }


def _read_end(fields: Fields) -> date | None:
    ended = day(fields, "ended_on")
    if ended and ended > timezone.localdate():
        told = _("Planen kan ikke være opphevet en dag som ikke har vært.")
        fields.fault("ended_on", told, _("Rett dagen, eller ta den bort til planen er opphevet."))
    return ended


def _read_national_id(fields: Fields) -> str:
    text = fields.text("national_id", most=25)
    if text and not re.match(NATIONAL_ID, text):
        message = _("«%s» er ikke en arealplan-ID.") % text
        fields.fault(
            "national_id", message, _("Skriv kommunenummer, understrek og planens ID, som 3201_2019005.")
        )
        return ""
    return text


def _read_address(fields: Fields) -> str:
    text = fields.text("register_address", most=600)
    if text and not re.match(r"https?://\S+$", text):
        fields.fault(
            "register_address", _("Adressen er ikke en nettadresse."), _("Skriv den fra og med https://.")
        )
        return ""
    return text


def _read_knowledge(fields: Fields | None) -> e.KnowledgeEntry | None:
    if fields is None:
        return None
    entry = e.KnowledgeEntry(
        spot=fields.spot,
        spots=fields.spots,
        kind=fields.choice("kind", KNOWLEDGE_KINDS, "other"),
        renewed_on=day(fields, "renewed_on"),
        every_years=whole_number(fields, "every_years", 1, 50),
    )
    fields.finish()
    return entry
