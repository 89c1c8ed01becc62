"""What a plan's process refers to: a case, and a meeting by its uid."""

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_cases import Refer


def check_processes(file: e.PlanFile, refer: Refer, problems: Problems) -> None:
    meetings = [meeting.uid for body in file.bodies for meeting in body.meetings]
    for plan in file.plans:
        entry = plan.process
        if entry is None:
            continue
        place = f"plans › {plan.key} › process"
        refer(entry, place, "case", "cases", entry.case)
        refer(entry, place, "source", "sources", entry.source)
        if entry.meeting and entry.meeting not in meetings:
            message = _("Møtet «%s» finnes ikke i fila.") % entry.meeting
            problems.unknown(entry.spot_of("meeting"), place, message, entry.meeting, meetings)
