"""Every fault in an indicator file is told with line and column, what is wrong, and what to do."""

import pytest

from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.indicator_file.load import store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.indicators.models import Indicator, LivingFact

pytestmark = pytest.mark.django_db

FILE = """\
format: rodtrad/indicator-file/1
datasets:
  - key: prove-tabell
    title: Folketall
    provider: document
    address: https://example.org
    due: {month: 3, day: 15}
    verified_on: 2026-01-01
    query: {values: {Region: "*"}}
indicators:
  - key: prove-folk
    name: {nb: Folk}
    unit: person
    direction: none
    dimension: social
    perspective: outcome
    theme: population
    quantity: count
    dataset: prove-tabell
    sdg: ["11.3"]
  - key: prove-andel
    name: {nb: Andel}
    unit: percent
    direction: band
    band: {low: 10, high: 20}
    dimension: social
    perspective: outcome
    theme: population
    quantity: ratio
    formula: share
    numerator: prove-folk
    denominator: prove-folk
    visibility: public
figures:
  - dataset: prove-tabell
    indicator: prove-folk
    area: "0301"
    period: "2024"
    value: 717000
"""

#: What is written for what, the line it is told on, and parts of what is said.
FAULTS: dict[str, tuple[str, str, int, str, str]] = {
    "format": (
        "indicator-file/1",
        "plan-file/1",
        1,
        "Formatet «rodtrad/plan-file/1» er ukjent.",
        "rodtrad/indicator-file/1",
    ),
    "key": ("key: prove-tabell", "key: Prøve tabell", 3, "er ikke en gyldig nøkkel", "prove-tabell"),
    "provider": (
        "provider: document",
        "provider: dokument",
        5,
        "«dokument» er ikke en kjent verdi",
        "document",
    ),
    "address": ("https://example.org", "javascript:alert(1)", 6, "er ikke en nettadresse", "https://"),
    "due": ("month: 3", "month: 13", 7, "«13» går ikke i «month»", "fra 1 til 12"),
    "due day": ("day: 15", "day: 31", 7, "«31» går ikke i «day»", "fra 1 til 28"),
    "verified": ("2026-01-01", "1.1.2026", 8, "er ikke en dato", "2026-01-01"),
    "query": ('query: {values: {Region: "*"}}', "query: alt", 9, "Feltet «query» skal ha underfelter.", ""),
    "name": ("name: {nb: Folk}", "name: {en: People}", 12, "Feltet «nb» mangler.", ""),
    "unit": ("unit: person", "unit: menneske", 13, "Enheten «menneske» er ukjent.", "kr/person"),
    "direction": (
        "direction: none",
        "direction: opp",
        14,
        "«opp» er ikke en kjent verdi for «direction»",
        "higher",
    ),
    "unknown field": (
        "title: Folketall",
        "title: Folketall\n    titel: x",
        5,
        "Feltet «titel» er ukjent her.",
        "title",
    ),
    "dataset": (
        "dataset: prove-tabell\n    sdg",
        "dataset: prove-tabel\n    sdg",
        19,
        "Tabellen «prove-tabel» finnes ikke.",
        "prove-tabell",
    ),
    "sdg": ('sdg: ["11.3"]', 'sdg: ["11.33"]', 20, "«11.33» er ikke et delmål", "11.3"),
    "units differ": ("unit: percent", "unit: kr", 23, "Enhetene går ikke opp:", "Rett enheten"),
    "band": ("low: 10, high: 20", "low: 20, high: 10", 25, "Båndet må ha en nedre grense", "band: {low: 1"),
    "half a band": ("{low: 10, high: 20}", "{low: 10}", 25, "Båndet må ha en nedre grense", ""),
    "band and direction": ("direction: band", "direction: lower", 25, "hører bare til retningen «band»", ""),
    "comma": ("low: 10,", 'low: "10,5",', 25, "«10,5» er ikke et tall", "10.5"),
    "numerator": (
        "numerator: prove-folk",
        "numerator: prove-fol",
        31,
        "Indikatoren «prove-fol» finnes ikke.",
        "prove-folk",
    ),
    "no denominator": ("    denominator: prove-folk\n", "", 30, "trenger både teller og nevner", "numerator"),
    "itself": (
        "denominator: prove-folk",
        "denominator: prove-andel",
        32,
        "kan ikke regnes ut av seg selv",
        "",
    ),
    "terms": ("    visibility: public", "    terms: [prove-folk]", 33, "Ledd hører bare til en sum", ""),
    "visibility": ("visibility: public", "visibility: team", 33, "«team» er ikke en kjent verdi", "public"),
    "no document": ("provider: document", "provider: table", 35, "er ikke et dokument", "provider: document"),
    "figure's dataset": (
        "- dataset: prove-tabell",
        "- dataset: tabell",
        35,
        "Tabellen «tabell» finnes ikke.",
        "prove-tabell",
    ),
    "figure's indicator": (
        "    indicator: prove-folk",
        "    indicator: prove-folket",
        36,
        "Indikatoren «prove-folket» finnes ikke.",
        "prove-folk",
    ),
    "area": (
        'area: "0301"',
        'area: "9999"',
        37,
        "Fant ikke noe sted med nummeret «9999».",
        "fire for kommune",
    ),
    "period": ('period: "2024"', "period: i fjor", 38, "«i fjor» er ikke et tidsrom.", "2024K1"),
    "value": ("value: 717000", "value: mange", 39, "«mange» er ikke et tall", ""),
    "no value": ("    value: 717000\n", "", 35, "Feltet «value» mangler.", ""),
    "value and status": (
        "value: 717000",
        "value: 717000\n    status: missing",
        39,
        "Det står både et tall og",
        "",
    ),
    "breakdown": (
        "    value: 717000\n",
        "    value: 717000\n    breakdown: {" + ", ".join(f"{one}: {'x' * 99}" for one in "abc") + "}\n",
        40,
        "Det tallet er delt inn etter, er på 305 tegn til sammen; grensen er 300.",
        "Kort ned teksten.",
    ),
}


