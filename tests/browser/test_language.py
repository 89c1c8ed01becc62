"""A reader changes the language: the page stays, the words change, and the plan's own words are marked as Norwegian."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ADDRESS = "/oslo/element/mal-2/"


CODES = {"Bokmål": "nb", "Nynorsk": "nn", "English": "en"}


def choose(page: Page, language: str) -> None:
    """Choose a language and stand on the page in it, loaded to its end."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("contentinfo").get_by_role("button", name=language, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", CODES[language])


def test_the_page_stays_when_the_language_changes(page: Page) -> None:
    # Given a page in bokmål, with a query to keep
    page.goto("/oslo/?blad=strategier&lys=mal-2")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    for language, plans, why in (
        ("Nynorsk", "Planar", "Hopp til hovudinnhald"),
        ("English", "Plans", "Skip to main content"),
        ("Bokmål", "Planer", "Hopp til hovedinnhold"),
    ):
        # When the reader chooses another language
        choose(page, language)
        # Then the same page stands there in it
        expect(page).to_have_url("/oslo/?blad=strategier&lys=mal-2")
        expect(page.locator("header nav")).to_contain_text(plans)
        expect(page.locator(".skip")).to_have_text(why)
        expect(page.get_by_role("button", name=language, exact=True)).to_have_attribute(
            "aria-current", "true"
        )


def test_the_choice_lasts(page: Page) -> None:
    # Given a reader who has chosen English
    page.goto("/")
    choose(page, "English")
    # When they go on to another page
    page.goto(ADDRESS)
    # Then it is in English too
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()


def test_the_plans_own_words_are_marked_as_norwegian(page: Page) -> None:
    # Given a reader of English
    page.goto(ADDRESS)
    choose(page, "English")
    # When they read a goal that is written in bokmål
    # Then a screen reader is told so, for the title and for every link in the thread
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "nb")
    links = page.locator("#traden .node .t > a")
    assert links.count() > 20
    assert set(links.evaluate_all("all => all.map(one => one.closest('[lang]').lang)")) == {"nb"}
    # and the level's name, which the plan gives in three languages, is in the reader's
    expect(page.locator("#traden li.here .over")).not_to_contain_text("Kommunemål")


@pytest.mark.parametrize(
    "address", ["/oslo/", "/oslo/planer/kps-2025/", "/oslo/tradsjekk/", "/oslo/finn-fram/steder/030101/"]
)
def test_titles_of_elements_say_their_language_everywhere(page: Page, address: str) -> None:
    # Given a reader of English
    page.goto(address)
    choose(page, "English")
    # When they read any page with elements
    # Then every link to an element stands in Norwegian
    links = page.locator("main a[href*='/element/']:not(.on-targets):visible")
    expect(links).not_to_have_count(0)
    unmarked = links.evaluate_all(
        "all => all.filter(one => one.closest('[lang]').lang !== 'nb' && !one.querySelector('[lang=nb]'))"
        ".map(one => one.outerHTML.slice(0, 120))"
    )
    assert unmarked == []
