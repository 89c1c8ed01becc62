"""What has changed since the last approval: texts, links, places, order, units, children, split and merged; leaks."""

import re
from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.models import Element, Link, Review
from rodtrad.goals.operations import (
    carry_over,
    change_element,
    create_element,
    link_elements,
    merge_drafts,
    move_element,
    split_draft,
    take_out,
    unlink_elements,
)
from rodtrad.goals.operations.reviews_decide import approve_review
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.goals.operations.split_draft import Part
from rodtrad.goals.queries.review_marks import marks_of
from rodtrad.organisations.models import RoleKind
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
PLAN = "/skrivebordet/planer/utkast/gjennomgang/"
GOAL = "/skrivebordet/element/nytt-maal/gjennomgang/"
BRO = "/skrivebordet/element/bro/gjennomgang/"


def settle(desk: Desk, subject: Element | Plan) -> Review:
    """Let the subject be proposed and approved."""
    propose(actor=desk.editor, subject=subject)
    return approve_review(actor=desk.approver, subject=subject, seen=marks_of(subject))


@pytest.fixture
def approved(desk: Desk) -> Desk:
    """A plan that is approved as it stands."""
    settle(desk, desk.draft)
    return desk


def since(user: Any, address: str) -> dict[str, list[str]]:
    """Return what the page says has changed: for each thing its note and its lines, with − and + for gone and new."""
    client = Client()
    client.force_login(user)
    html = client.get(address).content.decode()
    part = html.split('id="since"', 1)[1].split("</section>", 1)[0]
    part = re.sub(r'<span class="vh">.*?</span>', "", part)
    found: dict[str, list[str]] = {}
    for piece in re.split(r"<h3[^>]*>", part)[1:]:
        title, rest = piece.split("</h3>", 1)
        notes = re.findall(r'<p class="small"><b>(.*?)</b>', rest)
        lines = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", rest, re.DOTALL)
        told = [f"{label}: {plain(text)}" for label, text in lines]
        found[plain(title)] = [*notes, *told]
    return found


def plain(html: str) -> str:
    marked = html.replace("<del>", "−").replace("</del>", "−").replace("<ins>", "+").replace("</ins>", "+")
    return " ".join(re.sub(r"<[^>]+>", "", marked).split())


def test_nothing_has_changed(approved: Desk) -> None:
    assert since(approved.editor, PLAN) == {}
    assert since(approved.editor, BRO) == {}


def test_a_link_added_and_one_taken_away(approved: Desk) -> None:
    link_elements(actor=approved.editor, child=approved.first, parent=approved.goal, reason="Den trengs")
    unlink_elements(actor=approved.editor, child=approved.second, parent=approved.draft_goal)
    for address in (PLAN, BRO):
        assert since(approved.editor, address)["Bygge bro"] == [
            "Kobling: +bidrar til «Et godt mål»: Den trengs+"
        ]
    assert since(approved.editor, PLAN)["Bygge vei"] == ["Kobling: −bidrar til «Et nytt mål»−"]
    assert "Kobling nedenfra: −«Bygge vei» bidrar til dette−" in since(approved.editor, GOAL)["Et nytt mål"]


def test_a_link_made_again_is_no_change(approved: Desk) -> None:
    unlink_elements(actor=approved.editor, child=approved.second, parent=approved.draft_goal)
    link_elements(actor=approved.editor, child=approved.second, parent=approved.draft_goal)
    assert since(approved.editor, PLAN) == {}


def test_a_move_with_its_number(approved: Desk) -> None:
    move_element(
        actor=approved.editor, element=approved.second, plan=approved.draft, under=approved.first, number="7"
    )
    told = since(approved.editor, PLAN)
    assert told == {
        "Bygge vei": ["Plass i plan: −Utkast, under «Et nytt mål»−+Utkast, nummer 7, under «Bygge bro»+"]
    }
    assert since(approved.editor, GOAL)["Et nytt mål"] == ["Står under: −Bygge vei−"]
    assert since(approved.editor, BRO)["Bygge bro"] == ["Står under: +Bygge vei+"]


