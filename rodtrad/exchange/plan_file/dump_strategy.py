"""Planstrategier, as entries."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from rodtrad.exchange.plan_file import entries_strategy as e
from rodtrad.exchange.plan_file.dump_root import RootKeys
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Root
from rodtrad.planning.models import (
    Capacity,
    GuidelineAnswer,
    NeedAnswer,
    PlanningStrategy,
    StrategyItem,
    StrategyPhase,
    StrategyTrend,
    StrategyView,
)
from rodtrad.planning.semesters import semester_code


def strategies(root: Root, keys: RootKeys) -> dict[UUID, e.StrategyEntry]:
    """Return the root's strategies by plan."""
    rows = list(PlanningStrategy.objects.filter(root=root).select_related("follows"))
    return _Dump(root, keys).entries(rows) if rows else {}


class _Dump:
    def __init__(self, root: Root, keys: RootKeys) -> None:
        self.root, self.keys = root, keys
        named = Element.objects.filter(root=root).values_list("pk", "key")
        self.elements: dict[UUID | None, str] = {None: "", **dict(named)}
        used = StrategyTrend.objects.filter(root=root, indicator__isnull=False).values("indicator")
        found = Indicator.objects.filter(pk__in=used).values_list("pk", "key")
        self.indicators: dict[int | None, str] = {None: "", **dict(found)}
        self.answers: dict[UUID, list[e.NeedAnswerEntry]] = defaultdict(list)
        for row in NeedAnswer.objects.filter(root=root).order_by("question", "discipline"):
            self.answers[row.item_id].append(
                e.NeedAnswerEntry(
                    question=row.question,
                    discipline=row.discipline,
                    answer=row.answer,
                    reason=row.reason,
                    **keys.sourced(row),
                )
            )

    def entries(self, rows: list[PlanningStrategy]) -> dict[UUID, e.StrategyEntry]:
        items = self._by_strategy(StrategyItem, self._item)
        trends = self._by_strategy(StrategyTrend, self._trend)
        guidelines = self._by_strategy(GuidelineAnswer, self._guideline)
        views = self._by_strategy(StrategyView, self._view)
        capacity = self._by_strategy(Capacity, self._capacity)
        phases = self._by_strategy(StrategyPhase, self._phase)
        return {
            row.plan_id: e.StrategyEntry(
                term_from=row.term_from,
                term_to=row.term_to,
                follows=self.keys.plans[row.follows.plan_id] if row.follows else "",
                constituted_on=row.constituted_on,
                intro=row.intro,
                principles=row.principles,
                items=items[row.id],
                trends=trends[row.id],
                guidelines=guidelines[row.id],
                views=views[row.id],
                capacity=capacity[row.id],
                phases=phases[row.id],
                **self.keys.sourced(row),
            )
            for row in rows
        }

    def _by_strategy(self, model: type[Any], entry: Callable[[Any], Any]) -> dict[UUID, list[Any]]:
        found: dict[UUID, list[Any]] = defaultdict(list)
        for row in model.objects.filter(root=self.root).order_by("strategy", "position", "id"):
            found[row.strategy_id].append(entry(row))
        return found

    def _item(self, row: StrategyItem) -> e.StrategyItemEntry:
        return e.StrategyItemEntry(
            plan=self.keys.plans[row.plan_id],
            proposed_title=row.proposed_title,
            decision=row.decision,
            start=semester_code(row.start_semester) if row.start_semester else "",
            adopted=semester_code(row.adopt_semester) if row.adopt_semester else "",
            instead=row.instead,
            reason=row.reason,
            owner=self.keys.organisations[row.owner_id],
            work=None if row.work is None else float(row.work),
            answers=self.answers[row.id],
            **self.keys.sourced(row),
        )

    def _trend(self, row: StrategyTrend) -> e.TrendEntry:
        return e.TrendEntry(
            title=row.title,
            text=row.text,
            element=self.elements[row.element_id],
            indicator=self.indicators[row.indicator_id],
            **self.keys.sourced(row),
        )

    def _guideline(self, row: GuidelineAnswer) -> e.GuidelineEntry:
        return e.GuidelineEntry(
            element=self.elements[row.element_id], text=row.text, **self.keys.sourced(row)
        )

    def _view(self, row: StrategyView) -> e.ViewEntry:
        return e.ViewEntry(
            sender=row.sender,
            kind=row.kind,
            summary=row.summary,
            answer=row.answer,
            received_on=row.received_on,
            **self.keys.sourced(row),
        )

    def _capacity(self, row: Capacity) -> e.CapacityEntry:
        return e.CapacityEntry(
            semester=semester_code(row.semester),
            person_months=float(row.person_months),
            **self.keys.sourced(row),
        )

    def _phase(self, row: StrategyPhase) -> e.PhaseEntry:
        return e.PhaseEntry(
            title=row.title, text=row.text, first=row.first, last=row.last, **self.keys.sourced(row)
        )
