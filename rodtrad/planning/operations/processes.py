"""Sets up a plan's process, and moves its days. A process says when; that it is lawful is for the clocks to tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.models import Case, Meeting, MeetingStatus
from rodtrad.organisations.permissions import Person
from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.templates import Step, Template, all_templates, template_of
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import Process, ProcessStatus, ProcessStep
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


def save_process(*, actor: Person, plan: Plan, values: ProcessValues) -> Process:
    """Set up the plan's process, or change the one it has. Days of steps that both templates know are kept.

    Raises NotAllowedError and FieldErrors.
    """
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_plan(powers, row):
            raise _not_allowed(row)
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


def set_steps(*, actor: Person, plan: Plan, dates: Mapping[str, StepDates]) -> Process:
    """Store the days of the steps that are given; the others stand. A step without any day or word is taken away.

    Raises NotAllowedError and FieldErrors, with `step.first`, `step.last` or `step.done_on` as the field.
    """
    with alone_with(plan, actor=actor) as (row, powers):
        if not may_plan(powers, row):
            raise _not_allowed(row)
        process = Process.objects.filter(plan=row).first()
        if process is None:
            raise FieldErrors({"": _("Planen har ingen framdriftsplan ennå. Velg mal først.")})
        template = template_of(process.template)
        if faults := _step_faults(template, dates):
            raise FieldErrors(faults)
        for identity, told in dates.items():
            _store(process, identity, told)
        return process


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
