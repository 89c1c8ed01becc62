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
from rodtrad.planning.clocks.told_elsewhere import filled
from rodtrad.planning.models import Process
from rodtrad.planning.queries.clock_rules import deadlines_of
from rodtrad.planning.queries.clocks import OVER, PlanClocks, clocks_of_root
from rodtrad.planning.queries.council_meetings import DECIDING, council_meetings
from rodtrad.planning.wheel.terms import term_of_year, term_on
from rodtrad.plans.models import Plan, PlanStatus, PlanType
from rodtrad.plans.queries import visible_plans

#: A plan without a process counts when somebody works with it.
_WORKED_ON = (PlanStatus.UNDER_WAY, PlanStatus.HEARING)


def waits_for_meeting(process: Process) -> bool:
    """Tell whether the process has no meeting, or one that is cancelled."""
    return process.status not in OVER and (process.meeting is None or process.meeting.is_cancelled)


def clocks_if_decided_in(meeting: Meeting, viewer: Viewer, today: date | None = None) -> list[PlanClocks]:
    """Return the clocks of each plan that waits for a meeting, on the day of this one.

    Only a planned meeting to come, of a body that decides plans, has any; plans that no clock ties to the meeting are
    left out, and so is the planstrategi of a council that is not elected yet.
    """
    day = today or timezone.localdate()
    if meeting.body.kind not in DECIDING or meeting.status != MeetingStatus.PLANNED or meeting.date < day:
        return []
    known = clocks_of_root(meeting.root, viewer, day)
    waiting = [
        one for one in known
        if one.process and waits_for_meeting(one.process) and one.process.wanted != meeting.date
        and not is_of_next_council(one.plan, meeting.date, one.reckoned.course.end_of("constituted"))
    ]  # fmt: skip
    courses = [(one, one.reckoned.course.with_wanted(meeting.date)) for one in waiting]
    found = [replace(one, reckoned=reckon(course)) for one, course in courses]
    found += _without_process(meeting, viewer, {one.plan.pk for one in known}, day)
    return [one for one in found if tied_to_meeting(one)]


def plans_to_decide(meeting: Meeting, viewer: Viewer) -> list[Plan]:
    """Return the plans that are not decided yet, except those that are to be decided in the meeting already."""
    rows = visible_plans(meeting.root, viewer).filter(status__in=(PlanStatus.PLANNED, *_WORKED_ON))
    rows = rows.exclude(process__meeting=meeting).exclude(process__status__in=OVER).select_related("strategy")
    return [one for one in rows if not is_of_next_council(one, meeting.date, _constituted(one))]


def _constituted(plan: Plan) -> date | None:
    strategy = getattr(plan, "strategy", None)
    return strategy.constituted_on if strategy else None


def tied_to_meeting(found: PlanClocks) -> list[Clock]:
    """Return the clocks that the day of the meeting decides."""
    meeting = found.reckoned.course.template.meeting
    return [one for one in found.reckoned.clocks if meeting in (one.step, one.other)]


def _without_process(meeting: Meeting, viewer: Viewer, known: set[UUID], today: date) -> list[PlanClocks]:
    plans = list(
        visible_plans(meeting.root, viewer)
        .filter(status__in=_WORKED_ON)
        .exclude(pk__in=known)
        .select_related("strategy")
    )
    if not plans:
        return []
    plans = [one for one in plans if not is_of_next_council(one, meeting.date, _constituted(one))]
    rules, meetings = deadlines_of(meeting.root), council_meetings(meeting.root, today)
    return [
        PlanClocks(plan, None, None, reckon(_course(plan, meeting, rules, today)), meetings) for plan in plans
    ]


def _course(plan: Plan, meeting: Meeting, rules: Mapping[str, Deadline], today: date) -> Course:
    template = templates_for(plan.type)[0]
    dates = filled(template, {}, today, heard=(plan.hearing_from, plan.hearing_to))
    return Course(template, rules, today, meeting.date, plan.from_year, dates)


def is_of_next_council(plan: Plan, day: date, constituted: date | None = None) -> bool:
    """Tell whether the plan is a planstrategi that only a council elected after the day can adopt (pbl. § 10-1).

    `constituted` is the day that the council of the strategy's term was constituted, where that is told.
    """
    if plan.type != PlanType.PLANNING_STRATEGY or plan.from_year is None:
        return False
    if constituted is not None and constituted <= day:
        return False
    return term_of_year(plan.from_year).first > term_on(day).first
