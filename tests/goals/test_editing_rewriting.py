"""Rewording what is adopted, dividing and merging drafts, changing many at once."""

from typing import Any

import pytest
from django.utils import timezone

from rodtrad.core.models import Visibility
from rodtrad.goals.errors import AdoptedTextError, ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.goals.models import Comment, ConflictStep, Element, FormerKey, Review, ReviewState
from rodtrad.goals.operations import (
    Part,
    change_many,
    link_elements,
    merge_drafts,
    split_draft,
    succeed_element,
    take_out,
    values_of,
)
from rodtrad.organisations.models import RoleKind
from rodtrad.organisations.permissions import NOBODY
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db


def reword(desk: Desk, **given: Any) -> Element:
    return succeed_element(
        **{
            "actor": desk.editor,
            "element": desk.goal,
            "plan": desk.draft,
            "changes": {"title": "Et enda bedre mål"},
            **given,
        }
    )


# Succession


def test_the_adopted_one_stands_and_the_public_never_sees_the_new(desk: Desk) -> None:
    before = values_of(desk.goal)
    row = reword(desk, number="1")
    assert values_of(Element.objects.get(pk=desk.goal.pk)) == before
    assert (row.predecessor, row.plan, row.title) == (desk.goal, desk.draft, "Et enda bedre mål")
    assert list(Element.objects.visible_to(NOBODY).filter(pk__in=[row.pk, desk.goal.pk])) == [desk.goal]


def test_a_new_wording_is_internal_even_when_asked_to_be_public(desk: Desk) -> None:
    assert reword(desk, actor=desk.editor, changes={"title": "Nytt", "visibility": 0}).visibility == 1


def test_a_new_wording_of_the_teams_is_the_teams(desk: Desk) -> None:
    Element.objects.filter(pk=desk.goal.pk).update(visibility=Visibility.TEAM)
    desk.goal.refresh_from_db()
    Plan.objects.filter(pk=desk.adopted.pk).update(owner=make.top(desk.root))
    assert reword(desk).visibility == Visibility.TEAM


def test_a_new_wording_takes_fields_and_links_with_it_but_not_progress(desk: Desk) -> None:
    make.tag(desk.goal, "9")
    Element.objects.filter(pk=desk.goal.pk).update(progress="done", handling="Slik")
    desk.goal.refresh_from_db()
    row = reword(desk)
    assert desk.linked(row, desk.challenge)
    assert (row.progress, row.handling, values_of(row)["sdg"]) == ("not_started", "Slik", ["9"])


@pytest.mark.parametrize("goal_first", [True, False])
def test_links_follow_whichever_is_reworded_first(desk: Desk, goal_first: bool) -> None:
    elements = [desk.goal, desk.theme] if goal_first else [desk.theme, desk.goal]
    new = {one.key: reword(desk, element=one, changes={"title": f"Ny {one.key}"}) for one in elements}
    assert desk.linked(new["tema"], new["maal"])
    assert not desk.linked(new["tema"], desk.goal)
    assert desk.linked(desk.theme, desk.goal)


def test_what_contributed_before_contributes_to_both(desk: Desk) -> None:
    link_elements(actor=desk.editor, child=desk.first, parent=desk.goal)
    row = reword(desk)
    assert desk.linked(desk.first, row)
    assert desk.linked(desk.first, desk.goal)


def test_what_cannot_be_reworded_is_told(desk: Desk) -> None:
    reword(desk)
    with pytest.raises(FieldErrors, match="fra før"):
        reword(desk)
    with pytest.raises(FieldErrors, match="ikke vedtatt"):
        reword(desk, element=desk.first)
    with pytest.raises(AdoptedTextError):
        reword(desk, plan=desk.adopted)
    for kind in (RoleKind.READER, RoleKind.CONTRIBUTOR, RoleKind.APPROVER, RoleKind.ADMINISTRATOR):
        with pytest.raises(NotAllowedError):
            reword(desk, actor=desk.person(kind), element=desk.theme)


