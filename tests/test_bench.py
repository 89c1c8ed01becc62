"""The made-up municipality that speed is measured on: the same each time, allowed by the model, and odd enough."""

from datetime import date

import pytest

from bench.editors import Save
from bench.pages_read import read_form
from bench.part_editing import lost_saves
from bench.town import build_town
from bench.town_file import plan_file
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.checking import run_check
from rodtrad.goals.models import Element, Link
from rodtrad.goals.rules import GOAL_RULES


def test_a_town_is_the_same_each_time() -> None:
    assert plan_file(build_town("bygd", 1_000)) == plan_file(build_town("bygd", 1_000))


@pytest.mark.django_db
def test_a_town_goes_in_as_a_plan_file_and_gives_findings_of_every_rule_about_the_thread() -> None:
    root = import_plan_file(content=plan_file(build_town("bygd", 1_000))).root
    assert Element.objects.filter(root=root).count() == 1_000
    assert Link.objects.filter(root=root).count() == 2_000
    result = run_check(root=root, today=date(2026, 6, 1))
    assert {rule.id for rule in result.by_rule()} >= {rule.id for rule in GOAL_RULES.rules}


# Editing together: what the bench takes for lost


def saved(before: str, after: str, status: int = 302) -> Save:
    return Save("mal", before, after, status, 0.1)


@pytest.mark.parametrize(
    ("saves", "told", "now", "wrong"),
    [
        ([saved("a", "b"), saved("b", "c")], ["a", "b", "c"], "c", ""),
        ([saved("a", "b"), saved("a", "c", status=409)], ["a", "b"], "b", ""),
        ([saved("a", "b"), saved("a", "c")], ["a", "b", "c"], "c", "mal: «c» over «b», unseen"),
        ([saved("a", "b"), saved("b", "c")], ["a", "c"], "c", "mal lacks «b»"),
        ([saved("a", "b")], ["a", "b"], "a", "mal does not say the last that was stored"),
    ],
)
def test_a_save_that_is_lost_or_put_over_anothers_is_found(
    saves: list[Save], told: list[str], now: str, wrong: str
) -> None:
    found = lost_saves(saves, {"mal": ["a"]}, {"mal": told}, {"mal": now})
    assert (wrong in found) if wrong else found == []


def test_a_form_is_sent_as_a_browser_sends_it() -> None:
    page = """<form><input name="q" value="x"></form><form><input type="hidden" name="versjon" value="1">
    <input type="checkbox" name="a" value="1"><input type="checkbox" name="b" value="2" checked>
    <textarea name="tekst">to &lt; tre</textarea><select name="valg"><option value="1">En
    <option value="2" selected>To</select><button name="knapp">Lagre</button></form>"""
    sent = [("versjon", "1"), ("b", "2"), ("tekst", "to < tre"), ("valg", "2")]
    assert read_form(page, "versjon") == sent
