"""The API's elements, threads and findings."""

from rodtrad.goals.api import elements, findings, threads
from rodtrad.goals.api.routing import router

__all__ = ["elements", "findings", "router", "threads"]
