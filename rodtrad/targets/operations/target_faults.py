"""How a fault in what is wanted of an indicator is told."""

from dataclasses import dataclass

from rodtrad.core.checks.findings import Message
from rodtrad.core.checks.rules import Text


@dataclass(frozen=True, kw_only=True)
class TargetFault:
    """What is wrong with one field of a target, and what to do."""

    field: str
    message: Message
    remedy: Text


def fault(field: str, message: Text, remedy: Text, **values: object) -> TargetFault:
    return TargetFault(field=field, message=Message(message, values), remedy=remedy)
