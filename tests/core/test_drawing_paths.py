"""Lines, tangles and the front page's large tangle."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.drawing.hero import hero
from rodtrad.core.drawing.paths import chamfered, circle, number, polyline, rounded, route, smooth
from rodtrad.core.drawing.tangles import tangle

NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
COORDINATES = st.floats(-2000, 12000).map(lambda value: round(value, 1))
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=12)


def numbers(data: str) -> list[float]:
    return [float(text) for text in NUMBERS.findall(data)]


def end_of(data: str) -> tuple[float, float]:
    values = numbers(data)
    return values[-2], values[-1]


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), (1.04, "1"), (1.26, "1.3"), (-0.04, "0"), (-3.5, "-3.5"), (10.0, "10")]
)
def test_a_coordinate_is_short(value: float, text: str) -> None:
    assert number(value) == text


def test_a_level_route_is_one_straight_line() -> None:
    assert route((0, 64), (96, 64), 40) == "M0 64L96 64"


def test_a_route_turns_in_its_lane_with_cut_corners() -> None:
    data = route((0, 0), (96, 128), 40)
    assert data.startswith("M0 0L")
    assert end_of(data) == (96, 128)
    assert "40 " in data
    assert data.count("Q") == 4


@given(st.integers(0, 10240), st.integers(0, 10240), st.integers(20, 230))
def test_a_route_stays_between_its_ends(y1: int, y2: int, lane: int) -> None:
    values = numbers(route((0, y1), (256, y2), lane))
    assert all(0 <= x <= 256 for x in values[::2])
    assert all(min(y1, y2) <= y <= max(y1, y2) for y in values[1::2])


@given(POINTS)
def test_every_way_of_drawing_starts_and_ends_where_it_should(points: list[tuple[float, float]]) -> None:
    for data in (polyline(points), rounded(points), smooth(points), rounded(chamfered(points))):
        values = numbers(data)
        assert values[:2] == pytest.approx(points[0], abs=0.06)
        assert values[-2:] == pytest.approx(points[-1], abs=0.06)


def test_a_circle_closes() -> None:
    assert circle((10, 10), 4) == "M6 10A4 4 0 1 1 14 10A4 4 0 1 1 6 10Z"


@given(st.text(max_size=40))
def test_a_tangle_is_stable_and_leaves_at_the_middle_right(seed: str) -> None:
    data = tangle(seed)
    assert data == tangle(seed)
    assert end_of(data) == (72, 20)


@given(st.text(max_size=40), st.integers(40, 400), st.integers(24, 120))
def test_a_tangle_stays_in_its_box(seed: str, width: int, height: int) -> None:
    values = numbers(tangle(seed, width, height))
    assert all(-0.1 * height <= x <= width + 0.1 * height for x in values[::2])
    assert all(-0.1 * height <= y <= 1.1 * height for y in values[1::2])


def test_tangles_differ() -> None:
    drawn = [tangle(f"element-{index}") for index in range(300)]
    assert len(set(drawn)) == 300
    assert len({len(data) // 80 for data in drawn}) >= 6


@given(st.text(max_size=20), st.integers(0, 9))
def test_the_large_tangle_has_a_station_for_each_level(seed: str, levels: int) -> None:
    drawing = hero(seed, levels)
    assert drawing == hero(seed, levels)
    assert len(drawing.stations) == levels
    assert {y for _, y in drawing.stations} <= {drawing.end[1]}
    assert end_of(drawing.tail) == drawing.end
    assert len(drawing.strands) > 20


def test_the_large_tangle_stays_on_the_page() -> None:
    for seed in ("rodtrad", "oslo", "baerum", "osloregionen"):
        drawing = hero(seed, 6)
        for data in [drawing.tail, *(strand.thread for strand in drawing.strands)]:
            values = numbers(data)
            assert all(0 <= x <= drawing.width for x in values[::2])
            assert all(0 <= y <= drawing.height for y in values[1::2])
