"""The processes of plans, as entries."""

from collections import defaultdict
from uuid import UUID

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys
from rodtrad.organisations.models import Root
from rodtrad.planning.clocks.templates import template_of
from rodtrad.planning.models import Process, ProcessStep


def processes(root: Root, keys: RootKeys) -> dict[UUID, e.ProcessEntry]:
    """Return the root's processes by plan, each with its steps in the template's order."""
    steps: dict[UUID, dict[str, e.ProcessStepEntry]] = defaultdict(dict)
    for row in ProcessStep.objects.filter(root=root).order_by("step"):
        steps[row.process_id][row.step] = _step(row)
    rows = Process.objects.filter(root=root).select_related("meeting")
    return {row.plan_id: _process(row, steps[row.id], keys) for row in rows}


def _process(row: Process, steps: dict[str, e.ProcessStepEntry], keys: RootKeys) -> e.ProcessEntry:
    known = [step.id for step in template_of(row.template).steps if step.id in steps]
    return e.ProcessEntry(
        template=row.template,
        meeting=row.meeting.uid if row.meeting else "",
        wanted=row.wanted,
        case=keys.cases[row.case_id],
        status=row.status,
        note=row.note,
        days=[steps[one] for one in known],
        **keys.sourced(row),
    )


def _step(row: ProcessStep) -> e.ProcessStepEntry:
    return e.ProcessStepEntry(
        step=row.step,
        title=row.title,
        first=row.first,
        last=row.last,
        done_on=row.done_on,
        note=row.note,
    )
