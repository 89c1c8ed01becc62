"""Sets up a plan's process, and moves its days. A process says when; that it is lawful is for the clocks to tell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.models import Case, Meeting, MeetingStatus
from rodtrad.organisations.permissions import Person
from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.templates import Step, Template, all_templates, template_of, templates_for
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import Process, ProcessStatus, ProcessStep
from rodtrad.planning.operations.at_once import Begun, own_changes, plain, said_by, settled
from rodtrad.planning.operations.writing import alone_with
from rodtrad.planning.permissions import may_plan
from rodtrad.plans.models import Plan

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)


@dataclass(frozen=True)
class ProcessValues:
    """What a person says of a process. Either a meeting or a day, or neither as long as none is known."""

    template: str
    meeting: Meeting | None = None
    wanted: date | None = None
    case: Case | None = None
    status: str = ProcessStatus.PLANNED
    note: str = ""


PROCESS = ("template", "meeting", "wanted", "case", "status", "note")
STEP = ("first", "last", "done_on", "title", "note")


def process_values(process: Process | None) -> dict[str, str]:
    """Return what the process says, for a form to carry; of a plan that has none, nothing."""
    return said_by(process, PROCESS) if process else {}


def save_process(
    *, actor: Person, plan: Plan, values: ProcessValues, based_on: Begun | None = None
) -> Process:
    """Set up the plan's process, or change the one it has. Days of steps that both templates know are kept.

    Raises NotAllowedError, FieldErrors and ChangedMeanwhile.
    """
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_plan(powers, row):
            raise _not_allowed(row)
        held = Process.objects.filter(plan=row).first()
        if held:
            # Nobody saw a process when the form was made: all that is written since is another's.
            began = based_on if based_on is None else dict.fromkeys(PROCESS, "") | dict(based_on)
            told = {name: getattr(values, name) for name in PROCESS}
            values = ProcessValues(**settled(held, told, began))
        if faults := _faults_of(row, values):
            raise FieldErrors(faults)
        process, _made = Process.objects.update_or_create(
            plan=row,
            defaults={
                "root_id": row.root_id,
                "template": values.template,
                "meeting": values.meeting,
                "wanted": None if values.meeting else values.wanted,
                "case": values.case,
                "status": values.status,
                "note": values.note.strip(),
            },
        )
        return process


def decide_in(*, actor: Person, plan: Plan | None, meeting: Meeting) -> Process:
    """Say that the plan is to be decided in the meeting; one without a process gets the usual template of its type.

    Raises NotAllowedError and FieldErrors.
    """
    if plan is None:
        raise FieldErrors({"plan": _("Velg en plan.")})
    held = Process.objects.filter(plan=plan).select_related("case").first()
    if held is None:
        values = ProcessValues(templates_for(plan.type)[0].id, meeting)
    else:
        values = ProcessValues(held.template, meeting, None, held.case, held.status, held.note)
    return save_process(actor=actor, plan=plan, values=values)


def step_values(dates: Mapping[str, StepDates]) -> dict[str, str]:
    """Return the days and words of steps for a form to carry, as `step.first`; those without any are left out."""
    told = {f"{step}.{name}": plain(getattr(one, name)) for step, one in dates.items() for name in STEP}
    return {name: said for name, said in told.items() if said}


def with_others(
    dates: Mapping[str, StepDates], begun: Begun, now: Mapping[str, StepDates]
) -> dict[str, StepDates]:
    """Return the days as the person has set them, with what only others have changed since as it stands."""
    return {step: _with_others(step, one, begun, now.get(step, StepDates())) for step, one in dates.items()}


def _with_others(step: str, mine: StepDates, begun: Begun, now: StepDates) -> StepDates:
    untouched = [name for name in STEP if plain(getattr(mine, name)) == begun.get(f"{step}.{name}", "")]
    return replace(mine, **{name: getattr(now, name) for name in untouched})


def set_steps(
    *,
    actor: Person,
    plan: Plan,
    dates: Mapping[str, StepDates],
    moved: Mapping[str, StepDates] | None = None,
    based_on: Begun | None = None,
) -> Process:
    """Store the days of the steps that are given; the others stand. A step without any day or word is taken away.

    `moved` are the steps that move with them, from where they stand.
    Raises NotAllowedError, FieldErrors and ChangedMeanwhile, with `step.first`, `step.last` or `step.done_on` as the
    field.
    """
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_plan(powers, row):
            raise _not_allowed(row)
        process = Process.objects.filter(plan=row).first()
        if process is None:
            raise FieldErrors({"": _("Planen har ingen framdriftsplan ennå. Velg mal først.")})
        template = template_of(process.template)
        if based_on is not None:
            dates = _settled_steps(process, dates, based_on)
        dates = {**dates, **(moved or {})}
        if faults := _step_faults(template, dates):
            raise FieldErrors(faults)
        for identity, told in dates.items():
            _store(process, identity, told)
        return process


def _settled_steps(process: Process, dates: Mapping[str, StepDates], begun: Begun) -> Mapping[str, StepDates]:
    """Return the days to store. Raises ChangedMeanwhile for what both have changed."""
    now = {
        one.step: StepDates(one.first, one.last, one.done_on, one.title, one.note)
        for one in ProcessStep.objects.filter(process=process)
    }
    boxes = dict.fromkeys((f"{step}.{name}" for step in dates for name in STEP), "")
    own_changes(boxes | step_values(dates), boxes | dict(begun), boxes | step_values(now))
    return with_others(dates, begun, now)


def _store(process: Process, identity: str, told: StepDates) -> None:
    rows = ProcessStep.objects.filter(process=process, step=identity)
    if not (told.has_some or told.title or told.note):
        rows.delete()
        return
    values = {
        "first": told.first,
        "last": told.last,
        "done_on": told.done_on,
        "title": told.title,
        "note": told.note,
    }
    before = rows.first()
    if before and all(getattr(before, name) == value for name, value in values.items()):
        return
    ProcessStep.objects.update_or_create(
        process=process, step=identity, defaults={"root_id": process.root_id, **values}
    )


def _not_allowed(plan: Plan) -> NotAllowedError:
    return NotAllowedError(
        _(
            "Du kan ikke endre fristene for «%s». Det kan en redaktør eller godkjenner for enheten som eier planen."
        )
        % plan.title
    )


def _faults_of(plan: Plan, values: ProcessValues) -> dict[str, str]:
    faults = {}
    if values.template not in {one.id for one in all_templates()}:
        faults["template"] = _("Velg en av malene.")
    if values.status not in ProcessStatus.values:
        faults["status"] = _("Velg hvor langt arbeidet er kommet.")
    if values.meeting and values.meeting.root_id != plan.root_id:
        faults["meeting"] = _("Møtet hører til en annen organisasjon.")
    elif values.meeting and values.meeting.status == MeetingStatus.CANCELLED:
        faults["meeting"] = _("Møtet er avlyst. Velg et annet møte.")
    if values.case and values.case.root_id != plan.root_id:
        faults["case"] = _("Saken hører til en annen organisasjon.")
    if values.wanted and not FIRST_DAY <= values.wanted <= LAST_DAY:
        faults["wanted"] = _out_of_bounds()
    return faults


def _out_of_bounds() -> str:
    return _("Skriv en dag mellom %(first)s og %(last)s.") % {"first": FIRST_DAY.year, "last": LAST_DAY.year}


def _step_faults(template: Template, dates: Mapping[str, StepDates]) -> dict[str, str]:
    faults: dict[str, str] = {}
    for identity, told in dates.items():
        step = template.step(identity)
        if step is None:
            faults[""] = _("Malen har ikke steget «%s».") % identity
            continue
        faults |= {f"{identity}.{name}": said for name, said in _faults_in(step, told).items()}
    return faults


def _faults_in(step: Step, told: StepDates) -> dict[str, str]:
    faults = {
        name: _out_of_bounds()
        for name in ("first", "last", "done_on")
        if (day := getattr(told, name)) and not FIRST_DAY <= day <= LAST_DAY
    }
    if told.last and not told.first:
        faults["first"] = _("Skriv den første dagen også.")
    if told.last and told.first and told.last < told.first:
        faults["last"] = _("Siste dag kan ikke være før første dag.")
    if told.last and not step.is_span:
        faults["last"] = _("Dette steget har bare én dag.")
    if told.done_on and told.done_on > timezone.localdate():
        faults["done_on"] = _("Et steg kan ikke være gjort i framtiden.")
    if step.is_span and told.done_on and not told.first:
        faults["first"] = _("Skriv den første dagen også.")
    if step.is_span and told.done_on and told.first and told.done_on < told.first:
        faults["done_on"] = _("Steget kan ikke være ferdig før det begynte.")
    return faults
