"""The thread of an element as rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.drawing.thread import SummaryRow, Thread, ThreadNode, ThreadRow, thread

NODES = [
    ThreadNode("f1", 0),
    ThreadNode("f2", 0),
    ThreadNode("m1", 1, ("f1",)),
    ThreadNode("m2", 1, ("f1", "f2")),
    ThreadNode("t", 2, ("m1", "m2")),
    ThreadNode("s1", 3, ("t",)),
    ThreadNode("s2", 3, ("t",)),
    ThreadNode("p1", 4, ("s1",)),
    ThreadNode("p2", 4, ("s1", "s2")),
    ThreadNode("q", 5, ("p2",)),
    ThreadNode("elsewhere", 3, ("m9",)),
]


def rows_of(drawn: Thread) -> list[ThreadRow]:
    return [row for row in drawn.rows if isinstance(row, ThreadRow)]


def nested(rows: list[ThreadRow]) -> str:
    """Write the nested list as a template would, with one letter for each tag."""
    text = ""
    for row in rows:
        if row.part == "below":
            text += f"({row.id} " + ("[" if row.opens else ")" + "".join("])" for _ in row.closes))
    return text


def test_levels_above_the_element_and_the_tree_below() -> None:
    rows = rows_of(thread(NODES, "t"))
    assert [row.id for row in rows] == ["f1", "f2", "m1", "m2", "t", "s1", "p1", "p2", "q", "s2"]
    assert [row.part for row in rows] == ["above"] * 4 + ["focus"] + ["below"] * 5
    assert [row.depth for row in rows] == [0, 0, 0, 0, 0, 0, 1, 1, 2, 0]
    connectors = [row.connector for row in rows]
    assert connectors[:5] == ["start", "merge", "merge", "merge", "focus"]
    assert connectors[5:] == ["branch", "branch", "end", "end", "end"]


def test_an_element_with_two_parents_is_drawn_once_and_names_the_other() -> None:
    rows = {row.id: row for row in rows_of(thread(NODES, "t"))}
    assert rows["p2"].also == ("s2",)
    assert rows["f1"].also == ("m1", "m2")
    assert rows["f2"].also == ("m2",)
    assert rows["m1"].also == ()


def test_trunks_run_on_past_what_hangs_under_a_branch() -> None:
    rows = {row.id: row for row in rows_of(thread(NODES, "t"))}
    assert rows["s1"].trunks == ()
    assert rows["p1"].trunks == (True,)
    assert rows["q"].trunks == (True, False)


def test_the_rows_write_a_nested_list() -> None:
    assert nested(rows_of(thread(NODES, "t"))) == "(s1 [(p1 )(p2 [(q )])])(s2 )"


def test_only_what_is_said_is_lit() -> None:
    lit = {row.id for row in rows_of(thread(NODES, "t", lit={"t", "s1"})) if row.lit}
    assert lit == {"t", "s1"}
    assert all(row.lit for row in thread(NODES, "t").rows)


def test_alone_on_the_thread() -> None:
    drawn = thread([ThreadNode("x", 0)], "x")
    assert [row.id for row in rows_of(drawn)] == ["x"]
    assert drawn.total == 1


def test_an_unknown_element_is_refused() -> None:
    with pytest.raises(KeyError):
        thread(NODES, "nobody")


def large() -> list[ThreadNode]:
    return [
        ThreadNode("top", 0),
        ThreadNode("me", 1, ("top",)),
        *(ThreadNode(f"s{at}", 2, ("me",)) for at in range(40)),
        *(ThreadNode(f"p{at}", 3, (f"s{at % 40}",)) for at in range(400)),
    ]


def test_a_large_thread_is_summarised_by_level() -> None:
    drawn = thread(large(), "me")
    assert drawn.summarised
    assert drawn.total == 442
    summaries = [row for row in drawn.rows if isinstance(row, SummaryRow)]
    assert [(row.level, row.count, row.part) for row in summaries] == [
        (0, 1, "above"),
        (2, 40, "below"),
        (3, 400, "below"),
    ]
    assert [row.connector for row in summaries] == ["start", "branch", "end"]
    assert [row.id for row in rows_of(drawn)] == ["me"]


def test_a_level_opens_step_by_step() -> None:
    drawn = thread(large(), "me", opened=frozenset({2}))
    assert len(rows_of(drawn)) == 41
    crowded = thread(large(), "me", opened=frozenset({3}))
    summary = next(row for row in crowded.rows if isinstance(row, SummaryRow) and row.level == 3)
    assert (summary.opened, summary.count, summary.shown) == (True, 400, 300)
    assert len(rows_of(crowded)) == 301


@given(st.data())
def test_every_relative_is_drawn_once_even_with_circles(data: st.DataObject) -> None:
    names = [f"n{at}" for at in range(data.draw(st.integers(1, 14)))]
    nodes = [
        ThreadNode(
            name,
            data.draw(st.integers(0, 5)),
            tuple(data.draw(st.lists(st.sampled_from(names), max_size=3))),
        )
        for name in names
    ]
    drawn = thread(nodes, names[0])
    ids = [row.id for row in rows_of(drawn)]
    assert len(ids) == len(set(ids)) == drawn.total
    text = nested(rows_of(drawn))
    assert text.count("(") == text.count(")")
    assert text.count("[") == text.count("]")
