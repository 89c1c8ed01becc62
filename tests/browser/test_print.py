"""A page on paper: no navigation, black ink on white, and the thread still there."""

import io
import re

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "address", ["/oslo/element/mal-2/", "/oslo/planer/kps-2025/", "/oslo/tradsjekk/", "/oslo/?lys=mal-2"]
)
def test_paper_has_the_content_and_no_navigation(page: Page, address: str) -> None:
    # Given a reader in the dark
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    # When they print the page
    page.emulate_media(media="print", color_scheme="dark")
    # Then menu, breadcrumbs, log-in and choice of language are gone
    for gone in (".nav", ".crumbs", ".account", ".skip", ".foot nav", ".languages"):
        parts = page.locator(gone)
        expect(parts).not_to_have_count(0)
        for one in parts.all():
            expect(one).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # and the ink is dark on white paper, whatever the screen was
    colours = page.evaluate(
        """() => [document.body, document.querySelector("main a[href*='/element/']"), document.querySelector("footer")]
          .map(one => getComputedStyle(one)).map(style => [style.color, style.backgroundColor])"""
    )
    for ink, paper in colours:
        assert max(map(int, re.findall(r"\d+", ink)[:3])) < 0x66, ink
        assert paper in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"), paper


def test_reasons_that_are_folded_on_screen_are_open_on_paper(page: Page) -> None:
    # Given a goal whose reasons are folded
    page.goto("/oslo/element/mal-2/")
    reason = page.locator("#opp-floke-klima details p")
    expect(reason).to_be_attached()
    expect(reason).to_be_hidden()
    # When it is printed
    page.emulate_media(media="print")
    # Then they can be read
    expect(reason).to_be_visible()


def test_the_map_is_on_paper_and_the_contents_are_not(page: Page) -> None:
    # Given sheets of paper, which are narrow
    page.set_viewport_size({"width": 680, "height": 960})
    page.emulate_media(media="print")
    # When the overview is printed
    page.goto("/oslo/?lys=mal-2")
    # Then the map is there, and a goal of the weave has its name under its number
    expect(page.locator(".map")).to_be_visible()
    expect(page.locator(".matrix thead .name").first).to_be_visible()
    # and a plan leaves out its list of links
    page.goto("/oslo/planer/kps-2025/")
    expect(page.locator(".contents")).to_be_hidden()


def test_a_page_becomes_a_pdf(page: Page) -> None:
    # Given a thread
    page.goto("/oslo/element/mal-2/")
    # When it is saved as PDF
    document = page.pdf(prefer_css_page_size=True, tagged=True)
    # Then there is a document of a few pages, with tags for screen readers
    assert document.startswith(b"%PDF")
    assert b"/StructTreeRoot" in document
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", document)) <= 6


def _pages(page: Page, address: str) -> list[str]:
    """Print the page as a reader would, on standing A4; return the text of each sheet."""
    page.goto(address)
    document = page.pdf(format="A4", prefer_css_page_size=True)
    return [" ".join(text.split()) for text in extract_text(io.BytesIO(document)).split("\f") if text]


@pytest.mark.parametrize(
    ("address", "last"),
    [
        ("/oslo/planer/kart/", "Kunnskapsgrunnlag"),
        ("/oslo/arshjul/", "Perioden"),
        ("/oslo/arshjul/maned/", "Mandag"),
        ("/oslo/saker/eksempel-gronne-skoleveier/", "Hjemmel"),
        ("/baerum/planstrategi/planstrategi-2023-2027/", "Synspunkter"),
        ("/oslo/planer/", "Opphevet"),
    ],
)
def test_the_foot_stands_below_the_last_of_the_page_and_sheets_are_numbered(
    page: Page, address: str, last: str
) -> None:
    sheets = _pages(page, address)
    # The foot has no sheet of its own
    assert "Fri programvare" in sheets[-1]
    assert last in sheets[-1], sheets[-1]
    assert f"{len(sheets)} / {len(sheets)}" in sheets[-1]


def test_the_map_and_the_timeline_fill_two_sheets(page: Page) -> None:
    sheets = _pages(page, "/oslo/planer/kart/")
    assert len(sheets) == 2
    assert "utdyper" in sheets[0]
    assert "Hvor langt planene ser" in sheets[1]


def test_what_a_sheet_may_not_cut(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/baerum/planstrategi/planstrategi-2023-2027/")
    # Grids that are cut lay a heading over the row before it
    assert page.locator(".document.written").evaluate("one => getComputedStyle(one).display") == "block"
    # A link on paper is only its words
    link = page.locator(".document.written td a, .document.written th a").first
    assert link.evaluate("one => getComputedStyle(one).textDecorationLine") == "none"
    page.goto("/oslo/arshjul/maned/")
    expect(page.locator("table.month")).to_be_visible()
    expect(page.locator(".month-list")).to_be_hidden()


def test_a_root_on_paper_can_be_read_and_each_column_of_figures_has_its_headings(page: Page) -> None:
    # Given the sheet with all indicators of a root
    page.goto("/oslo/profil/")
    # When it is printed
    page.emulate_media(media="print")
    # Then no text is smaller than 8 points
    small = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
          .filter(one => one.checkVisibility())
          .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
          .map(one => [parseFloat(getComputedStyle(one).fontSize) * 0.75, one.textContent.trim()])
          .filter(([points]) => points < 7.99)"""
    )
    assert small == []
    # and headings are repeated on each page and in each column, stay with their rows, and rows are whole
    styles = page.evaluate(
        """() => [".profile thead", ".profile tbody tr", ".profile .block h2"]
          .map(one => getComputedStyle(document.querySelector(one)))
          .map(style => [style.display, style.breakInside, style.breakAfter, style.position])"""
    )
    assert styles[0][0] == "table-header-group"
    assert styles[0][3] == "static"
    assert styles[1][1] == "avoid"
    assert styles[2][2] == "avoid"
