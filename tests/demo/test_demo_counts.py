"""The demo holds just what the documents hold: as many of each level, under the right parents."""

from datetime import date

import pytest

from rodtrad.core.models import Origin
from rodtrad.demo.operations import ACCOUNTS
from rodtrad.goals.models import Conflict, Element, Placement
from rodtrad.organisations.models import RoleKind
from rodtrad.plans.models import Plan

LEVELS = {
    "oslo": {
        "oslo/samfunnsfloke": 6,
        "oslo/kommunemal": 5,
        "oslo/tema": 27,
        "oslo/perspektiv": 2,
        "oslo/strategi": 13,
        "oslo/strategipunkt": 44,
        "kommunikasjon/behov": 5,
        "kommunikasjon/mal": 3,
        "kommunikasjon/innsatsomrade": 5,
    },
    "baerum": {"baerum/hovedmal": 4, "baerum/malbilde": 4, "baerum/delmal": 5, "baerum/strategi": 15},
    "osloregionen": {
        "osloregionen/visjon": 1,
        "osloregionen/verdi": 3,
        "osloregionen/utfordring": 3 + 2 + 3 + 3 + 2,
        "osloregionen/mal": 3,
        "osloregionen/strategi": 7 + 2 + 3 + 3 + 4,
        "osloregionen/innsatsomrade": 4,
        "osloregionen/delmal": 4,
        "osloregionen/tverrgaende-tema": 5,
    },
}


def under(root: str, child: str, parent: str) -> list[int]:
    """Return how many of the child level stand under each element of the parent level, in the plan's order."""
    rows = Placement.objects.filter(root__slug=root, level__key=parent, children__level__key=child)
    counts = [
        (row.plan.position, row.position, row.children.filter(level__key=child).count())
        for row in rows.distinct().select_related("plan")
    ]
    return [count for _plan, _position, count in sorted(counts)]


@pytest.mark.parametrize("root", LEVELS)
def test_as_many_of_each_level_as_the_documents_hold(db: None, root: str) -> None:
    found = {
        level: Element.objects.filter(
            root__slug=root, level__framework__key=level.split("/")[0], level__key=level.split("/")[1]
        )
        .exclude(origin=Origin.EXAMPLE)
        .count()
        for level in LEVELS[root]
    }
    assert found == LEVELS[root]


@pytest.mark.parametrize(
    ("root", "child", "parent", "expected"),
    [
        ("oslo", "tema", "kommunemal", [5, 6, 6, 5, 5]),
        ("oslo", "strategi", "kommunemal", [2, 3, 3, 2, 3]),
        ("oslo", "strategipunkt", "strategi", [2, 1, 3, 5, 6, 3, 3, 4, 4, 3, 2, 6, 2]),
        ("baerum", "strategi", "delmal", [3, 2, 4, 3, 3]),
        ("osloregionen", "utfordring", "innsatsomrade", [2, 3, 3, 2]),
        ("osloregionen", "delmal", "innsatsomrade", [1, 1, 1, 1]),
        ("osloregionen", "strategi", "delmal", [2, 3, 3, 4]),
    ],
)
def test_they_stand_under_the_right_parents(
    db: None, root: str, child: str, parent: str, expected: list[int]
) -> None:
    assert under(root, child, parent) == expected


def test_the_strategy_that_baerum_places_twice_serves_both_sub_goals(db: None) -> None:
    strategy = Element.objects.get(root__slug="baerum", key="strategi-aktiv-rolle")
    assert strategy.links_up.filter(parent__level__key="delmal").count() == 2


def test_baerums_conflict_chain_has_nine_steps(db: None) -> None:
    assert [conflict.steps.count() for conflict in Conflict.objects.filter(root__slug="baerum")] == [9]


@pytest.mark.parametrize("root", LEVELS)
def test_every_quoted_element_says_where(db: None, root: str) -> None:
    silent = Element.objects.filter(root__slug=root, origin=Origin.QUOTED, place="")
    assert list(silent.values_list("key", flat=True)) == []


def test_links_from_challenges_to_goals_are_readings(db: None) -> None:
    goals = Element.objects.filter(root__slug="oslo", level__key="kommunemal")
    origins = goals.filter(links_up__kind="addresses").values_list("links_up__origin", flat=True)
    assert set(origins) == {Origin.READING}


def test_what_is_told_in_our_words_is_a_reading(db: None) -> None:
    pictures = Element.objects.filter(root__slug="baerum", level__key="malbilde")
    assert set(pictures.values_list("origin", flat=True)) == {Origin.READING}


def test_the_facts_of_oslos_plans(db: None) -> None:
    social = Plan.objects.get(root__slug="oslo", key="kps-2025")
    assert (social.hearing_from, social.hearing_to) == (date(2024, 8, 30), date(2024, 10, 28))
    assert social.hearing_submissions == 110
    communication = Plan.objects.select_related("case", "replaces__case").get(
        root__slug="oslo", key="kommunikasjonsstrategi-2025"
    )
    assert communication.case
    assert (communication.case.number, communication.case.date) == (
        "1038/25",
        date(2025, 5, 22),
    )
    assert communication.replaces
    assert communication.replaces.case
    assert (communication.replaces.case.number, communication.replaces.status) == ("1091/18", "repealed")


def test_there_is_one_account_for_each_role() -> None:
    assert sorted(account.role for account in ACCOUNTS) == sorted(RoleKind)
