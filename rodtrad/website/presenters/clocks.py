"""The clocks of a plan or a root as the pages show them: lines, the table of steps, and the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.cases.models import Meeting
from rodtrad.organisations.models import Root
from rodtrad.planning.clocks.advice import Advice, advice_of
from rodtrad.planning.clocks.evaluate import Clock, StepRow
from rodtrad.planning.clocks.moving import Effect
from rodtrad.planning.clocks.reckoning import Window
from rodtrad.planning.clocks.templates import Step
from rodtrad.planning.models import ProcessStatus
from rodtrad.planning.queries.clocks import OneClock, PlanClocks
from rodtrad.planning.queries.meeting_clocks import tied_to_meeting
from rodtrad.website.presenters.clock_sentences import (
    cancelled_sentence,
    clock_sentence,
    order_sentence,
    step_called,
    unreachable_sentences,
)
from rodtrad.website.presenters.clock_words import both_readings, clock_status, free_day_note, reference
from rodtrad.website.presenters.wording import Status, day, days

PROCESS_TONES: dict[str, str] = {
    ProcessStatus.PLANNED: "none",
    ProcessStatus.UNDER_WAY: "half",
    ProcessStatus.DONE: "done",
    ProcessStatus.STOPPED: "draft",
}


@dataclass(frozen=True)
class ClockLine:
    """A clock as parts/clocks.html shows it: a status, sentences, and the rule they rest on."""

    status: Status
    sentence: str
    notes: tuple[str, ...]
    step: str
    rule: str
    rule_url: str
    limit: str
    plan: str = ""
    plan_url: str = ""
    origin: str = ""


@dataclass(frozen=True)
class StepLine:
    """A step with its days in words."""

    name: str
    hears: str
    status: Status
    days: str
    earliest: str
    latest: str
    notes: tuple[str, ...]


def process_status(status: str) -> Status:
    return Status(PROCESS_TONES[status], str(ProcessStatus(status).label).capitalize())


def clocks_url(root: Root, plan_key: str) -> str:
    return reverse("plan_clocks", args=[root.slug, plan_key])


def rule_url(root: Root, rule: str) -> str:
    return reverse("clock_rules", args=[root.slug]) + f"#{rule}"


def clock_line(root: Root, clock: Clock, found: PlanClocks, *, with_plan: bool = False) -> ClockLine:
    given = clock.given or clock.limit
    notes = (both_readings(clock), free_day_note(given) if not found.is_over else "")
    process = found.process
    return ClockLine(
        status=clock_status(clock, found.reckoned.course.today),
        sentence=clock_sentence(clock, found),
        notes=tuple(note for note in notes if note),
        step=step_called(clock.step, found),
        rule=reference(clock.rule),
        rule_url=rule_url(root, clock.rule.id),
        limit=day(clock.limit),
        plan=found.plan.title if with_plan else "",
        plan_url=clocks_url(root, found.plan.key) if with_plan else "",
        origin=process.origin if process and process.is_example else "",
    )


def clock_lines(root: Root, found: PlanClocks) -> list[ClockLine]:
    """Return the clocks of one plan, what is late first."""
    ordered = sorted(found.reckoned.clocks, key=lambda one: not one.is_late)
    return [clock_line(root, one, found) for one in ordered]


def lines_by_date(root: Root, clocks: Iterable[OneClock]) -> list[ClockLine]:
    return [clock_line(root, one.clock, one.of, with_plan=True) for one in clocks]


def meeting_lines(root: Root, found: Sequence[PlanClocks]) -> list[tuple[str, str, list[ClockLine]]]:
    """Return for a meeting each plan with its address and its clocks: what parts/clocks.html shows there."""
    return [(one.plan.title, clocks_url(root, one.plan.key), clock_lines(root, one)) for one in found]


@dataclass(frozen=True)
class WaitingPlan:
    """A plan that the meeting could decide: what the clocks say of the day, and where to say that it shall."""

    title: str
    url: str
    tie_url: str
    lines: list[ClockLine]
    is_late: bool


def waiting_lines(root: Root, meeting: Meeting, found: Sequence[PlanClocks]) -> list[WaitingPlan]:
    """Return the plans for a meeting that could decide them, what is late for it first."""
    tie = reverse("tie_plan", args=[root.slug, meeting.pk])
    rows = []
    for one in found:
        clocks = tied_to_meeting(one)
        lines = [
            clock_line(root, clock, one) for clock in sorted(clocks, key=lambda clock: not clock.is_late)
        ]
        is_late = any(clock.is_late for clock in clocks)
        rows.append(
            WaitingPlan(
                one.plan.title, clocks_url(root, one.plan.key), f"{tie}?plan={one.plan.key}", lines, is_late
            )
        )
    return sorted(rows, key=lambda row: not row.is_late)


def troubles(found: PlanClocks) -> list[str]:
    """Say what cannot be lawful: the wanted meeting, and steps out of order."""
    reckoned = found.reckoned
    said = [order_sentence(one, found) for one in reckoned.order]
    meeting = found.process.meeting if found.process else None
    if meeting is not None and meeting.is_cancelled:
        said.insert(0, cancelled_sentence(meeting))
    if reckoned.unreachable is not None:
        said += unreachable_sentences(reckoned.unreachable, found)
    return [one for one in said if one]


def step_lines(found: PlanClocks) -> list[StepLine]:
    advice = advice_of(found.reckoned.course)
    return [_step_line(row, found, advice.get(row.step.id, Advice())) for row in shown_rows(found)]


def step_names(found: PlanClocks) -> dict[str, str]:
    """Return by step what the root calls it."""
    return {one.id: step_called(one, found) for one in found.reckoned.course.template.steps}


def step_windows(found: PlanClocks) -> dict[str, str]:
    """Return by step the days there are to choose among, in words."""
    said = {step: _choice(one) for step, one in advice_of(found.reckoned.course).items()}
    return {step: words for step, words in said.items() if words}


def _choice(advice: Advice) -> str:
    if advice.cannot_be:
        return _no_day_left(advice)
    words = {"first": _window(advice.earliest), "last": _window(advice.latest)}
    if advice.earliest and advice.latest:
        return _("Tidligst %(first)s, senest %(last)s.") % words
    if advice.latest:
        return _("Senest %(last)s.") % words
    return _("Tidligst %(first)s.") % words if advice.earliest else ""


def _no_day_left(advice: Advice) -> str:
    return _(
        "Det rekker ikke: tidligst mulig er %(first)s, og det måtte vært senest %(last)s. "
        "Velg et senere møte, eller før opp det som alt er gjort."
    ) % {"first": _window(advice.earliest), "last": _window(advice.latest)}


def shown_rows(found: PlanClocks) -> list[StepRow]:
    """Return the steps; of a process that is over those that have a day."""
    return [row for row in found.reckoned.rows if row.began or not found.is_over]


def steps_left_out(found: PlanClocks) -> list[str]:
    """Name the steps that a process may have and this one has no day for; none of one that is over."""
    course = found.reckoned.course
    if found.is_over:
        return []
    return [step_called(one, found) for one in course.template.steps if one not in course.steps]


def step_name(row: StepRow, found: PlanClocks) -> str:
    return row.title or step_called(row.step, found)


def _step_line(row: StepRow, found: PlanClocks, advice: Advice) -> StepLine:
    notes = [free_day_note(one) for one in dict.fromkeys((row.began, row.ended)) if not row.done_on]
    if found.reckoned.course.of(row.step).is_of_register:
        notes.append(_("Dagene er fra planregisteret."))
    if row.is_planned_past:
        notes.append(_("Dagen er passert, og steget er ikke ført som gjort."))
    if advice.cannot_be:
        notes.append(_no_day_left(advice))
    return StepLine(
        name=step_name(row, found),
        hears=_hears(row.step),
        status=_step_status(row, found),
        days=_days(row.began, row.ended),
        earliest=_window(advice.earliest),
        latest=_window(advice.latest),
        notes=tuple(one for one in [*notes, row.note] if one),
    )


def _step_status(row: StepRow, found: PlanClocks) -> Status:
    if row.done_on:
        return Status("done", _("Gjort"))
    if row.began is None:
        return Status("none", _("Uten dag"))
    if found.reckoned.course.has_begun(row.step) and not row.is_planned_past:
        return Status("half", _("I gang"))
    return Status("watch", _("Ikke ført")) if row.is_planned_past else Status("draft", _("Planlagt"))


def _hears(step: Step) -> str:
    words = {"views": _("synspunkter"), "objections": _("innsigelser")}
    return ", ".join(words[one] for one in step.hears if one in words)


def _window(window: Window | None) -> str:
    if window is None:
        return ""
    return _days(window.first, window.last)


def _days(first: date | None, last: date | None) -> str:
    """Write one day once, and two with the year once when it is the same."""
    return day(first) if first == last else days(first, last)


@dataclass(frozen=True)
class MovedLine:
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class EffectShown:
    """What a change would do: steps that have to move, clocks that break, clocks that are put right."""

    moves: tuple[MovedLine, ...]
    breaks: tuple[ClockLine, ...]
    mends: tuple[ClockLine, ...]
    troubles: tuple[str, ...]
    nothing: bool


def effect_shown(root: Root, effect: Effect, found: PlanClocks) -> EffectShown:
    after = replace(found, reckoned=effect.after)
    return EffectShown(
        moves=tuple(
            MovedLine(step_called(one.step, after), _days(*one.before), _days(*one.after))
            for one in effect.steps
        ),
        breaks=tuple(clock_line(root, one, after) for one in effect.breaks),
        mends=tuple(clock_line(root, one, after) for one in effect.mends),
        troubles=tuple(troubles(after)),
        nothing=effect.moves_nothing,
    )
