"""Days told elsewhere than in the process: in the case, in the planstrategi, and in the register of plans.

Those of the case and the planstrategi win over planned ones; those of the register count where the process has none.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.templates import Template

#: The step that the register's days of hearing are of.
_HEARING = "hearing"


def filled(
    template: Template,
    dates: Mapping[str, StepDates],
    today: date,
    *,
    proposed_on: date | None = None,
    recommended_on: date | None = None,
    constituted_on: date | None = None,
    heard: tuple[date | None, date | None] = (None, None),
) -> dict[str, StepDates]:
    """Return the dates of the steps, with the days from elsewhere where nothing is recorded as done in the process.

    `heard` is the first and last day of the hearing as the register of plans tells.

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
    own = found.get(_HEARING, StepDates())
    if heard[0] and template.step(_HEARING) and not own.has_some:
        found[_HEARING] = replace(own, **_of_register(heard[0], heard[1], today))
    return found


def _of_register(first: date, last: date | None, today: date) -> dict[str, Any]:
    done = last if last and last < today else None
    return {"first": first, "last": last, "done_on": done, "is_of_register": True}
