"""T-98: whether what people said in a hearing has been assessed when the plan comes to recommendation."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.checks.rules import Text
from rodtrad.goals.snapshot import PlanRecord, Snapshot
from rodtrad.planning.clocks.course import NO_DATES
from rodtrad.planning.clocks.templates import template_of
from rodtrad.planning.models import ProcessStatus
from rodtrad.planning.rules.check import Check, about_plan
from rodtrad.planning.snapshot import HearingRecord, Planning, ProcessRecord
from rodtrad.plans.models import PlanStatus

NOT_ASSESSED = Rule(
    id="T-98",
    severity=Severity.WARNING,
    title=_("Uttalelser uten vurdering ved innstillingen"),
    text=_(
        "Når en plan kommer til innstilling, skal hver uttalelse fra høringen høre til en vurdering, sin egen eller en "
        "den deler med andre."
    ),
    reason=_(
        "Den som har uttalt seg, skal kunne se hva uttalelsen har betydd, og kommunestyret hva folk mente."
    ),
    reference=_("Planloven § 11-14; metode for andre planer"),
    pictogram=Pictogram.BROKEN,
    remedy=_(
        "Vurder uttalelsene som gjenstår, og skriv på planen hvor mange som kom inn og hvor mange som er vurdert."
    ),
)
_HEARINGS = ("hearing", "second_hearing")
_RECOMMENDATION = "recommendation"


def not_assessed(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    """Name the plans that are recommended while submissions are left.

    Of an adopted plan, where the work is over, only what somebody has counted is told: an old plan of which nobody
    has said how many were assessed is left in peace.
    """
    processes = {one.plan_id: one for one in planning.processes}
    for identity, told in planning.hearings.items():
        plan, process = snapshot.plans.get(identity), processes.get(identity)
        if plan is None or plan.is_repealed or (process and process.status == ProcessStatus.STOPPED):
            continue
        if plan.status == PlanStatus.ADOPTED:
            if told.assessed is not None:
                yield from _left(snapshot, plan, told)
        elif _is_brought(told, process, today):
            yield from _left(snapshot, plan, told)


def _is_brought(told: HearingRecord, process: ProcessRecord | None, today: date) -> bool:
    """Tell whether the plan was heard, and has come to recommendation since, by its process or by its case.

    What a body decided before the hearing was over was to hold it.
    """
    ended = _heard_until(told, process)
    if ended is None:
        return False
    days = [told.recommended_on, told.decided_on, told.brought, *_last_steps(process)]
    return any(day is not None and ended < day <= today for day in days)


def _heard_until(told: HearingRecord, process: ProcessRecord | None) -> date | None:
    """Return the last day of the last hearing that the register or the process tells of.

    A step that is told as done later than it was to last did not last longer for that (`clocks.course.Course.ended`).
    """
    dates = [process.dates.get(step, NO_DATES) for step in _HEARINGS] if process else []
    ends = [told.last or told.first, *(_first_of(one.last, one.done_on) for one in dates)]
    return max((day for day in ends if day is not None), default=None)


def _first_of(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last_steps(process: ProcessRecord | None) -> Iterator[date | None]:
    """Yield the days of the recommendation and what comes after; of the meeting only where there is none."""
    if process is None:
        return
    template = template_of(process.template)
    first = _RECOMMENDATION if template.step(_RECOMMENDATION) else template.meeting.id
    names = [step.id for step in template.steps]
    for name in names[names.index(first) :]:
        dates = process.dates.get(name, NO_DATES)
        yield dates.done_on or dates.first


def _left(snapshot: Snapshot, plan: PlanRecord, told: HearingRecord) -> Iterator[Finding]:
    if told.received is None:
        text: Text = _(
            "Planen er kommet til innstilling, men det står ikke hvor mange uttalelser som kom inn i høringen."
        )
        yield about_plan(NOT_ASSESSED, plan, snapshot, text)
        return
    left = told.received - (told.assessed or 0)
    if not left:
        return
    values = {"received": str(told.received), "assessed": str(told.assessed), "left": str(left)}
    text = _("%(assessed)s av %(received)s uttalelser er vurdert. %(left)s gjenstår.")
    if told.assessed is None:
        text = _("Det står ikke hvor mange av de %(received)s uttalelsene som er vurdert.")
    yield about_plan(NOT_ASSESSED, plan, snapshot, text, values)


CHECKS = (Check(NOT_ASSESSED, not_assessed),)
