"""The earliest and the latest lawful day of each step: forwards from today, backwards from the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rodtrad.planning.clocks.course import Course
from rodtrad.planning.clocks.days import DayRule, limit_after, limit_before
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.templates import Step


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day of a step, as early or as late as can be."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a step cannot come earlier: what it waits for (None: today), and the rule that makes it wait."""

    step: Step | None
    rule: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Forward:
    """As early as each step can come; what is done has its own days, and what was passed by in silence has none."""

    windows: dict[str, Window]
    causes: dict[str, Cause]


def forwards(course: Course, *, as_planned: bool) -> Forward:
    """Reckon from today. `as_planned` keeps to planned days where they can be kept, and moves what cannot."""
    windows: dict[str, Window] = {}
    causes: dict[str, Cause] = {}
    cursor, waits_for = course.today, Cause(None)
    done = [at for at, step in enumerate(course.on_the_way) if course.is_done(step)]
    for at, step in enumerate(course.on_the_way):
        if done and at < done[-1] and not course.is_done(step):
            continue
        first, cause = _earliest(course, step, cursor, waits_for, windows)
        window = _placed(course, step, first, as_planned=as_planned)
        windows[step.id], causes[step.id] = window, cause
        if window.last >= cursor:
            cursor, waits_for = max(course.today, window.last), Cause(step)
    return Forward(windows, causes)


def _earliest(
    course: Course, step: Step, cursor: date, waits_for: Cause, windows: dict[str, Window]
) -> tuple[date, Cause]:
    """Return the first day that order and notice allow the step, and what decides it."""
    first, cause = cursor, waits_for
    for other in course.on_the_way:
        for tie, rule in course.rules_of(other):
            if tie.before != step.id or rule.day_rule is not DayRule.NOTICE or other.id not in windows:
                continue
            allowed = limit_after(rule.span, windows[other.id].first)
            if allowed > first:
                first, cause = allowed, Cause(other, rule)
    return first, cause


def _placed(course: Course, step: Step, first: date, *, as_planned: bool) -> Window:
    own, length = course.of(step), timedelta(days=course.lasts(step))
    if course.is_done(step):
        began, ended = course.began(step), course.ended(step)
        assert began is not None
        assert ended is not None
        return Window(began, ended)
    if course.has_begun(step):
        assert own.first is not None
        first = own.first
    elif as_planned and own.first and not step.is_meeting:
        first = max(first, own.first)
    last = first + length
    if (as_planned or course.has_begun(step)) and own.last:
        last = max(last, own.last)
    return Window(first, max(first, last))


def backwards(course: Course) -> dict[str, Window]:
    """Reckon from the day of the meeting: the latest that each step before it can come. Without a day, nothing."""
    meeting = course.meeting_day
    if meeting is None:
        return {}
    steps = course.on_the_way
    at = next(at for at, step in enumerate(steps) if step.is_meeting)
    windows: dict[str, Window] = {steps[at].id: Window(meeting, meeting)}
    by = meeting
    for step in reversed(steps[:at]):
        last = min([by, *_notices(course, step, windows), *_days([course.not_after(step)])])
        windows[step.id] = Window(last - timedelta(days=course.lasts(step)), last)
        by = windows[step.id].first
    return windows


def _notices(course: Course, step: Step, windows: dict[str, Window]) -> list[date]:
    return [
        limit_before(rule.span, windows[tie.before].first)
        for tie, rule in course.rules_of(step)
        if rule.day_rule is DayRule.NOTICE and tie.before in windows
    ]


def _days(days: Iterable[date | None]) -> list[date]:
    return [one for one in days if one is not None]


@dataclass(frozen=True, slots=True)
class Lag:
    """A part of the way from today to the meeting: a step that is waited for, how many days, and by which rule."""

    step: Step
    days: int
    rule: Deadline | None


def way_to_meeting(course: Course, found: Forward) -> list[Lag]:
    """Return what takes time on the way to the earliest meeting, in order; without what takes no days."""
    lags: list[Lag] = []
    step: Step | None = course.template.meeting
    while step is not None and step.id in found.windows and not course.is_done(step):
        window = found.windows[step.id]
        long = (window.last - window.first).days
        hearing = next(
            (rule for _tie, rule in course.rules_of(step) if rule.day_rule is DayRule.HEARING), None
        )
        if long:
            lags.append(Lag(step, long, hearing))
        cause = found.causes[step.id]
        if cause.step and cause.rule:
            lags.append(Lag(cause.step, (window.first - found.windows[cause.step.id].first).days, cause.rule))
        step = cause.step
    return lags[::-1]
