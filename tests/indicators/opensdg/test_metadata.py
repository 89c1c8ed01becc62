"""The metadata of Open SDG: front matter, YAML alone, the names of the UN, and what is none of it."""

from pathlib import Path

import pytest

from rodtrad.indicators.sources.opensdg.front_matter import MetadataError
from rodtrad.indicators.sources.opensdg.metadata import Source, read_metadata

PLACE = Path(__file__).resolve().parents[4] / "shared" / "data" / "stat" / "opensdg_los_angeles"
PAGE = """---
indicator: 1-2-1
sdg_goal: '01'
target_id: '1.2'
indicator_name: >-
  Andel under
  fattigdomsgrensa
national_indicator_available: Lavinntekt
computation_units: prosent
proxy: true
data_non_statistical: false
tags:
- by
- bydel
nested: {a: {b: c}, d: e}
source_active_1: true
source_organisation_1: Statistisk sentralbyrå
source_url_1: https://www.ssb.no/
source_active_2: false
source_url_text_2: Link to source
---
## Om tallene

Målt i *alle* bydeler.
"""


def test_the_fields_and_the_page_below() -> None:
    told = read_metadata(PAGE.encode())
    assert (told.indicator, told.target, told.goal) == ("1.2.1", "1.2", "1")
    assert (told.title, told.name) == ("Lavinntekt", "Andel under fattigdomsgrensa")
    assert (told.unit, told.proxy, told.has_figures) == ("prosent", True, True)
    assert told.sources == (Source(organisation="Statistisk sentralbyrå", url="https://www.ssb.no/"),)
    assert told.page == "## Om tallene\n\nMålt i *alle* bydeler."
    assert (told.told["tags"], told.told["nested"]) == ("by; bydel", "")


def test_yaml_alone_with_the_names_of_the_un() -> None:
    told = read_metadata(
        b"SDG_INDICATOR: 'Indicator 16.b.1: Proportion'\nSDG_TARGET: 'Target 16.b: Promote'\n"
        b"META_LAST_UPDATE: 2024-03-28\nUNIT_MEASURE: Percent\nDATA_SOURCE: Surveys\nCOMPILING_ORG: OHCHR\n"
    )
    assert (told.indicator, told.target, told.goal) == ("16.b.1", "16.b", "16")
    assert (told.updated, told.unit, told.page) == ("2024-03-28", "Percent", "")
    assert told.sources == (Source(organisation="OHCHR", text="Surveys"),)


def test_a_hyphen_in_a_text_ends_nothing() -> None:
    told = read_metadata(b"indicator: 3.1.1\ngraph_title: a --- b\n")
    assert (told.title, told.target, told.goal, told.page) == ("a --- b", "3.1", "3", "")


def test_what_has_no_figures_says_so() -> None:
    assert not read_metadata(b"indicator: 1.1.1\ndata_non_statistical: true\n").has_figures


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "har ingen felt"),
        (b"---\n---\nTekst\n", "har ingen felt"),
        (b"Bare tekst.", "har ingen felt"),
        (b"- a\n- b\n", "ikke en liste"),
        (b"a: " + b"[" * 100, "for dypt"),
        (b"a: b\nc: [d\n", "ikke gyldig YAML fra linje 3"),
        (b"a: *b\nc: \t- d: [\n", "ikke gyldig YAML"),
        ("a: å".encode("latin-1"), "ikke UTF-8"),
        (b"a: " + b"b" * 1_000_001, "for stor til å være metadata"),
    ],
)
def test_what_is_no_metadata(content: bytes, told: str) -> None:
    with pytest.raises(MetadataError, match=told):
        read_metadata(content)


@pytest.mark.parametrize(
    "content",
    [
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nindicator: 1.1.1\n",
        b"deep: " + b"[" * 40 + b"]" * 40 + b"\nindicator: 1.1.1\n",
        b"? [complex, key]\n: value\n? {a: b}\n: {c: d}\nindicator: 1.1.1\n",
        b"indicator: 1.1.1\nsame: 1\nsame: 2\n<<: {x: y}\n",
    ],
)
def test_odd_yaml_ends_in_the_fields_that_are_plain(content: bytes) -> None:
    assert read_metadata(content).indicator == "1.1.1"


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "indicator", "title", "sources"),
    [
        ("1-2-1", "1.2.1", "Percent Below Poverty Line", ["United States Census Bureau"]),
        ("11-7-2", "11.7.2", "", ["Los Angeles Police Department", "U.S. Department of Justice"]),
    ],
)
def test_the_metadata_of_a_city(name: str, indicator: str, title: str, sources: list[str]) -> None:
    path = PLACE / f"meta_{name}.md"
    if not path.exists():
        pytest.skip(f"real data is missing: {path} is not there, so it was NOT read")
    told = read_metadata(path.read_bytes())
    assert (told.indicator, told.coverage) == (indicator, "City of Los Angeles")
    assert told.title == (title or told.name)
    assert [source.organisation for source in told.sources] == sources
