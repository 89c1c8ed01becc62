"""The summarised map, the ends of threads, conflict chains and pictograms."""

import re
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.drawing.aggregate import HEIGHT, LevelInput, aggregate
from rodtrad.core.drawing.breaks import Reach, breaks
from rodtrad.core.drawing.conflict_chain import conflict_chain
from rodtrad.core.drawing.pictograms import PICTOGRAMS, pictogram

LEVELS = [
    LevelInput("f", "Floker", 6),
    LevelInput("m", "Mål", 5),
    LevelInput("t", "Temaer", 27),
    LevelInput("p", "Tiltak", 900),
]
COUNTS = st.lists(st.integers(0, 5000), max_size=9)


def test_a_summarised_map_has_a_bar_for_each_level_and_a_ribbon_for_each_pair() -> None:
    drawing = aggregate(LEVELS, {("f", "m"): 14, ("m", "t"): 27, ("t", "p"): 900, ("f", "p"): 30})
    heights = [bar.height for bar in drawing.bars]
    assert heights[3] == max(heights)
    assert heights[0] > heights[1]
    thick = {(one.source, one.target): one.thickness for one in drawing.ribbons}
    assert thick["t", "p"] > thick["f", "p"]
    assert drawing.ribbons[0].links == 900
    assert all(one.d.startswith("M") and one.d.endswith("Z") for one in drawing.ribbons)


def test_a_summarised_map_leaves_out_what_leads_nowhere() -> None:
    drawing = aggregate(LEVELS, {("m", "f"): 4, ("f", "x"): 1, ("x", "f"): 1, ("f", "m"): 0})
    assert drawing.ribbons == ()
    assert aggregate([], {}).bars == ()


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=7), st.integers(1, 100_000))
def test_bars_and_ribbons_stay_in_the_summarised_map(counts: list[int], links: int) -> None:
    levels = [LevelInput(str(at), f"Nivå {at}", count) for at, count in enumerate(counts)]
    pairs = {(str(a), str(b)): links for a in range(len(counts)) for b in range(a + 1, len(counts))}
    drawing = aggregate(levels, pairs)
    assert len(drawing.ribbons) == len(pairs)
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in drawing.bars)


def test_threads_end_where_they_are_not_carried_on() -> None:
    figure = breaks([Reach(f"Nivå {at}", n) for at, n in enumerate((38, 38, 38, 33, 30, 29, 26, 19))])
    assert (figure.total, figure.complete, figure.per_line) == (38, 19, 1)
    assert [(b.count, b.level) for b in figure.bundles] == [
        (19, "Nivå 7"),
        (7, "Nivå 6"),
        (3, "Nivå 5"),
        (1, "Nivå 4"),
        (3, "Nivå 3"),
        (5, "Nivå 2"),
    ]
    assert [b.complete for b in figure.bundles] == [True] + [False] * 5
    assert figure.bundles[1].d.count("M") == 7


@given(COUNTS)
def test_lines_stand_for_threads_and_stay_few(counts: list[int]) -> None:
    figure = breaks([Reach(str(at), count) for at, count in enumerate(counts)])
    assert sum(bundle.count for bundle in figure.bundles) == figure.total
    assert sum(bundle.lines for bundle in figure.bundles) <= 40 + len(counts)
    ends = [float(re.findall(r"H([\d.]+)", bundle.d)[0]) for bundle in figure.bundles]
    assert ends == sorted(ends, reverse=True)
    assert all(bundle.note_y < figure.height for bundle in figure.bundles)


def test_a_conflict_chain_changes_side_where_the_effect_turns() -> None:
    chain = conflict_chain(["", "+", "-", "", "+"])
    assert [station.side for station in chain] == ["left", "left", "right", "right", "left"]
    assert [bool(station.crossing) for station in chain] == [False, True, False, True, False]
    assert [station.glyph.count("V") for station in chain] == [0, 1, 0, 0, 1]
    assert [bool(station.glyph) for station in chain] == [False, True, True, False, True]


@given(st.lists(st.sampled_from(["+", "-", ""]), max_size=30))
def test_the_thread_of_a_conflict_chain_is_whole(signs: list[Any]) -> None:
    chain = conflict_chain(signs)
    assert len(chain) == len(signs)
    for one, other in pairwise(chain):
        assert bool(one.crossing) == (one.x != other.x)
        if one.crossing:
            numbers = [float(found) for found in re.findall(r"[\d.]+", one.crossing)]
            assert (numbers[0], numbers[-2]) == (one.x, other.x)


def test_every_kind_of_rule_has_a_pictogram_of_its_own() -> None:
    drawn = [draw() for draw in PICTOGRAMS.values()]
    assert len(set(drawn)) == len(drawn) == 10
    known = {"ln", "ln lit", "ln dash", "ln lit dash", "ln case", "st", "st lit", "st dash", "ink"}
    for shapes in drawn:
        assert {shape.css for shape in shapes} <= known
        assert any("lit" in shape.css for shape in shapes)
        values = [float(x) for shape in shapes for x in re.findall(r"\d+(?:\.\d+)?", shape.d)]
        assert max(values) <= 336


def test_an_unknown_kind_is_a_broken_thread() -> None:
    assert pictogram("unheard of") == pictogram("broken")
