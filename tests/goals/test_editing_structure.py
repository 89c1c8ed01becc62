"""Making, moving, linking, carrying over and taking out: who may, what the rules and the adoption lock refuse."""

from collections.abc import Callable
from typing import Any

import pytest

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.text import key_from
from rodtrad.goals.errors import AdoptedTextError, FieldErrors, NotAllowedError
from rodtrad.goals.models import Correction, Element, FormerKey, Link, LinkKind, Placement
from rodtrad.goals.operations import (
    carry_over,
    create_element,
    link_elements,
    move_element,
    take_out,
    unlink_elements,
)
from rodtrad.organisations.models import RoleKind
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db

#: Each write, as whoever is asked to do it.
WRITES: dict[str, Callable[[Desk, Any], object]] = {
    "create": lambda d, p: create_element(
        actor=p, plan=d.draft, level=d.level("tiltak"), changes={"title": "Nytt"}
    ),
    "move": lambda d, p: move_element(actor=p, element=d.second, plan=d.draft, under=None),
    "link": lambda d, p: link_elements(actor=p, child=d.first, parent=d.goal),
    "unlink": lambda d, p: unlink_elements(actor=p, child=d.first, parent=d.draft_goal),
    "carry over": lambda d, p: carry_over(actor=p, element=d.goal, plan=d.draft),
    "take out": lambda d, p: take_out(actor=p, element=d.second, plan=d.draft),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("kind", RoleKind.values)
def test_only_an_editor_of_the_plan_changes_structure(desk: Desk, kind: str, write: str) -> None:
    if kind == RoleKind.EDITOR:
        WRITES[write](desk, desk.editor)
        return
    before = list(Placement.objects.values_list("pk", "parent")), Link.objects.count()
    with pytest.raises(NotAllowedError):
        WRITES[write](desk, desk.person(kind))
    assert (list(Placement.objects.values_list("pk", "parent")), Link.objects.count()) == before


@pytest.mark.parametrize("write", [write for write in WRITES if "link" not in write])
def test_an_editor_of_one_unit_does_not_change_another_units_plan(desk: Desk, write: str) -> None:
    with pytest.raises(NotAllowedError):
        WRITES[write](desk, desk.person(RoleKind.EDITOR, desk.office))


def test_an_editor_of_a_unit_that_owns_a_plan_writes_there(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(owner=desk.office)
    desk.draft.refresh_from_db()
    WRITES["create"](desk, desk.person(RoleKind.EDITOR, desk.office))


# Create


def test_a_new_element_is_internal_ours_and_a_draft_with_a_key_from_its_title(desk: Desk) -> None:
    row = create_element(
        actor=desk.editor,
        plan=desk.draft,
        level=desk.level("tiltak"),
        changes={"title": "Åpne øya for ærlige folk", "responsible": "kontoret", "sdg": ["9"]},
        under=desk.draft_goal,
        number="7",
    )
    assert (row.key, row.visibility, row.origin, row.life_cycle) == (
        "apne-oya-for-aerlige-folk", Visibility.INTERNAL, Origin.OWN, "draft",
    )  # fmt: skip
    place = desk.place(row)
    assert (place.number, place.parent) == ("7", desk.place(desk.draft_goal))
    assert desk.linked(row, desk.draft_goal)
    assert [goal.number for goal in row.sdg_goals.all()] == [9]


def test_a_place_makes_no_link_when_asked_not_to(desk: Desk) -> None:
    row = create_element(
        actor=desk.editor, plan=desk.draft, level=desk.level("tiltak"), changes={"title": "Nytt"},
        under=desk.draft_goal, link=False,
    )  # fmt: skip
    assert not desk.linked(row, desk.draft_goal)


def test_new_elements_stand_last_in_the_order_they_came(desk: Desk) -> None:
    keys = [
        create_element(
            actor=desk.editor, plan=desk.draft, level=desk.level("tiltak"), changes={"title": "Likt"},
            under=desk.draft_goal,
        ).key
        for _time in range(3)
    ]  # fmt: skip
    assert keys == ["likt", "likt-2", "likt-3"]
    assert desk.order(desk.draft)[-3:] == keys


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Ærfugl & øl på Ås!", "aerfugl-ol-pa-as"),
        ("…", ""),
        ("x" * 70, "x" * 48),
        ("Čáhcesuolu", "cahcesuolu"),
        ("Plan 2027–2034 — utkast", "plan-2027-2034-utkast"),
    ],
)
def test_a_key_says_the_title(title: str, key: str) -> None:
    assert key_from(title) == key