def test_only_the_one_that_moved_is_told_of_in_the_order(approved: Desk) -> None:
    third = create_element(
        actor=approved.editor,
        plan=approved.draft,
        level=approved.level("tiltak"),
        changes={"title": "Bygge tunnel"},
        under=approved.draft_goal,
    )
    settle(approved, approved.draft)
    move_element(
        actor=approved.editor, element=third, plan=approved.draft, under=approved.draft_goal, index=0
    )
    assert since(approved.editor, PLAN) == {"Bygge tunnel": ["Rekkefølge: −etter «Bygge vei»−+først+"]}
    assert since(approved.editor, GOAL)["Et nytt mål"] == [
        "Rekkefølge: −«Bygge tunnel» etter «Bygge vei»−+«Bygge tunnel» først+"
    ]


def test_units_and_places_that_belong_to_it(approved: Desk) -> None:
    change_element(
        actor=approved.editor,
        element=approved.first,
        changes={"responsible": "kontoret", "contributing": ["skrivebordet"], "sdg": ["11"]},
    )
    told = since(approved.editor, PLAN)["Bygge bro"]
    assert any(line.startswith("Ansvarlig: ") and line.endswith("+Kontoret+") for line in told), told
    assert any(line.startswith("Medvirkende: +") for line in told)
    assert any(line.startswith("Bærekraftsmål: +11 ") for line in told)
    change_element(actor=approved.editor, element=approved.second, changes={"responsible": ""})
    assert since(approved.editor, PLAN)["Bygge vei"][0].startswith("Ansvarlig: −")


def test_what_is_new_and_what_is_taken_out(approved: Desk) -> None:
    create_element(
        actor=approved.editor,
        plan=approved.draft,
        level=approved.level("tiltak"),
        changes={"title": "Bygge tunnel", "visibility": 1},
        under=approved.draft_goal,
    )
    take_out(actor=approved.editor, element=approved.second, plan=approved.draft)
    told = since(approved.editor, PLAN)
    assert told["Bygge tunnel"][:2] == ["Nytt", "Tittel: +Bygge tunnel+"]
    assert "Plass i plan: +Utkast, under «Et nytt mål»+" in told["Bygge tunnel"]
    assert told["Bygge vei"] == ["Tatt bort", "Tittel: −Bygge vei−"]
    assert since(approved.editor, GOAL)["Et nytt mål"][:2] == [
        "Står under: −Bygge vei−",
        "Står under: +Bygge tunnel+",
    ]


def test_a_split_says_from_what(approved: Desk) -> None:
    split_draft(
        actor=approved.editor, element=approved.first, parts=[Part("Bygge gangbro"), Part("Bygge bilbro")]
    )
    told = since(approved.editor, PLAN)
    assert told["Bygge bilbro"][0] == "Nytt"
    assert "Delt fra: +Bygge gangbro+" in told["Bygge bilbro"]
    assert "Delt i: +Bygge bilbro+" in told["Bygge gangbro"]
    assert "Tittel: Bygge −bro−+gangbro+" in told["Bygge gangbro"]
    assert "Delt i: +Bygge bilbro+" in since(approved.editor, BRO)["Bygge gangbro"]


def test_a_merge_says_into_what(approved: Desk) -> None:
    merge_drafts(actor=approved.editor, keep=approved.first, others=[approved.second], changes={})
    told = since(approved.editor, PLAN)
    assert told["Bygge vei"] == ["Tatt bort", "Tittel: −Bygge vei−", "Slått sammen til: +Bygge bro+"]
    assert "Slått sammen med: +Bygge vei+" in told["Bygge bro"]
    assert "Slått sammen med: +Bygge vei+" in since(approved.editor, BRO)["Bygge bro"]


