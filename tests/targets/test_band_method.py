"""Bands: every row of Asker's measure map 2015–17, the gaps between bands, and what is not measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.targets.methods import Band, Bands, BandsError, Judgement, Method, Question, judge
from rodtrad.targets.methods.judgement import IndicatorStatus as Status
from tests.targets.points import series


def over(low: float) -> Band:
    return Band(low=low, low_included=False)


def under(high: float) -> Band:
    return Band(high=high, high_included=False)


ASKER = {
    "årlig befolkningsvekst": Bands(
        Band(1.30, 1.69), (Band(1.00, 1.29), Band(1.70, 1.99)), (under(0.99), over(2.00))
    ),
    "nye boliger": Bands(Band(300, 399), (Band(250, 299), Band(400, 449)), (under(249), over(450))),
    "leiligheter og rekkehus": Bands(over(70), (Band(50, 69),), (Band(0, 49),)),
    "rimelige boliger": Bands(over(40), (Band(25, 39),), (Band(0, 24),)),
    "togreisende": Bands(over(2), (Band(0.5, 1.99),), (under(0.49),)),
    "bussreisende": Bands(over(2), (Band(0.5, 1.99),), (under(0.49),)),
    "syklende": Bands(over(5), (Band(2.5, 4.99),), (under(2.49),)),
}
WANTED, ACCEPTED, REFUSED, GAP = Status.ACHIEVED, Status.BEHIND, Status.FAR_BEHIND, Status.NOT_POSSIBLE


def judged(row: str, value: float | None) -> Judgement:
    figures = () if value is None else series((2015, value))
    return judge(Method.BAND, Question(series=figures, bands=ASKER[row]))


@pytest.mark.parametrize(
    ("row", "value", "status", "word"),
    [
        ("årlig befolkningsvekst", 0.90, REFUSED, "ikke godkjent"),
        ("nye boliger", 157, REFUSED, "ikke godkjent"),
        ("leiligheter og rekkehus", 62, ACCEPTED, "laveste aksepterte"),
        ("rimelige boliger", None, Status.NOT_MEASURED, "ikke målt"),
        ("togreisende", 24, WANTED, "ønsket"),
        ("bussreisende", 9, WANTED, "ønsket"),
        ("syklende", -4.4, REFUSED, "ikke godkjent"),
    ],
)
def test_askers_results_of_2015(row: str, value: float | None, status: Status, word: str) -> None:
    answer = judged(row, value)
    assert (answer.status, answer.word) == (status, word)


@pytest.mark.parametrize(
    ("row", "value", "status"),
    [
        ("årlig befolkningsvekst", 0.98, REFUSED),
        ("årlig befolkningsvekst", 0.99, GAP),
        ("årlig befolkningsvekst", 0.995, GAP),
        ("årlig befolkningsvekst", 1.00, ACCEPTED),
        ("årlig befolkningsvekst", 1.29, ACCEPTED),
        ("årlig befolkningsvekst", 1.295, GAP),
        ("årlig befolkningsvekst", 1.30, WANTED),
        ("årlig befolkningsvekst", 1.69, WANTED),
        ("årlig befolkningsvekst", 1.70, ACCEPTED),
        ("årlig befolkningsvekst", 1.99, ACCEPTED),
        ("årlig befolkningsvekst", 2.00, GAP),
        ("årlig befolkningsvekst", 2.01, REFUSED),
        ("nye boliger", 248, REFUSED),
        ("nye boliger", 249, GAP),
        ("nye boliger", 250, ACCEPTED),
        ("nye boliger", 299, ACCEPTED),
        ("nye boliger", 300, WANTED),
        ("nye boliger", 399, WANTED),
        ("nye boliger", 400, ACCEPTED),
        ("nye boliger", 449, ACCEPTED),
        ("nye boliger", 450, GAP),
        ("nye boliger", 451, REFUSED),
        ("leiligheter og rekkehus", 70, GAP),
        ("leiligheter og rekkehus", 70.1, WANTED),
        ("leiligheter og rekkehus", 69, ACCEPTED),
        ("leiligheter og rekkehus", 49.5, GAP),
        ("leiligheter og rekkehus", 49, REFUSED),
        ("rimelige boliger", 41, WANTED),
        ("rimelige boliger", 25, ACCEPTED),
        ("rimelige boliger", 24, REFUSED),
        ("togreisende", 2, GAP),
        ("togreisende", 0.5, ACCEPTED),
        ("togreisende", 0.48, REFUSED),
        ("syklende", 5.01, WANTED),
        ("syklende", 2.5, ACCEPTED),
        ("syklende", 2.49, GAP),
    ],
)
def test_the_ends_of_askers_bands(row: str, value: float, status: Status) -> None:
    assert judged(row, value).status is status


def test_the_reason_says_the_band_and_what_is_lacking() -> None:
    assert str(judged("nye boliger", 157).reason) == (
        "Bånd: 157 i 2015 er ikke godkjent. Ønsket er 300–399; dit mangler 143."
    )
    assert str(judged("leiligheter og rekkehus", 62).reason) == (
        "Bånd: 62 i 2015 er innenfor det laveste aksepterte, men ikke som ønsket. Ønsket er over 70; dit mangler 8."
    )
    gap = judged("årlig befolkningsvekst", 0.995)
    assert gap.word == "mellom båndene"
    assert "i et hull mellom båndene" in str(gap.reason)
    assert "Rett endene" in str(gap.reason)
    at_the_end = judged("leiligheter og rekkehus", 70)
    assert str(at_the_end.reason).endswith("Ønsket er over 70.")
    assert (judged("nye boliger", 157).margin, judged("nye boliger", 310).margin) == (-143, 10)


def test_without_bands_named_as_not_accepted_there_are_no_gaps() -> None:
    bands = Bands(Band(10, 20), (Band(5, 9),))
    for value in (4, 9.5, 20.5):
        assert judge(Method.BAND, Question(series=series((2020, value)), bands=bands)).status is REFUSED


def test_a_target_without_bands_cannot_be_judged() -> None:
    answer = judge(Method.BAND, Question(series=series((2020, 1))))
    assert (answer.status, "ingen bånd" in str(answer.reason)) == (Status.NOT_POSSIBLE, True)


@pytest.mark.parametrize(
    ("wanted", "accepted"),
    [
        (Band(10, 20), Band(20, 30)),
        (Band(10, 20), Band(low=15)),
        (Band(high=5), Band(high=3)),
        (over(5), Band(6, 6)),
    ],
)
def test_bands_that_overlap_are_refused(wanted: Band, accepted: Band) -> None:
    with pytest.raises(BandsError, match="overlapper"):
        Bands(wanted, (accepted,))


def test_bands_may_touch_where_one_end_is_open() -> None:
    Bands(over(20), (Band(10, 20),))
    Bands(over(20), (under(20),))
    with pytest.raises(BandsError, match="fra det laveste"):
        Band(2, 1)


@given(st.sampled_from(list(ASKER)), st.floats(-100, 1000))
def test_a_figure_has_one_state_and_the_margin_tells_whether_it_is_wanted(row: str, value: float) -> None:
    answer = judged(row, value)
    assert answer.margin is not None
    assert (answer.status is WANTED) == ASKER[row].wanted.holds(value)
    assert answer.margin >= 0 or answer.status is not WANTED
    assert answer.margin <= 0 or answer.status is WANTED
