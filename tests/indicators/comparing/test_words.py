"""What comparing found, in words."""

import pytest

from rodtrad.indicators.comparing import (
    CommonPeriod,
    Doubt,
    doubt_in_words,
    group_in_words,
    group_value,
    latest_common_period,
    period_in_words,
    place_in_words,
    rank,
)


@pytest.mark.parametrize(
    ("position", "direction", "words"),
    [
        (0, "higher", "1. plass av 5"),
        (1, "higher", "delt 2. plass av 5"),
        (1, "lower", "delt 3. plass av 5"),
        (0, "none", "nummer 1 av 5 etter størrelse"),
        (2, "band", "delt nummer 2 av 5 etter størrelse"),
    ],
)
def test_a_place(position: int, direction: str, words: str) -> None:
    standing = rank([9, 5, 5, 3, 1], direction).standing(position)
    assert standing is not None
    assert str(place_in_words(standing)) == words


def test_a_warning_about_chance() -> None:
    assert str(doubt_in_words(Doubt.FEW_EVENTS)).startswith("Færre enn 20 tilfeller: ")
    assert str(doubt_in_words(Doubt.SMALL_POPULATION, small_population=3000)).startswith(
        "Færre enn 3000 innbyggere: "
    )


def test_a_groups_figure_says_whose_it_is() -> None:
    values = (
        (group_value([1, 2], published=1.4), "publisert for gruppa"),
        (
            group_value([1, 2], numerators=[1, 2], denominators=[2, 3]),
            "vår utregning: sum av tellere delt på sum av nevnere, 2 av 2 har tall",
        ),
        (group_value([1, float("nan")]), "vår utregning: medianen, 1 av 2 har tall"),
    )
    for value, words in values:
        assert value is not None
        assert str(group_in_words(value)) == words


@pytest.mark.parametrize(
    ("others", "share", "words"),
    [
        ({"4601": [2023, 2024]}, 1.0, "Alle tall er for 2024."),
        ({"4601": [2023]}, 1.0, "Alle tall er for 2023, det siste alle har; eget siste tall er for 2024."),
        ({"4601": [2024], "1103": [2023]}, 0.5, "Alle tall er for 2024; 1 av 2 mangler tall da."),
        (
            {"4601": [2023], "1103": [2022]},
            0.5,
            "Alle tall er for 2023; 1 av 2 mangler tall da. Eget siste tall er for 2024.",
        ),
    ],
)
def test_the_common_period(others: dict[str, list[int]], share: float, words: str) -> None:
    common = latest_common_period(own=[2023, 2024], others=others, share=share)
    assert common is not None
    assert str(period_in_words(common)) == words


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ((), "Alle tall er for 2023, det siste alle har; det nyeste noen har, er for 2024."),
        (("4601",), "Alle tall er for 2023; 1 av 2 mangler tall da. Det nyeste noen har, er for 2024."),
    ],
)
def test_nothing_is_said_of_ones_own_where_there_is_no_own(lacking: tuple[str, ...], words: str) -> None:
    common = CommonPeriod(2023, 2024, 2 - len(lacking), lacking, has_own=False)
    assert str(period_in_words(common)) == words
