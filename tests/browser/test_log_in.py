"""Someone who works with the plans logs in, sees what is not public, and logs out again."""

import pytest
from playwright.sync_api import Page, expect

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
