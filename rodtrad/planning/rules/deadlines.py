"""T-80, T-81, T-82, T-87: whether what has to be public is so in time, hearings last, and decisions have a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.core.checks.rules import Text
from rodtrad.goals.rules.check import gates
from rodtrad.goals.snapshot import OPEN, End, PlanRecord, Snapshot
from rodtrad.planning.clocks.course import NO_DATES, Course, StepDates
from rodtrad.planning.clocks.days import DayRule, Span
from rodtrad.planning.clocks.deadlines import Deadline, chosen_all
from rodtrad.planning.clocks.evaluate import Clock, ClockState, reckon
from rodtrad.planning.clocks.templates import template_of, templates_for
from rodtrad.planning.clocks.told_elsewhere import filled
from rodtrad.planning.models import ProcessStatus
from rodtrad.planning.rules.check import Check, about_plan
from rodtrad.planning.snapshot import HearingRecord, Planning, ProcessRecord
from rodtrad.plans.models import LOCKED, PlanStatus

TOO_LATE_PUBLIC = Rule(
    id="T-80",
    severity=Severity.ERROR,
    title=_("Offentlig for sent"),
    text=_(
        "Forslag og innstilling skal være offentlige så mange dager før møtet som loven sier. Det sies også etter "
        "vedtaket, så lenge den vedtatte versjonen gjelder."
    ),
    reason=_("De som saken angår, skal rekke å lese den og si noe om den før den blir avgjort."),
    reference=_("Planloven §§ 10-1 og 11-4, kommuneloven § 14-3"),
    pictogram=Pictogram.LATE,
    remedy=_("Flytt saken til det første lovlige møtet, eller før opp dagen den ble offentlig."),
)
TOO_SHORT_HEARING = Rule(
    id="T-81",
    severity=Severity.ERROR,
    title=_("For kort høring"),
    text=_(
        "En høring skal vare minst så lenge som loven sier. Det sies også etter vedtaket, så lenge den vedtatte "
        "versjonen gjelder."
    ),
    reason=_("For kort høring er en feil i saksbehandlingen, og vedtaket kan bli kjent ugyldig."),
    reference=_("Planloven §§ 11-13, 11-14 og 12-10"),
    pictogram=Pictogram.LATE,
    remedy=_("Forleng høringen, og si fra til dem som har fått den."),
)
TOO_LATE_DECISION = Rule(
    id="T-82",
    severity=Severity.WARNING,
    title=_("Vedtaket kommer etter fristen"),
    text=_("En plan med en siste dag i loven skal være vedtatt innen den."),
    reason=_(
        "Andre regner med at vedtaket står når fristen er ute: budsjettet fra nyttår, utbyggeren etter tolv uker."
    ),
    reference=_("Kommuneloven §§ 14-3, 14-6 og 14-7, planloven § 12-12"),
    pictogram=Pictogram.LATE,
    remedy=_("Finn et tidligere møte, eller før opp at planen er vedtatt."),
)
MEETING_CANCELLED = Rule(
    id="T-87",
    severity=Severity.WARNING,
    title=_("Møtet er avlyst"),
    text=_("Møtet som en plan skal vedtas i, skal ikke være avlyst."),
    reason=_("Uten et møte vet ingen når planen blir vedtatt, og fristene kan ikke regnes."),
    reference=_("Metode: fristene regnes fra møtet"),
    pictogram=Pictogram.DETACHED,
    remedy=_("Velg et annet møte i planens framdrift."),
)
OVER = (ProcessStatus.DONE, ProcessStatus.STOPPED)
#: What a decision does not make good: how long before it things were public, and how long the hearing was.
_AFTERWARDS = frozenset({DayRule.NOTICE, DayRule.HEARING})
#: That a planstrategi comes too late is told by the rules about the planstrategi, with or without a process.
_ELSEWHERE = frozenset({"pbl-10-1-term"})


def _own(rule: Deadline) -> Span:
    """Return what the law asks for, whatever the root asks for."""
    return rule.own or rule.span


class AskedHere:
    """What the root asks for beyond the law, as a sentence after the law's own; empty when it does not."""

    def __init__(self, rule: Deadline) -> None:
        self.rule = rule

    def __str__(self) -> str:
        span, more = self.rule.span, self.rule.span.days != _own(self.rule).days
        if not more and not span.strict:
            return ""
        said = _("Her telles bare hele dager imellom.")
        if more:
            said = (
                _("Her kreves %(days)s hele dager imellom.")
                if span.strict
                else _("Her kreves %(days)s dager.")
            )
        return f" {said % {'days': span.days}}"


