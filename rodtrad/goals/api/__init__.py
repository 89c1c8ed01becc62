"""The API's elements, threads and findings, and the writes."""

from rodtrad.goals.api import element_writes, elements, findings, link_writes, placement_writes, threads
from rodtrad.goals.api.routing import router

__all__ = [
    "element_writes",
    "elements",
    "findings",
    "link_writes",
    "placement_writes",
    "router",
    "threads",
]
