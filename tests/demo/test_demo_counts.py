"""The demo holds just what the documents hold: as many of each level, under the right parents."""

from datetime import date

import pytest

from rodtrad.cases.models import Body, Meeting
from rodtrad.core.events import EventKind, events_between
from rodtrad.core.models import Origin
from rodtrad.demo.operations import ACCOUNTS
from rodtrad.goals.models import Conflict, Element, Placement
from rodtrad.organisations.models import RoleKind, Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.planning.models import WheelEntry
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


#: The parts of the two wheels of «Planleggingens årshjul», document 003; «TR1 og TR2» are two times in a year.
WHEELS = {
    "term": ["Kunnskapsgrunnlag", "Kommunal planstrategi", "Kommuneplanens samfunnsdel", "Temaplaner"],
    "year": [
        "Virksomhetsplan",
        "Styringsdialog",
        "Evaluere og forbedre",
        "Rapportering: TR1",
        "Rapportering: TR2",
        "Kommuneplanens handlingsdel, budsjett og økonomiplan",
        "Årsbudsjett",
    ],
}


@pytest.mark.parametrize("cycle", WHEELS)
def test_baerums_wheels_have_the_parts_that_the_slide_has(db: None, cycle: str) -> None:
    rows = WheelEntry.objects.filter(root__slug="baerum", cycle=cycle, is_left_out=False)
    assert [one.title for one in sorted(rows, key=lambda one: one.starts)] == WHEELS[cycle]
    assert {one.place.split(";")[0] for one in rows} == {"Planleggingens årshjul"}


def test_only_what_has_days_in_the_source_is_quoted_on_baerums_wheels(db: None) -> None:
    quoted = WheelEntry.objects.filter(root__slug="baerum", origin=Origin.QUOTED)
    assert {one.title for one in quoted} == {"Kunnskapsgrunnlag", "Kommunal planstrategi"}
    assert not WheelEntry.objects.filter(root__slug="baerum", origin=Origin.OWN).exists()


def test_baerums_wheels_say_nothing_twice(db: None) -> None:
    root = Root.objects.get(slug="baerum")
    found = events_between(root, NOBODY, date(2026, 1, 1), date(2027, 12, 31))
    titles = [one.title for one in found if one.first.year == 2026]
    assert titles.count("Rapportering: TR1") == titles.count("Årsbudsjett") == 1
    assert not {
        "Første tertialrapport behandles",
        "Tildelingsbrev til virksomhetene",
        "Opplæring av nye folkevalgte",
        "Økonomiplan og budsjett i komiteene",
        "Kommunedirektørens forslag til økonomiplan og budsjett",
        "Kunnskapsgrunnlag for ny planstrategi",
    } & {one.title for one in found}


def test_baerums_bodies_meet_by_example(db: None) -> None:
    bodies = Body.objects.filter(root__slug="baerum").values_list("name", "kind")
    assert list(bodies) == [("Kommunestyret", "council"), ("Formannskapet", "executive_committee")]
    meetings = Meeting.objects.filter(root__slug="baerum")
    assert set(meetings.values_list("origin", flat=True)) == {Origin.EXAMPLE}
    assert meetings.count() == 6


def test_oslo_has_the_three_councils_that_the_law_asks_for(db: None) -> None:
    quoted = Body.objects.filter(root__slug="oslo", origin=Origin.QUOTED, place="Medvirkning")
    assert dict(quoted.values_list("kind", "name")) == {
        "council_of_elderly": "Det sentrale eldreråd",
        "council_of_disabled": "Rådet for personer med funksjonsnedsettelse",
        "youth_council": "Sentralt ungdomsråd",
    }


def test_the_hearing_of_oslos_samfunnsdel_has_its_days_and_its_meeting(db: None) -> None:
    root = Root.objects.get(slug="oslo")
    found = events_between(root, NOBODY, date(2024, 8, 1), date(2024, 12, 31))
    hearing = next(one for one in found if one.kind == EventKind.HEARING and one.page[1] == "kps-2025")
    assert (hearing.first, hearing.last) == (date(2024, 8, 30), date(2024, 10, 28))
    [told] = [one for one in found if one.first == date(2024, 10, 8)]
    assert told.title == "Åpent informasjonsmøte om kommuneplanens samfunnsdel"
    assert "110 høringssvar" in told.description
    row = WheelEntry.objects.get(root=root, key="informasjonsmote-kps")
    assert (row.origin, row.rule, row.place) == (Origin.QUOTED, "", "Medvirkning")


def test_there_is_one_account_for_each_role() -> None:
    assert sorted(account.role for account in ACCOUNTS) == sorted(RoleKind)
