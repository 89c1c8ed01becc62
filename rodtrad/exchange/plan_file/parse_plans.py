"""Reads plans and, through them, the elements that stand in them."""

from datetime import date

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import PLAN_STATUSES, PLAN_TYPES, QUESTIONS, TREATMENTS, VISIBILITIES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, refuse_backwards, whole_number, year
from rodtrad.exchange.plan_file.parse_elements import read_element
from rodtrad.exchange.plan_file.parse_processes import read_process
from rodtrad.exchange.plan_file.parse_register import read_registered
from rodtrad.exchange.plan_file.parse_strategy import read_strategy
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS, read_defaults
from rodtrad.plans.models import RESERVED_KEYS, PlanStatus


def read_plan(fields: Fields) -> e.PlanEntry:
    entry = e.PlanEntry(
        spot=fields.spot,
        spots=fields.spots,
        key=fields.key("key"),
        type=fields.choice("type", PLAN_TYPES, required=True),
        title=fields.text("title", required=True),
        description=fields.text("description", most=20_000, lines=True),
        status=fields.choice("status", PLAN_STATUSES, "under_way"),
        horizon_years=whole_number(fields, "horizon_years", 1, 100),
        treatment=fields.choice("treatment", TREATMENTS),
        question=fields.choice("question", QUESTIONS),
        owner=fields.key("owner", required=False),
        framework=fields.key("framework", required=False),
        parent=fields.key("parent", required=False),
        replaces=fields.key("replaces", required=False),
        case=fields.key("case", required=False),
        hearing=_read_hearing(fields.mapping("hearing")),
        process=read_process(fields.mapping("process")),
        visibility=fields.choice("visibility", VISIBILITIES, "public"),
        **read_registered(fields),
        **NO_DEFAULTS.sourced(fields),
    )
    entry.strategy = read_strategy(fields.mapping("strategy"), entry.type)
    if entry.key in RESERVED_KEYS:
        told = _("Nøkkelen «%s» er opptatt av en side i planregisteret.") % entry.key
        fields.fault("key", told, _("Velg en annen, for eksempel «%s-plan».") % entry.key)
    if entry.ended_on and entry.status != PlanStatus.REPEALED:
        told = _("Planen er ikke opphevet, så den kan ikke ha «ended_on».")
        fields.fault("ended_on", told, _("Skriv «status: repealed», eller ta dagen bort."))
    _read_period(fields.mapping("period"), entry)
    defaults = read_defaults(fields.mapping("defaults"))
    entry.elements = fields.each("elements", lambda element: read_element(element, defaults))
    return entry


def _read_period(fields: Fields | None, entry: e.PlanEntry) -> None:
    if fields is None:
        return
    entry.from_year, entry.to_year = year(fields, "from"), year(fields, "to")
    first, last = entry.from_year, entry.to_year
    refuse_backwards(fields, ("from", "to"), date(first or 1, 1, 1), date(last or 9999, 1, 1))
    fields.finish()


def _read_hearing(fields: Fields | None) -> e.HearingEntry | None:
    if fields is None:
        return None
    entry = e.HearingEntry(
        spot=fields.spot,
        spots=fields.spots,
        starts=day(fields, "from", required=True) or date.min,
        ends=day(fields, "to"),
        submissions=whole_number(fields, "submissions"),
        assessed=whole_number(fields, "assessed"),
    )
    refuse_backwards(fields, ("from", "to"), entry.starts, entry.ends)
    if entry.assessed is not None and entry.assessed > (entry.submissions or 0):
        told = _("Det kan ikke være vurdert flere uttalelser («assessed») enn det kom inn («submissions»).")
        fields.fault("assessed", told, _("Rett det ene av de to tallene."))
    fields.finish()
    return entry
