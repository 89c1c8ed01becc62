"""Order of lanes in a channel."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.core.drawing.lanes import Net, assigned, cost, crossings, ordered

ROWS = st.integers(1, 60).map(lambda row: row * 32)


@st.composite
def nets(draw: st.DrawFn) -> list[Net]:
    sources = draw(st.lists(ROWS, unique=True, max_size=24))
    return [
        Net(f"n{at}", y, tuple(sorted(draw(st.sets(ROWS, min_size=1, max_size=5)))))
        for at, y in enumerate(sorted(sources))
    ]


@settings(max_examples=150)
@given(nets())
def test_the_order_never_crosses_more_than_top_to_bottom(naive: list[Net]) -> None:
    chosen = ordered(naive)
    assert sorted(net.key for net in chosen) == sorted(net.key for net in naive)
    assert crossings(chosen) <= crossings(naive)


@given(nets())
def test_nets_that_meet_have_lanes_of_their_own_in_the_chosen_order(naive: list[Net]) -> None:
    order = ordered(naive)
    lanes = assigned(order)
    for at, left in enumerate(order):
        for right in order[at + 1 :]:
            meet = left.top < right.bottom and right.top < left.bottom
            if meet and not left.straight and not right.straight:
                assert lanes[left.key] < lanes[right.key]


def test_falling_threads_are_ordered_from_the_bottom() -> None:
    naive = [Net("a", 32, (320,)), Net("b", 64, (352,)), Net("c", 96, (384,))]
    assert crossings(naive) == 6
    assert crossings(ordered(naive)) == 0
    assert [net.key for net in ordered(naive)] == ["c", "b", "a"]


def test_many_sources_cross_much_less_than_top_to_bottom() -> None:
    naive = [Net(f"n{at:02}", at * 32, ((at + 20) * 32, ((at * 7) % 30 + 20) * 32)) for at in range(1, 21)]
    assert crossings(ordered(naive)) < crossings(naive) * 0.7


def test_lines_on_one_another_are_avoided() -> None:
    naive = [Net("a", 32, (320,)), Net("b", 320, (640,))]
    assert cost(naive) > 0
    assert cost(ordered(naive)) == 0


def test_threads_that_never_meet_share_a_lane() -> None:
    lanes = assigned(ordered([Net("a", 32, (32, 96)), Net("b", 320, (288, 384))]))
    assert lanes == {"a": 0, "b": 0}
