"""A planner pastes 200 measures from Excel, sees row by row what will happen, accepts, and takes it all back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People

pytestmark = pytest.mark.browser

HEADINGS = ("Tiltak", "Nøkkel", "Ansvarlig", "Fra", "Til", "Bærekraftsmål", "Beskrivelse")
#: As Excel puts cells on the clipboard: quotes around a cell with a line break, none around one that begins with one.
HARD = (
    '"Ren skolevei" – {who}',
    "",
    "Skolekontoret",
    "17. mai 2026",
    "31.12.2028",
    "4,1",
    '"Første linje\n""andre"" linje"',
)
#: The rest of merged cells comes as empty ones.
MERGED = ("Trygg vei for {who}", "", "", "", "31.12.2028", "", "")
WRONG_UNIT = ("Ny bru for {who}", "", "Tekniks", "2026", "2028", "", "")
WRONG_DAY = ("Ny port for {who}", "", "Teknisk", "31.02.2026", "", "", "")


def two_hundred(who: str) -> str:
    plain = [
        (f"Benk {n} for {who}", "", "Teknisk", "2026", "31.12.2028", "11", "Tre og stål") for n in range(196)
    ]
    rows = [HEADINGS, *plain, HARD, MERGED, WRONG_UNIT, WRONG_DAY]
    return "\r\n".join("\t".join(row) for row in rows).replace("{who}", who) + "\r\n"


@pytest.mark.parametrize("script", [True, False])
def test_two_hundred_measures_in_and_back(people: People, script: bool) -> None:
    # Given a planner who may write in the action part of Solvik
    who = "alle" if script else "noen"
    page: Page = people.window("randi", script=script).new_page()
    page.goto("/solvik/ark/")

    # When she pastes 200 rows from Excel and asks what happens
    page.get_by_label("Eller lim inn celler fra Excel").fill(two_hundred(who))
    page.get_by_label("Plan for nye rader som ikke nevner en").select_option("handlingsdel")
    page.get_by_role("button", name="Se hva som skjer").click()

    # Then the refused come first, each with its cell and what to do, and nothing is stored
    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("C200 Enheten «Tekniks» finnes ikke. Mente du «Teknisk»?")
    expect(rows.nth(1)).to_contain_text("D201 «31.02.2026» er ikke en dato.")
    expect(page.get_by_text("2 rader er avvist og blir ikke med.")).to_be_visible()
    hard = rows.filter(has_text=f'"Ren skolevei" – {who}')
    expect(hard).to_contain_text("Fra: 17.05.2026")
    expect(hard).to_contain_text("Bærekraftsmål: 4.1")
    expect(rows.filter(has_text=f"Trygg vei for {who}")).to_contain_text("blir laget")

    # When she accepts
    page.get_by_role("button", name="Ta inn 198 rader").click()

    # Then they stand among all elements
    expect(page.get_by_text("198 rader er tatt inn.")).to_be_visible()
    address = page.url
    page.goto(f"/solvik/tabell/?q={who}")
    expect(page.get_by_role("status").first).to_contain_text(re.compile(r"19[89] av \d+ elementer passer"))

    # And when she takes it back, they are gone
    page.goto(address)
    page.get_by_role("button", name="Ta tilbake alt som kom inn").click()
    expect(page.get_by_text("198 elementer er som før.")).to_be_visible()
    page.goto(f"/solvik/tabell/?q=for {who}")
    expect(page.get_by_text("Ingenting passer med utvalget.")).to_be_visible()
    page.close()
