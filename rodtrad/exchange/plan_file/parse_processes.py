"""Reads a plan's process."""

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.choices import PROCESS_STATUSES, PROCESS_TEMPLATES
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, refuse_backwards
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS
from rodtrad.planning.clocks.templates import template_of


def read_process(fields: Fields | None) -> e.ProcessEntry | None:
    if fields is None:
        return None
    entry = e.ProcessEntry(
        spot=fields.spot,
        spots=fields.spots,
        template=fields.choice("template", PROCESS_TEMPLATES, required=True),
        meeting=fields.text("meeting", most=255),
        wanted=day(fields, "wanted"),
        case=fields.key("case", required=False),
        status=fields.choice("status", PROCESS_STATUSES, "planned"),
        note=fields.text("note", most=10_000, lines=True),
        days=fields.each("days", _read_step, "step"),
        **NO_DEFAULTS.sourced(fields),
    )
    if entry.meeting and entry.wanted:
        fields.fault(
            "wanted", _("Planen har både møte og ønsket dag."), _("Ta bort «wanted» når møtet er kjent.")
        )
    _check_steps(entry, fields)
    fields.finish()
    return entry


def _read_step(fields: Fields) -> e.ProcessStepEntry:
    entry = e.ProcessStepEntry(
        spot=fields.spot,
        spots=fields.spots,
        step=fields.text("step", required=True, most=60),
        title=fields.text("title", most=200),
        first=day(fields, "first"),
        last=day(fields, "last"),
        done_on=day(fields, "done_on"),
        note=fields.text("note", most=10_000, lines=True),
    )
    refuse_backwards(fields, ("first", "last"), entry.first, entry.last)
    if entry.last and not entry.first:
        fields.fault("last", _("Steget slutter uten å begynne."), _("Skriv «first» også."))
    return entry


def _check_steps(entry: e.ProcessEntry, fields: Fields) -> None:
    """Note steps that the template does not have, and those that stand twice."""
    known = {step.id for step in template_of(entry.template).steps}
    seen: set[str] = set()
    for step in entry.days:
        if step.step in seen:
            message = _("Steget «%s» står to ganger.") % step.step
            fields.problems.add(step.spot_of("step"), fields.place, message, _("Behold det ene."))
        elif step.step and step.step not in known and entry.template in PROCESS_TEMPLATES:
            message = _("Malen har ikke steget «%s».") % step.step
            fields.problems.unknown(step.spot_of("step"), fields.place, message, step.step, known)
        seen.add(step.step)
