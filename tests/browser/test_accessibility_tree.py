"""What a screen reader hears: the thread and the landmarks, as the browser gives them to it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_thread_is_heard_from_why_to_how(page: Page) -> None:
    # Given a screen reader on the page of kommunemål 2
    page.goto("/oslo/element/mal-2/")
    # When it reads the thread
    thread = page.get_by_role("list", name="Tråden", exact=True)
    # Then it hears why, each floke with its level, the goal itself, and how
    expect(thread).to_match_aria_snapshot(
        """
        - list "Tråden":
          - listitem:
            - heading "Hvorfor" [level=2]
            - list:
              - listitem: Tolkning koblingene mellom samfunnsfloker og kommunemål
          - listitem:
            - group:
              - list:
                - listitem:
                  - link "Klima- og naturkrisen"
                  - text: samfunnsfloke
                - listitem:
                  - link "Trusler mot trygghet og samfunnssikkerhet"
                  - text: samfunnsfloke
                - listitem:
                  - link "Krevende boligmarked og bærekraftig by"
                  - text: samfunnsfloke
          - listitem:
            - paragraph:
              - link "Kommunemål"
              - text: "2"
            - heading "Oslo er grønn og levende" [level=1]
          - listitem:
            - heading "Hvordan" [level=2]
            - list:
              - listitem: Eksempel alle sektormål, tiltak og oppdrag
          - listitem:
            - link "Klimarobust nullutslippsby"
            - text: tema
            - list:
              - listitem:
                - link "Utslippsfrie byggeplasser i kommunens egne prosjekter"
          - listitem:
            - link "Bevare og styrke natur, grønnstruktur og karbonrike arealer"
            - text: Byutviklingsstrategi 3
            - group:
              - list:
                - listitem:
                  - link /Bevare markagrensen/
                  - text: strategipunkt
        """
    )
    # and nothing of the drawing comes between
    assert "img" not in thread.aria_snapshot()


def test_the_landmarks_are_heard_in_order(page: Page) -> None:
    # Given a screen reader on an element's page
    page.goto("/oslo/element/mal-2/")
    # When it walks from landmark to landmark
    # Then it hears where it is
    lines = page.locator("body").aria_snapshot().splitlines()
    top = [line.removeprefix("- ").rstrip(":") for line in lines if line.startswith("- ")]
    assert top == ['link "Hopp til hovedinnhold"', "banner", 'navigation "Du er her"', "main", "contentinfo"]
    regions = [line.strip(" -:") for line in lines if line.strip().startswith("- region")]
    assert regions[:2] == ['region "Fakta"', 'region "Bærekraftsmål"']


def test_the_lit_thread_is_heard_in_the_map(page: Page) -> None:
    # Given a screen reader on the map with kommunemål 2 lit
    page.goto("/oslo/?lys=mal-2")
    # When it reads the columns
    # Then each is a list with a name, and what is lit says so
    expect(page.get_by_role("list", name="Samfunnsfloker", exact=True)).to_match_aria_snapshot(
        """
        - list "Samfunnsfloker":
          - listitem:
            - link "Klima- og naturkrisen"
            - text: Valgt tråd
          - listitem:
            - link "Fattigdom og økende ulikhet"
          - listitem:
            - link "Trusler mot trygghet og samfunnssikkerhet"
            - text: Valgt tråd
        """
    )
    unlit = (
        page.get_by_role("listitem")
        .filter(has=page.get_by_role("link", name="Ungt utenforskap", exact=True))
        .first
    )
    expect(unlit).to_be_visible()
    expect(unlit).not_to_contain_text("Valgt tråd")


def test_a_knot_in_the_matrix_is_heard_as_a_sentence(page: Page) -> None:
    # Given a screen reader in the matrix of floker and goals
    page.goto("/oslo/")
    # When it reads a row
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Klima- og naturkrisen"))
    # Then it hears which goal answers, and that this is a reading
    expect(
        row.get_by_role("link", name="Kommunemål 2 svarer på Klima- og naturkrisen. Tolkning")
    ).to_be_visible()
    expect(row.get_by_role("cell", name="ingen")).to_have_count(3)
