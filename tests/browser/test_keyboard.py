"""A reader without a mouse: Tab goes through the page in reading order, is always seen, and is never caught."""

import re
from typing import TypedDict

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


class Stop(TypedDict):
    """Where the focus stands."""

    text: str
    place: str
    inside: bool
    drawn: bool


WHERE = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const place = one.closest("header, .crumbs, #traden, main, footer");
  return {
    text: one.textContent.trim().replace(/\\s+/g, " "),
    place: place ? place.id || place.className.split(" ")[0] : one.tagName,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    drawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def tab(page: Page) -> Stop:
    page.keyboard.press("Tab")
    stop: Stop = page.evaluate(WHERE)
    return stop


def test_tab_goes_through_the_thread_in_reading_order(page: Page) -> None:
    # Given a reader with a keyboard on the page of kommunemål 2
    page.goto("/oslo/element/mal-2/")
    # When they press Tab until the page is at its end
    stops = [tab(page)]
    while stops[-1]["place"] != "BODY" and len(stops) < 200:
        stops.append(tab(page))
    # Then they get out again: no part of the page catches the focus
    assert len(stops) < 200
    stops.pop()
    # and the order is skip link, header, breadcrumbs, thread, the rest, footer
    places = [stop["place"] for stop in stops]
    order = list(dict.fromkeys(places))
    assert order == ["A", "top", "crumbs", "traden", "main", "foot"]
    assert places == sorted(places, key=order.index)
    # and in the thread it is that of the page: floker, then strategies, each with its points
    thread = [stop["text"] for stop in stops if stop["place"] == "traden"]
    assert thread == [
        re.sub(r"\s+", " ", text.strip())
        for text in page.locator("#traden :is(a, summary)").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.textContent)"
        )
    ]
    assert thread.index("Klima- og naturkrisen") < thread.index("Klimarobust nullutslippsby")
    # and the focus is always seen
    assert [stop["text"] for stop in stops if not stop["drawn"]] == []
    assert [stop["text"] for stop in stops if not stop["inside"]] == []


def test_the_skip_link_leads_past_the_menu(page: Page) -> None:
    # Given a reader with a keyboard
    page.goto("/oslo/element/mal-2/")
    skip = page.get_by_role("link", name="Hopp til hovedinnhold")
    expect(skip).not_to_be_in_viewport()
    # When they press Tab, the skip link shows; and when they press Enter
    page.keyboard.press("Tab")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    # Then the next stop is inside the content
    expect(page.locator("main")).to_be_focused()
    assert tab(page)["place"] == "traden"


def test_a_word_is_explained_on_focus_and_escape_closes_it(page: Page) -> None:
    # Given a word that the glossary explains
    page.goto("/oslo/")
    word = page.get_by_role("main").get_by_role("link", name="samfunnsfloker", exact=True)
    explanation = page.locator("[role=tooltip]").first
    expect(explanation).to_be_attached()
    expect(explanation).to_be_hidden()
    # When the focus comes to it
    word.focus()
    # Then the explanation shows, and is what a screen reader says about the word
    expect(explanation).to_be_visible()
    said = " ".join(explanation.inner_text().split())
    expect(word).to_have_accessible_description(said)
    # and Escape closes it without moving the focus
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()
    expect(word).to_be_focused()
    # and it shows again the next time
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(explanation).to_be_visible()
    # and a pointer gets it too, and can rest on it
    page.keyboard.press("Tab")
    word.hover()
    expect(explanation).to_be_visible()
    explanation.hover()
    expect(explanation).to_be_visible()


def test_focus_lights_the_thread_of_the_station_in_the_map(page: Page) -> None:
    # Given the map with kommunemål 2 lit
    page.goto("/oslo/?lys=mal-2")
    # When the focus stands on a theme of another goal
    page.locator(".map").get_by_role("link", name="Yrende næringsliv").focus()
    # Then the thread of that theme is lit
    goals = page.get_by_role("list", name="Kommunemål", exact=True)
    expect(goals.locator("li.lit > a")).to_have_text(["Oslo er nyskapende og attraktiv"])
    # and Enter follows it
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yrende næringsliv")


def test_choices_open_and_are_sent_with_the_keyboard(page: Page) -> None:
    # Given the filters of the map, folded
    page.goto("/oslo/")
    folded = page.locator("details").filter(has_text="Velg utsnitt").first
    # When the reader opens them with the keyboard
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    # Then every choice has a name, and the next stop is the first of them
    fields = folded.locator("select, input:not([type=hidden])")
    assert fields.count() > 2
    page.keyboard.press("Tab")
    expect(fields.first).to_be_focused()
    assert fields.evaluate_all("all => all.filter(one => !one.labels.length).length") == 0
