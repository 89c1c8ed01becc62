"""Charts of every kind, plain ones and hard ones: what the tests of drawing, page and browser go through."""

import math
from dataclasses import replace
from datetime import date

from rodtrad.core.charts import (
    AreaMap,
    Bar,
    BarChart,
    Break,
    Bullet,
    Chart,
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
    area_map,
    bar_chart,
    bullet,
    gantt,
    limit_chart,
    line_chart,
    small_multiples,
    sparkline,
    tile_grid,
)
from rodtrad.core.periods import Period

HOSTILE = "</text><script>alert('x')</script>\"' onload=x & \u0001\ud800 ]]>"
LONG = (
    "Interkommunalt samarbeid om renovasjon og slambehandling i Nordre Follo, Indre Østfold og Aurskog-Høland"
)
MANY = 357


def year(number: int) -> Period:
    return Period.year_of(number)


def series(name: str, first: int, *values: float | None) -> Series:
    return Series(name, tuple(Point(year(first + at), value) for at, value in enumerate(values)))


OSLO = series("Oslo", 2013, 17.6, 17.4, 17.3, 17.0, 16.7, 16.4, 16.0, 15.2, 14.6, 13.5, 12.6, 12.0)
CITIES = series("Storbyer", 2013, 10.4, 10.7, 11.0, 11.4, 11.6, 11.8, 11.9, 11.7, 11.5, 11.0, 10.6, 10.4)
LAND = series("Landet", 2013, 9.3, 9.6, 10.0, 10.3, 10.7, 11.0, 11.3, 11.2, 11.1, 10.6, 10.2, 10.0)
WARDS = {
    "Gamle Oslo": 22,
    "Grünerløkka": 17,
    "Grorud": 17,
    "Alna": 16,
    "Søndre Nordstrand": 16,
    "Sagene": 13,
    "Østensjø": 9,
    "Vestre Aker": 4,
}


def square(east: float, north: float, side: float = 0.1) -> tuple[Rings, ...]:
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return ((tuple((east + x * side, north + y * side) for x, y in corners),),)


def lines() -> dict[str, Chart]:
    wave = tuple(
        Point(year(2005 + at), None if at in (6, 7) else 40 + 8 * math.sin(at / 2), at >= 17)
        for at in range(20)
    )
    months = tuple(Point(Period(1990 * 12 + at, 1), 3 + 2 * math.sin(at / 40)) for at in range(400))
    found = {
        "design": LineChart(
            title="Barn i familier med lavinntekt",
            unit="%",
            decimals=1,
            source="SSB",
            main=OSLO,
            peers=(CITIES, LAND),
            target=Target(year(2032), 8),
            better="lower",
        ),
        "band": LineChart(
            title="Bånd, brudd og hull",
            unit="%",
            decimals=1,
            main=Series("Oslo", wave),
            peers=(series("Landet", 2005, *(42 + 0.2 * at for at in range(20))),),
            zone=Zone("Ønsket 40–45", 40, 45),
            breaks=(Break(year(2015), "Ny definisjon av husholdning"), Break(year(2017), "Nytt utvalg")),
        ),
        "crowded": LineChart(
            title="Mange jevnbyrdige",
            unit="per 1 000 innbyggere",
            decimals=1,
            main=series("Bærum", 2015, 10, 10.2, 10.1, 10.3, 10.4),
            peers=tuple(
                series(name, 2015, *(9.8 + 0.1 * at + 0.02 * step for step in range(5)))
                for at, name in enumerate(("Asker", "Lillestrøm", "Nordre Follo", "Drammen", "Landet"))
            ),
            target=Target(year(2020), 11),
            better="higher",
        ),
        "stages": LineChart(
            title="Fossilfrie biler",
            unit="%",
            main=series("Fossilfrie biler", 2018, 20, 26, 33, 41, 52, 61, 66),
            target=Target(year(2030), 95, (Point(year(2019), 26), Point(year(2023), 55))),
        ),
        "one": LineChart(title="Ett tall", main=series("Oslo", 2024, 12.3), decimals=1),
        "equal": LineChart(title="Alle like", main=series("Oslo", 2015, *[5.0] * 9)),
        "negative": LineChart(
            title="Netto driftsresultat",
            unit="%",
            decimals=1,
            main=series("Oslo", 2019, 2.1, -2.8, 0.0, -1.0),
        ),
        "huge": LineChart(title="Kroner", unit="kr", main=series("Landet", 2015, 3.1e11, 5e11, 5.9e11)),
        "astronomic": LineChart(title="Stort", main=series("Alt", 2015, -1.7e308, 1.7e308)),
        "tiny": LineChart(title="Smått", decimals=9, main=series("Del", 2015, 1e-9, 3e-9, 2e-9)),
        "sixty": LineChart(
            title="60 år", main=series("Oslo", 1965, *(480_000 + 4_100 * at for at in range(60)))
        ),
        "months": LineChart(title="Ledige", unit="%", decimals=1, main=Series("Ledige", months)),
        "quarters": LineChart(
            title="Kvartaler",
            main=Series("A", tuple(Point(Period(24288 + 3 * at, 3), at) for at in range(5))),
        ),
        "school": LineChart(
            title="Skoleår",
            main=Series("Poeng", tuple(Point(Period((2009 + at) * 12 + 7, 12), 40 + at) for at in range(15))),
        ),
        "together": LineChart(
            title="Flere år samlet",
            main=Series("År", tuple(Point(Period((2000 + at) * 12, 180), 78 + at) for at in range(10))),
        ),
        "long": LineChart(
            title=LONG,
            unit=LONG,
            main=series(LONG, 2015, 1, 2, 3),
            peers=(series(LONG + "!", 2015, 2, 2, 2.5),),
            zone=Zone(LONG, 1, 2),
            breaks=(Break(year(2016), LONG),),
        ),
        "hostile": LineChart(
            title=HOSTILE,
            description=HOSTILE,
            unit="%" + HOSTILE,
            source=HOSTILE,
            key=HOSTILE,
            main=series(HOSTILE, 2020, 1, 2, 3),
            peers=(series(HOSTILE, 2020, 2, 2, 2),),
            target=Target(year(2025), 4),
            zone=Zone(HOSTILE, 1, 2),
            breaks=(Break(year(2021), HOSTILE),),
        ),
    }
    return {f"line {name}": line_chart(chart) for name, chart in found.items()}


