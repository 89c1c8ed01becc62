"""The API's versions of plans and clocks, a module for each."""

from rodtrad.planning.api import clocks, strategies, versions
from rodtrad.planning.api.routing import router

__all__ = ["clocks", "router", "strategies", "versions"]
