"""What the clocks tell the annual wheel: the days by which something must be done, and planned hearings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.events import Event, EventKind, edition_of
from rodtrad.core.history import last_changes
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.clocks.days import DayRule
from rodtrad.planning.clocks.evaluate import Clock, ClockState, StepRow
from rodtrad.planning.queries.clocks import PlanClocks, clocks_of_root
from rodtrad.plans.models import Plan


def clock_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield the limits of processes that go on, and their hearings, that touch these days."""
    found = [one for one in clocks_of_root(root, viewer) if not one.is_over]
    changed = _changed(root, found)
    for one in found:
        moment = changed.get(one.plan.pk)
        for clock in one.reckoned.clocks:
            if _is_limit(clock) and clock.limit and first <= clock.limit <= last:
                yield _limit(one.plan, clock, clock.limit, moment)
        for row in one.reckoned.rows:
            touches = row.began and row.ended and row.began <= last and row.ended >= first
            if row.step.hears and touches and not _told_by_the_plan(one.plan, row):
                yield _hearing(one.plan, row, moment)


def _is_limit(clock: Clock) -> bool:
    """Tell whether the clock's limit is a day by which something must be done, and it is not done."""
    return clock.rule.day_rule is not DayRule.HEARING and clock.state not in (
        ClockState.UNRECORDED, ClockState.WAITING
    ) and not clock.is_done  # fmt: skip


def _told_by_the_plan(plan: Plan, row: StepRow) -> bool:
    return plan.hearing_from == row.began


def _limit(plan: Plan, clock: Clock, day: date, changed: datetime | None) -> Event:
    return _event(
        plan,
        f"frist-{plan.key}-{clock.rule.id}-{clock.step.id}",
        _("Frist: %(step)s (%(plan)s)") % {"step": clock.step.name, "plan": plan.title},
        EventKind.DEADLINE,
        (day, day),
        changed,
        description=str(clock.rule.text),
        reference=f"{clock.rule.law} {clock.rule.paragraph}",
    )


def _hearing(plan: Plan, row: StepRow, changed: datetime | None) -> Event:
    assert row.began is not None
    assert row.ended is not None
    title = f"{row.title or row.step.name}: {plan.title}"
    uid = f"steg-{plan.key}-{row.step.id}"
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
    """Return when anything that a plan's clocks are reckoned from last changed: six queries.

    That is its process with the steps, its meeting and its case, the plan itself and its strategy, and the root's
    choices of deadlines.
    """
    processes = {one.process.pk: one for one in found if one.process}
    if not processes:
        return {}
    plans = {one.plan.pk: one.plan.pk for one in processes.values()}
    of_process = {identity: one.plan.pk for identity, one in processes.items()}
    chosen = last_changes("planning", "ClockChoiceEvent", [root.pk], by="root_id").get(root.pk)
    latest: dict[UUID, datetime] = dict.fromkeys(plans, chosen) if chosen else {}
    for app, name, field, of in (
        ("planning", "ProcessEvent", "pgh_obj_id", of_process),
        ("planning", "ProcessStepEvent", "process_id", of_process),
        ("planning", "PlanningStrategyEvent", "plan_id", plans),
        ("plans", "PlanEvent", "pgh_obj_id", plans),
    ):
        for identity, moment in last_changes(app, name, of, by=field).items():
            plan = of[identity]
            latest[plan] = max(latest.get(plan, moment), moment)
    cases = last_changes("cases", "CaseEvent", {one.case.pk for one in processes.values() if one.case})
    for one in processes.values():
        if one.case and (changed := cases.get(one.case.pk)):
            latest[one.plan.pk] = max(latest.get(one.plan.pk, changed), changed)
    for one in processes.values():
        meeting = one.process.meeting if one.process else None
        if meeting:
            latest[one.plan.pk] = max(latest.get(one.plan.pk, meeting.changed_at), meeting.changed_at)
    return latest
