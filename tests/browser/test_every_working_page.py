"""What must be true of every page that takes an account: accessible, as wide as the screen, and no complaint."""

from collections.abc import Callable

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from rodtrad.website.urls import urlpatterns
from tests.browser.conftest import PHONE, WIDE, People
from tests.browser.pages import PAGES
from tests.browser.test_every_page import NAMELESS, SKIPPED_HEADINGS, Complaints, content_width, violations
from tests.browser.working_pages import ELSEWHERE, WAYS, WORKING

pytestmark = pytest.mark.browser

#: Fields that the browser draws in its own way: nobody gave them the looks of the others.
UNDRESSED = """() => [...document.querySelectorAll("main :is(select, textarea, input)")]
  .filter(one => one.checkVisibility() && !one.matches("[type=checkbox], [type=radio]"))
  .filter(one => !getComputedStyle(one).fontFamily.startsWith("Inter"))
  .map(one => one.outerHTML.slice(0, 80))"""


def test_every_address_is_opened_by_somebody() -> None:
    public = {
        resolve(path.partition("?")[0]).url_name for path in PAGES if path not in ("/api/", "/finnes-ikke/")
    }
    opened = {name for name, _who, _way in (*WORKING, *WAYS)} | public
    every = {pattern.name for pattern in urlpatterns}
    assert every - opened == ELSEWHERE.keys() - opened, "a new page must be opened, or named with a reason"
    assert every >= ELSEWHERE.keys(), "an address that is no more"


def whole(page: Page) -> None:
    """Check the page as it stands: wide and light, then narrow and dark."""
    noted = Complaints()
    page.on("console", noted.note_message)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(SKIPPED_HEADINGS) == []
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(UNDRESSED) == []
    assert content_width(page, WIDE["width"]) <= WIDE["width"]
    assert violations(page) == ""
    page.emulate_media(color_scheme="dark")
    assert content_width(page, PHONE["width"]) <= PHONE["width"]
    assert violations(page) == ""
    assert noted.said == []


@pytest.mark.parametrize(
    ("name", "who", "address"), WORKING, ids=[f"{who} {path}" for _n, who, path in WORKING]
)
def test_the_page_is_whole(people: People, name: str, who: str, address: str) -> None:
    assert resolve(address.partition("?")[0]).url_name == name
    page = people.page(who)
    noted = Complaints()
    page.on("console", noted.note_message)
    page.on("response", noted.note_answer)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    whole(page)
    assert noted.said == []
    assert noted.missing == []
    page.close()


@pytest.mark.parametrize(("name", "who", "way"), WAYS, ids=[way.__name__ for _n, _w, way in WAYS])
def test_the_page_after_a_step_is_whole(
    people: People, name: str, who: str, way: Callable[[Page], Page | None]
) -> None:
    page = people.page(who)
    shown = way(page) or page
    assert resolve(shown.evaluate("location.pathname")).url_name == name
    whole(shown)
    shown.close()
    page.close()
