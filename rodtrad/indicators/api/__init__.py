"""The API's indicators and their figures."""

from rodtrad.indicators.api import catalogue, comparing, observations
from rodtrad.indicators.api.routing import router

__all__ = ["catalogue", "comparing", "observations", "router"]
