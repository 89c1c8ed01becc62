"""Ends a plan's process when the plan is adopted: the council's step is done, and nothing more is to be."""

from datetime import date

from rodtrad.planning.clocks.templates import template_of
from rodtrad.planning.models import Process, ProcessStatus, ProcessStep
from rodtrad.plans.models import Plan


def close_process(plan: Plan, day: date) -> None:
    """Record the decision in the plan's process, if it has one; the caller holds the plan's lock."""
    process = Process.objects.filter(plan=plan).first()
    if process is None:
        return
    process.status = ProcessStatus.DONE
    process.save(update_fields=["status"])
    ProcessStep.objects.update_or_create(
        process=process,
        step=template_of(process.template).meeting.id,
        defaults={"root_id": plan.root_id, "done_on": day},
    )
