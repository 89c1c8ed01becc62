"""Reads a planstrategi, which stands in the plan of that type."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries_strategy as e
from rodtrad.exchange.plan_file.choices import ITEM_DECISIONS, NEED_ANSWERS, NEED_QUESTIONS, VIEW_SENDERS
from rodtrad.exchange.plan_file.entry import SourcedEntry
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.numbers import day, decimal_number, refuse_backwards, year
from rodtrad.exchange.plan_file.sourced import NO_DEFAULTS
from rodtrad.planning.models import OF_A_PLAN
from rodtrad.planning.semesters import read_semester

_TEXT = 50_000
_MOST_WORK = 9999


def read_strategy(fields: Fields | None, plan_type: str) -> e.StrategyEntry | None:
    """Read the mapping; one that stands in another type of plan is a fault."""
    if fields is None:
        return None
    if plan_type != "planning_strategy":
        message = _("«strategy» hører bare til i en plan av typen planning_strategy.")
        fields.problems.add(fields.spot, fields.place, message, _("Rett «type», eller ta bort «strategy»."))
    entry = e.StrategyEntry(
        spot=fields.spot,
        spots=fields.spots,
        term_from=year(fields, "term_from", required=True),
        term_to=year(fields, "term_to", required=True),
        follows=fields.key("follows", required=False),
        constituted_on=day(fields, "constituted_on"),
        intro=fields.text("intro", most=_TEXT, lines=True),
        principles=fields.text("principles", most=_TEXT, lines=True),
        items=fields.each("items", _read_item, "plan"),
        trends=fields.each("trends", _read_trend, "title"),
        guidelines=fields.each("guidelines", _read_guideline, "element"),
        views=fields.each("views", _read_view, "sender"),
        capacity=fields.each("capacity", _read_capacity, "semester"),
        phases=fields.each("phases", _read_phase, "title"),
        **NO_DEFAULTS.sourced(fields),
    )
    if entry.term_from and entry.term_to and entry.term_to <= entry.term_from:
        fields.fault("term_to", _("Perioden slutter før den begynner."), _("Skriv et senere år."))
    _refuse_twice(fields, entry)
    fields.finish()
    return entry


def _refuse_twice(fields: Fields, entry: e.StrategyEntry) -> None:
    """Note what stands twice where it may stand once."""
    told: tuple[tuple[Iterable[SourcedEntry], Callable[..., str]], ...] = (
        (entry.items, lambda one: one.name),
        (entry.trends, lambda one: one.title),
        (entry.guidelines, lambda one: one.element),
        (entry.capacity, lambda one: one.semester),
        (entry.views, lambda one: one.sender),
        (entry.phases, lambda one: one.title),
    )
    for rows, name in told:
        seen: set[str] = set()
        for row in rows:
            if name(row) and name(row) in seen:
                message = _("«%s» står to ganger.") % name(row)
                fields.problems.add(row.spot, fields.place, message, _("Behold det ene."))
            seen.add(name(row))


def _read_item(fields: Fields) -> e.StrategyItemEntry:
    entry = e.StrategyItemEntry(
        spot=fields.spot,
        spots=fields.spots,
        plan=fields.key("plan", required=False),
        proposed_title=fields.text("proposed_title", most=300),
        decision=fields.choice("decision", ITEM_DECISIONS, "undecided"),
        start=_semester(fields, "start"),
        adopted=_semester(fields, "adopted"),
        instead=fields.text("instead", most=_TEXT, lines=True),
        reason=fields.text("reason", most=_TEXT, lines=True),
        owner=fields.key("owner", required=False),
        work=_months(fields, "work"),
        answers=fields.each("answers", _read_answer, "question"),
        **NO_DEFAULTS.sourced(fields),
    )
    if bool(entry.plan) == bool(entry.proposed_title):
        message = _("Et punkt må ha enten «plan» eller «proposed_title».")
        fields.problems.add(fields.spot, fields.place, message, _("Skriv en av dem, ikke begge."))
    if entry.decision in OF_A_PLAN and not entry.plan:
        fields.fault("decision", _("Bare en plan som finnes, kan videreføres, revideres eller oppheves."))
    if entry.decision == "not_a_plan" and not entry.instead:
        fields.missing("instead")
    if entry.start and entry.adopted and entry.adopted < entry.start:
        fields.fault(
            "adopted", _("Planen er vedtatt før arbeidet starter."), _("Bytt om de to, eller rett den ene.")
        )
    seen: set[tuple[str, str]] = set()
    for one in entry.answers:
        if (one.question, one.discipline) in seen:
            message = _("«%s» står to ganger.") % f"{one.question}, {one.discipline}"
            fields.problems.add(one.spot, fields.place, message, _("Behold det ene."))
        seen.add((one.question, one.discipline))
    return entry


def _semester(fields: Fields, name: str, *, required: bool = False) -> str:
    said = fields.text(name, required=required)
    if not said:
        return ""
    try:
        read_semester(said)
    except ValueError:
        fields.fault(name, _("«%s» er ikke et halvår.") % said, _("Skriv det som 2025H1."))
        return ""
    return said.strip().upper()


def _months(fields: Fields, name: str, *, required: bool = False) -> float | None:
    said = decimal_number(fields, name, required=required)
    if said is not None and (not 0 <= said <= _MOST_WORK or round(said, 1) != said):
        fields.fault(name, _("Månedsverk er et tall fra 0 til 9999 med høyst én desimal."))
        return None
    return said


def _read_answer(fields: Fields) -> e.NeedAnswerEntry:
    return e.NeedAnswerEntry(
        spot=fields.spot,
        spots=fields.spots,
        question=fields.choice("question", NEED_QUESTIONS, required=True),
        discipline=fields.text("discipline", required=True, most=100),
        answer=fields.choice("answer", NEED_ANSWERS, required=True),
        reason=fields.text("reason", most=_TEXT, lines=True),
        **NO_DEFAULTS.sourced(fields),
    )


def _read_trend(fields: Fields) -> e.TrendEntry:
    return e.TrendEntry(
        spot=fields.spot,
        spots=fields.spots,
        title=fields.text("title", required=True, most=300),
        text=fields.text("text", most=_TEXT, lines=True),
        element=fields.key("element", required=False),
        indicator=fields.key("indicator", required=False),
        **NO_DEFAULTS.sourced(fields),
    )


def _read_guideline(fields: Fields) -> e.GuidelineEntry:
    return e.GuidelineEntry(
        spot=fields.spot,
        spots=fields.spots,
        element=fields.key("element"),
        text=fields.text("text", most=_TEXT, lines=True),
        **NO_DEFAULTS.sourced(fields),
    )


def _read_view(fields: Fields) -> e.ViewEntry:
    return e.ViewEntry(
        spot=fields.spot,
        spots=fields.spots,
        sender=fields.text("sender", required=True, most=200),
        kind=fields.choice("kind", VIEW_SENDERS, required=True),
        summary=fields.text("summary", required=True, most=_TEXT, lines=True),
        answer=fields.text("answer", most=_TEXT, lines=True),
        received_on=day(fields, "received_on"),
        **NO_DEFAULTS.sourced(fields),
    )


def _read_capacity(fields: Fields) -> e.CapacityEntry:
    return e.CapacityEntry(
        spot=fields.spot,
        spots=fields.spots,
        semester=_semester(fields, "semester", required=True),
        person_months=_months(fields, "person_months", required=True),
        **NO_DEFAULTS.sourced(fields),
    )


def _read_phase(fields: Fields) -> e.PhaseEntry:
    entry = e.PhaseEntry(
        spot=fields.spot,
        spots=fields.spots,
        title=fields.text("title", required=True, most=200),
        text=fields.text("text", most=_TEXT, lines=True),
        first=day(fields, "first", required=True),
        last=day(fields, "last", required=True),
        **NO_DEFAULTS.sourced(fields),
    )
    refuse_backwards(fields, ("first", "last"), entry.first, entry.last)
    return entry
