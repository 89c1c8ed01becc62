"""Charts drawn on the server: a typed description in, a drawing out.

    chart = line_chart(LineChart(title="Lavinntekt", unit="%", decimals=1, main=Series("Oslo", points), …))

Describe the chart with the dataclasses of `described`, draw it with the function of its kind, and place the `Chart` in
a template with `{% load charts %}{% chart drawing %}`. A `Chart` has `title`, `description`, `unit`, `source`, `table`
(and `rows()`), `wide` and `narrow` (markup for the page), `as_file()` (an SVG file of its own), and `empty`: a sentence
where there are no figures to draw. Words and figures are in the language that is active when it is drawn.
See docs/charts.md.
"""

from rodtrad.core.charts.areas import MOST_TILES, area_map
from rodtrad.core.charts.bars import bar_chart
from rodtrad.core.charts.bullet import bullet
from rodtrad.core.charts.described import (
    AreaMap,
    Bar,
    BarChart,
    Better,
    Break,
    Bullet,
    DayRow,
    Gantt,
    Held,
    Lane,
    LimitChart,
    LineChart,
    Point,
    Region,
    Rings,
    Series,
    SmallMultiples,
    Sparkline,
    Target,
    Tile,
    TileGrid,
    Zone,
)
from rodtrad.core.charts.finished import Chart, Table
from rodtrad.core.charts.gantt import gantt
from rodtrad.core.charts.limits import limit_chart
from rodtrad.core.charts.line import line_chart
from rodtrad.core.charts.multiples import small_multiples
from rodtrad.core.charts.sparkline import sparkline
from rodtrad.core.charts.svg import Colours, light_colours
from rodtrad.core.charts.tiles import tile_grid

__all__ = [
    "MOST_TILES",
    "AreaMap",
    "Bar",
    "BarChart",
    "Better",
    "Break",
    "Bullet",
    "Chart",
    "Colours",
    "DayRow",
    "Gantt",
    "Held",
    "Lane",
    "LimitChart",
    "LineChart",
    "Point",
    "Region",
    "Rings",
    "Series",
    "SmallMultiples",
    "Sparkline",
    "Table",
    "Target",
    "Tile",
    "TileGrid",
    "Zone",
    "area_map",
    "bar_chart",
    "bullet",
    "gantt",
    "light_colours",
    "limit_chart",
    "line_chart",
    "small_multiples",
    "sparkline",
    "tile_grid",
]
