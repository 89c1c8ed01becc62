"""Units: reading, algebra, formulas, words."""

from contextlib import suppress
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.units import ONE, Unit, UnitError, check_formula, label_of, parse_unit
from rodtrad.indicators.units.names import NAMES


@pytest.mark.parametrize(
    ("text", "scale", "powers"),
    [
        ("person", "1", {"person": 1}),
        ("innbyggere", "1", {"person": 1}),
        ("percent", "1/100", {}),
        ("%", "1/100", {}),
        ("kr", "1", {"kr": 1}),
        ("1000 kr", "1000", {"kr": 1}),
        ("1 000 kr", "1000", {"kr": 1}),
        ("mill. kr", "1000000", {"kr": 1}),
        ("kr/person", "1", {"kr": 1, "person": -1}),
        ("kr per innbygger", "1", {"kr": 1, "person": -1}),
        ("per 1000 person", "1/1000", {"person": -1}),
        ("per 10 000 person", "1/10000", {"person": -1}),
        ("1000 kr/person", "1000", {"kr": 1, "person": -1}),
        ("tonn co2e", "1000", {"co2e": 1}),
        ("Tonn CO2e per innbygger", "1000", {"co2e": 1, "person": -1}),
        ("kwh/m2", "1", {"kwh": 1, "m2": -1}),
        ("gwh", "1000000", {"kwh": 1}),
        ("m²", "1", {"m2": 1}),
        ("daa", "1000", {"m2": 1}),
        ("index", "1", {"index": 1}),
        ("person/person", "1", {}),
        ("kr/person/day", "1/24", {"hour": -1, "kr": 1, "person": -1}),
        ("kr^2", "1", {"kr": 2}),
        ("0,5 kr", "1/2", {"kr": 1}),
    ],
)
def test_what_a_code_means(text: str, scale: str, powers: dict[str, int]) -> None:
    unit = parse_unit(text)
    assert (unit.scale, dict(unit.powers)) == (Fraction(scale), powers)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "sild",
        "kr/",
        "/",
        "per",
        "kr/sild",
        "0 kr",
        "1000^2",
        "kr^0",
        "kr +",
        "x" * 41,
        "§",
        "1e5 kr",
    ],
)
def test_what_is_no_unit_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnitError, match="ikke en enhet vi kjenner"):
        parse_unit(text)


@pytest.mark.parametrize(
    ("start", "end", "factor"),
    [
        ("1000 kr", "kr", 1000),
        ("kr", "mill. kr", 1e-6),
        ("ratio", "percent", 100),
        ("percent", "permille", 10),
        ("number/person", "per 1000 person", 1000),
        ("tonn co2e", "kg co2e", 1000),
        ("gwh", "mwh", 1000),
        ("km2", "daa", 1000),
        ("ha", "m2", 10_000),
        ("day", "minute", 1440),
    ],
)
def test_conversion(start: str, end: str, factor: float) -> None:
    assert parse_unit(start).factor_to(parse_unit(end)) == pytest.approx(factor)
    assert parse_unit(end).factor_to(parse_unit(start)) == pytest.approx(1 / factor)


def test_different_things_are_not_converted() -> None:
    with pytest.raises(UnitError, match="måler ikke det samme"):
        parse_unit("kr").factor_to(parse_unit("kwh"))


@pytest.mark.parametrize(
    ("formula", "operands", "declared", "factors"),
    [
        ("share", ("person", "person"), "percent", (100, 1)),
        ("share", ("1000 kr", "kr"), "percent", (100_000, 1)),
        ("share", ("m2", "km2"), "permille", (0.001, 1)),
        ("per_capita", ("kr", "person"), "kr/person", (1, 1)),
        ("per_capita", ("1000 kr", "person"), "kr/person", (1000, 1)),
        ("per_capita", ("case", "person"), "per 1000 person", (1000, 1)),
        ("per_capita", ("case", "person"), "case/person", (1, 1)),
        ("per_capita", ("person", "person"), "per 1000 person", (1000, 1)),
        ("per_capita", ("tonn co2e", "person"), "tonn co2e/person", (1, 1)),
        ("sum", ("kr", "1000 kr", "mill. kr"), "1000 kr", (0.001, 1, 1000)),
        ("difference", ("percent", "percent"), "percent", (1, 1)),
    ],
)
def test_formulas_that_hold(
    formula: str, operands: tuple[str, ...], declared: str, factors: tuple[float, ...]
) -> None:
    found = check_formula(formula, [parse_unit(one) for one in operands], parse_unit(declared))
    assert found == pytest.approx(factors)


