"""Reads the clocks of plans. Everything is shown for one viewer, and reckoned for one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from rodtrad.cases.models import Body, Case, Meeting, MeetingStatus, TreatmentKind
from rodtrad.cases.permissions import may_see_case, seen_case
from rodtrad.cases.presenters import in_own_words
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.clocks.course import Course, StepDates
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.evaluate import Clock, Reckoned, reckon
from rodtrad.planning.clocks.templates import Template, template_of, templates_for
from rodtrad.planning.clocks.told_elsewhere import filled
from rodtrad.planning.models import PlanningStrategy, Process, ProcessStatus, ProcessStep
from rodtrad.planning.queries.clock_rules import deadlines_of
from rodtrad.planning.queries.council_meetings import (
    DECIDING,
    OTHERS,
    awaited_meetings,
    council_meetings,
    meetings_for,
)
from rodtrad.plans.models import LOCKED, Plan
from rodtrad.plans.queries import visible_plans

OVER = (ProcessStatus.DONE, ProcessStatus.STOPPED)


@dataclass(frozen=True)
class PlanClocks:
    """A plan's process as it stands on a day. Without a process, the clocks of the case that is to decide the plan.

    `meetings` are those of the body that decides the plan, from the day on, in order.
    """

    plan: Plan
    process: Process | None
    case: Case | None
    reckoned: Reckoned
    meetings: tuple[Meeting, ...]
    #: The days that stand in the process itself.
    own_dates: Mapping[str, StepDates] = field(default_factory=dict)

    @property
    def first_lawful(self) -> Meeting | None:
        """Return the first planned meeting of the body that decides in which every notice is kept."""
        day = self.reckoned.earliest_meeting
        return next((one for one in self.meetings if day and one.date >= day), None)

    @property
    def body(self) -> Body | None:
        """Return the body that decides the plan, as far as its meetings tell."""
        process = self.process
        body = process.meeting.body if process and process.meeting else None
        return body or next((one.body for one in self.meetings), None)

    def in_own_words(self, text: object) -> str:
        """Write what the clocks' data says of any council with this root's word for its own."""
        body = self.body
        name = body.name if body and body.kind in DECIDING else ""
        return in_own_words(self.plan.root, name, text)

    @property
    def is_over(self) -> bool:
        return self.reckoned.course.is_over

    def with_own_dates(self, dates: Mapping[str, StepDates]) -> Course:
        """Return the process with other days, filled with what is told elsewhere as before."""
        course = self.reckoned.course
        strategy = getattr(self.plan, "strategy", None)
        return replace(
            course, dates=_filled(course.template, dates, self.case, course.today, self.plan, strategy)
        )


def clocks_of_plan(plan: Plan, viewer: Viewer, today: date | None = None) -> PlanClocks | None:
    """Return the clocks of a plan that the viewer may see; None when it has no process."""
    rows = _processes(plan.root).filter(plan=plan)
    found = _reckoned(plan.root, rows, {plan.pk: plan}, viewer, today or timezone.localdate())
    return found[0] if found else None


def clocks_of_root(root: Root, viewer: Viewer, today: date | None = None) -> list[PlanClocks]:
    """Return the clocks of all the root's processes whose plan the viewer may see, in the register's order."""
    plans = {one.pk: one for one in visible_plans(root, viewer).filter(process__isnull=False)}
    if not plans:
        return []
    return _reckoned(
        root, _processes(root).filter(plan__in=plans), plans, viewer, today or timezone.localdate()
    )


def clocks_of_meeting(meeting: Meeting, viewer: Viewer, today: date | None = None) -> list[PlanClocks]:
    """Return the clocks of the plans that are to be decided in the meeting, by process or by a case treated there.

    Only meetings of bodies that may decide plans have any. A plan that is to be decided by the day alone, waits for the
    council.
    """
    if meeting.body.kind not in (*DECIDING, *OTHERS):
        return []
    day, root = today or timezone.localdate(), meeting.root
    decided = Case.objects.filter(treatments__meeting=meeting, treatments__kind=TreatmentKind.DECISION)
    treated = {one.pk: one for one in decided.distinct() if may_see_case(viewer, one, root)}
    near = Q(process__meeting=meeting) | Q(case__in=treated) | Q(process__case__in=treated)
    if meeting.body.kind in DECIDING:
        near |= Q(process__meeting=None, process__wanted=meeting.date)
    plans = {one.pk: one for one in visible_plans(root, viewer).filter(near).distinct()}
    if not plans:
        return []
    found = _reckoned(root, _processes(root).filter(plan__in=plans), plans, viewer, day)
    having = {one.plan.pk for one in found}
    bare = [one for one in plans.values() if one.pk not in having and one.case_id in treated]
    return found + _without_process(root, bare, treated, meeting, day)


def clocks_of_case(case: Case, viewer: Viewer, today: date | None = None) -> list[PlanClocks]:
    """Return the clocks of the plans whose process is tied to the case, as far as the viewer may see them."""
    root = case.root
    plans = {one.pk: one for one in visible_plans(root, viewer).filter(process__case=case)}
    if not plans:
        return []
    return _reckoned(
        root, _processes(root).filter(plan__in=plans), plans, viewer, today or timezone.localdate()
    )


def _processes(root: Root) -> QuerySet[Process]:
    return Process.objects.filter(root=root).select_related(
        "meeting__body", "case", "plan__strategy", "source"
    )


def _reckoned(
    root: Root, processes: Iterable[Process], plans: Mapping[UUID, Plan], viewer: Viewer, today: date
) -> list[PlanClocks]:
    found = list(processes)
    if not found:
        return []
    rules, meetings = deadlines_of(root), awaited_meetings(root, found, today)
    steps: dict[UUID, dict[str, StepDates]] = defaultdict(dict)
    for row in ProcessStep.objects.filter(process__in=found):
        steps[row.process_id][row.step] = dates_of(row)
    order = {identity: at for at, identity in enumerate(plans)}
    found.sort(key=lambda one: order[one.plan_id])
    clocks = []
    for one in found:
        plan, case = plans[one.plan_id], one.case or plans[one.plan_id].case
        plan.root = root  # they are known to be its, and are not asked for one by one
        seen = seen_case(viewer, case, root)
        reckoned = reckon(_course_of(one, plan, rules, steps[one.pk], seen, today))
        if case and seen is None:
            whole = reckon(_course_of(one, plan, rules, steps[one.pk], case, today))
            reckoned = _without_what_hangs_on(reckoned, whole)
        clocks.append(PlanClocks(plan, one, seen, reckoned, meetings_for(one, meetings), steps[one.pk]))
    return clocks


def _without_what_hangs_on(seen: Reckoned, whole: Reckoned) -> Reckoned:
    """Leave out what is another with the days of a case that the viewer may not see.

    Its days are not told, and nobody is told that a limit is passed that is kept.
    """
    if seen == whole:
        return seen
    rows = {one.step.id: one for one in whole.rows}
    return replace(
        seen,
        rows=tuple(
            one
            if one == rows.get(one.step.id)
            else replace(one, earliest=None, latest=None, expected=None, is_planned_past=False)
            for one in seen.rows
        ),
        clocks=tuple(one for one in seen.clocks if one in whole.clocks),
        order=tuple(one for one in seen.order if one in whole.order),
        unreachable=seen.unreachable if seen.unreachable == whole.unreachable else None,
        earliest_meeting=None,
    )


def dates_of(row: ProcessStep) -> StepDates:
    return StepDates(row.first, row.last, row.done_on, row.title, row.note)


def _course_of(
    process: Process,
    plan: Plan,
    rules: Mapping[str, Deadline],
    steps: Mapping[str, StepDates],
    case: Case | None,
    today: date,
) -> Course:
    """Return the process as the clocks see it; where a step has no date, the case's day of publication counts."""
    template = template_of(process.template)
    return Course(
        template=template,
        deadlines=rules,
        today=today,
        wanted=_day_of_decision(process),
        from_year=plan.from_year,
        dates=_filled(template, steps, case, today, plan, getattr(process.plan, "strategy", None)),
        is_over=process.status in OVER or plan.status in LOCKED,
    )