def test_what_is_carried_over_into_the_plan_and_out_again(approved: Desk) -> None:
    carry_over(actor=approved.editor, element=approved.goal, plan=approved.draft, number="3")
    assert since(approved.editor, PLAN) == {"Et godt mål": ["Plass i plan: +Utkast, nummer 3+"]}
    settle(approved, approved.draft)
    assert since(approved.editor, PLAN) == {}
    take_out(actor=approved.editor, element=approved.goal, plan=approved.draft)
    assert since(approved.editor, PLAN) == {"Et godt mål": ["Plass i plan: −Utkast, nummer 3−"]}


def test_the_plans_own_words(approved: Desk) -> None:
    Plan.objects.filter(pk=approved.draft.pk).update(description="En plan for broer.")
    assert since(approved.editor, PLAN) == {"Utkast": ["Planen selv", "Beskrivelse: +En plan for broer.+"]}


def test_a_draft_that_was_not_proposed_with_its_plan_is_new(desk: Desk) -> None:
    propose(actor=desk.editor, subject=desk.draft)
    Element.objects.filter(pk=desk.second.pk).update(life_cycle="draft", visibility=1)
    approve_review(actor=desk.approver, subject=desk.draft, seen=marks_of(desk.draft))
    assert since(desk.editor, PLAN)["Bygge vei"][0] == "Nytt"
    assert since(desk.editor, PLAN).keys() == {"Bygge vei"}


def test_what_came_and_went_since_the_approval_is_not_told(approved: Desk) -> None:
    made = create_element(
        actor=approved.editor, plan=approved.draft, level=approved.level("tiltak"), changes={"title": "Feil"},
        under=approved.draft_goal,
    )  # fmt: skip
    take_out(actor=approved.editor, element=made, plan=approved.draft)
    assert since(approved.editor, PLAN) == {}


def test_words_that_were_the_teams_at_the_approval_are_not_shown_to_others(desk: Desk) -> None:
    change_element(
        actor=desk.editor, element=desk.first, changes={"visibility": 2, "title": "Kjøpe tomta stille"}
    )
    settle(desk, desk.draft)
    change_element(actor=desk.editor, element=desk.first, changes={"visibility": 1, "title": "Bygge ny bro"})
    reader = desk.person(RoleKind.READER)
    assert "stille" not in str(since(reader, PLAN))
    assert since(reader, PLAN)["Bygge ny bro"][0] == "Nytt"
    assert "stille" in str(since(desk.editor, PLAN))


def test_hidden_things_have_no_name_there(approved: Desk) -> None:
    hidden = make.make_element(
        approved.draft, "tiltak", "Hemmelig tunnel", key="hemmelig", under=approved.draft_goal
    )
    link_elements(actor=approved.editor, child=hidden, parent=approved.draft_goal)
    link_elements(actor=approved.editor, child=hidden, parent=approved.goal)
    Element.objects.filter(pk=hidden.pk).update(visibility=2)
    reader = approved.person(RoleKind.READER)
    for address in (PLAN, GOAL):
        assert "Hemmelig" not in str(since(reader, address))
    assert "Hemmelig" in str(since(approved.editor, GOAL))
    assert "Hemmelig" in str(since(approved.editor, PLAN))


def test_a_link_made_while_the_approver_reads_stops_the_approval(desk: Desk) -> None:
    propose(actor=desk.editor, subject=desk.first)
    client = Client()
    client.force_login(desk.approver)
    [seen] = re.findall(r'name="sett" value="([^"]+)"', client.get(BRO).content.decode())
    link_elements(actor=desk.editor, child=desk.first, parent=desk.goal)
    assert client.post(BRO, {"gjor": "godkjenn", "sett": seen}).status_code == 409
    assert Link.objects.filter(child=desk.first, parent=desk.goal).exists()
    assert not Review.objects.filter(state="approved", root=desk.root).exists()


def test_an_element_proposed_by_itself_is_answered_with_its_plan(desk: Desk) -> None:
    propose(actor=desk.editor, subject=desk.first)
    settle(desk, desk.draft)
    assert set(Review.objects.filter(root=desk.root).values_list("state", flat=True)) == {"approved"}
    assert since(desk.editor, BRO) == {}
