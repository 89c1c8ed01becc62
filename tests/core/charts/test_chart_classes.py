"""Classes of maps and tiles, places in a ranking, and folding of long rankings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.charts import AreaMap, Bar, BarChart, Region, Tile, TileGrid, area_map, tile_grid
from rodtrad.core.charts.classes import classes_of
from rodtrad.core.charts.drawn import Box, Path
from rodtrad.core.charts.outlines import outlined, projection
from rodtrad.core.charts.ranking import Fold, Ranked, folded, ranked
from tests.core.charts.gallery import square

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=40)


@given(VALUES, st.integers(0, 3))
def test_every_figure_has_a_class_and_higher_figures_no_lower_one(values: list[float], decimals: int) -> None:
    classes = classes_of(values, (), decimals)
    assert list(classes.limits) == sorted(set(classes.limits))
    assert len(classes.names()) == len(classes.shades) == len(classes.limits) + 1 <= 4
    shades = [classes.shades.index(classes.shade(value)) for value in sorted(values)]
    assert shades == sorted(shades)


def test_classes_are_called_by_the_figures_as_they_are_written() -> None:
    classes = classes_of([4, 22], (6, 11, 16), 0)
    assert classes.names() == ["under 6", "6–10", "11–15", "16 og over"]
    assert [classes.shade(value) for value in (5.4, 5.5, 10.4, 16)] == [
        "class-1",
        "class-2",
        "class-2",
        "class-4",
    ]
    assert classes_of([4, 22], (6, 11), 1).names() == ["under 6,0", "6,0–10,9", "11,0 og over"]


def test_a_figure_that_is_not_known_is_hatched_and_said_to_lack() -> None:
    tiles = tile_grid(TileGrid(title="T", tiles=(Tile("A", "A", 1.0), Tile("B", "B", None))))
    regions = (Region("A", square(10, 60), 1.0), Region("B", square(11, 60), None))
    for chart in (tiles, area_map(AreaMap(title="T", regions=regions))):
        assert chart.wide_drawing is not None
        filled = [one.pattern for one in chart.wide_drawing.shapes if isinstance(one, Box | Path)]
        assert filled.count("unknown") == 2  # the area, and its key
        assert "tall mangler" in [text.text for text in chart.wide_drawing.texts()]


def test_a_map_has_north_upwards_and_keeps_areas_true() -> None:
    plane = projection([square(10, 60, 2.0)])
    middle, east, north = plane((11, 61)), plane((11.1, 61)), plane((11, 61.1))
    assert middle == pytest.approx((0, 0), abs=1e-12)
    assert east[0] > 0
    assert north[1] < 0
    # A degree of longitude at 61° is about half a degree of latitude.
    assert east[0] / -north[1] == pytest.approx(0.485, abs=0.005)


def test_a_map_drawn_by_outlines_that_were_kept_is_the_same_map() -> None:
    squares = [square(10, 60), square(11, 60), ()]
    regions = tuple(Region(name, one, 7.0) for name, one in zip("ABC", squares, strict=True))
    bare = tuple(Region(name, (), 7.0) for name in "ABC")
    drawn = area_map(AreaMap(title="T", key="t", regions=regions))
    assert drawn.wide == area_map(AreaMap(title="T", key="t", regions=bare), outlined(squares)).wide
    assert drawn.wide.count("<path") >= 2
    assert outlined([(), ()]) is None


def bars(
    *values: float | None, decimals: int = 0, lowest_first: bool = False
) -> list[tuple[str, int | None, bool]]:
    chart = BarChart(
        title="T",
        decimals=decimals,
        lowest_first=lowest_first,
        bars=tuple(Bar(f"{letter}", value) for letter, value in zip("ABCDEFGH", values, strict=False)),
    )
    return [(one.bar.name, one.place, one.tied) for one in ranked(chart)]


def test_those_written_alike_share_their_place() -> None:
    assert bars(1.4, 3, 1.0, None, 3) == [
        ("B", 1, True),
        ("E", 1, True),
        ("A", 3, True),
        ("C", 3, True),
        ("D", None, False),
    ]
    assert bars(1.4, 1.0, decimals=1, lowest_first=True) == [("B", 1, False), ("A", 2, False)]


@given(st.integers(0, 400), st.integers(9, 40), st.integers(0, 399))
def test_a_folded_ranking_shows_the_ends_and_those_around_mine(count: int, most: int, mine: int) -> None:
    chart = BarChart(title="T", bars=tuple(Bar(f"K{at}", -float(at), at == mine) for at in range(count)))
    order = ranked(chart)
    kept = folded(order, most)
    shown = [one for one in kept if isinstance(one, Ranked)]
    assert len(shown) == min(most, count)
    assert len(shown) + sum(one.count for one in kept if isinstance(one, Fold)) == count
    assert shown == [one for one in order if one in shown]
    if count:
        assert shown[0] is order[0]
        assert shown[-1] is order[-1]
    if mine < count:
        near = [one for one in (mine - 1, mine, mine + 1) if 0 <= one < count]
        assert all(order[at] in shown for at in near)


def test_areas_without_boundaries_are_tiles_and_many_stand_in_blocks_by_group() -> None:
    """Few are written with name and figure; many with their names on a wide sheet, under the name of their group."""
    few = area_map(AreaMap(title="T", regions=(Region("Alna", (), 1.0), Region("Bjerke", (), 2.0))))
    assert {"Alna", "1", "Bjerke", "2"} <= {text.text for text in few.wide_drawing.texts()}  # type: ignore[union-attr]  # it has figures
    regions = tuple(
        Region(f"Sted {at}", (), float(at), at == 5, "Nord" if at < 10 else "Sør") for at in range(80)
    )
    many = area_map(AreaMap(title="T", regions=regions))
    assert many.wide_drawing is not None
    assert many.narrow_drawing is not None
    wide = {text.text: text for text in many.wide_drawing.texts()}
    assert {"Nord", "Sør", *(one.name for one in regions)} <= wide.keys()
    assert all(wide[f"Sted {at}"].y < wide["Sør"].y for at in range(10))
    assert [row[0] for row in many.table.rows] == [one.name for one in regions]
    for drawn in (many.wide_drawing, many.narrow_drawing):
        boxes = [shape for shape in drawn.shapes if isinstance(shape, Box)]
        assert len(boxes) >= len(regions)
        assert sum(isinstance(shape, Path) and shape.role == "edge-mine" for shape in drawn.shapes) == 1
    assert "Sted 5" not in {text.text for text in many.narrow_drawing.texts()}
