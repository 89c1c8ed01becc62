"""Follows the references between a plan file's entries and checks them against the framework's rules."""

from rodtrad.core.collecting import collector_paused
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_circles import refuse_circles, refuse_link_circles
from rodtrad.exchange.plan_file.resolve_keys import known_keys
from rodtrad.exchange.plan_file.resolve_levels import Levels
from rodtrad.exchange.plan_file.resolve_links import follow_links
from rodtrad.exchange.plan_file.resolve_places import place_elements
from rodtrad.exchange.plan_file.resolve_references import check_references
from rodtrad.exchange.plan_file.resolve_targets import check_targets
from rodtrad.exchange.plan_file.resolved import Linked, Placed, Resolved

__all__ = ["Linked", "Placed", "Resolved", "resolve"]


def resolve(file: e.PlanFile, outside: Outside) -> Resolved:
    """Return the file with its references followed. Raises PlanFileError with every fault found."""
    with collector_paused():
        return _resolve(file, outside)


def _resolve(file: e.PlanFile, outside: Outside) -> Resolved:
    problems = Problems()
    found = Resolved(file)
    known = known_keys(file, problems)
    levels = Levels(file, outside, problems)
    found.rules = levels.rules
    place_elements(found, levels, problems)
    check_references(found, known, outside, problems)
    check_targets(found, known, outside, problems)
    follow_links(found, levels, outside, problems)
    refuse_circles(found, problems)
    refuse_link_circles(found, problems)
    problems.raise_if_any()
    return found
