"""What differs between the strategies of two terms: pure comparison of their items."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rodtrad.planning.models import StrategyItem


@dataclass(frozen=True)
class ItemPair:
    """The same plan in two terms; one of them is None when it is only in the other."""

    before: StrategyItem | None
    after: StrategyItem | None

    @property
    def item(self) -> StrategyItem:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class TermDifference:
    """Plans that are new, gone, decided otherwise, and decided alike; in the order of the later term."""

    new: list[ItemPair]
    gone: list[ItemPair]
    changed: list[ItemPair]
    same: list[ItemPair]


def compare_terms(before: Sequence[StrategyItem], after: Sequence[StrategyItem]) -> TermDifference:
    """Pair the items: by the one that was carried on, by plan, then by title."""
    left = {one.pk: one for one in before}
    by_plan = {one.plan_id: one for one in before if one.plan_id}
    by_title = {one.title.casefold(): one for one in before}
    found = TermDifference([], [], [], [])
    for item in after:
        same = left.get(item.previous_id) if item.previous_id else None
        same = same or _same(item, by_plan, by_title)
        old = left.pop(same.pk, None) if same else None
        pair = ItemPair(old, item)
        if old is None:
            found.new.append(pair)
        elif old.decision != item.decision:
            found.changed.append(pair)
        else:
            found.same.append(pair)
    found.gone.extend(ItemPair(one, None) for one in before if one.pk in left)
    return found


def _same(
    item: StrategyItem, by_plan: dict[UUID, StrategyItem], by_title: dict[str, StrategyItem]
) -> StrategyItem | None:
    if item.plan_id and item.plan_id in by_plan:
        return by_plan[item.plan_id]
    return by_title.get(item.title.casefold())
