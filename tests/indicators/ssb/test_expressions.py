from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.sources.ssb.expressions import Codes
from tests.indicators.stub.pxweb import RefusalError, expand

YEARS = Codes([str(year) for year in range(2015, 2025)], is_time=True)
REGIONS = Codes(["0", "0301", "030101", "3201", "K-0301", "EAK"])


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("2020", ["2020"]),
        ("top(2)", ["2023", "2024"]),
        ("TOP(2)", ["2023", "2024"]),
        ("top(2,1)", ["2022", "2023"]),
        ("[top(2,1)]", ["2022", "2023"]),
        ("bottom(2)", ["2015", "2016"]),
        ("bottom(1, 3)", ["2018"]),
        ("from(2023)", ["2023", "2024"]),
        ("to(2016)", ["2015", "2016"]),
        ("range(2019,2021)", ["2019", "2020", "2021"]),
        ("[range(2019,2021)]", ["2019", "2020", "2021"]),
        ("202?", ["2020", "2021", "2022", "2023", "2024"]),
        ("*5", ["2015"]),
        ("top(99)", list(YEARS.all)),
        ("*", list(YEARS.all)),
    ],
)
def test_an_expression_means_these_years(value: str, codes: list[str]) -> None:
    assert list(YEARS.pick(value)) == codes


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1999",
        "top(0)",
        "top(x)",
        "from(1999)",
        "range(2020)",
        "from(2019,2020)",
        "range(2021,2019)",
        "202",
    ],
)
def test_what_means_nothing_gives_nothing(value: str) -> None:
    assert YEARS.pick(value) == ()


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("k-0301", ["K-0301"]),
        ("eak", ["EAK"]),
        ("????", ["0301", "3201"]),
        ("0301*", ["0301", "030101"]),
        ("top(2)", ["0", "0301"]),  # of what is no time, the first
        ("bottom(2)", ["K-0301", "EAK"]),
    ],
)
def test_codes_count_whatever_the_case_and_top_is_the_first(value: str, codes: list[str]) -> None:
    assert list(REGIONS.pick(value)) == codes


@given(st.text("ab?*", max_size=8), st.lists(st.text("abAB", max_size=8), max_size=20, unique=True))
def test_masks_mean_what_a_shell_would_make_of_them(mask: str, known: list[str]) -> None:
    wanted = [code for code in known if fnmatchcase(code.lower(), mask)]
    if "*" in mask or "?" in mask:
        assert list(Codes(known).pick(mask)) == wanted


def test_a_mask_with_many_stars_takes_no_time() -> None:
    codes = Codes(["a" * 190])
    assert codes.pick("*a" * 90 + "*b") == ()
    assert codes.pick("*a" * 90) == codes.all
    assert codes.pick("top(" + " " * 10_000 + ")") == ()


def test_two_codes_that_differ_by_case_are_told_apart() -> None:
    assert Codes(["a", "A"]).pick("A") == ("A",)


codes = st.lists(st.text("aB0.-", min_size=1, max_size=4), min_size=1, max_size=12, unique_by=str.lower)
numbers = st.integers(1, 5)


@given(codes, st.booleans(), st.data())
def test_the_client_reads_expressions_as_the_service_does(
    known: list[str], is_time: bool, data: st.DataObject
) -> None:
    one, other = data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known))
    count, offset = data.draw(numbers), data.draw(numbers)
    value = data.draw(
        st.sampled_from(
            [
                one,
                one.upper(),
                f"top({count})",
                f"bottom({count},{offset})",
                f"from({one})",
                f"to({one})",
                f"range({one},{other})",
                f"{one[0]}*",
                "?" * count,
            ]
        )
    )
    try:
        meant = set(expand(value, known, is_time=is_time))
    except RefusalError:
        meant = set()
    assert set(Codes(known, is_time=is_time).pick(value)) == meant
