"""What is known of one process: its template, how the root counts, and the dates that are planned and done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from rodtrad.planning.clocks.days import DayRule, limit_after
from rodtrad.planning.clocks.deadlines import Deadline
from rodtrad.planning.clocks.templates import Step, Template, Tie


@dataclass(frozen=True, slots=True)
class StepDates:
    """What is planned of a step, and when it was done. `title` and `note` are the root's own words."""

    first: date | None = None
    last: date | None = None
    done_on: date | None = None
    title: str = ""
    note: str = ""
    #: The days are those that the register of plans tells; the process has none of its own.
    is_of_register: bool = False

    @property
    def has_some(self) -> bool:
        return bool(self.first or self.last or self.done_on)


NO_DATES = StepDates()


@dataclass(frozen=True)
class Course:
    """One process on a day. `from_year` is the first year of the plan's period, `wanted` the day of the meeting.

    `is_over` says that nothing more is to be done: it is done or stopped.
    """

    template: Template
    deadlines: Mapping[str, Deadline]
    today: date
    wanted: date | None = None
    from_year: int | None = None
    dates: Mapping[str, StepDates] = field(default_factory=dict)
    is_over: bool = False

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps that count, in order: an optional one only when it has a date."""
        return tuple(one for one in self.template.steps if not one.is_optional or self.of(one).has_some)

    @cached_property
    def on_the_way(self) -> tuple[Step, ...]:
        """Return the steps that wait for one another."""
        return tuple(one for one in self.steps if not one.is_outside)

    def of(self, step: Step) -> StepDates:
        """Return the step's own dates; that of the meeting is the day that is wanted."""
        found = self.dates.get(step.id, NO_DATES)
        if step.is_meeting and self.wanted is not None:
            return replace(found, first=self.wanted)
        return found

    def began(self, step: Step) -> date | None:
        """Return the day that counts as the step's first: done, else planned."""
        own = self.of(step)
        return own.first or own.done_on if step.is_span else own.done_on or own.first

    def ended(self, step: Step) -> date | None:
        """Return the day that counts as the step's last. What is told as done later lasts no longer for that."""
        if not step.is_span:
            return self.began(step)
        own = self.of(step)
        return min((one for one in (own.last, own.done_on) if one is not None), default=None)

    def is_done(self, step: Step) -> bool:
        return self.of(step).done_on is not None

    def has_begun(self, step: Step) -> bool:
        """Tell whether a step of several days is under way."""
        first = self.of(step).first
        return step.is_span and first is not None and first <= self.today

    def rules_of(self, step: Step) -> list[tuple[Tie, Deadline]]:
        """Return the rules that the step is tied by and that hold on the day it counts."""
        found = []
        for tie in step.ties:
            rule = self.deadlines[tie.rule]
            if rule.holds(self.began(step) or self.wanted or self.today):
                found.append((tie, rule))
        return found

    def lasts(self, step: Step) -> int:
        """Return the smallest lawful difference between the step's last and first day."""
        needs = [rule.span.needed for _tie, rule in self.rules_of(step) if rule.day_rule is DayRule.HEARING]
        return max(needs, default=0)

    def not_after(self, step: Step) -> date | None:
        """Return the last day that the rules allow the step, by what it is counted from or the day of the year."""
        found: list[date] = []
        for tie, rule in self.rules_of(step):
            if rule.day_rule is DayRule.BY_DAY:
                day = rule.day_in(self.from_year)
                found += [day] if day else []
            elif rule.day_rule is DayRule.AT_MOST and (start := self.end_of(tie.after)):
                found.append(limit_after(rule.span, start))
        return min(found, default=None)

    def end_of(self, identity: str) -> date | None:
        step = self.template.step(identity)
        return self.ended(step) if step else None

    @property
    def meeting_day(self) -> date | None:
        return self.began(self.template.meeting)

    def with_wanted(self, day: date | None) -> "Course":
        return replace(self, wanted=day)

    def with_dates(self, step: str, dates: StepDates) -> "Course":
        return replace(self, dates={**self.dates, step: dates})
