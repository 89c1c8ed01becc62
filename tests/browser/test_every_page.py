"""What must be true of every page, on a phone and on a wide screen, in light and dark, with and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from tests.browser.conftest import PHONE
from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Steps between headings that go down more than one level.
SKIPPED_HEADINGS = """() => {
  const levels = [...document.querySelectorAll("main :is(h1,h2,h3,h4,h5,h6)")]
    .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]));
  return levels.filter((level, at) => at && level > levels[at - 1] + 1);
}"""
NAMELESS = """() => [...document.querySelectorAll("nav, [role=region]")]
  .filter(one => !one.ariaLabel && !document.getElementById(one.getAttribute("aria-labelledby")))
  .map(one => one.outerHTML.slice(0, 80))"""


class Complaints:
    """What the browser says against a page, from its first byte to the end of the test."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.said: list[str] = []

    def note_answer(self, answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            self.missing.append(answer.url)

    def note_message(self, message: ConsoleMessage) -> None:
        own_404 = "404" in message.text and message.location["url"].endswith("/finnes-ikke/")
        if message.type in ("error", "warning") and not own_404:
            self.said.append(message.text)


@pytest.fixture
def complaints(wide: Page) -> Complaints:
    noted = Complaints()
    wide.on("response", noted.note_answer)
    wide.on("console", noted.note_message)
    return noted


def violations(page: Page) -> str:
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    results = Axe().run(page, options=options)
    return results.generate_report() if results.violations_count else ""


def content_width(page: Page, width: int) -> int:
    """Make the screen so wide, and tell how wide what stands on it is."""
    page.set_viewport_size({"width": width, "height": PHONE["height"]})
    page.wait_for_function("width => innerWidth === width", arg=width)
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide


@pytest.mark.parametrize("address", PAGES)
def test_the_page_is_whole_and_accessible(wide: Page, complaints: Complaints, address: str) -> None:
    """One visit: policy, frame, axe in light and wide, axe in dark and narrow, and no sideways scroll between."""
    wide.emulate_media(color_scheme="light")
    answer = wide.goto(address)
    assert answer is not None
    assert answer.status == (404 if "finnes-ikke" in address else 200)
    assert wide.locator("h1").count() == 1
    assert len(wide.title()) > len("Rødtråd")
    assert wide.locator("html").get_attribute("lang") == "nb"
    assert wide.locator("main").count() == 1
    assert wide.evaluate(SKIPPED_HEADINGS) == []
    assert wide.evaluate(NAMELESS) == []
    assert violations(wide) == ""

    for width in (1920, 1024, 768, 320, PHONE["width"]):
        assert content_width(wide, width) <= width, f"{address} at {width}"
    wide.emulate_media(color_scheme="dark")
    assert wide.evaluate(SKIPPED_HEADINGS) == []
    assert violations(wide) == ""
    wide.keyboard.press("Tab")
    expect(wide.locator(":focus")).to_have_attribute("href", "#main")

    assert complaints.missing == []
    assert complaints.said == [], "the strict policy stopped something, or a script failed"


@pytest.mark.parametrize("address", PAGES)
def test_the_page_reads_without_javascript(without_script: Page, address: str) -> None:
    without_script.goto(address)
    main = without_script.locator("main")
    assert main.locator("h1").is_visible()
    assert len(main.inner_text()) > 40


def test_the_first_page_is_small(page: Page) -> None:
    """At most 150 KB travel for the first page, everything counted."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    travelled: list[float] = []
    client.on("Network.loadingFinished", lambda event: travelled.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    assert 10_000 < sum(travelled) <= 150_000
