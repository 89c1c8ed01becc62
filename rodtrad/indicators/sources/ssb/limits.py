"""What a service with PxWebApi lets one call be, and how often it may be called."""

from dataclasses import dataclass

import orjson

from rodtrad.indicators.sources.pacing import Rate

#: SSB's own, in its user guide. Empty cells count.
CELLS = 800_000
#: SSB answers 404 above some 2 100.
ADDRESS = 2_000
#: The user guide says 30 in a minute for one network address; headers of the answers say more.
RATE = Rate(30, 60.0)
#: One fetch makes no more calls than this: a table of 800 million cells is asked for by mistake.
CALLS = 1_000


@dataclass(frozen=True)
class Limits:
    cells: int = CELLS
    address: int = ADDRESS
    calls: int = CALLS


def read_limits(config: bytes) -> tuple[Limits, Rate | None]:
    """Return what /config says. 0 calls in a window means that it stands in the headers, not that there is no limit."""
    try:
        told = orjson.loads(config)
    except orjson.JSONDecodeError:
        return Limits(), None
    if not isinstance(told, dict):
        return Limits(), None
    calls, window = _number(told, "maxCallsPerTimeWindow"), _number(told, "timeWindow")
    rate = Rate(calls, float(window)) if calls and window else None
    return Limits(cells=_number(told, "maxDataCells") or CELLS), rate


def _number(told: dict[str, object], name: str) -> int:
    value = told.get(name)
    return value if isinstance(value, int) and value > 0 else 0
