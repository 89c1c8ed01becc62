"""Ways from a baseline to a target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.targets.methods import (
    LINEAR,
    IndicatorStatus,
    Method,
    Path,
    PathError,
    PathKind,
    Point,
    expected_at,
)
from rodtrad.targets.methods.judgement import Judgement, count_by_status, not_measured
from rodtrad.targets.methods.judgement import Question as Asked
from rodtrad.targets.methods.writing import write_percent, write_plainly, write_share_reached, write_year
from tests.targets.points import series

START, END = Point(2020, 200), Point(2030, 100)
GEOMETRIC = Path(PathKind.GEOMETRIC)


@pytest.mark.parametrize(
    ("path", "year", "value"),
    [
        (LINEAR, 2019, 200),
        (LINEAR, 2020, 200),
        (LINEAR, 2025, 150),
        (LINEAR, 2025.5, 145),
        (LINEAR, 2030, 100),
        (LINEAR, 2035, 100),
        (GEOMETRIC, 2025, 141.4213562),
        (GEOMETRIC, 2030, 100),
        (Path(PathKind.STEPS, series((2023, 180), (2026, 120))), 2022.9, 200),
        (Path(PathKind.STEPS, series((2023, 180), (2026, 120))), 2023, 180),
        (Path(PathKind.STEPS, series((2023, 180), (2026, 120))), 2029, 120),
        (Path(PathKind.STEPS, series((2023, 180), (2026, 120))), 2030, 100),
        (Path(PathKind.STEPS), 2029, 200),
    ],
)
def test_what_is_expected(path: Path, year: float, value: float) -> None:
    assert expected_at(path, baseline=START, target=END, year=year) == pytest.approx(value)


@pytest.mark.parametrize(
    ("path", "start", "end", "words"),
    [
        (LINEAR, Point(2030, 1), Point(2030, 2), "etter basisåret"),
        (GEOMETRIC, Point(2020, 0), Point(2030, 2), "samme side av null"),
        (GEOMETRIC, Point(2020, -1), Point(2030, 2), "samme side av null"),
        (Path(PathKind.STEPS, series((2020, 1))), START, END, "etter hverandre"),
        (Path(PathKind.STEPS, series((2031, 1))), START, END, "etter hverandre"),
        (Path(PathKind.STEPS, series((2025, 1), (2024, 2))), START, END, "etter hverandre"),
    ],
)
def test_ways_that_do_not_exist(path: Path, start: Point, end: Point, words: str) -> None:
    with pytest.raises(PathError, match=words):
        expected_at(path, baseline=start, target=end, year=2025)


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(2020, 2030), st.sampled_from([LINEAR, GEOMETRIC]))
def test_the_way_stays_between_its_ends(first: float, last: float, year: float, path: Path) -> None:
    value = expected_at(path, baseline=Point(2020, first), target=Point(2030, last), year=year)
    assert min(first, last) * (1 - 1e-9) <= value <= max(first, last) * (1 + 1e-9)


def test_words_of_ways_methods_and_states() -> None:
    assert [kind.label for kind in PathKind] == [
        "like mye hvert år",
        "samme prosent hvert år",
        "trinn for trinn",
    ]
    assert Method.LINEAR.label == "fart mot målet"
    assert [status.label for status in IndicatorStatus if status.is_judged] == [
        "nådd",
        "i rute",
        "etter ruta",
        "langt etter ruta",
        "går feil vei",
    ]


def test_counting_names_every_state() -> None:
    judged: list[Judgement] = [not_measured("linear", Asked())] * 2
    counts = count_by_status(judged)
    assert list(counts) == list(IndicatorStatus)
    assert (counts[IndicatorStatus.NOT_MEASURED], counts[IndicatorStatus.ACHIEVED]) == (2, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.001, "−0,001"),
        (0.0123456, "0,012"),
        (12.5, "12,5"),
        (12.345, "12,35"),
        (1200, "1\N{NO-BREAK SPACE}200"),
        (-3, "−3"),
        (1e-12, "0"),
        (float("inf"), "–"),
    ],
)
def test_figures_are_written_with_the_decimals_they_need(value: float, text: str) -> None:
    assert write_plainly(value) == text


def test_years_and_percentages() -> None:
    assert (write_year(2024), write_year(2024.5)) == ("2024", "2024,5")
    assert (write_percent(0.015), write_percent(0.9499), write_percent(1)) == ("1,5", "95", "100")
    assert [write_share_reached(share) for share in (0.95, 0.9499, 0.599999)] == ["95", "94,9", "59,9"]