def _late(
    snapshot: Snapshot, planning: Planning, today: date, *asked: DayRule
) -> Iterator[tuple[PlanRecord, Clock, End]]:
    """Yield the clocks of these kinds that are late, of processes that go on, with who may know of it.

    Of an adopted plan, what can be made good no more is told as long as its version stands: what became public too
    late for the day of the decision, and a hearing that was too short. What hangs on the days of a case is for those
    who may see the case.
    """
    rules = chosen_all(planning.choices)
    for told in planning.processes:
        plan = snapshot.plans.get(told.plan_id)
        decided = _decided(plan, planning) if plan else None
        if plan is None or told.status == ProcessStatus.STOPPED:
            continue
        if decided is None and (told.status in OVER or plan.status in LOCKED):
            continue
        process = _as_decided(told, decided) if decided else told
        kinds = _AFTERWARDS & {*asked} if decided else frozenset(asked)
        without_case = replace(process, proposed_on=None, recommended_on=None)
        heard = planning.hearings.get(plan.id, HearingRecord())
        bare = reckon(_course(without_case, plan, rules, today, heard)).late
        for clock in reckon(_course(process, plan, rules, today, heard)).late:
            if clock.rule.day_rule in kinds and clock.rule.id not in _ELSEWHERE:
                yield plan, clock, OPEN if clock in bare else _case_end(process)


def _decided(plan: PlanRecord, planning: Planning) -> date | None:
    """Return the day of the decision of an adopted plan whose version stands; None for another plan."""
    return planning.kept.get(plan.id) if plan.status == PlanStatus.ADOPTED else None


def _as_decided(process: ProcessRecord, day: date) -> ProcessRecord:
    """Return the process with the day of the decision as that of its meeting, whatever day was planned."""
    meeting = template_of(process.template).meeting.id
    dates = {**process.dates, meeting: StepDates(done_on=day)}
    return replace(process, wanted=day, status=ProcessStatus.DONE, dates=dates)


def _case_end(process: ProcessRecord) -> End:
    return End(process.case_visibility, frozenset({process.case_owner} if process.case_owner else ()))


def _for_those_who(end: End, found: Finding) -> Finding:
    return replace(
        found,
        visibility=max(found.visibility, end.visibility),
        team_organisations=found.team_organisations | gates([end]),
    )


def _course(
    process: ProcessRecord, plan: PlanRecord, rules: dict[str, Deadline], today: date, heard: HearingRecord
) -> Course:
    template = template_of(process.template)
    dates = filled(
        template,
        process.dates,
        today,
        proposed_on=process.proposed_on,
        recommended_on=process.recommended_on,
        constituted_on=process.constituted_on,
        heard=(heard.first, heard.last),
    )
    over = process.status in OVER
    return Course(template, rules, today, process.wanted, plan.from_year, dates, is_over=over)