# Split


def test_a_draft_is_divided_in_place(desk: Desk) -> None:
    make.make_element(desk.draft, "tiltak", key="under-bro", under=desk.first)
    rows = split_draft(
        actor=desk.editor,
        element=desk.first,
        parts=[Part("Bygge bro"), Part("Male bro", "Rød"), Part("Åpne bro")],
    )
    assert [row.title for row in rows] == ["Bygge bro", "Male bro", "Åpne bro"]
    assert rows[0] == desk.first
    assert rows[1].description == "Rød"
    assert desk.order(desk.draft) == ["nytt-maal", "bro", "under-bro", "male-bro", "apne-bro", "vei"]
    assert all(desk.linked(row, desk.draft_goal) for row in rows)
    assert {row.responsible for row in rows} == {desk.first.responsible}


def test_a_part_without_a_title_stores_nothing(desk: Desk) -> None:
    for parts in ([Part("En"), Part("")], [Part("En")]):
        with pytest.raises(FieldErrors):
            split_draft(actor=desk.editor, element=desk.first, parts=parts)
    assert Element.objects.get(pk=desk.first.pk).title == "Bygge bro"


# Merge


def test_merged_drafts_leave_nothing_behind(desk: Desk) -> None:
    make.tag(desk.second, "9")
    make.make_element(desk.draft, "tiltak", key="under-vei", under=desk.second, contributes_to=())
    make.make_conflict(desk.root, desk.second)
    link_elements(actor=desk.editor, child=desk.second, parent=desk.goal)
    row = merge_drafts(
        actor=desk.editor, keep=desk.first, others=[desk.second], changes={"title": "Bygge bro og vei"}
    )
    assert row.title == "Bygge bro og vei"
    assert desk.order(desk.draft) == ["nytt-maal", "bro", "under-vei"]
    assert desk.linked(row, desk.goal)
    assert values_of(row)["sdg"] == ["9"]
    assert ConflictStep.objects.get(root=desk.root).element == row
    assert FormerKey.objects.get(key="vei").element == row


def test_what_is_said_of_a_merged_draft_follows_and_nobody_is_asked_to_decide_on_it(desk: Desk) -> None:
    said = Comment.objects.create(
        root=desk.root,
        element=desk.second,
        key="vei",
        text="Husk fortau",
        author=desk.editor,
        written_at=timezone.now(),
    )
    asked = Review.objects.create(
        root=desk.root, element=desk.second, key="vei", proposed_by=desk.editor, proposed_at=timezone.now()
    )
    merge_drafts(actor=desk.editor, keep=desk.first, others=[desk.second], changes={})
    said.refresh_from_db()
    asked.refresh_from_db()
    assert (said.element, said.key) == (desk.first, "vei")
    assert (asked.state, asked.decided_by) == (ReviewState.WITHDRAWN, desk.editor)


def test_a_draft_that_is_taken_out_is_no_longer_proposed(desk: Desk) -> None:
    asked = Review.objects.create(
        root=desk.root, element=desk.second, key="vei", proposed_by=desk.editor, proposed_at=timezone.now()
    )
    assert take_out(actor=desk.editor, element=desk.second, plan=desk.draft)
    asked.refresh_from_db()
    assert asked.state == ReviewState.WITHDRAWN


def test_a_child_merged_into_its_parent_does_not_stand_under_itself(desk: Desk) -> None:
    inner = make.make_element(desk.draft, "tiltak", key="inni", under=desk.first)
    merge_drafts(actor=desk.editor, keep=inner, others=[desk.first], changes={})
    assert desk.place(inner).parent == desk.place(desk.draft_goal)


def test_former_keys_follow_through_two_merges(desk: Desk) -> None:
    third = make.make_element(desk.draft, "tiltak", key="tredje")
    merge_drafts(actor=desk.editor, keep=desk.second, others=[desk.first], changes={})
    merge_drafts(actor=desk.editor, keep=third, others=[desk.second], changes={})
    assert {row.key: row.element.key for row in FormerKey.objects.filter(root=desk.root)} == {
        "bro": "tredje",
        "vei": "tredje",
    }


