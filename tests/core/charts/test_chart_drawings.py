"""What every chart promises, whatever it is given: sound markup, words inside the sheet, all figures in the table."""

from itertools import combinations

import pytest
from django.utils import translation
from lxml import etree

from rodtrad.core.charts import Chart, light_colours
from rodtrad.core.charts.drawn import Drawing, Text, meet
from tests.core.charts.gallery import HOSTILE, OSLO, WARDS, drawn, empty, lines

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = drawn()
EDITIONS = [(name, edition) for name in CHARTS for edition in ("wide", "narrow")]


def parsed(markup: str) -> etree._Element:
    """Read the markup as strictly as XML is read."""
    return etree.fromstring(markup.encode(), etree.XMLParser(resolve_entities=False, recover=False))


def sheet(name: str, edition: str) -> Drawing:
    chart = CHARTS[name]
    found = chart.wide_drawing if edition == "wide" else chart.narrow_drawing
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_the_markup_is_sound_and_says_what_it_shows(name: str, edition: str) -> None:
    chart = CHARTS[name]
    root = parsed(getattr(chart, edition))
    assert root.get("role") == "img"
    named = [root.xpath("//*[@id=$id]", id=one) for one in root.get("aria-labelledby").split()]
    assert [[one.tag for one in found] for found in named] == [["title"], ["desc"]]
    assert all(found[0].text for found in named)


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_the_page_needs_no_style_of_its_own(name: str, edition: str) -> None:
    root = parsed(getattr(CHARTS[name], edition))
    assert not root.xpath("//style | //script | //@style | //@*[starts-with(name(), 'on')]")
    assert all(one.get("class", "").startswith("c-") for one in root.iter("path", "rect", "circle", "text"))


@pytest.mark.parametrize("name", CHARTS)
def test_ids_are_unique_in_the_page_and_patterns_are_there(name: str) -> None:
    chart = CHARTS[name]
    roots = [parsed(chart.wide), parsed(chart.narrow)] if name != "spark" else [parsed(chart.wide)]
    ids = [one for root in roots for one in root.xpath("//@id")]
    assert len(ids) == len(set(ids))
    for root in roots:
        for fill in root.xpath("//@fill[starts-with(., 'url(')]"):
            assert fill[5:-1] in ids


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_every_word_stands_inside_the_sheet(name: str, edition: str) -> None:
    found = sheet(name, edition)
    for text in found.texts():
        left, top, right, bottom = text.extent
        inside = left >= -0.6 and top >= -0.6 and right <= found.width + 0.6 and bottom <= found.height + 0.6
        assert inside, (text, text.extent)


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_no_word_stands_on_another(name: str, edition: str) -> None:
    texts = sheet(name, edition).texts()
    assert not [(one.text, other.text) for one, other in combinations(texts, 2) if touch(one, other)]


def touch(one: Text, other: Text) -> bool:
    """Tell whether two texts meet by more than their letters' own air."""
    left, top, right, bottom = one.extent
    return meet((left + 1.5, top + 1.5, right - 1.5, bottom - 1.5), other.extent)


@pytest.mark.parametrize("name", CHARTS)
def test_a_file_needs_nothing_but_itself(name: str) -> None:
    chart = CHARTS[name]
    for narrow in (False, True):
        text = chart.as_file(narrow=narrow, colours=light_colours("forest"))
        root = parsed(text)
        assert root.tag == f"{SVG}svg"
        assert float(root.get("width")) > 0
        assert not root.xpath("//*/@class | //*/@style")
        assert "var(" not in text
        assert not [one for one in root.xpath("//@fill | //@stroke") if one.startswith("--")]


def test_a_file_has_the_organisations_colour() -> None:
    chart = CHARTS["line design"]
    assert "#1d4d3e" in chart.as_file(colours=light_colours("forest"))
    assert "#0b3c5d" in chart.as_file()


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_text_is_text(name: str) -> None:
    for markup in (CHARTS[name].wide, CHARTS[name].narrow, CHARTS[name].as_file()):
        root = parsed(markup)
        assert not root.xpath("//*[local-name()='script']")
        allowed = {"svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "text"}
        assert {etree.QName(one).localname for one in root.iter()} <= allowed


def test_hostile_text_is_kept_as_it_was_but_for_what_xml_cannot_hold() -> None:
    root = parsed(CHARTS["line hostile"].wide)
    title = root.findtext("title")
    assert title == HOSTILE.replace("\u0001", "").replace("\ud800", "")


def test_the_same_description_always_gives_the_same_drawing() -> None:
    first, second = drawn(), drawn()
    assert {name: chart.wide for name, chart in first.items()} == {
        name: chart.wide for name, chart in second.items()
    }
    assert {chart.as_file() for chart in first.values()} == {chart.as_file() for chart in second.values()}


def test_every_figure_stands_in_the_table() -> None:
    cells = {cell for row in CHARTS["line design"].rows() for cell in row}
    assert {f"{point.value:.1f}".replace(".", ",") for point in OSLO.points} <= cells
    assert {"2013", "2024", "2032", "8,0"} <= cells
    for name in ("bars", "tiles"):
        rows = {row[0]: row[-1] for row in CHARTS[name].rows()}
        assert all(rows[ward] == str(value) for ward, value in WARDS.items())
    assert len(CHARTS["bars many"].table.rows) == 357


@pytest.mark.parametrize("name", CHARTS)
def test_a_table_is_square(name: str) -> None:
    table = CHARTS[name].table
    assert {len(row) for row in table.rows} == {len(table.header)}
    assert len(table.columns()) == len(table.header)
    assert len(table.cells()) == len(table.rows)


@pytest.mark.parametrize("name", empty())
def test_without_figures_there_is_a_sentence_instead_of_an_empty_frame(name: str) -> None:
    chart: Chart = empty()[name]
    assert chart.wide == chart.narrow == chart.as_file() == ""
    assert "ingen tall" in chart.empty
    assert chart.empty == chart.description


def test_a_chart_says_what_one_sees() -> None:
    said = {name: chart.description for name, chart in CHARTS.items()}
    assert said["line design"] == (
        "Oslo har gått ned fra 17,6\N{NO-BREAK SPACE}% i 2013 til 12,0\N{NO-BREAK SPACE}% i 2024. "
        "Målet er 8\N{NO-BREAK SPACE}% i 2032."
    )
    assert said["line equal"] == "Oslo er 5 i 2023, det samme som i 2015."
    assert said["bars"].startswith(
        "Sagene har 13\N{NO-BREAK SPACE}% og er nummer 6 av 8. Høyest er Gamle Oslo"
    )
    assert "«laveste aksepterte»" in said["bullet"]


def test_words_and_figures_follow_the_language() -> None:
    with translation.override("en"):
        english = lines()["line design"]
    assert "17.6%" in english.description
    assert "17,6" not in english.wide