def too_late_public(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for plan, clock, end in _late(snapshot, planning, today, DayRule.NOTICE):
        values = {
            "thing": clock.rule.thing,
            "law": clock.rule.law,
            "paragraph": clock.rule.paragraph,
            "limit": clock.limit,
            "given": clock.given,
            "meeting": clock.against,
            "days": str(_own(clock.rule).days),
            "here": AskedHere(clock.rule),
            "short": str(clock.days_short),
        }
        text: Text = _(
            "%(thing)s måtte være offentlig senest %(limit)s. %(law)s %(paragraph)s krever %(days)s dager før "
            "møtet %(meeting)s.%(here)s"
        )
        if clock.state is ClockState.BROKEN:
            text = _(
                "%(thing)s er offentlig %(given)s, og møtet er %(meeting)s. %(law)s %(paragraph)s krever %(days)s "
                "dager.%(here)s Det mangler %(short)s."
            )
        if _decided(plan, planning):
            text = _(
                "%(thing)s ble offentlig %(given)s, og møtet var %(meeting)s. %(law)s %(paragraph)s krever %(days)s "
                "dager.%(here)s Det manglet %(short)s."
            )
        yield _for_those_who(end, about_plan(TOO_LATE_PUBLIC, plan, snapshot, text, values))


def too_short_hearing(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    told = set()
    for plan, clock, _end in _late(snapshot, planning, today, DayRule.HEARING):
        told.add(plan.id)
        yield _short(snapshot, planning, plan, clock)
    having = told | {one.plan_id for one in planning.processes if _tells_of_hearing(one, planning)}
    for identity, heard in planning.hearings.items():
        found = snapshot.plans.get(identity)
        if found is None or identity in having:
            continue
        if found.status in LOCKED and _decided(found, planning) is None:
            continue
        if heard.first and heard.last:
            yield from _of_register(snapshot, planning, found, heard.first, heard.last, today)


def _tells_of_hearing(process: ProcessRecord, planning: Planning) -> bool:
    """Tell whether the process has its own days of the hearing, or is over, so that the register's are not asked.

    A process that is over because the plan is adopted does not hide what the register tells.
    """
    if process.dates.get("hearing", NO_DATES).has_some or process.status == ProcessStatus.STOPPED:
        return True
    return process.status in OVER and process.plan_id not in planning.kept


def _of_register(
    snapshot: Snapshot, planning: Planning, plan: PlanRecord, first: date, last: date, today: date
) -> Iterator[Finding]:
    """Look at a hearing that the register tells of, by the template of the plan's type."""
    template = templates_for(plan.type)[0]
    if plan.type not in template.types or template.step("hearing") is None:
        return
    course = Course(template, chosen_all(planning.choices), today, dates={"hearing": StepDates(first, last)})
    for clock in reckon(course).late:
        if clock.step.id == "hearing":
            yield _short(snapshot, planning, plan, clock)


def _short(snapshot: Snapshot, planning: Planning, plan: PlanRecord, clock: Clock) -> Finding:
    assert clock.counted is not None
    values = {
        "thing": clock.rule.thing,
        "first": clock.against,
        "last": clock.given,
        "counted": str(clock.counted.days),
        "law": clock.rule.law,
        "paragraph": clock.rule.paragraph,
        "needed": str(_own(clock.rule).days),
        "here": AskedHere(clock.rule),
        "limit": clock.limit,
    }
    text = _(
        "%(thing)s varer fra %(first)s til %(last)s, %(counted)s dager. %(law)s %(paragraph)s krever minst "
        "%(needed)s.%(here)s Siste dag kan tidligst være %(limit)s."
    )
    if _decided(plan, planning):
        text = _(
            "%(thing)s varte fra %(first)s til %(last)s, %(counted)s dager. %(law)s %(paragraph)s krever minst "
            "%(needed)s.%(here)s"
        )
    return about_plan(TOO_SHORT_HEARING, plan, snapshot, text, values)


def too_late_decision(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for plan, clock, end in _late(snapshot, planning, today, DayRule.AT_MOST, DayRule.BY_DAY):
        values = {
            "thing": clock.rule.thing,
            "limit": clock.limit,
            "given": clock.given,
            "law": clock.rule.law,
            "paragraph": clock.rule.paragraph,
        }
        text: Text = _("Siste lovlige dag var %(limit)s (%(law)s %(paragraph)s): %(thing)s.")
        if clock.given is not None:
            text = _("%(thing)s er ventet %(given)s. Siste lovlige dag er %(limit)s (%(law)s %(paragraph)s).")
        yield _for_those_who(end, about_plan(TOO_LATE_DECISION, plan, snapshot, text, values))


def meeting_cancelled(snapshot: Snapshot, planning: Planning, today: date) -> Iterator[Finding]:
    for process in planning.processes:
        plan = snapshot.plans.get(process.plan_id)
        if plan is None or process.status in OVER or plan.status in LOCKED or process.cancelled is None:
            continue
        text = _("Planen skulle vedtas i møtet %(meeting)s, og det er avlyst. Fristene kan ikke regnes.")
        yield about_plan(MEETING_CANCELLED, plan, snapshot, text, {"meeting": process.cancelled})


CHECKS = (
    Check(TOO_LATE_PUBLIC, too_late_public),
    Check(TOO_SHORT_HEARING, too_short_hearing),
    Check(TOO_LATE_DECISION, too_late_decision),
    Check(MEETING_CANCELLED, meeting_cancelled),
)
