"""Line charts: gaps, breaks, provisional figures, the thread to the target, and names that keep apart."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.core.charts import Break, Chart, LineChart, Point, Series, Target, line_chart
from rodtrad.core.charts.drawn import Dot, Drawing, Path, Text, meet
from rodtrad.core.charts.lines import DASHES, runs
from rodtrad.core.drawing.paths import pair
from tests.core.charts.gallery import CITIES, LAND, OSLO, series, year

VALUES = st.floats(-1e6, 1e6, allow_nan=False)
NAMES = st.text("abcdefghijklmnoprstuvæøåABCD -", min_size=1, max_size=40)
LINES = st.builds(
    lambda name, first, values: series(name, 2000 + first, *values),
    NAMES,
    st.integers(0, 5),
    st.lists(st.one_of(st.none(), VALUES), min_size=1, max_size=25),
)
TARGETS = st.one_of(
    st.none(), st.builds(lambda at, value: Target(year(2001 + at), value), st.integers(0, 40), VALUES)
)
DESCRIBED = st.builds(
    lambda main, peers, target, unit: LineChart(
        title="Prøve", main=main, peers=tuple(peers), target=target, unit=unit, decimals=1
    ),
    LINES,
    st.lists(LINES, max_size=6),
    TARGETS,
    st.sampled_from(["", "%", "per 1 000 innbyggere"]),
)


def sheets(chart: Chart) -> list[Drawing]:
    return [one for one in (chart.wide_drawing, chart.narrow_drawing) if one is not None]


@settings(deadline=None, max_examples=150)
@given(DESCRIBED)
def test_names_never_stand_on_one_another_and_stay_on_the_sheet(described: LineChart) -> None:
    for sheet in sheets(line_chart(described)):
        names = [text for text in sheet.texts() if text.role in ("name", "note")]
        for one, other in combinations(names, 2):
            left, top, right, bottom = one.extent
            assert not meet((left + 1, top + 1.5, right - 1, bottom - 1.5), other.extent), (one, other)
        for text in sheet.texts():
            left, top, right, bottom = text.extent
            assert min(left, top) >= -0.6
            assert right <= sheet.width + 0.6
            assert bottom <= sheet.height + 0.6


@settings(deadline=None)
@given(DESCRIBED)
def test_every_line_has_a_name_and_a_column(described: LineChart) -> None:
    chart = line_chart(described)
    shown = [
        one for one in (described.main, *described.peers) if any(p.value is not None for p in one.points)
    ]
    for sheet in sheets(chart):
        assert sum(1 for path in sheet.shapes if isinstance(path, Path) and sample(path)) == len(
            [one for one in shown if one is not described.main]
        )
    assert len(chart.table.header) >= 2 + len(described.peers)


def sample(path: Path) -> bool:
    """Tell whether a path repeats a dashed line before its name."""
    return path.role == "peer" and path.d.endswith("h16")


def paths(chart: Chart, role: str) -> list[Path]:
    assert chart.wide_drawing is not None
    return [one for one in chart.wide_drawing.shapes if isinstance(one, Path) and one.role == role]


def dots(chart: Chart, role: str) -> list[Dot]:
    assert chart.wide_drawing is not None
    return [one for one in chart.wide_drawing.shapes if isinstance(one, Dot) and one.role == role]


def test_a_line_is_broken_where_a_figure_lacks() -> None:
    chart = line_chart(LineChart(title="T", main=series("Oslo", 2010, 1, 2, None, 4, 5)))
    assert len(paths(chart, "main")) == 2


def test_a_year_that_is_not_there_is_a_gap_but_a_figure_every_other_year_is_none() -> None:
    every_other = Series("A", tuple(Point(year(at), 1.0) for at in (2010, 2012, 2014, 2016)))
    one_lacks = Series("A", tuple(Point(year(at), 1.0) for at in (2010, 2011, 2012, 2014, 2015)))
    assert [len(run) for run in runs(every_other)] == [4]
    assert [len(run) for run in runs(one_lacks)] == [3, 2]


def test_a_figure_alone_between_gaps_is_a_dot() -> None:
    chart = line_chart(LineChart(title="T", main=series("Oslo", 2010, 1, 2, None, 4, None, 5, 6)))
    assert len(dots(chart, "dot")) == 2  # that one, and the last


def test_a_line_is_broken_where_the_definition_changes_and_what_changed_is_said() -> None:
    chart = line_chart(
        LineChart(
            title="T",
            main=series("Oslo", 2010, 1, 2, 3, 4),
            breaks=(Break(year(2012), "Ny måte å telle på"),),
        )
    )
    assert len(paths(chart, "main")) == 2
    assert len(paths(chart, "break")) == 1
    assert chart.wide_drawing is not None
    assert "Ny måte å telle på" in [text.text for text in chart.wide_drawing.texts()]
    assert ("2012", "3", "Ny måte å telle på") in chart.rows()


def test_provisional_figures_are_hollow_and_said_to_be() -> None:
    points = (Point(year(2022), 1.0), Point(year(2023), 2.0), Point(year(2024), 3.0, provisional=True))
    chart = line_chart(LineChart(title="T", main=Series("Oslo", points)))
    assert len(dots(chart, "hollow")) == 2  # on the line, and as the last
    assert not dots(chart, "dot")
    assert ("2024", "3", "Oslo: foreløpig") in chart.rows()


def test_peers_are_told_apart_by_their_dashes() -> None:
    chart = line_chart(LineChart(title="T", main=OSLO, peers=(CITIES, LAND)))
    assert len(set(DASHES)) == len(DASHES)
    assert {path.dash for path in paths(chart, "peer")} == set(DASHES[:2])


def test_red_is_the_thread_and_only_where_there_is_a_target() -> None:
    without = line_chart(LineChart(title="T", main=OSLO, peers=(CITIES, LAND)))
    assert "#cb1128" not in without.as_file()
    chart = line_chart(LineChart(title="T", main=OSLO, target=Target(year(2032), 8.0)))
    (thread,) = paths(chart, "aim")
    (station,) = dots(chart, "station")
    assert thread.dash
    assert thread.d.endswith(pair((station.x, station.y)))


def test_the_thread_goes_by_the_stages_on_the_way() -> None:
    stages = (Point(year(2024), 12.0), Point(year(2028), 9.0))
    chart = line_chart(LineChart(title="T", main=OSLO, target=Target(year(2032), 8.0, stages)))
    (thread,) = paths(chart, "aim")
    assert thread.d.count("L") == 2


def test_a_target_that_is_past_is_a_station_of_its_own_place() -> None:
    chart = line_chart(LineChart(title="T", main=OSLO, target=Target(year(2013), 9.0)))
    assert not paths(chart, "aim")
    assert len(dots(chart, "station")) == 1


def test_the_first_the_last_and_the_target_year_are_named() -> None:
    chart = line_chart(LineChart(title="T", main=OSLO, target=Target(year(2032), 8.0)))
    for sheet in sheets(chart):
        texts = {text.text for text in sheet.texts()}
        assert {"2013", "2024", "2032"} <= texts


def test_names_of_the_axis_never_meet() -> None:
    for count in (1, 2, 3, 7, 19, 60, 200):
        chart = line_chart(LineChart(title="T", main=series("Oslo", 1800, *range(count))))
        for sheet in sheets(chart):
            ticks: list[Text] = [text for text in sheet.texts() if text.role == "tick"]
            assert not [1 for one, other in combinations(ticks, 2) if meet(one.extent, other.extent)]
