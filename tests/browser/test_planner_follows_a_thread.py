"""A planner follows kommunemål 2 from the floker it answers to, down to the points of the byutviklingsstrategi."""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

ANSWERED = [
    "Klima- og naturkrisen",
    "Trusler mot trygghet og samfunnssikkerhet",
    "Krevende boligmarked og bærekraftig by",
]
STRATEGIES = 3
POINTS = 14


def lit(page: Page, column: str) -> Locator:
    return page.get_by_role("list", name=column, exact=True).locator("li.lit > a")


def test_choosing_a_goal_lights_its_thread(page: Page) -> None:
    # Given a planner who opens Oslo from the front page
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Oslo kommune", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Den røde tråden i Oslo")

    # When they choose kommunemål 2
    chooser = page.get_by_role("navigation", name="Lys opp tråden: Kommunemål")
    chooser.get_by_role("link", name="Kommunemål 2").click()

    # Then its thread is lit, from the floker it answers to, and nothing else is
    page.wait_for_url("/oslo/?blad=mal&lys=mal-2")
    expect(chooser.locator("[aria-current=true]")).to_contain_text("Kommunemål 2")
    expect(lit(page, "Samfunnsfloker")).to_have_text(ANSWERED)
    expect(lit(page, "Kommunemål")).to_have_text(["Oslo er grønn og levende"])
    expect(lit(page, "Temaer")).to_have_count(6)
    expect(page.locator(".tracks .ln.lit")).not_to_have_count(0)
    expect(page.locator(".tracks .ln:not(.lit)")).not_to_have_count(0)
    # and the map says that the links between floker and goals are readings
    expect(
        page.get_by_role("listitem").filter(has_text="Tolkning koblingene mellom samfunnsfloker")
    ).to_be_visible()


def test_the_thread_goes_on_to_the_points_of_the_strategy(page: Page) -> None:
    # Given a planner who has kommunemål 2 lit
    page.goto("/oslo/?lys=mal-2")
    # When they turn to the sheet of strategies
    page.get_by_role("navigation", name="Blad i kartet").get_by_role(
        "link", name="byutviklingsstrategier"
    ).click()
    expect(page.get_by_role("list", name="Strategipunkter", exact=True)).to_be_visible()
    page.get_by_role("navigation", name="Lys opp tråden").get_by_role("link", name="Kommunemål 2").click()
    # Then its three strategies and their fourteen points are lit
    expect(lit(page, "Byutviklingsstrategier")).to_have_count(STRATEGIES)
    expect(lit(page, "Strategipunkter")).to_have_count(POINTS)


def test_pointing_at_another_goal_lights_that_thread_until_the_pointer_leaves(page: Page) -> None:
    # Given a map with kommunemål 2 lit
    page.goto("/oslo/?lys=mal-2")
    # When the pointer stands on kommunemål 5
    page.locator(".map").get_by_role("link", name="Oslo er veldrevet").hover()
    # Then that thread is lit instead
    expect(lit(page, "Kommunemål")).to_have_text(
        ["Oslo er veldrevet og leverer innbyggerorienterte og sammenhengende tjenester"]
    )
    # and when the pointer leaves, kommunemål 2 is lit again
    page.mouse.move(0, 0)
    expect(lit(page, "Samfunnsfloker")).to_have_text(ANSWERED)


def test_the_element_tells_what_is_quoted_read_and_made_up(page: Page) -> None:
    # Given a planner on the map
    page.goto("/oslo/?lys=mal-2")
    # When they open the goal
    page.locator(".map").get_by_role("link", name="Oslo er grønn og levende").click()
    # Then its whole thread stands there: floker above, strategies and points below
    expect(page.get_by_role("heading", level=1)).to_have_text("Oslo er grønn og levende")
    thread = page.locator("#traden > ol")
    for title in ANSWERED:
        expect(thread.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(thread.locator("a[href*='/element/by-2-']:not(.d a)")).to_have_count(STRATEGIES + POINTS)
    # and readings and examples are told apart from what is quoted
    expect(thread.get_by_text("Tolkning", exact=True).locator("xpath=..")).to_have_text(
        ["Tolkning koblingene mellom samfunnsfloker og kommunemål", *["koblingen: Tolkning"] * 2]
    )
    expect(
        thread.get_by_role("listitem").filter(has_text="Eksempel alle sektormål, tiltak og oppdrag")
    ).to_have_count(2)
    reason = thread.locator("#opp-floke-klima details")
    expect(reason.locator("p")).to_be_attached()
    expect(reason.locator("p")).to_be_hidden()
    reason.locator("summary").click()
    expect(reason.locator("p")).to_be_visible()
    # and the page says where the words come from
    expect(
        page.get_by_text("Kommuneplanens samfunnsdel 2025 med byutviklingsstrategi, Mål 2")
    ).to_be_visible()


def test_the_planner_follows_the_thread_to_a_point_and_sees_the_way_back(page: Page) -> None:
    # Given the goal's page
    page.goto("/oslo/element/mal-2/")
    # When the planner follows the thread to a strategy and on to one of its points
    page.get_by_role("link", name="Bevare og styrke natur, grønnstruktur og karbonrike arealer").click()
    expect(page.get_by_role("navigation", name="Du er her")).to_contain_text("Byutviklingsstrategi 3")
    page.get_by_role("link", name="Bevare markagrensen").click()
    # Then the point's own thread leads up to the goal and the floker
    thread = page.locator("#traden > ol")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bevare markagrensen")
    for title in [
        "Bevare og styrke natur, grønnstruktur og karbonrike arealer",
        "Oslo er grønn og levende",
        *ANSWERED,
    ]:
        expect(thread.get_by_role("link", name=title, exact=True).first).to_be_visible()
