"""Which planstrategi counts on a day: that of the council that sits, and until it is due, that of the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rodtrad.goals.snapshot import PlanRecord, Snapshot
from rodtrad.planning.clocks.days import years_after
from rodtrad.planning.snapshot import Planning
from rodtrad.planning.strategy_records import StrategyRecord
from rodtrad.planning.wheel.terms import CouncilTerm, term_of_year, term_on


@dataclass(frozen=True, slots=True)
class Strategy:
    """A planstrategi with its plan."""

    record: StrategyRecord
    plan: PlanRecord

    @property
    def term(self) -> str:
        return f"{self.record.term_from}–{self.record.term_to}"


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts on a day.

    `draft` is the one the council that sits works on. `adopted` is the one that it has adopted, or, as long as the law
    gives it time to, the one that the council before it adopted.
    """

    term: CouncilTerm
    due: date
    draft: Strategy | None
    adopted: Strategy | None

    @property
    def judged(self) -> Strategy | None:
        """Return the one to judge: what is adopted; where nothing is, the draft."""
        return self.adopted or self.draft


def in_force(snapshot: Snapshot, planning: Planning, today: date) -> InForce:
    found = list(_standing(snapshot, planning))
    term = _sitting(found, today)
    own = [one for one in found if term_of_year(one.record.term_from) == term]
    due = years_after(_constituted(own, term), 1)
    adopted = [one for one in own if one.record.is_adopted]
    if not adopted and today <= due:
        before = term_of_year(term.before)
        adopted = [
            one for one in found if one.record.is_adopted and term_of_year(one.record.term_from) == before
        ]
    drafts = [one for one in own if not one.record.is_adopted]
    return InForce(term, due, next(iter(drafts), None), next(iter(adopted), None))


def _standing(snapshot: Snapshot, planning: Planning) -> Iterator[Strategy]:
    """Yield the strategies that are not repealed, the latest term first."""
    for record in planning.strategies:
        plan = snapshot.plans.get(record.plan_id)
        if plan and not plan.is_repealed:
            yield Strategy(record, plan)


def _sitting(found: list[Strategy], today: date) -> CouncilTerm:
    """Return the term of the council that sits: by the day that is told, or by the last lawful one."""
    told = [
        term_of_year(one.record.term_from)
        for one in found
        if one.record.constituted_on and one.record.constituted_on <= today
    ]
    return max([term_on(today), *told], key=lambda term: term.first)


def _constituted(own: list[Strategy], term: CouncilTerm) -> date:
    days = [one.record.constituted_on for one in own if one.record.constituted_on]
    return min(days, default=term.constituted_by)
