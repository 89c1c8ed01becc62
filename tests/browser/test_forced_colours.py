"""A reader who has chosen their own colours (Windows' contrast themes) sees the thread and every number."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

#: Texts whose colour is that of what lies behind them. The browser lays the page's own colour behind every text.
INVISIBLE = """() => [...document.querySelectorAll("body *")]
  .filter(one => [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim()))
  .filter(one => one.checkVisibility() && getComputedStyle(one).forcedColorAdjust !== "none")
  .filter(one => getComputedStyle(one).color === getComputedStyle(document.body).backgroundColor)
  .map(one => one.outerHTML.slice(0, 90))"""
LINES = """selector => [...document.querySelectorAll(selector)].map(one => getComputedStyle(one).stroke)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_are_seen_and_the_lit_ones_told_apart(page: Page, scheme: str) -> None:
    # Given a reader with colours of their own
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]  # two literals
    # When they open the map with kommunemål 2 lit
    page.goto("/oslo/?lys=mal-2")
    # Then no line has the colour of the background, and the lit thread has a colour of its own
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    lit = set(page.evaluate(LINES, ".tracks .ln.lit"))
    others = set(page.evaluate(LINES, ".tracks .ln:not(.lit)"))
    assert lit
    assert others
    assert background not in lit | others
    assert not lit & others
    # and the sheet that is open is marked
    marked = page.locator(".leaves a").evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderBottomColor)"
    )
    assert marked.count(marked[0]) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/oslo/",
        "/oslo/element/mal-2/",
        "/oslo/tradsjekk/",
        "/oslo/barekraftsmal/",
        "/komponenter/",
        "/konto/logg-inn/",
    ],
)
def test_every_word_is_seen(page: Page, address: str) -> None:
    # Given a reader with colours of their own
    page.emulate_media(forced_colors="active")
    # When they open a page
    page.goto(address)
    # Then no text has the colour that the browser lays behind it
    assert page.evaluate(INVISIBLE) == []
    expect(page.get_by_role("heading", level=1)).to_be_visible()
