"""Who edits without a mouse: what is wrong is read first and leads to its field; what is pasted keeps its shape."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People

pytestmark = pytest.mark.browser
EDIT = "/solvik/element/leksehjelp/rediger/"
PASTE = """([where, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "ren tekst");
  const box = document.querySelector(where);
  box.focus();
  return box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
WORD = """<html><head><style>p.MsoListParagraph {margin:0}</style></head><body>
<h2>Slik gjør vi det</h2>
<p class=MsoNormal>Vi <b>skal</b> ha <i>leksehjelp</i> på
<a href="https://example.org/skoler">alle skoler</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:36pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>Hver uke</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>Også på øya</p>
<script>alert(1)</script><p onclick="alert(1)">Slutt</p></body></html>"""


def reach(page: Page, label: str, *, at_most: int = 60) -> None:
    """Press Tab until the field has focus."""
    for _press in range(at_most):
        page.keyboard.press("Tab")
        if page.get_by_label(label, exact=True).evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {label}")


def test_what_is_wrong_has_the_focus_and_leads_to_its_field(people: People) -> None:
    # Given Randi, with a keyboard only
    page = people.page("randi")
    page.goto(EDIT)
    # When she empties the title, writes a wrong goal number, and saves with Enter
    reach(page, "Tittel")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    reach(page, "Bærekraftsmål")
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    # Then the summary has the focus, and the page's name begins with what it is about
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Tittel: Skriv en tittel.")
    assert page.title().startswith("Feil:")
    # and Enter on its line leads to the field, which says the same
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.get_by_label("Tittel", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Skriv en tittel.")
    # and what she wrote elsewhere is still there
    expect(page.get_by_label("Bærekraftsmål")).to_have_value("99")
    page.close()


def test_a_link_is_made_with_the_keyboard_as_one_types(people: People) -> None:
    # Given Randi on the page where elements are linked
    page = people.page("randi")
    page.goto("/solvik/element/leksehjelp/koble/")
    # When she types, what fits shows without a press on any button
    reach(page, "Ord i tittelen, nøkkel eller stikkord")
    page.keyboard.type("trygge")
    hit = page.get_by_role("button", name="Koble Solvik har trygge veier")
    expect(hit).to_be_visible()
    # and Tab and Enter link it
    hit.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("er koblet til «Solvik har trygge veier»")
    page.get_by_role("button", name="Fjern koblingen til Solvik har trygge veier").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Koblingen er fjernet")
    page.close()


def test_what_is_pasted_from_a_word_processor_keeps_its_shape(people: People) -> None:
    # Given Randi with a page of a word processor on her clipboard
    page = people.page("randi")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(EDIT)
    box = page.get_by_label("Beskrivelse")
    box.fill("")
    # When she pastes it
    page.evaluate(PASTE, ["#felt-description", WORD])
    # Then headings, points, links and emphasis are ours, and nothing else comes along
    expect(box).to_have_value(
        "### Slik gjør vi det\n\n"
        "Vi **skal** ha *leksehjelp* på [alle skoler](https://example.org/skoler).\n\n"
        "- Hver uke\n  - Også på øya\n\nSlutt"
    )
    assert said == []
    # and she sees how it will look before anything is stored
    page.get_by_role("button", name="Forhåndsvis").click()
    shown = page.get_by_role("region", name="Slik blir teksten")
    expect(shown.get_by_role("heading", name="Slik gjør vi det")).to_be_visible()
    expect(shown.get_by_role("listitem")).to_have_count(2)
    expect(shown.get_by_role("link", name="alle skoler")).to_have_attribute(
        "href", "https://example.org/skoler"
    )
    page.goto("/solvik/element/leksehjelp/")
    expect(page.get_by_role("main")).not_to_contain_text("Slik gjør vi det")
    page.close()
