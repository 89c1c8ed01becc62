"""A root's elements as the rows of a sheet, in the order of the plans."""

from collections.abc import Collection, Iterator
from uuid import UUID

from rodtrad.exchange.workbook.columns import STAMP, Column, layout
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.show import shown
from rodtrad.exchange.workbook.stamp import stamp_of
from rodtrad.goals.models import Framework, Level, Placement
from rodtrad.plans.models import Plan


def rows_of(
    here: Here, framework: str = "", only: Collection[UUID] | None = None
) -> Iterator[dict[str, str]]:
    """Yield the visible elements at home in each plan, what stands under something right after it.

    `framework` and `only` choose among them.
    """
    levels = {level.id: level for level in here.levels}
    for plan in sorted(here.plans.values(), key=lambda one: (one.position, one.key)):
        if framework and here.framework_of.get(plan.key) != framework:
            continue
        for place in _in_order(here, plan):
            element = here.thread.elements[place.element_id]
            at_home = element.plan_id == plan.id and element.key in here.seen
            if at_home and (only is None or element.id in only):
                texts = shown(here, here.standing(element), levels[element.level_id])
                yield texts | {STAMP: stamp_of(texts)}


def _in_order(here: Here, plan: Plan) -> Iterator[Placement]:
    stack = list(reversed(here.thread.placements.get((plan.id, None), [])))
    while stack:
        place = stack.pop()
        yield place
        stack.extend(reversed(here.thread.placements.get((plan.id, place.id), [])))


def sheets_of(here: Here) -> list[tuple[Framework, list[Column]]]:
    """Return each framework with the columns of its sheet."""
    by_framework: dict[UUID, list[Level]] = {}
    for level in here.levels:
        by_framework.setdefault(level.framework_id, []).append(level)
    return [(levels[0].framework, layout(levels)) for levels in by_framework.values()]
