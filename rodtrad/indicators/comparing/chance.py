"""How much of a small figure is chance.

The limits below which a figure earns a warning are background knowledge and can be changed: 20 events (a rate from 20
has a relative standard error of 22 per cent), or 5 000 inhabitants where only the ratio is known, the usual border of
small municipalities.
"""

from enum import StrEnum

FEWEST_EVENTS = 20
SMALL_POPULATION = 5000


class Doubt(StrEnum):
    """Why a figure may be chance."""

    FEW_EVENTS = "few_events"
    SMALL_POPULATION = "small_population"


def doubt_about(
    *,
    events: float | None = None,
    population: float | None = None,
    fewest_events: float = FEWEST_EVENTS,
    small_population: float = SMALL_POPULATION,
) -> Doubt | None:
    """Return why a figure may be chance: by its events where they are known, else by the size of the place."""
    if events is not None:
        return Doubt.FEW_EVENTS if abs(events) < fewest_events else None
    if population is not None and population < small_population:
        return Doubt.SMALL_POPULATION
    return None
