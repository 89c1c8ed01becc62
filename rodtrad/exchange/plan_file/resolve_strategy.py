"""What a planstrategi refers to: plans, units, elements and indicators."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_cases import Refer

#: Notes an element that is not there: entry, place, field, key.
Name = Callable[[e.Entry, str, str, str], None]


def check_strategies(
    file: e.PlanFile, refer: Refer, element: Name, outside: Outside, problems: Problems
) -> None:
    """Note what leads nowhere."""
    held = [plan.key for plan in file.plans if plan.strategy]
    for plan in file.plans:
        entry = plan.strategy
        if entry is None:
            continue
        place = f"plans › {plan.key} › strategy"
        refer(entry, place, "source", "sources", entry.source)
        if entry.follows and (entry.follows not in held or entry.follows == plan.key):
            message = _("«%s» er ikke en annen planstrategi i fila.") % entry.follows
            problems.unknown(entry.spot_of("follows"), place, message, entry.follows, held)
        for name, rows in entry.parts.items():
            for row in rows:
                refer(row, f"{place} › {name}", "source", "sources", row.source)
        for item in entry.items:
            refer(item, f"{place} › items", "plan", "plans", item.plan)
            refer(item, f"{place} › items", "owner", "organisations", item.owner)
            for answer in item.answers:
                refer(answer, f"{place} › items", "source", "sources", answer.source)
        _check_thread(entry, place, element, outside, problems)


def _check_thread(
    entry: e.StrategyEntry, place: str, element: Name, outside: Outside, problems: Problems
) -> None:
    for trend in entry.trends:
        element(trend, f"{place} › trends", "element", trend.element)
        if trend.indicator and trend.indicator not in outside.indicators:
            message = _("Indikatoren «%s» finnes ikke.") % trend.indicator
            spot = trend.spot_of("indicator")
            problems.unknown(spot, f"{place} › trends", message, trend.indicator, outside.indicators)
    for guideline in entry.guidelines:
        element(guideline, f"{place} › guidelines", "element", guideline.element)
