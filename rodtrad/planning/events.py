"""What planning tells the annual wheel: what recurs in year and term, the limits of clocks, and the planstrategi."""

from collections.abc import Iterator
from datetime import date

from rodtrad.core.events import Event
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.queries.clock_events import clock_events
from rodtrad.planning.queries.strategy_events import strategy_events
from rodtrad.planning.queries.wheel import recurring_events


def planning_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    yield from recurring_events(root, viewer, first, last)
    yield from clock_events(root, viewer, first, last)
    yield from strategy_events(root, viewer, first, last)
