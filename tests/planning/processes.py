"""Processes to try the clocks on: a council with meetings, and a plan on its way there."""

from datetime import date
from typing import Any

from rodtrad.cases.models import Body, Meeting
from rodtrad.organisations.models import Root
from rodtrad.planning.clocks.course import Course, StepDates
from rodtrad.planning.clocks.deadlines import Choice, chosen_all
from rodtrad.planning.clocks.templates import template_of
from rodtrad.planning.models import Process, ProcessStep
from rodtrad.plans.models import Plan

FISCAL = "fiscal-plan-with-action-part"


def course(template: str, today: date, wanted: date | None = None, **given: Any) -> Course:
    """Return a process by its template; `dates` are (first, last, done_on) by step, `choices` by rule."""
    dates = {step: StepDates(*told) for step, told in given.pop("dates", {}).items()}
    choices: dict[str, Choice] = given.pop("choices", {})
    return Course(template_of(template), chosen_all(choices), today, wanted, dates=dates, **given)


def make_council(
    root: Root, *days: date, kind: str = "council", name: str = "Kommunestyret"
) -> list[Meeting]:
    body, _made = Body.objects.get_or_create(root=root, key=kind.replace("_", "-"), name=name, kind=kind)
    return [Meeting.objects.create(root=root, body=body, date=day) for day in days]


def make_process(plan: Plan, template: str, **given: Any) -> Process:
    """Make a process; `dates` as in `course`."""
    dates = given.pop("dates", {})
    process = Process.objects.create(root=plan.root, plan=plan, template=template, **given)
    for step, told in dates.items():
        first, last, done_on = (*told, None, None)[:3]
        ProcessStep.objects.create(
            root=plan.root, process=process, step=step, first=first, last=last, done_on=done_on
        )
    return process
