"""Bars on an axis of years: within the drawing, in order, and open where they go on."""

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.drawing.horizons import WIDTH, axis

years = st.one_of(st.none(), st.integers(1900, 2199))
spans = st.lists(
    st.tuples(years, years).filter(lambda s: s[0] is None or s[1] is None or s[0] <= s[1]), min_size=1
)


@given(spans)
def test_every_bar_lies_within_the_drawing(all_spans: list[tuple[int | None, int | None]]) -> None:
    found = axis(all_spans, 2026.9)
    if found is None:
        assert all(span == (None, None) for span in all_spans)
        return
    assert 0 <= found.today <= WIDTH
    assert [x for _year, x in found.ticks] == sorted({x for _year, x in found.ticks})
    for first, last in all_spans:
        bar = found.bar(first, last)
        if bar is None:
            continue
        assert bar.x >= 0
        assert bar.width > 0
        assert bar.x + bar.width <= WIDTH + 0.11  # each is rounded by itself


def test_a_year_is_whole_and_what_goes_on_is_open() -> None:
    found = axis([(2024, 2027), (1950, None)], 2026.5)
    assert found is not None
    assert (found.first, found.last) == (2014, 2027)
    bar = found.bar(2024, 2027)
    assert bar is not None
    assert (bar.x, bar.opens, bar.goes_on) == (found.at(2024), False, False)
    long = found.bar(1950, None)
    assert long is not None
    assert (long.x, long.width, long.opens, long.goes_on) == (0.0, WIDTH, True, True)
    assert found.bar(1950, 1960) is None
