"""A controller reads what the thread check has found, by rule and by unit, and goes to where it can be mended."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_findings_stand_by_rule_with_reason_reference_and_place(page: Page) -> None:
    # Given a controller on Oslo's pages
    page.goto("/oslo/")
    # When they open the thread check
    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Trådsjekk").click()
    # Then the findings stand by rule
    expect(page.get_by_role("heading", level=2, name="Funn etter regel")).to_be_visible()
    rule = page.locator("#t-04")
    expect(rule.get_by_role("heading", level=3)).to_have_text("Strategi som ingen gjennomfører")
    expect(rule).to_contain_text("Advarsel")
    # with the reason, the reference and what to do
    expect(rule).to_contain_text("Går ingen veien, kommer ingen fram.")
    expect(rule).to_contain_text("Plan- og bygningsloven § 11-1")
    expect(rule).to_contain_text("Gjør dette:")
    # and each finding says the place in the plan
    finding = rule.locator(".finds > li").first
    expect(finding).to_contain_text(re.compile(r"Byutviklingsstrategi, mål \d, strategi \d"))


def test_the_counts_on_top_are_those_of_the_list(page: Page) -> None:
    # Given the check of each demo organisation
    for slug in ("oslo", "baerum", "osloregionen"):
        page.goto(f"/{slug}/tradsjekk/")
        # When the controller counts the findings, folded ones too
        found = page.locator("#funn .ruleset .finds > li").count()
        # Then the tally says the same
        told = page.locator("dl dd").all_inner_texts()[:3]
        assert sum(int(number) for number in told) == found > 0, slug


def test_findings_by_unit_and_by_severity(page: Page) -> None:
    # Given the check by rule
    page.goto("/oslo/tradsjekk/")
    # When the controller asks for it by responsible unit
    page.get_by_role("navigation", name="Gruppering").get_by_role(
        "link", name="Etter ansvarlig enhet"
    ).click()
    # Then the headings are units, and every finding names its rule
    expect(page.get_by_role("heading", level=2, name="Funn etter ansvarlig enhet")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name="Bymiljøetaten")).to_be_visible()
    expect(page.locator("#funn .finds .mark.info")).not_to_have_count(0)
    # and when they ask for warnings only, no remark is left, and the grouping stays
    page.get_by_role("navigation", name="Alvor").get_by_role("link", name="Bare advarsler").click()
    page.wait_for_url(re.compile("etter=enhet.*alvor=advarsel|alvor=advarsel.*etter=enhet"))
    expect(page.locator("#funn .finds .mark.warning")).not_to_have_count(0)
    expect(page.locator("#funn .finds .mark.info")).to_have_count(0)


def test_from_the_finding_to_the_element_and_back_to_the_rule(page: Page) -> None:
    # Given a finding in the check
    page.goto("/oslo/tradsjekk/")
    finding = page.locator("#t-07 .finds > li").first
    title = finding.get_by_role("link").inner_text()
    # When the controller follows it
    finding.get_by_role("link").click()
    # Then the element tells the same finding, with a way back to the rule
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    found = page.get_by_role("region", name="Trådsjekk")
    found.get_by_role("link", name="Om regelen").first.click()
    expect(page).to_have_url(re.compile(r"/oslo/tradsjekk/#t-\d\d$"))
