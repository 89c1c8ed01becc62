"""Every constraint of the thread's tables, each with an attempt to break it."""

from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.goals.models import (
    ConflictStep,
    Correction,
    Element,
    FormerKey,
    Level,
    LevelRule,
    Link,
    Placement,
    PlanFramework,
    Seen,
)
from tests.goals import factories as make
from tests.goals.test_review_constraints import breaks as of_reviews
from tests.goals.worlds import Pair, World
from tests.refusals import Attempt, Attempts, constraints_of, refused

pytestmark = pytest.mark.data
breaks = Attempts()


def change(row: Any, **values: Any) -> None:
    """Write past the ORM's own care, as a bulk update does."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def new_element(world: World, **fields: Any) -> Element:
    given = {
        "root": world.root,
        "key": "nytt",
        "plan": world.plan,
        "framework": world.framework,
        "level": world.goal.level,
        "title": "Nytt",
        **fields,
    }
    return Element.objects.create(**given)


def new_placement(world: World, **fields: Any) -> Placement:
    """Carry the goal over to a second plan unless told otherwise."""
    given = {"root": world.root, "element": world.goal, "level": world.goal.level, **fields}
    plan = given.pop("plan", None) or make.make_plan(
        world.root, framework=world.framework, status="under_way"
    )
    return Placement.objects.create(plan=plan, **given)


def new_link(child: Element, parent: Element, **fields: Any) -> Link:
    given = {
        "root": child.root,
        "child": child,
        "parent": parent,
        "kind": "contributes",
        "parent_root": parent.root,
        "child_level": child.level,
        "parent_level": parent.level,
        **fields,
    }
    return Link.objects.create(**given)


# Frameworks


@breaks("framework_key_once")
def same_key(w: Pair) -> None:
    make.make_framework(w.here.root, key=w.here.framework.key, levels=())


@breaks("framework_key_form")
def key_with_capital(w: Pair) -> None:
    change(w.here.framework, key="Ramme")


@breaks("level_key_once")
def same_level_key(w: Pair) -> None:
    change(w.here.level("punkt"), key="maal")


@breaks("level_key_form")
def level_key_with_space(w: Pair) -> None:
    change(w.here.level("punkt"), key="et punkt")


@breaks("level_same_root")
def level_in_anothers_framework(w: Pair) -> None:
    Level.objects.create(root=w.there.root, framework=w.here.framework, key="ny", role="goal", position=99)


@breaks("level_rule_once")
def rule_twice(w: Pair) -> None:
    make.make_rule(w.here.level("tema"), w.here.level("maal"), "under")


@breaks("level_rule_same_root_child")
def rule_about_anothers_level(w: Pair) -> None:
    LevelRule.objects.create(
        root=w.here.root, child=w.there.level("punkt"), parent=w.here.level("maal"), kind="contributes"
    )


@breaks("plan_framework_same_root_plan")
def framework_for_anothers_plan(w: Pair) -> None:
    PlanFramework.objects.create(
        root=w.here.root, plan=make.make_plan(w.there.root), framework=w.here.framework
    )


@breaks("plan_framework_same_root_framework")
def plan_with_anothers_framework(w: Pair) -> None:
    PlanFramework.objects.create(
        root=w.here.root, plan=make.make_plan(w.here.root), framework=w.there.framework
    )


@breaks("goals_planframework_plan_id_key")
def two_frameworks_for_a_plan(w: Pair) -> None:
    second = make.make_framework(w.here.root, key="andre", levels=())
    PlanFramework.objects.create(root=w.here.root, plan=w.here.plan, framework=second)


# Elements


@breaks("element_key_once")
def element_key_twice(w: Pair) -> None:
    make.make_element(w.here.plan, "maal", key=w.here.theme.key)


@breaks("element_key_form")
def element_key_with_letter_of_ours(w: Pair) -> None:
    change(w.here.goal, key="mål")


@breaks("element_key_form")
def element_key_with_line_break(w: Pair) -> None:
    change(w.here.goal, key="mal\n")


@breaks("element_has_title")
def no_title(w: Pair) -> None:
    change(w.here.goal, title="")


@breaks("element_period_in_order")
def ends_before_it_starts(w: Pair) -> None:
    change(w.here.goal, starts="2025-01-02", ends="2025-01-01")


@breaks("element_not_own_predecessor")
def follows_itself(w: Pair) -> None:
    change(w.here.goal, predecessor=w.here.goal)


@breaks("element_predecessor_no_circle")
def follow_each_other(w: Pair) -> None:
    change(w.here.goal, predecessor=w.here.theme)
    change(w.here.theme, predecessor=w.here.goal)


@breaks("element_quote_has_source")
def quote_of_nothing(w: Pair) -> None:
    change(w.here.goal, origin="quoted")


@breaks("element_level_of_framework")
def level_of_another_framework(w: Pair) -> None:
    second = make.make_framework(w.here.root, key="andre")
    change(w.here.measure, level=make.level(second, "tiltak"))


@breaks("element_framework_of_plan")
def framework_that_the_plan_does_not_name(w: Pair) -> None:
    second = make.make_framework(w.here.root, key="andre")
    change(w.here.measure, framework=second, level=make.level(second, "tiltak"))


@breaks("element_same_root_plan")
def element_in_anothers_plan(w: Pair) -> None:
    new_element(w.here, root=w.there.root)


@breaks("element_same_root_responsible")
def anothers_unit_responsible(w: Pair) -> None:
    change(w.here.goal, responsible=w.there.unit)


@breaks("element_same_root_source")
def element_from_anothers_source(w: Pair) -> None:
    change(w.here.goal, source=w.there.source)


@breaks("element_same_root_predecessor")
def follows_anothers_element(w: Pair) -> None:
    change(w.here.goal, predecessor=w.there.goal)


@breaks("element_has_origin")
def element_that_stands_nowhere(w: Pair) -> None:
    new_element(w.here)


@breaks("element_has_origin")
def element_that_stands_only_elsewhere(w: Pair) -> None:
    new_placement(w.here, element=new_element(w.here))


@breaks("element_has_origin")
def origin_taken_away(w: Pair) -> None:
    w.here.placement(w.here.measure).delete()


@breaks("correction_same_root_element")
def correction_of_anothers_element(w: Pair) -> None:
    Correction.objects.create(
        root=w.there.root, element=w.here.goal, field="title", reason="Feil", made_at=timezone.now()
    )


# Placements


@breaks("placement_once")
def placed_twice(w: Pair) -> None:
    make.place(w.here.goal, w.here.plan)


@breaks("placement_rule_kind")
def other_kind_of_rule(w: Pair) -> None:
    change(w.here.placement(w.here.theme), rule_kind="contributes")


@breaks("placement_parent_level")
def parent_without_level(w: Pair) -> None:
    change(w.here.placement(w.here.theme), parent_level=None)


@breaks("placement_parent_level")
def level_without_parent(w: Pair) -> None:
    change(w.here.placement(w.here.theme), parent=None)


@breaks("placement_not_own_parent")
def under_itself(w: Pair) -> None:
    change(w.here.placement(w.here.theme), parent=F("id"), parent_level=F("level"))


@breaks("placement_same_root_plan")
def placed_in_anothers_plan(w: Pair) -> None:
    new_placement(w.here, plan=w.there.plan)


@breaks("placement_same_root_element")
def anothers_element_placed(w: Pair) -> None:
    new_placement(w.here, element=w.there.goal, level=w.there.goal.level)


@breaks("placement_level_of_element")
def placed_as_another_level(w: Pair) -> None:
    new_placement(w.here, level=w.here.level("tema"))


@breaks("placement_parent_same_plan")
def under_a_place_in_another_plan(w: Pair) -> None:
    above = w.here.placement(w.here.goal)
    new_placement(
        w.here, element=w.here.theme, level=w.here.theme.level, parent=above, parent_level=above.level
    )


@breaks("placement_level_of_parent")
def parent_said_to_be_of_another_level(w: Pair) -> None:
    change(w.here.placement(w.here.theme), parent_level=w.here.level("punkt"))


@breaks("placement_level_rule")
def under_what_no_rule_allows(w: Pair) -> None:
    make.make_element(w.here.plan, "tiltak", under=w.here.challenge)


@breaks("placement_level_rule")
def moved_under_what_no_rule_allows(w: Pair) -> None:
    above = w.here.placement(w.here.challenge)
    change(w.here.placement(w.here.theme), parent=above, parent_level=above.level)


@breaks("placement_level_rule")
def rule_in_use_taken_away(w: Pair) -> None:
    LevelRule.objects.filter(child=w.here.level("tema"), kind="under").delete()


# Links


@breaks("link_once")
def linked_twice(w: Pair) -> None:
    new_link(w.here.theme, w.here.goal)


@breaks("link_not_to_itself")
def linked_to_itself(w: Pair) -> None:
    new_link(w.here.goal, w.here.goal)


@breaks("link_across_contributes")
def addresses_across_roots(w: Pair) -> None:
    new_link(w.here.goal, w.there.challenge, kind="addresses")


@breaks("link_quote_has_source")
def quoted_link_without_source(w: Pair) -> None:
    change(w.here.link, origin="quoted")


@breaks("link_child_root")
def link_of_anothers_child(w: Pair) -> None:
    new_link(w.here.measure, w.there.goal, root=w.there.root)


@breaks("link_parent_root")
def parent_said_to_be_ours(w: Pair) -> None:
    new_link(w.here.measure, w.there.goal, parent_root=w.here.root)


@breaks("link_child_level")
def child_said_to_be_of_another_level(w: Pair) -> None:
    new_link(w.here.challenge, w.here.goal, child_level=w.here.level("tema"))


@breaks("link_parent_level")
def parent_of_link_said_to_be_of_another_level(w: Pair) -> None:
    new_link(w.here.theme, w.here.challenge, parent_level=w.here.level("maal"))


@breaks("link_level_rule")
def link_that_no_rule_allows(w: Pair) -> None:
    new_link(w.here.measure, w.here.challenge)


@breaks("link_level_rule")
def link_of_another_kind_than_the_rule(w: Pair) -> None:
    change(w.here.link, kind="addresses")


@breaks("link_level_rule")
def level_moved_from_under_a_link(w: Pair) -> None:
    change(w.here.challenge, level=w.here.level("oppdrag"))


@breaks("link_same_root_source")
def link_from_anothers_source(w: Pair) -> None:
    change(w.here.link, source=w.there.source)


# Conflicts


@breaks("conflict_key_once")
def conflict_key_twice(w: Pair) -> None:
    make.make_conflict(w.here.root, key=w.here.conflict.key)


@breaks("conflict_key_form")
def conflict_key_empty(w: Pair) -> None:
    change(w.here.conflict, key="")


@breaks("conflict_quote_has_source")
def conflict_quoted_from_nothing(w: Pair) -> None:
    change(w.here.conflict, origin="quoted")


@breaks("conflict_same_root_owner")
def conflict_owned_by_another(w: Pair) -> None:
    change(w.here.conflict, owner=w.there.unit)


@breaks("conflict_same_root_case")
def conflict_decided_in_anothers_case(w: Pair) -> None:
    change(w.here.conflict, case=w.there.case)


@breaks("conflict_same_root_source")
def conflict_from_anothers_source(w: Pair) -> None:
    change(w.here.conflict, source=w.there.source)


@breaks("conflict_step_once")
def two_steps_in_one_place(w: Pair) -> None:
    w.here.conflict.steps.update(position=7)


@breaks("conflict_step_same_root_conflict")
def step_in_anothers_conflict(w: Pair) -> None:
    ConflictStep.objects.create(root=w.there.root, conflict=w.here.conflict, position=9, text="Ledd")


@breaks("conflict_step_same_root_element")
def step_names_anothers_element(w: Pair) -> None:
    ConflictStep.objects.create(
        root=w.here.root, conflict=w.here.conflict, position=9, text="Ledd", element=w.there.goal
    )


@breaks("former_key_once")
def former_key_twice(w: Pair) -> None:
    for element in (w.here.goal, w.here.theme):
        FormerKey.objects.create(root=w.here.root, key="for", element=element)


@breaks("former_key_form")
def former_key_of_another_form(w: Pair) -> None:
    FormerKey.objects.create(root=w.here.root, key="Før", element=w.here.goal)


@breaks("formerkey_same_root_element")
def former_key_to_another_root(w: Pair) -> None:
    FormerKey.objects.create(root=w.here.root, key="for", element=w.there.goal)


@breaks("seen_once")
def seen_twice(w: Pair) -> None:
    person = User.objects.create_user("sett@example.org", "Sett")
    for _time in range(2):
        Seen.objects.create(root=w.here.root, user=person, at=timezone.now())


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Attempt, worlds: Pair) -> None:
    with refused(constraint):
        attempt(worlds)


def test_no_constraint_is_forgotten(worlds: Pair) -> None:
    assert constraints_of("goals") <= {*breaks.by_name, *of_reviews.by_name}


# What the constraints must let through


def test_the_same_keys_stand_in_two_roots(worlds: Pair) -> None:
    here, there = worlds
    for name in ("framework", "conflict", "goal"):
        change(getattr(there, name), key=getattr(here, name).key)


def test_a_level_follows_its_element_to_its_places_and_links(worlds: Pair) -> None:
    """The repeated levels are the element's: they move with it where the rules allow the new one."""
    here = worlds.here
    change(here.theme, level=here.level("strategi"))
    assert here.placement(here.theme).level.key == "strategi"
    assert here.link.child_level.key == "strategi"


def test_an_element_is_carried_over_and_stays_one(worlds: Pair) -> None:
    here = worlds.here
    carried = new_placement(here)
    assert carried.plan != here.goal.plan
    assert here.placement(here.goal).plan == here.goal.plan
    assert Element.objects.filter(placements__plan=carried.plan).get() == here.goal


def test_an_abnormal_rule_is_a_finding_and_no_refusal(worlds: Pair) -> None:
    assert make.make_link(worlds.here.measure, worlds.here.goal).pk
