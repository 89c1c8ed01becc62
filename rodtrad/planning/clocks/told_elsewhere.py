"""Days told elsewhere than in the process: in the case, and in the planstrategi. They win over planned ones."""

from collections.abc import Mapping
from datetime import date

from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.templates import Template


def filled(
    template: Template,
    dates: Mapping[str, StepDates],
    today: date,
    *,
    proposed_on: date | None = None,
    recommended_on: date | None = None,
    constituted_on: date | None = None,
) -> dict[str, StepDates]:
    """Return the dates of the steps, with the days from elsewhere where nothing is recorded as done in the process.

    A lawful fact has one day: what the case says became public that day is not public on the day once planned.
    """
    told = {"proposal": proposed_on, "recommendation": recommended_on, "constituted": constituted_on}
    found = dict(dates)
    for step, day in told.items():
        own = found.get(step, StepDates())
        if day is None or own.done_on or template.step(step) is None:
            continue
        done = day if day <= today else None
        found[step] = StepDates(first=day, done_on=done, title=own.title, note=own.note)
    return found
