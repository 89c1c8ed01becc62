"""What the clocks tell the annual wheel: the days by which something must be done, and planned hearings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.events import Event, EventKind, edition_of
from rodtrad.core.history import Asked, last_changes_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.clocks.days import DayRule
from rodtrad.planning.clocks.evaluate import Clock, ClockState, StepRow
from rodtrad.planning.models import ProcessStatus
from rodtrad.planning.queries.clocks import PlanClocks, clocks_of_root
from rodtrad.plans.events import hearing_of, hearing_uid
from rodtrad.plans.models import Plan

#: The step that the register's days of hearing are of.
_HEARING = "hearing"


def clock_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the limits of processes that go on that fall on these days, and the hearings of all, on whatever days.

    A plan's hearing is told by its process when that has days, and by the register otherwise; it is one event, and has
    its last edition here. What the room of plans says of it, is then left out.
    """
    found = clocks_of_root(root, viewer)
    changed = _changed(root, found)
    for one in found:
        moment = changed.get(one.plan.pk)
        if not one.is_over:
            yield from _limits(one, first, last, moment)
        yield from _hearings(one, moment)


def _limits(found: PlanClocks, first: date, last: date, changed: datetime | None) -> Iterator[Event]:
    for clock in found.reckoned.clocks:
        if _is_limit(clock) and clock.limit and first <= clock.limit <= last:
            yield _limit(found, clock, clock.limit, changed)


def _hearings(found: PlanClocks, changed: datetime | None) -> Iterator[Event]:
    """Yield the plan's hearing, and those beside it: of the programme, and of what is changed."""
    plan, heard = (
        found.plan,
        [one for one in found.reckoned.rows if one.step.hears and one.began and one.ended],
    )
    if found.process and found.process.status == ProcessStatus.STOPPED:
        heard = []
    own = next((one for one in heard if one.step.id == _HEARING), None)
    if own:
        yield _hearing(plan, own, hearing_uid(plan), changed)
    elif told := hearing_of(plan, changed):
        yield told
    for row in heard:
        if row is not own and (own or not _told_by_the_plan(plan, row)):
            yield _hearing(plan, row, f"steg-{plan.key}-{row.step.id}", changed)


def _is_limit(clock: Clock) -> bool:
    """Tell whether the clock's limit is a day by which something must be done, and it is not done."""
    return clock.rule.day_rule is not DayRule.HEARING and clock.state not in (
        ClockState.UNRECORDED, ClockState.WAITING
    ) and not clock.is_done  # fmt: skip


def _told_by_the_plan(plan: Plan, row: StepRow) -> bool:
    return plan.hearing_from == row.began


def _limit(found: PlanClocks, clock: Clock, day: date, changed: datetime | None) -> Event:
    plan, step = found.plan, found.in_own_words(clock.step.name)
    return _event(
        plan,
        f"frist-{plan.key}-{clock.rule.id}-{clock.step.id}",
        _("Frist: %(step)s (%(plan)s)") % {"step": step, "plan": plan.title},
        EventKind.DEADLINE,
        (day, day),
        changed,
        description=found.in_own_words(clock.rule.text),
        reference=f"{clock.rule.law} {clock.rule.paragraph}",
    )


def _hearing(plan: Plan, row: StepRow, uid: str, changed: datetime | None) -> Event:
    assert row.began is not None
    assert row.ended is not None
    title = f"{row.title or row.step.name}: {plan.title}"
    return _event(plan, uid, title, EventKind.HEARING, (row.began, row.ended), changed)


def _event(
    plan: Plan,
    uid: str,
    title: str,
    kind: EventKind,
    days: tuple[date, date],
    changed: datetime | None,
    *,
    description: str = "",
    reference: str = "",
) -> Event:
    return Event(
        uid=uid,
        title=title,
        kind=kind,
        first=days[0],
        last=days[1],
        description=description,
        reference=reference,
        page=("plan_clocks", plan.key),
        owner=plan.owner_id,
        sequence=edition_of(changed),
        changed_at=changed,
        is_example=plan.is_example,
    )


def _changed(root: Root, found: Iterable[PlanClocks]) -> dict[UUID, datetime]:
    """Return when anything that a plan's clocks are reckoned from last changed: one query.

    That is its process with the steps, its meeting and its case, the plan itself and its strategy, and the root's
    choices of deadlines.
    """
    processes = {one.process.pk: one for one in found if one.process}
    if not processes:
        return {}
    plans = {one.plan.pk: [one.plan.pk] for one in processes.values()}
    of_process = {identity: [one.plan.pk] for identity, one in processes.items()}
    of_case: dict[UUID, list[UUID]] = {}
    for one in processes.values():
        if one.case:
            of_case.setdefault(one.case.pk, []).append(one.plan.pk)
    sources = (
        (Asked("planning", "ClockChoiceEvent", [root.pk], by="root_id"), {root.pk: list(plans)}),
        (Asked("planning", "ProcessEvent", of_process), of_process),
        (Asked("planning", "ProcessStepEvent", of_process, by="process_id"), of_process),
        (Asked("planning", "PlanningStrategyEvent", plans, by="plan_id"), plans),
        (Asked("plans", "PlanEvent", plans), plans),
        (Asked("cases", "CaseEvent", of_case), of_case),
    )
    latest: dict[UUID, datetime] = {}
    told = last_changes_of([asked for asked, _of in sources])
    for (_asked, of), changes in zip(sources, told, strict=True):
        for identity, moment in changes.items():
            for plan in of[identity]:
                latest[plan] = max(latest.get(plan, moment), moment)
    for one in processes.values():
        meeting = one.process.meeting if one.process else None
        if meeting:
            latest[one.plan.pk] = max(latest.get(one.plan.pk, meeting.changed_at), meeting.changed_at)
    return latest
