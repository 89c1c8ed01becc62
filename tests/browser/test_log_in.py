"""Someone who works with the plans logs in, sees what is not public, and logs out again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser

INTERNAL = "Vurdere å stenge en skole"


def log_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-postadresse").fill(email)
    page.get_by_label("Passord").fill(password)
    page.get_by_role("main").get_by_role("button", name="Logg inn").click()


def test_lise_logs_in_where_she_stands_reads_what_is_internal_and_logs_out(page: Page) -> None:
    # Given that nobody sees the internal measure without logging in
    page.goto("/solvik/tabell/")
    expect(page.get_by_role("link", name=INTERNAL)).to_have_count(0)
    # When Lise logs in from the page she stands on
    page.get_by_role("link", name="Logg inn").click()
    log_in(page, "lise@example.org", PASSWORD)
    # Then she is back there, and sees it
    expect(page).to_have_url("/solvik/tabell/")
    expect(page.get_by_role("banner")).to_contain_text("Lise Leser")
    page.get_by_role("link", name=INTERNAL).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(INTERNAL)
    hidden = page.url

    # When she logs out
    page.get_by_role("button", name="Logg ut").click()
    # Then the page is there for nobody
    expect(page.get_by_role("link", name="Logg inn")).to_be_visible()
    answer = page.goto(hidden)
    assert answer is not None
    assert answer.status == 404


def test_a_wrong_password_is_told_in_a_sentence(page: Page) -> None:
    # Given the log-in page
    page.goto("/konto/logg-inn/")
    # When someone writes a wrong password
    log_in(page, "lise@example.org", "feil passord")
    # Then the page says what is wrong, and does not say which of the two it is
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Vi fikk ikke logget deg inn")
    expect(told).to_contain_text(
        "E-postadressen eller passordet er feil. Store og små bokstaver teller i passordet."
    )
    # and the sentence leads to the field, which keeps the address and is marked
    told.get_by_role("link").first.click()
    field = page.get_by_label("E-postadresse")
    expect(field).to_be_focused()
    expect(field).to_have_value("lise@example.org")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Passord")).to_have_value("")


def test_after_log_in_no_one_is_sent_to_another_site(page: Page) -> None:
    # Given an address that tries to lead away
    page.goto("/konto/logg-inn/?next=https://example.org/")
    # When Lise logs in
    log_in(page, "lise@example.org", PASSWORD)
    # Then she stays here
    expect(page).to_have_url("/")


@pytest.mark.parametrize("address", ["/konto/", "/konto/bytt-passord/"])
def test_the_pages_about_oneself_are_accessible(page: Page, address: str) -> None:
    # Given Lise, logged in
    page.goto(f"/konto/logg-inn/?next={address}")
    log_in(page, "lise@example.org", PASSWORD)
    expect(page).to_have_url(address)
    # Then axe finds nothing, wide and light or narrow and dark, and nothing is wider than the phone
    for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two words it takes
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_lise_finds_her_page_by_her_name_and_logs_out_everywhere(page: Page) -> None:
    # Given Lise, logged in on a phone
    page.set_viewport_size(PHONE)
    page.goto("/konto/logg-inn/")
    log_in(page, "lise@example.org", PASSWORD)
    # When she follows her name
    page.get_by_role("banner").get_by_role("link", name="Lise Leser").click()
    # Then she reads what she may do
    expect(page.get_by_role("heading", level=1)).to_have_text("Min side")
    expect(page.get_by_role("main")).to_contain_text("lese det som er internt")
    # When she logs out everywhere
    page.get_by_role("button", name="Logg ut overalt").click()
    # Then she is told, and is nobody
    expect(page.get_by_role("status")).to_contain_text("Du er logget ut i alle nettlesere")
    expect(page.get_by_role("link", name="Logg inn")).to_be_visible()


def test_what_is_wrong_with_a_new_password_stands_at_the_field(page: Page) -> None:
    # Given Lise, about to change her password
    page.goto("/konto/logg-inn/?next=/konto/bytt-passord/")
    log_in(page, "lise@example.org", PASSWORD)
    # When she writes two that differ
    page.get_by_label("Passordet du har nå").fill(PASSWORD)
    page.get_by_label("Nytt passord").fill("et langt og nytt passord")
    page.get_by_label("Det nye passordet én gang til").fill("et annet langt passord")
    page.get_by_role("main").get_by_role("button", name="Bytt passord").click()
    # Then the field says so, to those who do not see it too
    field = page.get_by_label("Det nye passordet én gang til")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("De to passordene er ikke like. Skriv dem på nytt.")
    expect(page.get_by_label("Nytt passord", exact=True)).to_have_accessible_description(
        "Passordet må ha minst 12 tegn. En setning med mellomrom er fin, og så lang du vil. "
        "Du trenger ikke tall eller tegn. Det kan ikke ha navnet eller e-postadressen din i seg, eller være et "
        "kjent ord med tall etter. Du trenger ikke bytte det bare fordi det har gått en tid."
    )
