"""Reads how a root counts its deadlines."""

from rodtrad.organisations.models import Root
from rodtrad.planning.clocks.deadlines import Choice, Deadline, chosen_all, day_of_year
from rodtrad.planning.models import ClockChoice


def choices_of(root: Root) -> dict[str, Choice]:
    """Return what the root has chosen, by the rule's id."""
    rows = ClockChoice.objects.filter(root=root).values_list("rule", "days", "strict", "reason", "day")
    return {rule: Choice(days, strict, reason, day_of_year(day)) for rule, days, strict, reason, day in rows}


def deadlines_of(root: Root) -> dict[str, Deadline]:
    """Return all rules by id, as the root counts them."""
    return chosen_all(choices_of(root))
