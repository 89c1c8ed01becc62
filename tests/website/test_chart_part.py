"""A chart placed in a page: both editions, caption and source, the figures as a table."""

from django.template import engines
from lxml import html

from rodtrad.core.charts import Chart, LineChart, Sparkline, line_chart, sparkline
from tests.core.charts.gallery import HOSTILE, OSLO, drawn, empty, series


def placed(chart: Chart, tag: str = "chart drawing") -> html.HtmlElement:
    markup = engines["django"].from_string("{% load charts %}{% " + tag + " %}").render({"drawing": chart})
    return html.fromstring(f"<main>{markup}</main>")


def test_a_chart_has_both_editions_its_name_its_source_and_its_figures() -> None:
    page = placed(line_chart(LineChart(title="Lavinntekt", unit="%", decimals=1, source="SSB", main=OSLO)))
    (figure,) = page.xpath("figure[@class='chart']")
    assert len(figure.xpath("div[@class='chart-wide']/svg")) == 1
    assert len(figure.xpath("div[@class='chart-narrow']/svg")) == 1
    assert [one.text_content() for one in figure.xpath("figcaption/span")] == ["Lavinntekt (%)", "Kilde: SSB"]
    assert figure.xpath("details/summary")[0].text_content() == "Vis tallene som tabell"
    assert len(figure.xpath("details//tbody/tr")) == len(OSLO.points)
    assert [one.text for one in figure.xpath("details//tbody/tr[last()]/*")] == ["2024", "12,0"]


def test_a_page_that_has_the_table_itself_may_leave_it_out() -> None:
    chart = line_chart(LineChart(title="Lavinntekt", main=OSLO))
    page = placed(chart, "chart drawing name='Utvikling' table=False")
    assert not page.xpath("//details")
    assert page.xpath("//figcaption")[0].text_content() == "Utvikling"


def test_a_chart_without_figures_is_a_sentence() -> None:
    for chart in empty().values():
        page = placed(chart)
        assert not page.xpath("//svg")
        assert "ingen tall" in page.xpath("//p[@class='empty']")[0].text_content()


def test_hostile_text_does_not_break_out_of_the_page() -> None:
    for chart in drawn().values():
        page = placed(chart)
        assert not page.xpath("//script | //@onload | //@style")
    chart = line_chart(LineChart(title=HOSTILE, source=HOSTILE, main=series(HOSTILE, 2020, 1, 2)))
    assert not placed(chart).xpath("//script | //@onload | //@style")


def test_a_sparkline_stands_in_a_cell_and_says_what_it_shows() -> None:
    page = placed(sparkline(Sparkline(title="Oslo", points=OSLO.points)), "spark drawing")
    (svg,) = page.xpath("span[@class='spark']/svg")
    assert svg.get("role") == "img"
    nothing = placed(sparkline(Sparkline(title="Oslo", points=())), "spark drawing")
    assert nothing.text_content() == "–"
    assert "ingen tall" in nothing.xpath("span/@title")[0]
