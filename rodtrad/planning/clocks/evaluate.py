"""The clocks of a process: each rule on its two dates, whether it is kept, and what to do when it is not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.planning.clocks.course import Course
from rodtrad.planning.clocks.days import Counted, DayRule, count, is_near, limit_after, limit_before
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.reckoning import Forward, Lag, Window, backwards, forwards, way_to_meeting
from rodtrad.planning.clocks.templates import Step, Tie


class ClockState(StrEnum):
    """How a clock stands, the most pressing first."""

    BROKEN = "broken"  # both dates are known, and they do not fit
    PASSED = "passed"  # the limit is passed, and nothing is recorded as done
    DUE = "due"  # the limit is to come
    WAITING = "waiting"  # the date that it is counted from is not known
    KEPT = "kept"
    UNRECORDED = "unrecorded"  # the decision is made, and the other date was never recorded


#: The states that somebody has to do something about.
LATE = (ClockState.BROKEN, ClockState.PASSED)


@dataclass(frozen=True, slots=True)
class Clock:
    """A rule on the dates of a process.

    `step` is what the rule is about, `other` what it is counted to or from. `given` is the step's date (a hearing's
    last day), `against` the other date (a hearing's first day). `limit` is the last lawful day of the step; for a
    hearing the first lawful last day. `counted` is there when both dates are.
    """

    rule: Deadline
    step: Step
    other: Step | None
    state: ClockState
    given: date | None = None
    against: date | None = None
    limit: date | None = None
    counted: Counted | None = None
    is_done: bool = False

    @property
    def is_late(self) -> bool:
        return self.state in LATE

    @property
    def days_short(self) -> int:
        return self.counted.short if self.counted else 0

    @property
    def shows_both_readings(self) -> bool:
        return self.counted is not None and is_near(self.rule.own or self.rule.span, self.counted)


@dataclass(frozen=True, slots=True)
class OrderBreak:
    """A step that begins before the one it follows has ended, and by how many days."""

    step: Step
    after: Step
    began: date
    ended: date

    @property
    def days(self) -> int:
        return (self.ended - self.began).days


@dataclass(frozen=True, slots=True)
class Unreachable:
    """That the wanted meeting cannot be reached from today, by how many days, and what takes the time."""

    wanted: date
    earliest: date
    lags: tuple[Lag, ...]

    @property
    def days_short(self) -> int:
        return (self.earliest - self.wanted).days


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with all its dates. `earliest` and `latest` are the lawful window; None when nothing decides it."""

    step: Step
    title: str
    note: str
    began: date | None
    ended: date | None
    done_on: date | None
    earliest: Window | None
    latest: Window | None
    expected: Window | None
    is_planned_past: bool


@dataclass(frozen=True)
class Reckoned:
    """Everything that follows from a course. `earliest_meeting` keeps every clock, from today and the given dates."""

    course: Course
    rows: tuple[StepRow, ...]
    clocks: tuple[Clock, ...]
    order: tuple[OrderBreak, ...]
    unreachable: Unreachable | None
    earliest_meeting: date | None
    latest_meeting: date | None

    @property
    def late(self) -> list[Clock]:
        return [one for one in self.clocks if one.is_late]


def reckon(course: Course) -> Reckoned:
    """Reckon a process: steps, clocks, and whether the order can be lawful."""
    open_ones = forwards(course, as_planned=False)
    expected = forwards(course, as_planned=True)
    latest = backwards(course)
    meeting = course.template.meeting
    over = course.is_over or course.is_done(meeting)
    clocks = [_clock(course, step, tie, rule) for step in course.steps for tie, rule in course.rules_of(step)]
    return Reckoned(
        course=course,
        rows=tuple(_row(course, one, open_ones, expected, latest, over=over) for one in course.steps),
        clocks=tuple(clocks),
        order=tuple(_order(course)),
        unreachable=None if over else _unreachable(course, open_ones),
        earliest_meeting=None if over else expected.windows[meeting.id].first,
        latest_meeting=course.not_after(meeting),
    )


def _row(
    course: Course,
    step: Step,
    open_ones: Forward,
    expected: Forward,
    latest: dict[str, Window],
    *,
    over: bool,
) -> StepRow:
    own = course.of(step)
    done = own.done_on is not None
    return StepRow(
        step=step,
        title=own.title,
        note=own.note,
        began=course.began(step),
        ended=course.ended(step),
        done_on=own.done_on,
        earliest=None if done or over else open_ones.windows.get(step.id),
        latest=None if done else latest.get(step.id),
        expected=None if done or over else expected.windows.get(step.id),
        is_planned_past=not done and not over and (course.ended(step) or course.today) < course.today,
    )


def _clock(course: Course, step: Step, tie: Tie, rule: Deadline) -> Clock:
    match rule.day_rule:
        case DayRule.NOTICE:
            other = course.template.step(tie.before)
            meeting = course.began(other) if other else None
            limit = limit_before(rule.span, meeting) if meeting else None
            return _with_state(course, rule, step, other, course.began(step), meeting, limit)
        case DayRule.HEARING:
            first = course.began(step)
            limit = limit_after(rule.span, first) if first else None
            return _with_state(course, rule, step, None, course.ended(step), first, limit)
        case DayRule.AT_MOST:
            other = course.template.step(tie.after)
            start = course.ended(other) if other else None
            limit = limit_after(rule.span, start) if start else None
            return _with_state(course, rule, step, other, course.began(step), start, limit)
    return _with_state(course, rule, step, None, course.began(step), None, rule.day_in(course.from_year))


def _with_state(
    course: Course,
    rule: Deadline,
    step: Step,
    other: Step | None,
    given: date | None,
    against: date | None,
    limit: date | None,
) -> Clock:
    done = course.is_done(step)
    if not done and given and given < course.today and rule.day_rule is not DayRule.HEARING:
        given = None  # it was planned, and has not been recorded
    counted = _counted(rule, given, against, limit)
    state = _state(course, rule, given, limit, counted)
    return Clock(rule, step, other, state, given, against, limit, counted, done)


def _counted(rule: Deadline, given: date | None, against: date | None, limit: date | None) -> Counted | None:
    if given is None or limit is None:
        return None
    if rule.day_rule is DayRule.BY_DAY:
        late = max(0, (given - limit).days)
        return Counted((limit - given).days, 0, late, late == 0, late == 0)
    if against is None:
        return None
    first, second = (given, against) if rule.day_rule is DayRule.NOTICE else (against, given)
    return count(rule.span, first, second)


def _state(
    course: Course, rule: Deadline, given: date | None, limit: date | None, counted: Counted | None
) -> ClockState:
    if counted is not None:
        return ClockState.KEPT if counted.is_kept else ClockState.BROKEN
    decided = course.is_over or course.is_done(course.template.meeting)
    if decided:
        return ClockState.UNRECORDED
    if limit is None:
        return ClockState.WAITING
    # A hearing's limit is the first day that it may end; it is not late for not having ended.
    passed = limit < course.today and rule.day_rule is not DayRule.HEARING
    return ClockState.PASSED if passed else ClockState.DUE


def _order(course: Course) -> list[OrderBreak]:
    """Find steps that begin before one that comes before them has ended."""
    found: list[OrderBreak] = []
    before: tuple[Step, date] | None = None
    for step in course.on_the_way:
        began, ended = course.began(step), course.ended(step)
        if began and before and began < before[1]:
            found.append(OrderBreak(step, before[0], began, before[1]))
        if ended and (before is None or ended >= before[1]):
            before = (step, ended)
    return found


def _unreachable(course: Course, found: Forward) -> Unreachable | None:
    wanted, meeting = course.meeting_day, course.template.meeting
    if wanted is None or found.windows[meeting.id].first <= wanted:
        return None
    return Unreachable(wanted, found.windows[meeting.id].first, tuple(way_to_meeting(course, found)))
