"""What a chart is drawn from: typed descriptions, made by whoever knows the figures.

Every chart has a title, a unit as it is written after a figure («%», «kr», «per 1 000»), the number of decimals, and
a source line. `description` is one sentence that says what one sees; left empty, the module makes a true plain one.
`key` is what the ids in the page begin with: give one where the same chart stands twice on a page.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rodtrad.core.periods import Period

Better = Literal["higher", "lower", ""]
#: Rings of one polygon, the outer first; each a closed row of (longitude, latitude).
Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, kw_only=True)
class Described:
    """What all kinds have in common."""

    title: str
    unit: str = ""
    decimals: int = 0
    description: str = ""
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure for a period; None where there is none, which breaks the line."""

    period: Period
    value: float | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One line. Points may come in any order; a period that the others have and it has not is a gap."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A wanted figure at the end of a period.

    The path to it is drawn from `path` (stages on the way, the start among them), else straight from the last figure.
    """

    period: Period
    value: float
    path: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """A wanted band of figures; open at the side that is None."""

    name: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The first period of a new definition, and what changed, in a few words."""

    period: Period
    note: str


@dataclass(frozen=True, kw_only=True)
class LineChart(Described):
    """Figures over time: a main series, peers, and where it is to go."""

    main: Series
    peers: tuple[Series, ...] = ()
    target: Target | None = None
    zone: Zone | None = None
    breaks: tuple[Break, ...] = ()
    better: Better = ""
    #: Let the axis begin at nought. Left None, it does when the figures come near it.
    from_zero: bool | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit of a ranking; `mine` is the one it is about."""

    name: str
    value: float | None
    mine: bool = False


@dataclass(frozen=True, kw_only=True)
class BarChart(Described):
    """Units ranked by a figure; those written alike share their place.

    With more than `most` bars, the first and last stand, and those around mine. `reference` is a name and a figure to
    draw a line at, such as the country's mean.
    """

    bars: tuple[Bar, ...]
    lowest_first: bool = False
    reference: tuple[str, float] | None = None
    most: int = 25


@dataclass(frozen=True, slots=True)
class Held:
    """What is wanted of something in one period, and how much there is of it; None where nobody has said."""

    name: str
    value: float
    limit: float | None


@dataclass(frozen=True, kw_only=True)
class LimitChart(Described):
    """Amounts in the order of time, each beside its own limit: work against capacity. No amount is below nought."""

    rows: tuple[Held, ...]
    #: What the amounts and the limits are called, as they stand at the head of a column: «Arbeid», «Kapasitet».
    value_name: str
    limit_name: str


@dataclass(frozen=True, kw_only=True)
class SmallMultiples(Described):
    """One small line chart for each series, all on the same scale; `common` is drawn faintly in every one."""

    panels: tuple[Series, ...]
    common: Series | None = None
    mine: str = ""
    from_zero: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Bullet(Described):
    """One figure against its target and its bands: `zones` from worst to best, in words."""

    name: str
    value: float | None
    target: float | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sparkline(Described):
    """A line for a cell of a table: no axes, a dot at the last figure."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit of a tile grid; `column` and `row` count from 0, both None for the next free place."""

    name: str
    short: str
    value: float | None
    mine: bool = False
    column: int | None = None
    row: int | None = None


@dataclass(frozen=True, kw_only=True)
class TileGrid(Described):
    """Units without boundaries, one tile each. `limits` divide the classes; left empty, round ones are chosen."""

    tiles: tuple[Tile, ...]
    limits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """An area of a map with its polygons, where they are held; `group` is what it lies in, a county's name."""

    name: str
    polygons: tuple[Rings, ...]
    value: float | None
    mine: bool = False
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class AreaMap(Described):
    """Areas in classes: a map, or tiles without boundaries, by group where many. `limits` as for `TileGrid`."""

    regions: tuple[Region, ...]
    limits: tuple[float, ...] = ()


#: First and last day.
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Lane:
    """A step: when it is planned or was done, and the days between which it may lawfully come."""

    name: str
    days: Days | None = None
    done: bool = False
    window: Days | None = None


@dataclass(frozen=True, slots=True)
class DayRow:
    """Days that stand beside the steps, as meetings or holidays: a row of marks with a name."""

    name: str
    days: tuple[date, ...]
    #: Drawn as ticks, for days that are many; else as diamonds.
    ticks: bool = False


@dataclass(frozen=True, kw_only=True)
class Gantt(Described):
    """Steps along the days. `wanted` is the day that they lead to, with its name; `today` is None for what is over."""

    lanes: tuple[Lane, ...]
    today: date | None
    wanted: tuple[str, date] | None = None
    rows: tuple[DayRow, ...] = ()