def others() -> dict[str, Chart]:
    wards = tuple(Bar(name, value, name == "Sagene") for name, value in WARDS.items())
    panels = tuple(
        series(name, 2010, *(value - at * 0.3 for at in range(14))) for name, value in WARDS.items()
    )
    tiles = tuple(Tile(name, name[:7], value, name == "Alna") for name, value in WARDS.items())
    regions = tuple(
        Region(name, square(10.5 + 0.1 * (at % 3), 59.8 + 0.1 * (at // 3)), value, name == "Alna")
        for at, (name, value) in enumerate(WARDS.items())
    )
    unknown = Region("Marka", square(10.7, 60.0), None)
    return {
        "limits": limit_chart(
            LimitChart(
                title="Planarbeid mot kapasitet",
                unit="månedsverk",
                decimals=1,
                value_name="Planarbeid",
                limit_name="Kapasitet",
                rows=(
                    Held("2. halvår 2024", 10, 8),
                    Held("1. halvår 2025", 0, 8),
                    Held(LONG, 3, None),
                    Held(HOSTILE, 1200, 1500),
                ),
            )
        ),
        "limits hostile": limit_chart(
            LimitChart(
                title=HOSTILE, value_name=LONG, limit_name=LONG, rows=(Held("A", 0, 4), Held("B", 4, 4))
            )
        ),
        "bars": bar_chart(
            BarChart(
                title="Bydelene", unit="%", bars=(*wards, Bar("Marka", None)), reference=("Hele Oslo", 12)
            )
        ),
        "bars many": bar_chart(
            BarChart(
                title="Kommunene",
                unit="per 1 000 innbyggere",
                decimals=1,
                lowest_first=True,
                bars=tuple(Bar(f"Kommune {at}", at * 7 % MANY + 0.5, at == 99) for at in range(MANY)),
            )
        ),
        "bars signs": bar_chart(
            BarChart(
                title="Over og under", decimals=1, bars=(Bar(LONG, 2.3), Bar("B", -1.2), Bar(HOSTILE, 0))
            )
        ),
        "multiples": small_multiples(
            SmallMultiples(
                title="Bydelene over tid", unit="%", decimals=1, panels=panels, common=LAND, mine="Sagene"
            )
        ),
        "multiples hard": small_multiples(
            SmallMultiples(
                title="To", unit=LONG, panels=(series(HOSTILE, 2020, 1, None, 3), series(LONG, 2020))
            )
        ),
        "bullet": bullet(
            Bullet(
                title="Sykefravær",
                name="Sykefravær 2024",
                value=8.2,
                target=6.5,
                unit="%",
                decimals=1,
                zones=(
                    Zone("ikke godkjent", 9, None),
                    Zone("laveste aksepterte", 7, 9),
                    Zone("ønsket", None, 7),
                ),
            )
        ),
        "bullet hard": bullet(Bullet(title="T", name=HOSTILE + LONG, value=-3.0, zones=(Zone(LONG, -5, 0),))),
        "tiles": tile_grid(
            TileGrid(
                title="Bydelene", unit="%", tiles=(*tiles, Tile(HOSTILE, HOSTILE, None)), limits=(6, 11, 16)
            )
        ),
        "tiles placed": tile_grid(
            TileGrid(
                title="Fylkene",
                tiles=tuple(Tile(LONG, LONG, 1000.0 * at**5, False, at % 4, at // 4) for at in range(11)),
            )
        ),
        "map": area_map(AreaMap(title="Kart", unit="%", regions=(*regions, unknown))),
        "map apart": area_map(
            AreaMap(
                title="Kart",
                regions=(Region(HOSTILE, square(5, 58), 1.0), Region("Vardø", square(31, 70), 9.0)),
            )
        ),
        "map without boundaries": area_map(
            AreaMap(title="Kart", unit="%", regions=tuple(replace(one, polygons=()) for one in regions))
        ),
        "map in blocks": area_map(
            AreaMap(
                title="Kommunene", unit="%", regions=(*country(), Region(HOSTILE, (), 3.0, False, HOSTILE))
            )
        ),
        "map in one block": area_map(
            AreaMap(title="Kommunene", regions=tuple(replace(one, group="") for one in country()))
        ),
        "gantt": gantt(
            Gantt(
                title="Samfunnsdelen",
                today=date(2024, 9, 20),
                wanted=("Bystyret", date(2025, 5, 22)),
                lanes=(
                    Lane("Varsel om oppstart", (date(2023, 3, 1), date(2023, 3, 1)), done=True),
                    Lane("Høring", (date(2024, 8, 30), date(2024, 10, 28))),
                    Lane("Innstilling", None, window=(date(2024, 10, 28), date(2025, 5, 1))),
                ),
                rows=(
                    DayRow("Møter", (date(2025, 4, 2), date(2025, 5, 22))),
                    DayRow("Fridager", (date(2024, 12, 25), date(2025, 5, 1)), ticks=True),
                ),
            )
        ),
        "gantt hard": gantt(
            Gantt(
                title=HOSTILE,
                today=date(2026, 1, 1),
                wanted=(LONG, date(2026, 1, 2)),
                lanes=(
                    Lane(LONG, (date(1960, 1, 1), date(2090, 1, 1)), done=True),
                    Lane(HOSTILE, (date(2026, 1, 1), date(2026, 1, 1))),
                ),
            )
        ),
        "spark": sparkline(Sparkline(title="Oslo", points=OSLO.points, decimals=1)),
    }


def country() -> tuple[Region, ...]:
    """Return more areas than can have large tiles, in groups of unlike sizes, some without a figure."""
    sizes = {"Østfold": 12, "Møre og Romsdal": 27, "Oslo": 1, LONG: 46}
    return tuple(
        Region(f"{group} {at}", (), None if at % 9 == 8 else at * 7.0 % 31, group == "Oslo", group)
        for group, size in sizes.items()
        for at in range(size)
    )


def empty() -> dict[str, Chart]:
    """Return charts of every kind without a figure."""
    return {
        "line": line_chart(LineChart(title="Tom", main=series("Oslo", 2020, None))),
        "bars": bar_chart(BarChart(title="Tom", bars=(Bar("A", None),))),
        "limits": limit_chart(
            LimitChart(title="Tom", value_name="A", limit_name="B", rows=(Held("2024", 0, None),))
        ),
        "no limits": limit_chart(LimitChart(title="Tom", value_name="A", limit_name="B", rows=())),
        "no bars": bar_chart(BarChart(title="Tom", bars=())),
        "multiples": small_multiples(SmallMultiples(title="Tom", panels=(series("A", 2020),))),
        "bullet": bullet(Bullet(title="Tom", name="A", value=None)),
        "tiles": tile_grid(TileGrid(title="Tom", tiles=())),
        "map": area_map(AreaMap(title="Tom", regions=(Region("A", square(10, 60), None),))),
        "map without boundaries": area_map(AreaMap(title="Tom", regions=(Region("A", (), None),))),
        "spark": sparkline(Sparkline(title="Tom", points=())),
    }


def drawn() -> dict[str, Chart]:
    return lines() | others()