@pytest.mark.parametrize(
    ("formula", "operands", "declared", "words"),
    [
        ("share", ("person", "kr"), "percent", "Telleren er i innbyggere og nevneren i kr."),
        ("share", ("person", "person"), "kr", "innbyggere delt på innbyggere kan ikke være i kr."),
        ("per_capita", ("kr", "household"), "kr/household", "Den er i husholdninger."),
        ("per_capita", ("kr", "person"), "percent", "kr delt på innbyggere kan ikke være i prosent."),
        ("per_capita", ("kr", "person"), "per 1000 person", "kan ikke være i per 1000 innbyggere."),
        (
            "sum",
            ("kr", "kr/person"),
            "kr",
            "kr per innbygger kan ikke legges sammen til eller trekkes fra kr.",
        ),
        ("difference", ("kr",), "kr", "trenger minst to indikatorer"),
        ("share", ("kr",), "percent", "én teller og én nevner"),
    ],
)
def test_formulas_that_do_not_hold_say_why(
    formula: str, operands: tuple[str, ...], declared: str, words: str
) -> None:
    with pytest.raises(UnitError) as refused:
        check_formula(formula, [parse_unit(one) for one in operands], parse_unit(declared))
    assert words in str(refused.value.message)


def test_an_unknown_formula_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="no formula"):
        check_formula("product", [ONE, ONE], ONE)


@pytest.mark.parametrize(
    ("text", "one", "several"),
    [
        ("person", "innbygger", "innbyggere"),
        ("child", "barn", "barn"),
        ("percent", "prosent", "prosent"),
        ("1000 kr", "1000 kr", "1000 kr"),
        ("kr/person", "kr per innbygger", "kr per innbygger"),
        ("per 1000 person", "per 1000 innbyggere", "per 1000 innbyggere"),
        ("person/km2", "innbygger per km²", "innbyggere per km²"),
        ("tonn co2e", "tonn CO₂-ekvivalenter", "tonn CO₂-ekvivalenter"),
        ("kwh/m2", "kWh per m²", "kWh per m²"),
        (
            "per 10000 person",
            "per 10\N{NO-BREAK SPACE}000 innbyggere",
            "per 10\N{NO-BREAK SPACE}000 innbyggere",
        ),
        ("kr^2", "kr²", "kr²"),
    ],
)
def test_words(text: str, one: str, several: str) -> None:
    assert (label_of(parse_unit(text), 1), label_of(parse_unit(text))) == (one, several)


def test_every_known_name_has_words_in_every_language() -> None:
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            for name in NAMES:
                for count in (1, 2):
                    assert label_of(parse_unit(name), count).strip()
    assert label_of(ONE) == "antall"


UNITS = st.builds(
    lambda number, names: parse_unit(f"{number} {names[0]}/{names[1]}"),
    st.sampled_from([1, 10, 1000]),
    st.tuples(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES))),
)


@given(UNITS, UNITS, UNITS)
def test_multiplying_is_an_algebra(one: Unit, two: Unit, three: Unit) -> None:
    assert one * two == two * one
    assert (one * two) * three == one * (two * three)
    assert one * ONE == one
    assert one / one == ONE
    assert (one / two) * two == one
    assert one / (two / three) == one * three / two
    assert one.inverse.inverse == one


@given(UNITS, st.integers(1, 10**6))
def test_converting_there_and_back_and_by_a_third(unit: Unit, number: int) -> None:
    scaled, other = Unit(unit.scale * number, unit.powers), Unit(unit.scale / number, unit.powers)
    assert scaled.factor_to(unit) == number
    assert scaled.factor_to(other) == pytest.approx(scaled.factor_to(unit) * unit.factor_to(other))


@given(UNITS, UNITS)
def test_a_ratio_and_what_it_was_made_of(above: Unit, below: Unit) -> None:
    assert (above / below).is_pure == above.measures_same(below)
    if above.measures_same(below):
        assert float((above / below).scale) == pytest.approx(above.factor_to(below))


@given(st.text(max_size=50))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    with suppress(UnitError):
        assert parse_unit(text).scale > 0