def test_a_former_key_is_not_given_away(desk: Desk) -> None:
    FormerKey.objects.create(root=desk.root, key="likt", element=desk.first)
    new: dict[str, Any] = {"actor": desk.editor, "plan": desk.draft, "level": desk.level("tiltak")}
    assert create_element(**new, changes={"title": "Likt"}).key == "likt-2"
    with pytest.raises(FieldErrors, match="i bruk"):
        create_element(**new, changes={"title": "Noe"}, key="likt")


CREATES: dict[str, tuple[dict[str, Any], str]] = {
    "no title": ({"changes": {}}, "title"),
    "bad key": ({"key": "Stor Bokstav"}, "key"),
    "key in use": ({"key": "bro"}, "key"),
    "long number": ({"number": "1" * 31}, "number"),
}


@pytest.mark.parametrize("fault", CREATES)
def test_what_cannot_be_made_is_told_by_field(desk: Desk, fault: str) -> None:
    given, field = CREATES[fault]
    count = Element.objects.count()
    with pytest.raises(FieldErrors) as caught:
        create_element(
            **{
                "actor": desk.editor,
                "plan": desk.draft,
                "level": desk.level("tiltak"),
                "changes": {"title": "Nytt"},
                **given,
            }
        )
    assert list(caught.value.by_field) == [field]
    assert Element.objects.count() == count


def test_nothing_is_made_in_an_adopted_plan(desk: Desk) -> None:
    with pytest.raises(AdoptedTextError, match="vedtatt"):
        create_element(
            actor=desk.editor, plan=desk.adopted, level=desk.level("maal"), changes={"title": "Nytt"}
        )


def test_a_level_of_another_framework_is_refused(desk: Desk) -> None:
    other = make.make_framework(desk.root, key="annet")
    with pytest.raises(FieldErrors) as caught:
        create_element(
            actor=desk.editor, plan=desk.draft, level=make.level(other, "maal"), changes={"title": "Nytt"}
        )
    assert list(caught.value.by_field) == ["level"]


def test_a_level_that_no_rule_lets_stand_there_is_refused(desk: Desk) -> None:
    with pytest.raises(FieldErrors, match="Ingen regel"):
        create_element(
            actor=desk.editor, plan=desk.draft, level=desk.level("floke"), changes={"title": "Nytt"},
            under=desk.draft_goal,
        )  # fmt: skip


