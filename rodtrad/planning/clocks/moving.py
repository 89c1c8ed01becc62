"""What a moved date does: which steps have to move with it, and which clocks break or are put right."""

from dataclasses import dataclass
from datetime import date

from rodtrad.planning.clocks.course import Course, StepDates
from rodtrad.planning.clocks.evaluate import Clock, Reckoned, reckon
from rodtrad.planning.clocks.templates import Step


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that has to move, from its planned days to the first that keep order and rules."""

    step: Step
    before: tuple[date, date]
    after: tuple[date, date]


@dataclass(frozen=True)
class Effect:
    """A change, before and after. `steps` lists what has to move with it; nothing is moved here."""

    before: Reckoned
    after: Reckoned
    steps: tuple[Moved, ...]
    breaks: tuple[Clock, ...]
    mends: tuple[Clock, ...]

    @property
    def moves_nothing(self) -> bool:
        return not (self.steps or self.breaks or self.mends)


def effect_of(before: Course, after: Course) -> Effect:
    """Compare a process with the same one after a change."""
    was, now = reckon(before), reckon(after)
    late_before = {_name(one) for one in was.late}
    late_now = {_name(one) for one in now.late}
    return Effect(
        before=was,
        after=now,
        steps=tuple(_moved(now)),
        breaks=tuple(one for one in now.late if _name(one) not in late_before),
        mends=tuple(one for one in now.clocks if _name(one) in late_before - late_now),
    )


def _name(clock: Clock) -> tuple[str, str]:
    return clock.rule.id, clock.step.id


def _moved(now: Reckoned) -> list[Moved]:
    found = []
    for row in now.rows:
        if row.step.is_meeting or row.done_on or row.began is None or row.expected is None:
            continue
        planned = (row.began, row.ended or row.began)
        wanted = (row.expected.first, row.expected.last)
        if planned != wanted and not (row.ended is None and planned[0] == wanted[0]):
            found.append(Moved(row.step, planned, wanted))
    return found


def with_moved(course: Course, moved: tuple[Moved, ...]) -> Course:
    """Return the process with the steps moved."""
    for one in moved:
        own = course.of(one.step)
        last = one.after[1] if one.step.is_span else None
        course = course.with_dates(
            one.step.id, StepDates(one.after[0], last, own.done_on, own.title, own.note)
        )
    return course
