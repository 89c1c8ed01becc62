"""The days a planner can use: after what is planned above, on working days, with a day between steps.

What the law decides stands as it is: a notice or a last day is neither moved nor shortened here. Only what follows from
the order of the steps is moved to a working day, so that the council is not asked to decide on the day that a hearing
ends, and no body on a Sunday.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rodtrad.planning.clocks.course import Course
from rodtrad.planning.clocks.days import DayRule, limit_after, limit_before
from rodtrad.planning.clocks.free_days import is_free
from rodtrad.planning.clocks.reckoning import Window
from rodtrad.planning.clocks.templates import Step

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Advice:
    """The first and the last days that a step should be put on; None where nothing decides it."""

    earliest: Window | None = None
    latest: Window | None = None

    @property
    def cannot_be(self) -> bool:
        """Tell whether the earliest comes after the latest: no day is left."""
        return bool(self.earliest and self.latest and self.earliest.first > self.latest.first)


def advice_of(course: Course) -> Mapping[str, Advice]:
    """Return by step what is left to choose; steps that are done, and all of a process that is over, have none."""
    if course.is_over or course.is_done(course.template.meeting):
        return {}
    earliest, latest = _forwards(course), _backwards(course)
    open_ones = [one.id for one in course.on_the_way if not course.is_done(one)]
    return {one: Advice(earliest.get(one), latest.get(one)) for one in open_ones}


def working_day_from(day: date) -> date:
    """Return the day, or the first after it that is no Saturday, Sunday or holiday."""
    while is_free(day):
        day += _DAY
    return day


def working_day_until(day: date) -> date:
    """Return the day, or the last before it that is no Saturday, Sunday or holiday."""
    while is_free(day):
        day -= _DAY
    return day


def _forwards(course: Course) -> dict[str, Window]:
    found: dict[str, Window] = {}
    placed: dict[str, Window] = {}
    done = [at for at, step in enumerate(course.on_the_way) if course.is_done(step)]
    cursor = course.today
    for at, step in enumerate(course.on_the_way):
        if course.is_done(step):
            began, ended = course.began(step), course.ended(step)
            placed[step.id] = Window(began or course.today, ended or began or course.today)
            continue
        if done and at < done[-1]:
            continue  # it was passed by in silence
        found[step.id] = _first(course, step, max([cursor, *_noticed(course, step, placed)]))
        placed[step.id] = _as_planned(course, step, found[step.id])
        cursor = max(cursor, placed[step.id].last + _DAY)
    return found


def _first(course: Course, step: Step, day: date) -> Window:
    own, length = course.of(step), timedelta(days=course.lasts(step))
    first = own.first if own.first and course.has_begun(step) else working_day_from(day)
    return Window(first, working_day_from(first + length) if step.is_span else first)


def _noticed(course: Course, step: Step, placed: Mapping[str, Window]) -> list[date]:
    """Return the first days that the notices of earlier steps allow."""
    return [
        limit_after(rule.span, placed[other.id].first)
        for other in course.on_the_way
        for tie, rule in course.rules_of(other)
        if tie.before == step.id and rule.day_rule is DayRule.NOTICE and other.id in placed
    ]


def _as_planned(course: Course, step: Step, found: Window) -> Window:
    """Return the days that are planned, where they are still to come; else as early as can be."""
    own = course.of(step)
    if step.is_meeting or own.first is None or (own.last or own.first) < course.today:
        return found
    return Window(own.first, max(own.first, own.last or own.first + (found.last - found.first)))


def _backwards(course: Course) -> dict[str, Window]:
    meeting = course.meeting_day
    if meeting is None:
        return {}
    steps = course.on_the_way
    at = next(at for at, step in enumerate(steps) if step.is_meeting)
    found = {steps[at].id: Window(meeting, meeting)}
    by = meeting
    for step in reversed(steps[:at]):
        found[step.id] = _last(course, step, by, found)
        by = found[step.id].first
    return found


def _last(course: Course, step: Step, by: date, found: Mapping[str, Window]) -> Window:
    by_order = working_day_until(by - _DAY)
    by_law = [
        limit_before(rule.span, found[tie.before].first)
        for tie, rule in course.rules_of(step)
        if rule.day_rule is DayRule.NOTICE and tie.before in found
    ]
    if (limit := course.not_after(step)) is not None:
        by_law.append(limit)
    last = min([by_order, *by_law])
    if not step.is_span:
        return Window(last, last)
    return Window(working_day_until(last - timedelta(days=course.lasts(step))), last)
