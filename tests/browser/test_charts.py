"""Charts of every kind on one page, on a phone and on a wide screen: accessible, within the page, text at its size."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines
from playwright.sync_api import Browser, Page

import rodtrad.website
from tests.browser.conftest import PHONE, WIDE
from tests.core.charts.gallery import drawn

pytestmark = pytest.mark.browser

STYLES = Path(rodtrad.website.__file__).parent / "static" / "rodtrad"
PAGE = """{% load charts %}<!doctype html><html lang="nb" data-color-scheme="auto"><title>Diagrammer</title>
<main class="wrap"><h1>Diagrammer</h1>{% for one in charts %}{% chart one %}{% endfor %}</main></html>"""
#: Words whose place or size in the browser is not what was reckoned without one.
STRAY = """() => [...document.querySelectorAll(".chart svg text")].filter(one => one.checkVisibility()).filter(one => {
  const sheet = one.ownerSVGElement.getBoundingClientRect(), place = one.getBoundingClientRect()
  return place.left < sheet.left - 2 || place.right > sheet.right + 2 || place.height < 11
}).map(one => one.textContent)"""
SHOWN = """() => [...document.querySelectorAll("figure.chart")].map(figure =>
  [...figure.querySelectorAll(":scope > div > svg")].filter(one => one.checkVisibility()).length)"""


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Page]:
    """Give a page with all charts, written into the browser: it has no address of its own."""
    page = browser.new_page()
    charts = [chart for name, chart in drawn().items() if name != "spark"]
    page.set_content(engines["django"].from_string(PAGE).render({"charts": charts}))
    font = base64.b64encode((STYLES.parent / "vendor/inter/inter-latin.woff2").read_bytes()).decode()
    for name in ("tokens", "base", "layout", "parts", "charts"):
        style = (STYLES / f"{name}.css").read_text("utf-8")
        page.add_style_tag(
            content=style.replace("../vendor/inter/inter-latin.woff2", f"data:font/woff2;base64,{font}")
        )
    page.evaluate("Promise.all([400, 600].map(weight => document.fonts.load(`${weight} 13px Inter`)))")
    yield page
    page.close()


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_accessible_and_keep_inside(gallery: Page, size: dict[str, int], scheme: str) -> None:
    gallery.set_viewport_size(size)  # type: ignore[arg-type]  # a ViewportSize
    gallery.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two literals
    assert gallery.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert set(map(int, gallery.evaluate(SHOWN))) == {1}
    assert gallery.evaluate(STRAY) == []
    found = Axe().run(gallery).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
