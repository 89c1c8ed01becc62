"""The steps of a process as a drawing along the days, with meetings and holidays beside."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from rodtrad.cases.models import Meeting
from rodtrad.core.charts import Chart, DayRow, Gantt, Lane, gantt
from rodtrad.planning.clocks.evaluate import Reckoned, StepRow
from rodtrad.planning.clocks.free_days import holidays_between
from rodtrad.planning.queries.clocks import PlanClocks
from rodtrad.planning.queries.council_meetings import DECIDING
from rodtrad.website.presenters.clock_sentences import council
from rodtrad.website.presenters.clocks import shown_rows, step_name
from rodtrad.website.presenters.wording import day

#: Holidays are marked in processes of so many days.
_MOST_DAYS = 1500


def drawing_of(found: PlanClocks, meetings: Sequence[Meeting]) -> Chart:
    """Draw the steps along the days, with the meetings and the holidays below."""
    reckoned = found.reckoned
    lanes = tuple(_lane(row, found) for row in shown_rows(found))
    wanted = reckoned.course.meeting_day
    name = council(found)
    return gantt(
        Gantt(
            title=_("Framdrift for %(plan)s") % {"plan": found.plan.title},
            lanes=lanes,
            today=None if found.is_over else reckoned.course.today,
            wanted=(name, wanted) if wanted else None,
            rows=_rows(found, meetings),
        )
    )


def _rows(found: PlanClocks, meetings: Sequence[Meeting]) -> tuple[DayRow, ...]:
    """Return the meetings and the holidays that fall in the time of the steps; holidays of some years at most."""
    first, last = extent(found.reckoned)
    free = holidays_between(first, last) if (last - first).days < _MOST_DAYS else []
    rows = (
        DayRow(
            _("Møter i %(body)s") % {"body": council(found)},
            tuple(one.date for one in meetings if one.body.kind in DECIDING),
        ),
        DayRow(_("Andre møter"), tuple(one.date for one in meetings if one.body.kind not in DECIDING)),
        DayRow(_("Helligdager"), tuple(one for one, _name in free), ticks=True),
    )
    return tuple(row for row in rows if row.days)


def days_beside(found: PlanClocks, meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    """Return in words what the drawing marks beside the steps: meetings by body, and holidays with their names."""
    first, last = extent(found.reckoned)
    lines: dict[str, list[str]] = {}
    for one in meetings:
        lines.setdefault(one.body.name, []).append(day(one.date))
    if (last - first).days < _MOST_DAYS:
        free = [f"{day(one)} ({name})" for one, name in holidays_between(first, last)]
        lines |= {_("Helligdager"): free} if free else {}
    return [(name, "; ".join(days)) for name, days in lines.items()]


def extent(reckoned: Reckoned) -> tuple[date, date]:
    """Return the first and last day that the drawing reaches."""
    found = [] if reckoned.course.is_over else [reckoned.course.today]
    for row in reckoned.rows:
        found += [one for one in (row.began, row.ended) if one]
        for window in (row.earliest, row.latest):
            found += [window.first, window.last] if window else []
    today = reckoned.course.today
    return min(found, default=today), max(found, default=today)


def _lane(row: StepRow, found: PlanClocks) -> Lane:
    window = None
    is_lawful = found.reckoned.unreachable is None
    if is_lawful and row.earliest and row.latest and row.earliest.first <= row.latest.last:
        window = (row.earliest.first, row.latest.last)
    return Lane(
        step_name(row, found),
        (row.began, row.ended or row.began) if row.began else None,
        done=row.done_on is not None,
        window=window,
    )
