"""The API's clocks: what the law says about time for a plan, and when each step can lawfully come."""

from datetime import date as day

from django.http import Http404, HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import page_address, root_or_404
from rodtrad.planning.api.plans import plan_or_404
from rodtrad.planning.api.routing import router
from rodtrad.planning.clocks.days import DayRule
from rodtrad.planning.clocks.deadlines import Deadline, Mark
from rodtrad.planning.clocks.evaluate import ClockState, StepRow
from rodtrad.planning.clocks.reckoning import Window
from rodtrad.planning.queries.clocks import OneClock, PlanClocks, by_date, clocks_of_plan, clocks_of_root


class ClockRule(BaseModel):
    """A rule about time, as the organisation counts it."""

    id: str = Field(description="Short and stable, for instance pbl-11-4.")
    reference: str = Field(description="Law and paragraph, in the language of the answer.")
    text: str
    day_rule: DayRule = Field(
        description="notice: meeting minus publication; hearing: last minus first day; at_most: no longer after; "
        "by_day: not after a day of the year."
    )
    days: int | None
    last_day: str | None = Field(description="Month and day, as 02-22: of by_day the last day of the year.")
    strict: bool = Field(description="Only whole days between the two dates count.")
    mark: Mark = Field(description="S: read in a public source. K: a default that may be changed.")


class PlanClock(BaseModel):
    """A rule on the dates of a plan's process."""

    plan: str = Field(description="Key of the plan.")
    rule: ClockRule
    step: str = Field(description="Id of the step that the rule is about, for instance proposal or hearing.")
    state: ClockState = Field(
        description="broken: the dates do not fit; passed: the limit is passed and nothing recorded; due: to come; "
        "waiting: the date it is counted from is not known; kept; unrecorded: decided, but the date was never entered."
    )
    date: day | None = Field(description="Of the step; of a hearing its last day.")
    against: day | None = Field(description="The date it is counted to or from.")
    limit: day | None = Field(
        description="Last lawful day of the step; of a hearing the first lawful last day."
    )
    counted: int | None = Field(description="Days between the two dates.")
    short: int = Field(description="How many days are lacking, or are too many.")
    url: str = Field(description="The page for people.")


class LawfulWindow(BaseModel):
    first: day
    last: day


class ProcessStepItem(BaseModel):
    """A step with its dates."""

    id: str
    name: str
    first: day | None
    last: day | None
    done_on: day | None
    earliest: LawfulWindow | None = Field(description="As early as order and rules allow, from today.")
    latest: LawfulWindow | None = Field(description="As late as they allow, before the wanted meeting.")


class PlanProcess(BaseModel):
    """The process of a plan, reckoned for today."""

    plan: str = Field(description="Key of the plan.")
    template: str
    status: str = Field(description="planned, under_way, done or stopped")
    wanted: day | None = Field(description="Day of the meeting that should decide.")
    first_lawful_meeting: day | None = Field(description="Among the council's planned meetings.")
    earliest_meeting_day: day | None = Field(description="The first day that keeps every notice.")
    note: str = Field(description="What is said beside the clocks of this kind of plan.")
    steps: list[ProcessStepItem]
    clocks: list[PlanClock]


@router.get(
    "/organisations/{slug:slug}/clocks",
    response=Page[PlanClock],
    tags=["clocks"],
    summary="Clocks of an organisation",
)
def clocks(request: HttpRequest, slug: str, paging: Query[PageQuery]) -> Page[PlanClock]:
    """List the clocks of the plans that you may see, what is late first, then by the day of the limit."""
    root, viewer = root_or_404(request, slug)
    found = by_date(clocks_of_root(root, viewer))
    return cut(found, paging, lambda one: _clock(request, slug, one))


@router.get(
    "/organisations/{slug:slug}/plans/{slug:plan}/clocks",
    response=PlanProcess,
    tags=["clocks"],
    summary="Process and clocks of a plan",
)
def plan_process(request: HttpRequest, slug: str, plan: str) -> PlanProcess:
    """Give the plan's steps and clocks; nothing is there for a plan without a process."""
    own, viewer = plan_or_404(request, slug, plan)
    found = clocks_of_plan(own, viewer)
    if found is None or found.process is None:
        raise Http404
    reckoned = found.reckoned
    lawful = found.first_lawful
    return PlanProcess(
        plan=own.key,
        template=reckoned.course.template.id,
        status=found.process.status,
        wanted=reckoned.course.meeting_day,
        first_lawful_meeting=lawful.date if lawful else None,
        earliest_meeting_day=reckoned.earliest_meeting,
        note=str(reckoned.course.template.note),
        steps=[_step(row, found) for row in reckoned.rows],
        clocks=[_clock(request, slug, OneClock(one, found)) for one in reckoned.clocks],
    )


def _clock(request: HttpRequest, slug: str, one: OneClock) -> PlanClock:
    clock, plan = one.clock, one.of.plan
    return PlanClock(
        plan=plan.key,
        rule=_rule(clock.rule),
        step=clock.step.id,
        state=clock.state,
        date=clock.given,
        against=clock.against,
        limit=clock.limit,
        counted=clock.counted.days if clock.counted else None,
        short=clock.days_short,
        url=page_address(request, "plan_clocks", slug, plan.key),
    )


def _rule(rule: Deadline) -> ClockRule:
    return ClockRule(
        id=rule.id,
        reference=f"{rule.law} {rule.paragraph}",
        text=str(rule.text),
        day_rule=rule.day_rule,
        days=rule.span.days or None,
        last_day="{:02}-{:02}".format(*rule.day) if rule.day else None,
        strict=rule.span.strict,
        mark=rule.mark,
    )


def _step(row: StepRow, found: PlanClocks) -> ProcessStepItem:
    return ProcessStepItem(
        id=row.step.id,
        name=row.title or found.in_own_words(row.step.name),
        first=row.began,
        last=row.ended,
        done_on=row.done_on,
        earliest=_window(row.earliest),
        latest=_window(row.latest),
    )


def _window(window: Window | None) -> LawfulWindow | None:
    return LawfulWindow(first=window.first, last=window.last) if window else None
