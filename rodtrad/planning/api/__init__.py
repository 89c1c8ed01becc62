"""The API's versions of plans, clocks and events, a module for each."""

from rodtrad.planning.api import clocks, events, strategies, versions
from rodtrad.planning.api.routing import router

__all__ = ["clocks", "events", "router", "strategies", "versions"]