def told(text: str) -> PlanFileError:
    with pytest.raises(PlanFileError) as caught:
        store_indicator_file(file=parse_indicator_file(text.encode()), root=None)
    return caught.value


def test_the_file_is_right_as_it_stands() -> None:
    store_indicator_file(file=parse_indicator_file(FILE.encode()), root=None)
    assert Indicator.objects.filter(key="prove-andel").exists()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(name: str) -> None:
    old, new, line, message, remedy = FAULTS[name]
    assert old in FILE
    problems = told(FILE.replace(old, new, 1)).problems
    assert len(problems) == 1, [str(one) for one in problems]
    assert problems[0].line == line, str(problems[0])
    assert problems[0].column >= 1
    assert message in problems[0].message
    assert remedy in problems[0].remedy
    assert not Indicator.objects.filter(key="prove-andel").exists()


def test_all_faults_are_told_at_once() -> None:
    text = (
        FILE.replace("unit: person", "unit: menneske").replace('"11.3"', '"99.1"').replace('"0301"', '"0000"')
    )
    assert [one.line for one in told(text).problems] == [13, 20, 37]


def test_a_circle_is_told_with_the_way_round() -> None:
    text = FILE.replace("    quantity: count\n", "    quantity: count\n    numerator: prove-andel\n", 1)
    assert any("Indikatorene går i ring: prove-" in one.message for one in told(text).problems)


def test_a_key_that_stands_twice_is_refused() -> None:
    text = FILE.replace("key: prove-andel", "key: prove-folk")
    assert "«prove-folk» står to ganger i «key»." in str(told(text))


def test_the_same_figure_twice_is_refused() -> None:
    figure = FILE[FILE.index("  - dataset: prove-tabell\n    indicator") :]
    assert "det første står på linje 35" in str(told(FILE + figure))


def test_a_public_share_of_something_internal_is_refused() -> None:
    text = FILE.replace('sdg: ["11.3"]', 'sdg: ["11.3"]\n    visibility: internal')
    assert "«prove-andel» er åpnere enn «prove-folk»" in str(told(text))


def test_an_empty_file_is_told_how_to_begin() -> None:
    with pytest.raises(PlanFileError, match="rodtrad/indicator-file/1"):
        parse_indicator_file(b"")


FACTS = """\
facts:
  - {key: prove-fakta, text: {nb: "{prove-folk} bor her.", en: "{prove-folk} live here."}}
  - {key: prove-del, text: {nb: "{prove-andel:av} er unge."}}
"""
#: As above; the line is counted from where the facts begin.
FACT_FAULTS: dict[str, tuple[str, str, int, str, str]] = {
    "key": (
        "key: prove-del",
        "key: prove-fakta",
        3,
        "«prove-fakta» står to ganger.",
        "Ta bort den ene.",
    ),
    "without figure": (
        "{prove-folk} bor her",
        "Mange bor her",
        2,
        "ikke plass til noe tall",
        "{innbyggere}",
    ),
    "of unknown": (
        "{prove-folk} live",
        "{prove-flok} live",
        2,
        "Indikatoren «prove-flok» finnes",
        "prove-folk",
    ),
    "with braces": (
        "{prove-folk} bor",
        "{prove-folk bor",
        2,
        "Krøllparentesene går ikke opp",
        "{nøkkel}",
    ),
    "with words": (
        "{prove-folk} bor",
        "{Alle folk} bor",
        2,
        "«Alle folk» er ikke nøkkelen",
        "{innbyggere}",
    ),
    "in a way": ("{prove-andel:av}", "{prove-andel:omtrent}", 3, "«omtrent» er ikke en måte", "brøk"),
    "of no share": (
        "{prove-folk} bor",
        "{prove-folk:av} bor",
        2,
        "ikke en andel i prosent",
        "{prove-folk}",
    ),
}


@pytest.mark.parametrize("name", FACT_FAULTS)
def test_a_fault_in_a_fact_is_told_with_its_line(name: str) -> None:
    old, new, line, message, remedy = FACT_FAULTS[name]
    assert old in FACTS
    [problem] = told(FILE + FACTS.replace(old, new, 1)).problems
    assert problem.line == FILE.count("\n") + line
    assert message in problem.message
    assert remedy in problem.remedy
    assert not LivingFact.objects.filter(key__startswith="prove-").exists()
