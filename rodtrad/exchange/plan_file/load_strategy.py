"""Stores planstrategier with all they say."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file import entries_strategy as s
from rodtrad.exchange.plan_file.load_processes import ProcessLoader
from rodtrad.exchange.upsert import upsert
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
from rodtrad.planning.semesters import read_semester

#: What tells a part from the others of its kind in the same strategy.
PartKey = tuple[UUID, str]
#: Kinds of parts but items: the name in the file, the model, and what tells a row.
PARTS: tuple[tuple[str, type[Any], Callable[[Any], str]], ...] = (
    ("trends", StrategyTrend, lambda row: row.title),
    ("guidelines", GuidelineAnswer, lambda row: str(row.element_id)),
    ("views", StrategyView, lambda row: row.sender),
    ("capacity", Capacity, lambda row: str(row.semester)),
    ("phases", StrategyPhase, lambda row: row.title),
)


def item_name(row: StrategyItem) -> str:
    return str(row.plan_id or row.proposed_title)


def _months(said: float | None) -> Decimal | None:
    return None if said is None else Decimal(str(said)).quantize(Decimal("0.1"))


class StrategyLoader(ProcessLoader):
    """Adds strategies by plan, items and other parts by strategy and what tells them, answers by item."""

    strategies: dict[UUID, PlanningStrategy]
    strategy_items: dict[PartKey, StrategyItem]
    strategy_parts: dict[str, dict[PartKey, Model]]
    need_answers: dict[tuple[UUID, str, str], NeedAnswer]

    def load_strategies(self) -> None:
        held = {row.plan_id: row for row in PlanningStrategy.objects.filter(root=self.root)}
        wanted = [(self.plans[plan.key].id, self.strategy_values(plan, told)) for plan, told in self._told()]
        self.strategies = upsert(PlanningStrategy, held, wanted, self.tally)
        follows = [
            (
                self.plans[plan.key].id,
                {"follows_id": self.strategies[self.plans[told.follows].id].id if told.follows else None},
            )
            for plan, told in self._told()
        ]
        upsert(PlanningStrategy, self.strategies, follows, self.tally, again=True)
        self._load_items()
        self.strategy_parts = {}
        for name, model, tells in PARTS:
            rows = {(row.strategy_id, tells(row)): row for row in model.objects.filter(root=self.root)}
            self.strategy_parts[name] = upsert(model, rows, self._part_values(name, model, tells), self.tally)

    def _told(self) -> Iterator[tuple[e.PlanEntry, s.StrategyEntry]]:
        return ((plan, plan.strategy) for plan in self.file.plans if plan.strategy)

    def _each(self) -> Iterator[tuple[UUID, s.StrategyEntry]]:
        return ((self.strategies[self.plans[plan.key].id].id, told) for plan, told in self._told())

    def strategy_values(self, plan: e.PlanEntry, told: s.StrategyEntry) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "plan_id": self.plans[plan.key].id,
            "term_from": told.term_from,
            "term_to": told.term_to,
            "constituted_on": told.constituted_on,
            "intro": told.intro,
            "principles": told.principles,
            **self.sourced(told),
        }

    def _load_items(self) -> None:
        held = {(row.strategy_id, item_name(row)): row for row in StrategyItem.objects.filter(root=self.root)}
        wanted = []
        for strategy, told in self._each():
            for position, item in enumerate(told.items, start=1):
                values = self.item_values(strategy, position, item)
                wanted.append(((strategy, str(values["plan_id"] or item.proposed_title)), values))
        self.strategy_items = upsert(StrategyItem, held, wanted, self.tally)
        self._tie_to_last()
        answers = {
            (row.item_id, row.question, row.discipline): row
            for row in NeedAnswer.objects.filter(root=self.root)
        }
        self.need_answers = upsert(NeedAnswer, answers, self._answer_values(), self.tally)

    def _tie_to_last(self) -> None:
        """Tie each item to that of the same plan or title in the strategy that this one follows."""
        tied = []
        for (strategy, name), item in self.strategy_items.items():
            followed = next(row.follows_id for row in self.strategies.values() if row.id == strategy)
            before = self.strategy_items.get((followed, name)) if followed else None
            tied.append(((strategy, name), {"previous_id": before.id if before else item.previous_id}))
        upsert(StrategyItem, self.strategy_items, tied, self.tally, again=True)

    def item_values(self, strategy: UUID, position: int, told: s.StrategyItemEntry) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "strategy_id": strategy,
            "position": position,
            "plan_id": self.plans[told.plan].id if told.plan else None,
            "proposed_title": told.proposed_title,
            "decision": told.decision,
            "start_semester": read_semester(told.start) if told.start else None,
            "adopt_semester": read_semester(told.adopted) if told.adopted else None,
            "instead": told.instead,
            "reason": told.reason,
            "owner_id": self.organisations[told.owner].id if told.owner else None,
            "work": _months(told.work),
            **self.sourced(told),
        }

    def _answer_values(self) -> Iterator[tuple[tuple[UUID, str, str], dict[str, Any]]]:
        for strategy, told in self._each():
            for item in told.items:
                name = str(self.plans[item.plan].id) if item.plan else item.proposed_title
                row = self.strategy_items[(strategy, name)]
                for answer in item.answers:
                    yield (
                        (row.id, answer.question, answer.discipline),
                        {
                            "root_id": self.root.id,
                            "item_id": row.id,
                            "question": answer.question,
                            "discipline": answer.discipline,
                            "answer": answer.answer,
                            "reason": answer.reason,
                            **self.sourced(answer),
                        },
                    )

    def _part_values(
        self, name: str, model: type[Any], tells: Callable[[Any], str]
    ) -> Iterator[tuple[PartKey, dict[str, Any]]]:
        for strategy, told in self._each():
            entries: Iterable[Any] = told.parts[name]
            for position, entry in enumerate(entries, start=1):
                own = self._own_values(entry)
                values = {
                    "root_id": self.root.id,
                    "strategy_id": strategy,
                    "position": position,
                    **own,
                    **self.sourced(entry),
                }
                yield (strategy, tells(model(**own))), values

    def _own_values(self, entry: e.SourcedEntry) -> dict[str, Any]:
        names: tuple[str, ...]
        match entry:
            case s.TrendEntry():
                return {
                    "title": entry.title,
                    "text": entry.text,
                    "element_id": self.elements[entry.element].id if entry.element else None,
                    "indicator_id": self.outside.indicators[entry.indicator] if entry.indicator else None,
                }
            case s.GuidelineEntry():
                return {"element_id": self.elements[entry.element].id, "text": entry.text}
            case s.ViewEntry():
                names = ("sender", "kind", "summary", "answer", "received_on")
            case s.CapacityEntry():
                return {
                    "semester": read_semester(entry.semester),
                    "person_months": _months(entry.person_months),
                }
            case _:
                names = ("title", "text", "first", "last")
        return {name: getattr(entry, name) for name in names}
