"""A citizen starts from where they live, on a phone that runs no JavaScript, and ends at the challenge."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


def test_from_the_front_page_to_the_challenge(without_script: Page) -> None:
    page = without_script
    # Given a citizen on the front page
    page.goto("/")
    # When they choose Oslo and the district they live in
    page.get_by_role("link", name="Jeg bor her: Oslo", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Steder")
    page.get_by_role("link", name="Gamle Oslo").click()
    # Then they see what is planned there, and why
    expect(page.get_by_role("heading", level=1)).to_have_text("Gamle Oslo")
    measure = page.get_by_role("listitem").filter(has_text="Egne felt og grønt lys for buss og trikk").last
    expect(measure).to_contain_text("Hvorfor: Klima- og naturkrisen → Oslo er grønn og levende")
    # and what is made up says so
    expect(page.get_by_role("heading", level=3).first).to_contain_text("Eksempel")

    # When they open the measure and follow the thread up
    page.get_by_role("link", name="Egne felt og grønt lys for buss og trikk i indre by").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Egne felt og grønt lys")
    page.locator("#traden .reasons summary").first.click()
    page.locator("#traden").get_by_role("link", name="Oslo er grønn og levende", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oslo er grønn og levende")
    # Then the goal stands in the first screenful, under reasons that are folded but named
    top = page.evaluate("document.querySelector('h1').getBoundingClientRect().bottom")
    assert top < PHONE["height"], top
    reasons = page.locator("#traden .reasons summary").first
    expect(reasons).to_contain_text("3 samfunnsfloker")
    expect(reasons).to_contain_text("Klima- og naturkrisen")
    # When they open the reasons and follow one
    reasons.click()
    page.locator("#traden").get_by_role("link", name="Klima- og naturkrisen", exact=True).click()
    # Then they stand at the challenge, and the measure is in its thread, behind folds that say what they hold
    expect(page.get_by_role("heading", level=1)).to_have_text("Klima- og naturkrisen")
    measure = page.locator("#traden").get_by_text("Egne felt og grønt lys").first
    expect(measure).not_to_be_visible()
    folds = page.locator("#traden details.branch").filter(has=page.get_by_text("Egne felt og grønt lys"))
    way = folds.first.locator("xpath=descendant-or-self::details").filter(
        has=page.get_by_text("Egne felt og grønt lys")
    )
    expect(way.first.locator("> summary")).to_contain_text("tiltak")
    for fold in way.all():
        if not measure.is_visible():
            fold.locator("> summary").click()
    expect(measure).to_be_visible()


def test_a_link_to_what_is_folded_opens_the_fold(without_script: Page) -> None:
    page = without_script
    # Given a plan on a phone, where the themes are folded
    page.goto("/oslo/planer/kps-2025/")
    theme = page.locator("#sirkular-okonomi")
    expect(theme).not_to_be_visible()
    # When the citizen follows a link to one of them
    page.goto("/oslo/planer/kps-2025/#sirkular-okonomi")
    # Then it is open
    expect(theme).to_be_visible()


def test_nothing_is_folded_on_a_wide_screen_or_on_paper(without_script: Page) -> None:
    page = without_script
    page.goto("/oslo/planer/kps-2025/")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator("#sirkular-okonomi")).to_be_visible()
    expect(page.locator("details.tuck > summary").first).not_to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(media="print")
    expect(page.locator("#sirkular-okonomi")).to_be_visible()
    page.emulate_media(media="screen")


def test_the_tables_filters_are_folded_on_a_phone_only(without_script: Page) -> None:
    page = without_script
    # Given the table on a phone
    page.goto("/oslo/tabell/")
    words = page.get_by_label("Ord i tittel")
    # Then its first row comes before any field
    expect(words).not_to_be_visible()
    # When they unfold the filters
    page.locator("details.choose > summary").click()
    expect(words).to_be_visible()
    # Then there is nothing to unfold on a wide screen
    page.set_viewport_size(WIDE)
    page.goto("/oslo/tabell/")
    expect(words).to_be_visible()
    expect(page.locator("details.choose > summary")).not_to_be_visible()
    page.set_viewport_size(PHONE)


def test_a_browser_that_cannot_unfold_by_style_does_so_by_script(page: Page) -> None:
    # Given a browser that does not know ::details-content, on a phone
    page.add_init_script("CSS.supports = () => false")
    page.set_viewport_size(PHONE)
    page.goto("/oslo/planer/kps-2025/")
    folds = page.locator("details.tuck")
    opened = page.locator("details.tuck[open]")
    # Then the lists are folded, as everywhere on a phone
    expect(folds).not_to_have_count(0)
    expect(opened).to_have_count(0)
    # When there is room
    page.set_viewport_size(WIDE)
    # Then they are open
    expect(opened).to_have_count(folds.count())


def test_the_map_is_a_list_on_a_phone(without_script: Page) -> None:
    page = without_script
    # Given a phone
    # When the citizen opens Oslo with a goal lit
    page.goto("/oslo/?lys=mal-2")
    # Then the drawing is put away and the lit thread stands as a list, from the floker to the themes
    drawing = page.locator(".map")
    expect(drawing).to_be_attached()
    expect(drawing).to_be_hidden()
    thread = page.get_by_role("list", name="Valgt tråd")
    links = thread.get_by_role("link").all_inner_texts()
    titles = [
        text for text in links if not text.startswith("Måltall")
    ]  # a goal's own figures stand beside it
    assert titles[:4] == [
        "Klima- og naturkrisen",
        "Trusler mot trygghet og samfunnssikkerhet",
        "Krevende boligmarked og bærekraftig by",
        "Oslo er grønn og levende",
    ]
    assert len(titles) == 3 + 1 + 6
    # and the other goals are folded, and open without JavaScript
    other = page.locator("details").filter(has_text="Oslo er nyskapende og attraktiv").first
    folded = other.locator("a").first
    expect(folded).to_be_attached()
    expect(folded).to_be_hidden()
    other.locator("summary").click()
    expect(folded).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/oslo/", "/oslo/finn-fram/", "/oslo/finn-fram/steder/030101/"])
def test_landmarks_have_names(without_script: Page, address: str) -> None:
    page = without_script
    # Given a screen reader on a phone
    # When it lists the landmarks
    page.goto(address)
    # Then there is one of each, and the menus can be told apart
    for role in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)
    names = [one.get_attribute("aria-label") for one in page.get_by_role("navigation").all()]
    assert names[0] == "Hovedmeny"
    assert names[-1] == "Om nettstedet"
    assert len(names) == len(set(names))
    if address != "/":
        assert names[1] == "Du er her"


def test_what_is_touched_is_large_enough(without_script: Page) -> None:
    page = without_script
    # Given a thumb
    # When the citizen looks for the menu
    page.goto("/oslo/")
    # Then every choice in it is at least 44 pixels high
    choices = page.get_by_role("navigation", name="Hovedmeny").get_by_role("link").all()
    assert len(choices) > 3
    for link in choices:
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
