"""Sentences with places for figures: how they are taken apart, and how shares are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.living_facts import (
    Form,
    Portion,
    SentenceError,
    Slot,
    Why,
    in_ten,
    nearest_portion,
    parse_sentence,
)


def test_a_sentence_is_words_and_places_in_order() -> None:
    assert parse_sentence("{folk} bor i {sted}. Det er {andel:av} av alle i {andel: år}.") == [
        Slot("folk"),
        " bor i ",
        Slot("sted"),
        ". Det er ",
        Slot("andel", Form.PORTION),
        " av alle i ",
        Slot("andel", Form.PERIOD),
        ".",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Mange bor her.", Why.NO_FIGURE),
        ("Mange bor i {sted}.", Why.NO_FIGURE),
        ("{folk bor her.", Why.BRACES),
        ("{folk} bor} her.", Why.BRACES),
        ("{} bor her.", Why.KEY),
        ("{Folk} bor her.", Why.KEY),
        ("{folk:noe} bor her.", Why.FORM),
        ("{folk} bor i {sted:av}.", Why.FORM),
    ],
)
def test_a_text_that_is_no_sentence_is_told_why(text: str, why: Why) -> None:
    with pytest.raises(SentenceError) as caught:
        parse_sentence(text)
    assert caught.value.why == why


@pytest.mark.parametrize(
    ("share", "portion"),
    [
        (16.7, Portion(1, 6)),
        (33.3, Portion(1, 3)),
        (66.7, Portion(2, 3)),
        (20, Portion(1, 5)),
        (25, Portion(1, 4)),
        (50.9, Portion(1, 2)),
        (80, Portion(4, 5)),
        (12, Portion(1, 8)),
        (0.4, None),
        (99.7, None),
        (5, None),
        (-3, None),
    ],
)
def test_a_share_is_said_as_the_simplest_portion(share: float, portion: Portion | None) -> None:
    assert nearest_portion(share) == portion


@given(st.floats(-50, 150))
def test_a_portion_is_never_more_than_one_per_cent_wrong(share: float) -> None:
    portion = nearest_portion(share)
    assert portion is None or abs(portion.part / portion.whole * 100 - share) <= 1


@given(st.floats(-50, 150))
def test_of_ten_is_the_nearest_and_never_none_or_all(share: float) -> None:
    portion = in_ten(share)
    if portion:
        assert 1 <= portion.part <= 9
        assert abs(portion.part * 10 - share) <= 5
    else:
        assert share < 5 or share >= 95


def test_halves_of_a_tenth_are_said_upwards_as_figures_are_written() -> None:
    assert [in_ten(share) for share in (5, 25, 35, 45)] == [Portion(part, 10) for part in (1, 3, 4, 5)]
