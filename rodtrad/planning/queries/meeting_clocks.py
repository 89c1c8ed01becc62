"""What the clocks would say of plans under way, were they decided in a meeting that is not chosen for them yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from rodtrad.cases.models import Meeting, MeetingStatus
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.clocks.course import Course
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.evaluate import Clock, reckon
from rodtrad.planning.clocks.templates import templates_for
from rodtrad.planning.models import Process
from rodtrad.planning.queries.clock_rules import deadlines_of
from rodtrad.planning.queries.clocks import OVER, PlanClocks, clocks_of_root
from rodtrad.planning.queries.council_meetings import DECIDING, council_meetings
from rodtrad.plans.models import Plan, PlanStatus
from rodtrad.plans.queries import visible_plans

#: A plan without a process counts when somebody works with it.
_WORKED_ON = (PlanStatus.UNDER_WAY, PlanStatus.HEARING)


def waits_for_meeting(process: Process) -> bool:
    """Tell whether the process has no meeting, or one that is cancelled."""
    return process.status not in OVER and (process.meeting is None or process.meeting.is_cancelled)


def clocks_if_decided_in(meeting: Meeting, viewer: Viewer, today: date | None = None) -> list[PlanClocks]:
    """Return the clocks of each plan that waits for a meeting, on the day of this one.

    Only a planned meeting to come, of a body that decides plans, has any; plans that no clock ties to the meeting are
    left out.
    """
    day = today or timezone.localdate()
    if meeting.body.kind not in DECIDING or meeting.status != MeetingStatus.PLANNED or meeting.date < day:
        return []
    known = clocks_of_root(meeting.root, viewer, day)
    waiting = [
        one for one in known
        if one.process and waits_for_meeting(one.process) and one.process.wanted != meeting.date
    ]  # fmt: skip
    courses = [(one, one.reckoned.course.with_wanted(meeting.date)) for one in waiting]
    found = [replace(one, reckoned=reckon(course)) for one, course in courses]
    found += _without_process(meeting, viewer, {one.plan.pk for one in known}, day)
    return [one for one in found if tied_to_meeting(one)]


def plans_to_decide(meeting: Meeting, viewer: Viewer) -> list[Plan]:
    """Return the plans that are not decided yet, except those that are to be decided in the meeting already."""
    rows = visible_plans(meeting.root, viewer).filter(status__in=(PlanStatus.PLANNED, *_WORKED_ON))
    return list(rows.exclude(process__meeting=meeting).exclude(process__status__in=OVER))


def tied_to_meeting(found: PlanClocks) -> list[Clock]:
    """Return the clocks that the day of the meeting decides."""
    meeting = found.reckoned.course.template.meeting
    return [one for one in found.reckoned.clocks if meeting in (one.step, one.other)]


def _without_process(meeting: Meeting, viewer: Viewer, known: set[UUID], today: date) -> list[PlanClocks]:
    plans = list(visible_plans(meeting.root, viewer).filter(status__in=_WORKED_ON).exclude(pk__in=known))
    if not plans:
        return []
    rules, meetings = deadlines_of(meeting.root), council_meetings(meeting.root, today)
    return [
        PlanClocks(plan, None, None, reckon(_course(plan, meeting, rules, today)), meetings) for plan in plans
    ]


def _course(plan: Plan, meeting: Meeting, rules: Mapping[str, Deadline], today: date) -> Course:
    template = templates_for(plan.type)[0]
    return Course(template, rules, today, meeting.date, plan.from_year)