def test_only_what_is_alike_is_merged(desk: Desk) -> None:
    for others in ([], [desk.draft_goal], [desk.first], [make.make_element(desk.adopted, "tiltak")]):
        with pytest.raises(FieldErrors):
            merge_drafts(actor=desk.editor, keep=desk.first, others=others, changes={})


def test_adopted_elements_are_neither_divided_nor_merged(desk: Desk) -> None:
    other = make.make_element(desk.adopted, "maal")
    with pytest.raises(AdoptedTextError, match="Omskriv"):
        split_draft(actor=desk.editor, element=desk.goal, parts=[Part("En"), Part("To")])
    with pytest.raises(AdoptedTextError, match="Omskriv"):
        merge_drafts(actor=desk.editor, keep=desk.goal, others=[other], changes={})


@pytest.mark.parametrize(
    "kind", [RoleKind.READER, RoleKind.CONTRIBUTOR, RoleKind.APPROVER, RoleKind.ADMINISTRATOR]
)
def test_others_than_editors_neither_divide_nor_merge(desk: Desk, kind: str) -> None:
    with pytest.raises(NotAllowedError):
        split_draft(actor=desk.person(kind), element=desk.first, parts=[Part("En"), Part("To")])
    with pytest.raises(NotAllowedError):
        merge_drafts(actor=desk.person(kind), keep=desk.first, others=[desk.second], changes={})


# Many


def change(desk: Desk, **given: Any) -> int:
    return change_many(
        **{
            "actor": desk.editor,
            "root": desk.root,
            "elements": [desk.first, desk.second],
            "changes": {"progress": "done", "responsible": "kontoret", "ends": "2027-12-31"},
            **given,
        }
    )


def test_many_get_the_same(desk: Desk) -> None:
    assert change(desk) == 2
    rows = Element.objects.filter(pk__in=[desk.first.pk, desk.second.pk])
    assert {(row.progress, row.responsible, str(row.ends)) for row in rows} == {
        ("done", desk.office, "2027-12-31")
    }
    assert change(desk) == 0


def test_all_or_none(desk: Desk) -> None:
    contributor = desk.person(RoleKind.CONTRIBUTOR, desk.office)
    with pytest.raises(NotAllowedError, match="«Bygge bro»"):
        change(desk, actor=contributor, changes={"progress": "done"})
    assert Element.objects.get(pk=desk.second.pk).progress == "not_started"
    assert change(desk, actor=contributor, changes={"progress": "done"}, elements=[desk.second]) == 1


def test_a_fault_names_the_element(desk: Desk) -> None:
    Element.objects.filter(pk=desk.second.pk).update(starts="2028-01-01")
    with pytest.raises(FieldErrors, match="Bygge vei: Slutten"):
        change(desk)
    assert Element.objects.get(pk=desk.first.pk).ends is None


def test_fields_of_one_element_only_are_not_for_many(desk: Desk) -> None:
    with pytest.raises(FieldErrors):
        change(desk, changes={"title": "Likt"})


def test_another_roots_elements_are_refused(desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        change(desk, root=make.make_root(slug="annen"))


def test_what_others_changed_meanwhile_is_told_for_each(desk: Desk) -> None:
    elements = (desk.first, desk.second)
    started = {one.pk: values_of(one) for one in elements}
    change(desk, elements=[desk.first], changes={"progress": "stopped"})
    with pytest.raises(ChangedMeanwhile) as caught:
        change(desk, changes={"progress": "done"}, based_on=started)
    assert [(one.element, one.field, one.now) for one in caught.value.conflicts] == [
        (desk.first, "progress", "stopped")
    ]
    assert Element.objects.get(pk=desk.second.pk).progress == "not_started"
