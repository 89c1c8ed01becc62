"""The API's elements, threads, conflicts and findings, and the writes."""

from rodtrad.goals.api import (
    conflict_writes,
    conflicts,
    element_writes,
    elements,
    findings,
    frameworks,
    link_writes,
    placement_writes,
    threads,
)
from rodtrad.goals.api.routing import router

__all__ = [
    "conflict_writes",
    "conflicts",
    "element_writes",
    "elements",
    "findings",
    "frameworks",
    "link_writes",
    "placement_writes",
    "router",
    "threads",
]
