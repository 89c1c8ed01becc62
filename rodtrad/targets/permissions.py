"""Who may say what is wanted of an indicator."""

from rodtrad.goals.models import Element
from rodtrad.goals.permissions import Powers, may_write_element


def may_set_targets(powers: Powers, element: Element) -> bool:
    """Tell whether the person edits the element's plan, or for the unit that is responsible.

    What is wanted of an indicator is not among the texts that an adoption locks (ADR 0006): plans are adopted before
    their indicators are found. The audit trail tells of each change.
    """
    return may_write_element(powers, element)