def _day_of_decision(process: Process) -> date | None:
    """Return the day on which the council is to decide; a cancelled meeting gives none."""
    meeting = process.meeting
    if meeting is None:
        return process.wanted
    return None if meeting.status == MeetingStatus.CANCELLED else meeting.date


def _filled(
    template: Template,
    steps: Mapping[str, StepDates],
    case: Case | None,
    today: date,
    plan: Plan,
    strategy: PlanningStrategy | None = None,
) -> dict[str, StepDates]:
    return filled(
        template,
        steps,
        today,
        proposed_on=case.proposed_on if case else None,
        recommended_on=case.recommended_on if case else None,
        constituted_on=strategy.constituted_on if strategy else None,
        heard=(plan.hearing_from, plan.hearing_to),
    )


def _without_process(
    root: Root, plans: Sequence[Plan], cases: Mapping[UUID, Case], meeting: Meeting, today: date
) -> list[PlanClocks]:
    if not plans:
        return []
    rules, meetings = deadlines_of(root), council_meetings(root, today)
    found = []
    for plan in plans:
        template = templates_for(plan.type)[0]
        case = cases[plan.case_id] if plan.case_id else None
        held = StepDates(done_on=meeting.date) if meeting.status == MeetingStatus.HELD else StepDates()
        course = Course(
            template=template,
            deadlines=rules,
            today=today,
            wanted=meeting.date,
            from_year=plan.from_year,
            dates={template.meeting.id: held, **_filled(template, {}, case, today, plan)},
        )
        found.append(PlanClocks(plan, None, case, reckon(course), meetings))
    return found


@dataclass(frozen=True)
class OneClock:
    """A clock with the plan it belongs to."""

    clock: Clock
    of: PlanClocks


def by_date(found: Iterable[PlanClocks]) -> list[OneClock]:
    """Return the clocks of all processes, what is late first, then by the day of the limit."""
    everything = [OneClock(clock, one) for one in found for clock in one.reckoned.clocks]
    return sorted(
        everything,
        key=lambda one: (
            not one.clock.is_late,
            one.clock.limit or date.max,
            one.of.plan.position,
            one.of.plan.title,
        ),
    )
