"""Two planners edit the same goal: the second sees the first's change, field by field, before choosing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People

pytestmark = pytest.mark.browser


def make_goal(page: Page, title: str) -> str:
    """Make a goal that the school office is responsible for; give its address."""
    page.goto("/solvik/planer/handlingsdel/nytt/")
    page.get_by_label("Nivå").select_option("mal")
    page.get_by_label("Tittel").fill(title)
    page.get_by_label("Beskrivelse").fill("Slik det var.")
    page.get_by_label("Ansvarlig").select_option("skolekontoret")
    page.get_by_role("button", name="Lag elementet").click()
    expect(page.get_by_role("status").first).to_contain_text("er laget")
    return str(page.evaluate("location.pathname"))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_second_chooses_field_by_field_and_nothing_is_lost(people: People, script: bool) -> None:
    # Given a goal that Randi and Bård both have open
    randi, bard = people.page("randi", script=script), people.page("bard", script=script)
    address = make_goal(randi, "Solvik har rene strender" + (" uten skript" if not script else ""))
    for page in (randi, bard):
        page.goto(f"{address}rediger/")
    # When Randi changes title, text and progress, and saves first
    randi.get_by_label("Tittel").fill("Strendene er rene hele året")
    randi.get_by_label("Beskrivelse").fill("Randis tekst.")
    randi.get_by_label("Framdrift").select_option("under_way")
    randi.get_by_role("button", name="Lagre").click()
    expect(randi.get_by_role("status").first).to_contain_text("Endringene er lagret.")
    # and Bård changes title, text and judgement
    bard.get_by_label("Tittel").fill("Alle strender er rene")
    bard.get_by_label("Beskrivelse").fill("Bårds tekst.")
    bard.get_by_label("Vurdering").select_option("at_risk")
    bard.get_by_role("button", name="Lagre").click()
    # Then nothing of his is stored, and he sees what she made of the two fields that both changed, and only those
    expect(bard.get_by_role("heading", level=1)).to_have_text("Dere har endret det samme")
    groups = bard.locator("fieldset.disagree")
    expect(groups).to_have_count(2)
    title, text = groups.nth(0), groups.nth(1)
    expect(title).to_contain_text("Solvik har rene strender")
    expect(title).to_contain_text("Strendene er rene hele året")
    expect(title.get_by_label("Behold det Randi Redaktør skrev")).not_to_be_checked()
    expect(text.get_by_label("Beskrivelse")).to_have_value("Bårds tekst.")
    randi.goto(address)
    expect(randi.get_by_role("heading", level=1)).to_have_text("Strendene er rene hele året")
    # When he forgets one choice, he is asked again, and the one he made stands
    title.get_by_label("Behold det Randi Redaktør skrev").check()
    bard.get_by_role("button", name="Lagre valgene").click()
    told = bard.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Beskrivelse: Velg hva som skal stå.")
    expect(title.get_by_label("Behold det Randi Redaktør skrev")).to_be_checked()
    # When he keeps her title and weaves the texts together
    text.get_by_label("Bruk mitt").check()
    text.get_by_label("Beskrivelse").fill("Randis tekst. Bårds tekst.")
    bard.get_by_role("button", name="Lagre valgene").click()
    # Then all of it stands: her title and progress, his judgement, both texts
    expect(bard.get_by_role("heading", level=1)).to_have_text("Strendene er rene hele året")
    expect(bard.get_by_role("main")).to_contain_text("Randis tekst. Bårds tekst.")
    randi.goto(f"{address}rediger/")
    expect(randi.get_by_label("Framdrift")).to_have_value("under_way")
    expect(randi.get_by_label("Vurdering")).to_have_value("at_risk")
    for page in (randi, bard):
        page.close()


def test_a_blank_answer_is_told_on_the_page_of_choices_and_both_texts_are_still_there(people: People) -> None:
    # Given two who have changed the title
    randi, bard = people.page("randi"), people.page("bard")
    address = make_goal(randi, "Solvik har fine stier")
    for page, words in ((randi, "Stiene er fine"), (bard, "Fine stier")):
        page.goto(f"{address}rediger/")
        page.get_by_label("Tittel").fill(words)
    for page in (randi, bard):
        page.get_by_role("button", name="Lagre").click()
    # When Bård chooses his own, and empties it
    group = bard.locator("fieldset.disagree")
    group.get_by_label("Bruk mitt").check()
    group.get_by_label("Tittel", exact=True).fill("")
    bard.get_by_role("button", name="Lagre valgene").click()
    # Then he is told at the field, hers is still there to choose, and hers still stands
    expect(bard.get_by_role("alert")).to_contain_text("Tittel: Skriv en tittel.")
    expect(group).to_contain_text("Stiene er fine")
    group.get_by_label("Behold det Randi Redaktør skrev").check()
    bard.get_by_role("button", name="Lagre valgene").click()
    expect(bard.get_by_role("heading", level=1)).to_have_text("Stiene er fine")
    for page in (randi, bard):
        page.close()