def test_only_an_approver_makes_something_public(desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        create_element(
            actor=desk.editor,
            plan=desk.draft,
            level=desk.level("tiltak"),
            changes={"title": "Nytt", "visibility": 0},
        )


# Move


def test_a_move_puts_the_element_where_it_is_asked(desk: Desk) -> None:
    place = move_element(
        actor=desk.editor, element=desk.second, plan=desk.draft, under=desk.draft_goal, index=0, number="2.1"
    )
    assert desk.order(desk.draft) == ["nytt-maal", "vei", "bro"]
    assert place.number == "2.1"
    move_element(actor=desk.editor, element=desk.second, plan=desk.draft, under=desk.first)
    assert desk.place(desk.second).parent == desk.place(desk.first)
    assert desk.place(desk.second).number == "2.1"


def test_a_move_changes_the_thread_only_when_told(desk: Desk) -> None:
    other = make.make_element(desk.draft, "maal", key="annet-maal")
    move_element(actor=desk.editor, element=desk.first, plan=desk.draft, under=other)
    assert desk.linked(desk.first, desk.draft_goal)
    assert not desk.linked(desk.first, other)
    move_element(actor=desk.editor, element=desk.second, plan=desk.draft, under=other, move_link=True)
    assert not desk.linked(desk.second, desk.draft_goal)
    assert desk.linked(desk.second, other)


def test_nothing_stands_under_itself(desk: Desk) -> None:
    move_element(actor=desk.editor, element=desk.second, plan=desk.draft, under=desk.first)
    for under in (desk.first, desk.second):
        with pytest.raises(FieldErrors, match="under seg selv"):
            move_element(actor=desk.editor, element=desk.first, plan=desk.draft, under=under)


def test_a_move_is_within_the_plan(desk: Desk) -> None:
    with pytest.raises(FieldErrors, match="står ikke i"):
        move_element(actor=desk.editor, element=desk.first, plan=desk.draft, under=desk.goal)


def test_number_and_place_in_an_adopted_plan_take_a_correction(desk: Desk) -> None:
    with pytest.raises(AdoptedTextError, match="nummer og plass er låst"):
        move_element(actor=desk.editor, element=desk.theme, plan=desk.adopted, under=None)
    move_element(
        actor=desk.approver, element=desk.theme, plan=desk.adopted, under=None, correction="Satt feil"
    )
    assert desk.place(desk.theme).parent is None
    assert Correction.objects.get(key="tema").reason == "Satt feil"
    with pytest.raises(NotAllowedError):
        move_element(
            actor=desk.editor, element=desk.theme, plan=desk.adopted, under=desk.goal, correction="Tilbake"
        )


def test_the_order_in_an_adopted_plan_is_free(desk: Desk) -> None:
    move_element(actor=desk.editor, element=desk.goal, plan=desk.adopted, under=None, index=0)
    assert desk.order(desk.adopted) == ["maal", "tema", "floke"]


# Link


def test_a_link_takes_its_kind_from_the_rules(desk: Desk) -> None:
    link = link_elements(actor=desk.editor, child=desk.first, parent=desk.goal, reason="Broen gir tid")
    assert (link.kind, link.reason, link.origin) == (LinkKind.CONTRIBUTES, "Broen gir tid", Origin.OWN)
    assert link_elements(actor=desk.editor, child=desk.draft_goal, parent=desk.challenge).kind == "addresses"


LINKS: dict[str, tuple[Callable[[Desk], dict[str, Any]], str]] = {
    "twice": (lambda d: {"child": d.first, "parent": d.draft_goal}, "koblet fra før"),
    "no rule": (lambda d: {"child": d.draft_goal, "parent": d.first}, "Ingen regel"),
    "wrong kind": (lambda d: {"child": d.first, "parent": d.goal, "kind": "addresses"}, "Ingen regel"),
    "another root": (
        lambda d: {"child": d.first, "parent": make.make_element(far_plan(), "maal")},
        "Ingen regel",
    ),
}


def far_plan() -> Plan:
    root = make.make_root()
    return make.make_plan(root, framework=make.make_framework(root), status="under_way")


@pytest.mark.parametrize("fault", LINKS)
def test_what_cannot_be_linked_is_told(desk: Desk, fault: str) -> None:
    given, words = LINKS[fault]
    with pytest.raises(FieldErrors, match=words) as caught:
        link_elements(actor=desk.editor, **given(desk))
    assert list(caught.value.by_field) == ["parent"]


def test_a_circle_is_told(desk: Desk) -> None:
    make.make_rule(desk.level("tiltak"), desk.level("tiltak"))
    link_elements(actor=desk.editor, child=desk.first, parent=desk.second)
    with pytest.raises(FieldErrors, match="gått i ring"):
        link_elements(actor=desk.editor, child=desk.second, parent=desk.first)


def test_what_the_person_does_not_see_does_not_exist(desk: Desk) -> None:
    hidden = make.make_element(desk.adopted, "maal", visibility=Visibility.TEAM, responsible=None)
    Plan.objects.filter(pk=desk.adopted.pk).update(owner=make.top(desk.root))
    Plan.objects.filter(pk=desk.draft.pk).update(owner=desk.office)
    desk.first.plan.refresh_from_db()
    with pytest.raises(FieldErrors, match="finnes ikke"):
        link_elements(actor=desk.person(RoleKind.EDITOR, desk.office), child=desk.first, parent=hidden)
    with pytest.raises(FieldErrors, match="finnes ikke"):
        carry_over(actor=desk.person(RoleKind.EDITOR, desk.office), element=hidden, plan=desk.draft)


def test_links_inside_an_adopted_plan_are_locked_but_for_readings(desk: Desk) -> None:
    ends: dict[str, Any] = {"child": desk.theme, "parent": desk.goal}
    with pytest.raises(AdoptedTextError, match="samme vedtatte plan"):
        unlink_elements(actor=desk.editor, **ends)
    unlink_elements(actor=desk.approver, **ends, correction="Feil kobling")
    with pytest.raises(AdoptedTextError):
        link_elements(actor=desk.editor, **ends)
    assert link_elements(actor=desk.editor, **ends, origin=Origin.READING).origin == Origin.READING


def test_a_link_that_is_gone_is_told(desk: Desk) -> None:
    unlink_elements(actor=desk.editor, child=desk.first, parent=desk.draft_goal)
    with pytest.raises(FieldErrors, match="ikke koblet lenger"):
        unlink_elements(actor=desk.editor, child=desk.first, parent=desk.draft_goal)


# Carry over and take out


def test_what_is_carried_over_stays_the_same_element(desk: Desk) -> None:
    place = carry_over(actor=desk.editor, element=desk.goal, plan=desk.draft, number="A")
    assert (place.element, place.number) == (desk.goal, "A")
    assert Element.objects.get(pk=desk.goal.pk).plan == desk.adopted
    with pytest.raises(FieldErrors, match="fra før"):
        carry_over(actor=desk.editor, element=desk.goal, plan=desk.draft)


def test_nothing_is_carried_to_another_root(desk: Desk) -> None:
    plan = far_plan()
    there = Desk.person(Desk(**{**vars(desk), "root": plan.root, "people": {}}), RoleKind.EDITOR)
    with pytest.raises(FieldErrors):
        carry_over(actor=there, element=desk.goal, plan=plan)


def test_taking_out_what_is_carried_leaves_it_where_it_comes_from(desk: Desk) -> None:
    carry_over(actor=desk.editor, element=desk.goal, plan=desk.draft)
    assert take_out(actor=desk.editor, element=desk.goal, plan=desk.draft) is False
    assert Element.objects.filter(pk=desk.goal.pk).exists()
    assert take_out(actor=desk.editor, element=desk.first, plan=desk.draft) is True
    assert not Element.objects.filter(pk=desk.first.pk).exists()


NEEDED: dict[str, Callable[[Desk], object]] = {
    "Noe står under": lambda d: make.make_element(d.draft, "tiltak", under=d.first),
    "videreført": lambda d: make.place(
        d.first, make.make_plan(d.root, framework=d.framework, status="under_way")
    ),
    "målkonflikt": lambda d: make.make_conflict(d.root, d.first),
    "omskrevet": lambda d: make.make_element(d.draft, "tiltak", predecessor=d.first),
}


@pytest.mark.parametrize("words", NEEDED)
def test_what_others_need_is_not_taken_out(desk: Desk, words: str) -> None:
    NEEDED[words](desk)
    with pytest.raises(FieldErrors, match=words):
        take_out(actor=desk.editor, element=desk.first, plan=desk.draft)


def test_nothing_is_taken_out_of_an_adopted_plan(desk: Desk) -> None:
    with pytest.raises(AdoptedTextError):
        take_out(actor=desk.editor, element=desk.theme, plan=desk.adopted)
