"""Layout of the overview map."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.core.drawing.overview import ColumnInput, NodeInput, Overview, overview

Edge = tuple[str, str]


def oslo() -> tuple[list[ColumnInput], list[Edge]]:
    challenges = [NodeInput(f"f{at}", f"Floke nummer {at}") for at in range(6)]
    goals = [NodeInput(f"m{at}", f"Mål nummer {at}") for at in range(5)]
    themes: list[NodeInput] = []
    strategies: list[NodeInput] = []
    points: list[NodeInput] = []
    edges: list[Edge] = [(f"f{at}", f"m{(at * step) % 5}") for at in range(6) for step in (1, 2)]
    shape = [[2, 1], [3, 5, 6], [3, 3, 4], [4, 3], [2, 6, 2]]
    for goal, (count, below) in enumerate(zip((5, 6, 6, 5, 5), shape, strict=True)):
        for at in range(count):
            themes.append(NodeInput(f"t{goal}{at}", "Et tema", f"m{goal}"))
        for at, amount in enumerate(below):
            strategies.append(NodeInput(f"s{goal}{at}", "En strategi med noen ord", f"m{goal}"))
            points += [NodeInput(f"p{goal}{at}{n}", "Et punkt", f"s{goal}{at}") for n in range(amount)]
    edges += [(node.parent or "", node.id) for node in [*themes, *strategies, *points]]
    columns = [
        ColumnInput("floke", "Floker", challenges, tangled=True),
        ColumnInput("mal", "Mål", goals),
        ColumnInput("tema", "Temaer", themes),
        ColumnInput("strategi", "Strategier", strategies),
        ColumnInput("punkt", "Punkter", points),
    ]
    return columns, edges


def level(drawing: Overview, key: str) -> int:
    return next(n.row + n.span - 1 for column in drawing.columns for n in column.nodes if n.id == key)


def stations(drawing: Overview) -> list[int]:
    return [node.row + node.span - 1 for column in drawing.columns for node in column.nodes]


def test_nothing_to_draw() -> None:
    drawing = overview([], [])
    assert drawing.columns == ()
    empty = overview([ColumnInput("a", "A", []), ColumnInput("b", "B", [])], [])
    assert empty.rows == 1
    assert empty.columns[0].channel is not None
    assert empty.columns[0].channel.segments == ()


def test_one_element() -> None:
    drawing = overview([ColumnInput("a", "A", [NodeInput("x", "Alene")])], [], frozenset({"x"}))
    (node,) = drawing.columns[0].nodes
    assert (node.row, node.span, node.lit, node.continues) == (1, 1, True, False)
    assert drawing.columns[0].channel is None


def test_a_goal_stands_level_with_the_middle_of_its_themes() -> None:
    columns, edges = oslo()
    drawing = overview(columns[:3], edges)
    assert level(drawing, "m0") == level(drawing, "t02")
    assert level(drawing, "t10") - level(drawing, "t04") == 2  # an empty row between groups
    assert level(drawing, "t04") - level(drawing, "t00") == 4
    assert [column.style for column in drawing.columns] == ["label", "label", "side"]
    assert all(node.is_tangle for node in drawing.columns[0].nodes)


def test_challenges_stand_at_even_distances() -> None:
    columns, edges = oslo()
    rows = [node.row + node.span for node in overview(columns[:3], edges).columns[0].nodes]
    steps = [after - before for before, after in pairwise(rows)]
    assert max(steps) - min(steps) <= 3


def test_a_link_that_skips_a_level_has_a_track_in_an_empty_row() -> None:
    columns, edges = oslo()
    drawing = overview(columns, edges)
    passes = drawing.columns[2].passes
    assert {one.sources for one in passes} == {(f"m{at}",) for at in range(5)}
    taken = {node.row for node in drawing.columns[2].nodes}
    assert not taken & {one.row for one in passes}


def test_only_the_chosen_thread_is_lit_and_drawn_last() -> None:
    columns, edges = oslo()
    drawing = overview(columns, edges, frozenset({"f0", "m0", "t00"}))
    for column in drawing.columns:
        if column.channel:
            glow = [segment.lit for segment in column.channel.segments]
            assert glow == sorted(glow)
    first, second = drawing.columns[0].channel, drawing.columns[1].channel
    assert first is not None
    assert second is not None
    assert [(s.sources, s.targets) for s in first.segments if s.lit] == [(("f0",), ("m0",))]
    assert [(s.sources, s.targets) for s in second.segments if s.lit] == [(("m0",), ("t00",))]


def test_lit_links_can_be_named() -> None:
    columns, edges = oslo()
    drawing = overview(columns[:2], edges, frozenset({"f0", "f1", "m0"}), frozenset({("f0", "m0")}))
    channel = drawing.columns[0].channel
    assert channel is not None
    assert [s.sources for s in channel.segments if s.lit] == [("f0",)]


def test_links_that_do_not_lead_onward_are_left_out() -> None:
    columns = [ColumnInput("a", "A", [NodeInput("x", "X")]), ColumnInput("b", "B", [NodeInput("y", "Y")])]
    channel = overview(columns, [("y", "x"), ("x", "x"), ("x", "gone"), ("gone", "y")]).columns[0].channel
    assert channel is not None
    assert channel.segments == ()


def test_too_many_elements_are_refused() -> None:
    many = ColumnInput("a", "A", [NodeInput(str(at), "X") for at in range(301)])
    with pytest.raises(ValueError, match="301 elements, at most 300"):
        overview([many], [])


def test_a_long_title_has_rows_for_its_lines() -> None:
    title = "Oslo er veldrevet og leverer innbyggerorienterte og sammenhengende tjenester"
    columns = [
        ColumnInput("a", "A", [NodeInput("x", title), NodeInput("y", "Kort")]),
        ColumnInput("b", "B", [NodeInput("z", "Z")]),
        ColumnInput("c", "C", [NodeInput("w", "W")]),
    ]
    first = overview(columns, [("x", "z"), ("y", "z")]).columns[0].nodes[0]
    assert first.span * 32 >= first.lines * 19
    assert first.lines >= 2


WORDS = st.lists(
    st.sampled_from(["by", "natur", "klima", "samfunnssikkerhet", "og"]), min_size=1, max_size=14
)


@st.composite
def frameworks(draw: st.DrawFn) -> tuple[list[ColumnInput], list[Edge]]:
    count = draw(st.integers(1, 7))
    sizes = [draw(st.integers(0, 40)) for _ in range(count)]
    titles = draw(st.lists(WORDS.map(" ".join), min_size=1, max_size=6))
    rng = draw(st.randoms(use_true_random=False))
    columns: list[ColumnInput] = []
    earlier: list[str] = []
    edges: list[Edge] = []
    for at, size in enumerate(sizes):
        nodes: list[NodeInput] = []
        for number in range(size):
            parent = rng.choice(earlier) if earlier and rng.random() < 0.7 else None
            nodes.append(NodeInput(f"{at}-{number}", rng.choice(titles), parent))
            edges += [(parent, f"{at}-{number}")] if parent else []
            if earlier and rng.random() < 0.4:
                edges.append((rng.choice(earlier), f"{at}-{number}"))
        earlier += [node.id for node in nodes]
        columns.append(ColumnInput(str(at), f"Nivå {at}", nodes, tangled=at == 0))
    return columns, edges


@settings(max_examples=30, deadline=None)
@given(frameworks())
def test_any_framework_fits_its_map(framework: tuple[list[ColumnInput], list[Edge]]) -> None:
    columns, edges = framework
    drawing = overview(columns, edges)
    assert drawing == overview(columns, edges)
    assert 1 <= drawing.rows <= 320
    for given_column, column in zip(columns, drawing.columns, strict=True):
        rows = [node.row + node.span - 1 for node in column.nodes]
        assert sorted(node.id for node in column.nodes) == sorted(node.id for node in given_column.nodes)
        assert rows == sorted(set(rows))
        assert all(node.row >= 1 and node.span <= 12 for node in column.nodes)
        assert max(rows, default=1) <= drawing.rows
        assert all(1 <= one.row <= 320 for one in column.passes)
        assert not {one.row for one in column.passes if one.row < 319} & set(rows)
    for column in drawing.columns:
        if column.channel:
            check_channel(column.channel.width, drawing.rows, [s.d for s in column.channel.segments])


def check_channel(width: int, rows: int, paths: list[str]) -> None:
    assert width % 16 == 0
    assert 64 <= width <= 256
    for data in paths:
        values = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", data)]
        assert values[0] == 0
        assert values[-2] == width
        assert all(0 <= y <= rows * 32 for y in values[1::2])


@settings(max_examples=30, deadline=None)
@given(frameworks())
def test_labels_do_not_lie_on_one_another(framework: tuple[list[ColumnInput], list[Edge]]) -> None:
    columns, edges = framework
    for column in overview(columns, edges).columns:
        ends = [(node.row + node.span - 1, node) for node in column.nodes]
        if column.style == "label":
            for (before, _), (_, node) in pairwise(ends):
                assert before < node.row
        else:
            for (before, one), (after, other) in pairwise(ends):
                assert (after - before) * 32 >= (one.lines + other.lines) * 16 / 2 - 1


@settings(max_examples=30, deadline=None)
@given(frameworks())
def test_every_link_is_drawn(framework: tuple[list[ColumnInput], list[Edge]]) -> None:
    columns, edges = framework
    drawn: dict[Edge, int] = {}
    for column in overview(columns, edges).columns:
        for segment in column.channel.segments if column.channel else ():
            for source in segment.sources:
                for target in segment.targets:
                    drawn[source, target] = drawn.get((source, target), 0) + 1
    assert set(edges) <= set(drawn)


def test_three_hundred_elements_in_one_column() -> None:
    title = "En lang tittel som trenger minst tre linjer der det er trangt om plassen i kartet"
    columns = [
        ColumnInput("a", "A", [NodeInput("root", "Rot")]),
        ColumnInput("b", "B", [NodeInput(str(at), title, "root") for at in range(299)]),
    ]
    drawing = overview(columns, [("root", str(at)) for at in range(299)])
    assert max(stations(drawing)) <= drawing.rows <= 320
    assert math.isclose(level(drawing, "root"), 150, abs_tol=3)
