"""Reads the meetings that plans wait for, and those that are shown beside their steps."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from rodtrad.cases.models import BodyKind, Meeting, MeetingStatus, Treatment, TreatmentKind
from rodtrad.organisations.models import Root
from rodtrad.planning.models import Process
from rodtrad.plans.models import Plan, PlanType

#: Bodies whose decision a plan waits for.
DECIDING = (BodyKind.COUNCIL, BodyKind.REGION_COUNCIL)
#: Bodies that may decide a plan which no law gives to the council.
OTHERS = (
    BodyKind.EXECUTIVE_COMMITTEE, BodyKind.CITY_GOVERNMENT, BodyKind.COMMITTEE, BodyKind.DISTRICT_COUNCIL
)  # fmt: skip
#: What the council itself adopts (pbl. §§ 8-4, 10-1, 11-15 and 12-12, koml. § 14-2).
_OF_THE_COUNCIL = frozenset({
    PlanType.MUNICIPAL_MASTER_PLAN, PlanType.PLANNING_STRATEGY, PlanType.SOCIAL_ELEMENT, PlanType.LAND_USE_ELEMENT,
    PlanType.SUB_PLAN, PlanType.ACTION_PART, PlanType.FISCAL_PLAN, PlanType.ANNUAL_REPORT, PlanType.AREA_ZONING,
    PlanType.DETAILED_ZONING, PlanType.REGIONAL_PLAN,
})  # fmt: skip
#: So far ahead a first lawful meeting is looked for.
_AHEAD = timedelta(days=3 * 366)


def council_meetings(root: Root, today: date) -> tuple[Meeting, ...]:
    """Return the council's planned meetings, from the day on."""
    return awaited_meetings(root, (), today)


def awaited_meetings(root: Root, processes: Sequence[Process], today: date) -> tuple[Meeting, ...]:
    """Return the planned meetings of the council, and of the other bodies that the plans wait for, from the day on."""
    others = {one.meeting.body_id for one in processes if one.meeting}
    return tuple(
        Meeting.objects.filter(
            _of(others),
            root=root,
            status=MeetingStatus.PLANNED,
            date__gte=today,
            date__lte=today + _AHEAD,
        )
        .select_related("body")
        .order_by("date", "begins")
    )


def _of(others: Collection[UUID]) -> Q:
    council = Q(body__kind__in=DECIDING)
    return council | Q(body__in=others) if others else council


def meetings_for(process: Process | None, meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Return those of the meetings that the plan waits for: of the body that is chosen, else of the council."""
    chosen = process.meeting.body if process and process.meeting else None
    if chosen is None or chosen.kind in DECIDING:
        return tuple(one for one in meetings if one.body.kind in DECIDING)
    return tuple(one for one in meetings if one.body_id == chosen.pk)


def meetings_to_choose(plan: Plan, process: Process | None, today: date) -> QuerySet[Meeting]:
    """Return the meetings that a plan may be decided in: those to come, and the one that is chosen.

    They are the council's; of a plan that no law gives to the council, those of the other bodies that decide too, and
    of a plan whose case another body is to decide, that body's.
    """
    coming = Q(status=MeetingStatus.PLANNED, date__gte=today, date__lte=today + _AHEAD)
    if process and process.meeting_id:
        coming |= Q(pk=process.meeting_id)
    kinds = DECIDING if plan.type in _OF_THE_COUNCIL else (*DECIDING, *OTHERS)
    case = (process.case_id if process else None) or plan.case_id
    deciders = Treatment.objects.filter(case=case, kind=TreatmentKind.DECISION).values("body") if case else []
    of_body = Q(body__kind__in=kinds) | Q(body__in=deciders)
    rows = Meeting.objects.filter(coming, of_body, root=plan.root_id)
    return rows.select_related("body").order_by("date", "begins")


def meetings_between(root: Root, first: date, last: date) -> list[Meeting]:
    """Return the meetings of all bodies in the days, without those that are cancelled."""
    rows = Meeting.objects.filter(root=root, date__gte=first, date__lte=last)
    return list(
        rows.exclude(status=MeetingStatus.CANCELLED).select_related("body").order_by("date", "begins")
    )
