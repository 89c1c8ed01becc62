"""What must be true of every page, on a phone and on a wide screen, in light and dark, in each language."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(browser: Browser, site: str, address: str) -> None:
    for width, scheme in ((1440, "light"), (390, "dark")):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]  # one of two literals
            bypass_csp=True,
        )
        page = context.new_page()
        page.goto(address)
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
        context.close()
        assert results.violations_count == 0, f"{address} {width} {scheme}\n{results.generate_report()}"


@pytest.mark.parametrize("address", PAGES)
def test_nothing_runs_over_the_side(page: Page, address: str) -> None:
    for width in (320, 390, 768, 1024, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"


@pytest.mark.parametrize("address", PAGES)
def test_the_page_keeps_to_its_policy(page: Page, address: str) -> None:
    """The strict content security policy stops nothing, and nothing is missing."""
    said: list[str] = []
    missing: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", note)
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(address)
    expected = [url for url in missing if not url.endswith("/finnes-ikke/")]
    assert expected == []
    assert [text for text in said if "404" not in text] == []


@pytest.mark.parametrize("address", PAGES)
def test_the_page_has_its_frame(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "nb"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"


@pytest.mark.parametrize("address", PAGES)
def test_the_page_reads_without_javascript(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    text = page.locator("main").inner_text()
    context.close()
    assert len(text) > 40


def test_the_first_page_is_small(page: Page) -> None:
    """At most 150 KB travel for the first page, everything counted."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    travelled: list[float] = []
    client.on("Network.loadingFinished", lambda event: travelled.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    assert 10_000 < sum(travelled) <= 150_000
