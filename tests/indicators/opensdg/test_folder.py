"""Which files of a folder are Open SDG's, and what its units are to us."""

import pytest

from rodtrad.indicators.sources.opensdg.folder import Pair, sort_files
from rodtrad.indicators.sources.opensdg.units import unit_code


def test_files_of_both_layouts_are_paired_in_the_order_of_the_goals() -> None:
    found = sort_files(
        [
            "indicator_10-1-1.csv",
            "meta_10-1-1.md",
            "data/indicator_2-A-1.csv",
            "meta/2-a-1.yml",
            "data/2-1-1.csv",
        ]
    )
    assert found.pairs == [
        Pair("2-a-1", "data/indicator_2-A-1.csv", "meta/2-a-1.yml"),
        Pair("10-1-1", "indicator_10-1-1.csv", "meta_10-1-1.md"),
    ]
    assert [str(one).split(":")[0] for one in found.problems] == ["data/2-1-1.csv"]


def test_two_files_of_one_indicator_are_told() -> None:
    found = sort_files(["data/1-1-1.csv", "data/indicator_1-1-1.csv", "meta/1-1-1.md"])
    assert str(found.problems[0]) == (
        "data/indicator_1-1-1.csv: Fila gjelder den samme indikatoren som data/1-1-1.csv. Ta bort en av dem."
    )


@pytest.mark.parametrize(
    "name",
    ["README.md", "meta/es/1-1-1.md", "data/1-1-1.xlsx", "../1-1-1.csv", "data/1-1-1.csv.bak", "1.csv"],
)
def test_other_files_are_named_and_left(name: str) -> None:
    found = sort_files([name])
    assert (found.others, found.pairs, found.problems) == ([name], [], [])


@pytest.mark.parametrize(
    ("text", "multiplier", "code"),
    [
        ("Percentage", "", "percent"),
        ("PT", "0", "percent"),
        ("Total", "Units", "number"),
        ("tonnes", "Thousands", "1000 tonn"),
        ("kr", "6", "1000000 kr"),
        ("%", "", "percent"),
        ("Percent by Age", "", ""),
        ("kr", "dozens", ""),
        ("", "", ""),
    ],
)
def test_units_that_are_known_are_read_and_others_are_not_guessed(
    text: str, multiplier: str, code: str
) -> None:
    assert unit_code(text, multiplier) == code
