"""Sorting, cutting and keys of Norwegian text."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.text import bound, is_key, shorten, sort_key

#: What titles are made of.
LETTERS = string.ascii_letters + string.digits + " æøåÆØÅäöÄÖéüÉ«»–-.,:()"
titles = st.text(LETTERS, max_size=30)


@pytest.mark.parametrize(
    "right",
    [
        ["Alta", "Bodø", "Zoo", "Ærfugl", "Øygarden", "Åseral"],
        ["a", "B", "c", "D"],
        ["Mål 1", "Mål 2", "Mål 10", "Mål 100"],
        ["Mål 1.9", "Mål 1.10", "Mål 2.1"],
        ["Zebra", "Aasen"],
        ["Azur", "Ås"],
        ["Idé 1", "Ide 2", "Idé 3"],
        ["Vær", "Väst", "Vør", "Vöst", "Vår"],
        ["", "a"],
    ],
)
def test_sorts_as_norwegians_read(right: list[str]) -> None:
    backwards = right[::-1]
    assert sorted(backwards, key=sort_key) == right


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OSLO", "oslo"),
        ("Idé", "ide"),
        ("Mål 02", "Mål 2"),
        ("  Oslo ", "Oslo"),
        ("Aasen", "Åsen"),
        ("Ångstrøm", "A\u030angstrøm"),
        ("Kafe\u0301", "Kafé"),
    ],
)
def test_what_readers_take_for_the_same_sorts_the_same(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.lists(titles, max_size=12))
def test_order_does_not_hang_on_the_order_before(found: list[str]) -> None:
    keys = [sort_key(title) for title in found]
    assert sorted(keys) == [sort_key(title) for title in sorted(found, key=sort_key)]
    backwards = found[::-1]
    assert sorted(keys) == [sort_key(title) for title in sorted(backwards, key=sort_key)]


@given(st.integers(0, 99_999_999), st.integers(0, 99_999_999))
def test_numbers_sort_by_value(one: int, other: int) -> None:
    assert (sort_key(f"Mål {one}") < sort_key(f"Mål {other}")) == (one < other)


@given(st.text(max_size=600))
def test_any_text_has_a_sort_key_that_fits_its_column(text: str) -> None:
    assert len(sort_key(text)) <= 250


@given(titles)
def test_the_same_text_in_another_normal_form_sorts_the_same(title: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", title)) == sort_key(title)


# Cutting


def test_a_short_text_is_left_alone() -> None:
    assert shorten("Oslo er grønn", 13) == "Oslo er grønn"


@pytest.mark.parametrize(
    ("length", "expected"),
    [(12, "Oslo er…"), (9, "Oslo er…"), (8, "Oslo…"), (6, "Oslo…"), (3, "Os…")],
)
def test_cut_at_a_word(length: int, expected: str) -> None:
    assert shorten("Oslo er grønn", length) == expected


def test_no_mark_is_left_hanging_before_the_ellipsis() -> None:
    assert shorten("Trygt, grønt – og mer", 17) == "Trygt, grønt…"


@given(st.text(max_size=80), st.integers(1, 90))
def test_a_cut_text_is_never_too_long_and_says_that_it_is_cut(text: str, length: int) -> None:
    cut = shorten(text, length)
    assert len(cut) <= length or cut == text
    assert cut == text if len(text) <= length else cut.endswith("…")
    assert text.startswith(cut.removesuffix("…"))


# Keys


@pytest.mark.parametrize("value", ["a", "1", "mal-1", "gode-skoler", "a-", "x" * 64])
def test_keys(value: str) -> None:
    assert is_key(value)


@pytest.mark.parametrize(
    "value", ["", "-a", "Mal", "mål", "a b", "a_b", "a/b", "mal\n", "\nmal", "x" * 65, "²"]
)
def test_not_keys(value: str) -> None:
    assert not is_key(value)


@given(st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=64))
def test_small_letters_digits_and_hyphens_are_a_key_unless_a_hyphen_stands_first(value: str) -> None:
    assert is_key(value) == (value[0] != "-")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pbl. § 10-1).", "pbl. §\u00a010\u20111)."),
        ("§ 3", "§\u00a03"),
        ("§\u00a011-14 og § 11-15", "§\u00a011\u201114 og §\u00a011\u201115"),
        ("2023-2027, 10-1, §", "2023-2027, 10-1, §"),
    ],
)
def test_the_number_of_a_section_is_bound_to_its_sign(text: str, expected: str) -> None:
    assert bound(text) == bound(bound(text)) == expected
