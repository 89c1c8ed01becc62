"""No call passes the limit, and together the calls ask for every cell once."""

from itertools import chain, product
from math import ceil, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.sources.calls import Call
from rodtrad.indicators.sources.errors import QueryError
from rodtrad.indicators.sources.ssb.asking import data_call
from rodtrad.indicators.sources.ssb.limits import Limits
from rodtrad.indicators.sources.ssb.query import Selected, Selection
from rodtrad.indicators.sources.ssb.splitting import lengths, runs, split

BASE = "https://data.ssb.no/api/pxwebapi/v2"
shapes = st.lists(st.integers(1, 12), min_size=1, max_size=4)


def selection(sizes: list[int], whole: bool = True) -> Selection:
    return Selection(
        "07459",
        tuple(
            Selected(f"V{place}", tuple(f"{place}-{number:04}" for number in range(size)), whole=whole)
            for place, size in enumerate(sizes)
        ),
    )


def cells(part: Selection) -> list[tuple[str, ...]]:
    return list(product(*(each.codes for each in part.selected)))


@given(shapes, st.integers(1, 200))
def test_parts_are_within_the_limit_and_are_the_whole_once(sizes: list[int], limit: int) -> None:
    whole = selection(sizes)
    parts = split(whole, Limits(cells=limit, calls=100_000), service="SSB")
    assert all(1 <= part.cells <= limit for part in parts)
    asked = list(chain.from_iterable(cells(part) for part in parts))
    assert len(asked) == len(set(asked))
    assert set(asked) == set(cells(whole))
    assert parts == split(whole, Limits(cells=limit, calls=100_000), service="SSB")


@given(shapes, st.integers(1, 200))
def test_a_part_is_all_of_a_variable_only_when_it_is_not_cut(sizes: list[int], limit: int) -> None:
    whole = selection(sizes)
    for part in split(whole, Limits(cells=limit, calls=100_000), service="SSB"):
        for each, of in zip(part.selected, whole.selected, strict=True):
            assert each.whole == (each.codes == of.codes)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=5), st.integers(1, 10_000))
def test_the_longest_is_cut_first(sizes: list[int], limit: int) -> None:
    taken = lengths(sizes, limit)
    assert prod(taken) <= limit or set(taken) == {1}
    cut = [size for size, length in zip(sizes, taken, strict=True) if length < size]
    kept = [size for size, length in zip(sizes, taken, strict=True) if length == size]
    assert not cut or not kept or min(cut) >= max(kept)


@given(st.lists(st.integers(), min_size=1, max_size=60, unique=True), st.integers(1, 20))
def test_runs_are_even(codes: list[int], longest: int) -> None:
    texts = [str(code) for code in codes]
    found = runs(texts, longest)
    assert list(chain.from_iterable(found)) == texts
    assert len(found) == ceil(len(texts) / longest)
    assert max(map(len, found)) - min(map(len, found)) <= 1


def test_the_accounts_of_all_municipalities_are_split_into_as_many_calls_as_ssb_would_need() -> None:
    """Table 12367: 26.7 million cells need at least 34 calls of 800 000."""
    parts = split(selection([2, 97, 35, 357, 11]), Limits(), service="SSB")
    assert len(parts) == 36
    assert sum(part.cells for part in parts) == 2 * 97 * 35 * 357 * 11


def test_what_is_within_the_limit_is_one_call() -> None:
    whole = selection([800, 1000])
    assert split(whole, Limits(), service="SSB") == [whole]


def test_a_table_that_would_need_thousands_of_calls_is_refused_in_words() -> None:
    with pytest.raises(QueryError, match=r"tabell 07459.*1600000000 celler.*2000 kall.*Velg færre verdier"):
        split(selection([40_000, 40_000]), Limits(), service="SSB")


def call(chosen: Selection) -> Call:
    return data_call(chosen, base=BASE, language="no", longest=Limits().address, about="tabell 07459")


@given(st.lists(st.integers(1, 250), min_size=1, max_size=3), st.booleans())
def test_no_address_is_longer_than_ssb_reads(sizes: list[int], whole: bool) -> None:
    made = call(selection(sizes, whole))
    assert len(made.address(BASE)) <= 2_000
    assert (made.body is None) == (made.method == "GET")


def test_few_values_stand_in_the_address_and_many_in_the_body() -> None:
    assert call(selection([3], whole=False)).method == "GET"
    assert call(selection([400], whole=False)).method == "POST"
    assert call(selection([400], whole=True)).method == "GET"


@pytest.mark.parametrize("code", ["a,b", "top(1)", "[x]", "?", "*"])
def test_a_code_that_an_address_would_read_otherwise_stands_in_the_body(code: str) -> None:
    assert call(Selection("07459", (Selected("Region", (code, "0301")),))).method == "POST"
