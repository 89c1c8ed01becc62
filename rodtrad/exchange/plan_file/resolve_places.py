"""Where each element stands: in which plan, and under what."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_levels import Levels
from rodtrad.exchange.plan_file.resolved import Placed, Resolved
from rodtrad.goals.models import RuleKind


def place_elements(found: Resolved, levels: Levels, problems: Problems) -> None:
    """Fill `placed`, `elements` and `levels`; note what stands where it cannot."""
    for plan in found.file.plans:
        _check_framework(plan, levels, problems)
        for placed in _placed_in(plan):
            found.placed.append(placed)
            if not placed.entry.carry:
                _take_home(placed, found, levels, problems)
    _check_standing(found, problems)
    _check_under(found, levels, problems)


def _check_framework(plan: e.PlanEntry, levels: Levels, problems: Problems) -> None:
    place = f"plans › {plan.key}"
    if plan.framework and plan.framework not in levels.by_framework:
        problems.unknown(
            plan.spot_of("framework"),
            place,
            _("Målstrukturen «%s» finnes ikke under «frameworks».") % plan.framework,
            plan.framework,
            levels.by_framework,
        )
    elif plan.elements and not plan.framework:
        problems.add(
            plan.spot_of("elements"),
            place,
            _("Planen har elementer, men sier ikke hvilken målstruktur de hører til."),
            _("Skriv «framework: %s».") % next(iter(levels.by_framework), "…"),
        )


def _placed_in(plan: e.PlanEntry) -> Iterator[Placed]:
    """Yield the plan's elements in the order they are read, each before those under it."""
    stack = [(entry, "") for entry in reversed(plan.elements)]
    position = 0
    while stack:
        entry, parent = stack.pop()
        key = entry.carry or entry.key
        position += 1
        yield Placed(entry, plan, key, parent, position)
        stack.extend((below, key) for below in reversed(entry.elements))


def _take_home(placed: Placed, found: Resolved, levels: Levels, problems: Problems) -> None:
    entry, framework = placed.entry, placed.plan.framework
    if entry.key in found.elements:
        line = found.elements[entry.key].entry.spot_of("key").line
        problems.add(
            entry.spot_of("key"),
            placed.place,
            _("Nøkkelen «%(key)s» er brukt før, på linje %(line)d.") % {"key": entry.key, "line": line},
            _("Gi den ene en annen nøkkel, eller skriv «carry: %s» om det er samme element.") % entry.key,
        )
        return
    found.elements[entry.key] = placed
    level = levels.find(framework, entry.level)
    if framework in levels.by_framework and not level.startswith(f"{framework}/"):
        level = ""
        problems.unknown(
            entry.spot_of("level"),
            placed.place,
            _("Nivået «%(level)s» finnes ikke i målstrukturen «%(framework)s».")
            % {"level": entry.level, "framework": framework},
            entry.level,
            levels.by_framework[framework],
        )
    found.levels[entry.key] = level


def _check_standing(found: Resolved, problems: Problems) -> None:
    """What is carried over exists, and an element stands once in a plan."""
    seen: dict[tuple[str, str], e.ElementEntry] = {}
    for placed in found.placed:
        entry = placed.entry
        if placed.key not in found.elements:
            problems.unknown(
                entry.spot_of("carry"),
                placed.place,
                _("Elementet «%s» finnes ikke i fila.") % placed.key,
                placed.key,
                found.elements,
            )
        first = seen.setdefault((placed.plan.key, placed.key), entry)
        if first is not entry and (first.carry or entry.carry):
            problems.add(
                entry.spot,
                placed.place,
                _("Elementet «%(key)s» står alt i denne planen, på linje %(line)d.")
                % {"key": placed.key, "line": first.spot.line},
                _("La det stå ett sted; bruk «contributes_to» for å koble det til flere."),
            )


def _check_under(found: Resolved, levels: Levels, problems: Problems) -> None:
    for placed in found.placed:
        child, parent = found.levels.get(placed.key), found.levels.get(placed.parent)
        if child and parent and levels.lacks(child, parent, RuleKind.UNDER):
            names = {"child": levels.short(child), "parent": levels.short(parent)}
            problems.add(
                placed.entry.spot,
                placed.place,
                _("Nivået «%(child)s» kan ikke stå under «%(parent)s».") % names,
                _(
                    "Flytt elementet, eller legg til {child: %(child)s, parent: %(parent)s, kind: under} "
                    "under «rules»."
                )
                % names,
            )
