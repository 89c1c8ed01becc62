"""Adopted text does not change, unless someone says why; then the reason is kept."""

import json
import threading
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction

from rodtrad.accounts.models import User
from rodtrad.goals.models import Correction, Element, Link, Placement
from rodtrad.plans.models import LOCKED, Plan, PlanStatus
from tests.goals import factories as make
from tests.goals.worlds import OwnDatabase, Pair, World, make_world
from tests.refusals import Attempt, Attempts, refused

pytestmark = pytest.mark.data
locked = Attempts()


def adopt(world: World, status: str = PlanStatus.ADOPTED) -> World:
    Plan.objects.filter(pk=world.plan.pk).update(status=status)
    world.plan.refresh_from_db()
    return world


def other_plan(world: World, status: str = PlanStatus.UNDER_WAY) -> Plan:
    return make.make_plan(world.root, framework=world.framework, status=status)


def carry(element: Element, plan: Plan) -> Placement:
    """Carry the element over to the plan before the plan is adopted, whatever its status now."""
    return make.place(element, plan)


def raw_link(child: Element, parent: Element, **fields: Any) -> Link:
    """Make a link without the factory's way round the lock."""
    return Link.objects.create(
        root=child.root,
        child=child,
        parent=parent,
        kind=fields.pop("kind", "contributes"),
        parent_root=parent.root,
        child_level=child.level,
        parent_level=parent.level,
        **fields,
    )


def correct(reason: str, user: User | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rodtrad.correction', %s, true)", [reason])
        told = json.dumps({"user": str(user.pk)}) if user else ""
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [told])


def change(row: Any, **values: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


# What is locked: the name is the field that a correction of it is written under


@locked("title")
def title(w: World) -> None:
    w.goal.title = "Noe annet"
    w.goal.save()


@locked("title")
def title_in_bulk(w: World) -> None:
    Element.objects.filter(pk=w.goal.pk).update(title="Noe annet")


@locked("title")
def title_in_bulk_update(w: World) -> None:
    w.goal.title = "Noe annet"
    Element.objects.bulk_update([w.goal], ["title"])


@locked("title")
def title_in_plain_sql(w: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE goals_element SET title = title || '!' WHERE id = %s", [w.goal.pk])


@locked("title")
def title_by_upsert(w: World) -> None:
    w.goal.title = "Noe annet"
    Element.objects.bulk_create(
        [w.goal], update_conflicts=True, unique_fields=["id"], update_fields=["title"]
    )


@locked("description")
def description(w: World) -> None:
    change(w.goal, description="Mer tekst")


@locked("key")
def key(w: World) -> None:
    change(w.goal, key="ny-nokkel")


@locked("level")
def level_of_element(w: World) -> None:
    change(w.theme, level=w.level("strategi"))


@locked("plan")
def element_moved_out(w: World) -> None:
    plan = other_plan(w)
    carry(w.measure, plan)
    change(w.measure, plan=plan)


@locked("number")
def number(w: World) -> None:
    change(w.placement(w.theme), number="2")


@locked("number")
def moved_to_the_top(w: World) -> None:
    change(w.placement(w.theme), parent=None, parent_level=None)


@locked("number")
def new_element(w: World) -> None:
    with transaction.atomic():
        element = Element.objects.create(
            root=w.root, key="ny", plan=w.plan, framework=w.framework, level=w.goal.level, title="Nytt mål"
        )
        Placement.objects.create(root=w.root, plan=w.plan, element=element, level=element.level)


@locked("number")
def carried_in(w: World) -> None:
    far = make.make_element(other_plan(w), "maal")
    Placement.objects.create(root=w.root, plan=w.plan, element=far, level=far.level)


@locked("number")
def carried_element_taken_out(w: World) -> None:
    Placement.objects.get(plan=w.plan, element__plan__key="gammel").delete()


@locked("number")
def carried_element_moved_to_another_plan(w: World) -> None:
    placement = Placement.objects.get(plan=w.plan, element__plan__key="gammel")
    change(placement, plan=other_plan(w))


@locked("number")
def carried_element_exchanged_for_another(w: World) -> None:
    placement = Placement.objects.get(plan=w.plan, element__plan__key="gammel")
    change(placement, element=make.make_element(other_plan(w), "maal"))


@locked("number")
def place_moved_in_from_another_plan(w: World) -> None:
    placement = carry(make.make_element(other_plan(w), "maal"), other_plan(w))
    change(placement, plan=w.plan)


@locked("link")
def new_link(w: World) -> None:
    raw_link(w.measure, w.theme)


@locked("link")
def link_taken_away(w: World) -> None:
    w.link.delete()


@locked("link")
def link_to_another_parent_inside(w: World) -> None:
    change(w.link, parent=Element.objects.get(plan=w.plan, title="Et annet mål"))


@locked("link")
def link_to_another_child_inside(w: World) -> None:
    change(w.link, child=Element.objects.get(plan=w.plan, title="Et annet tema"))


@locked("link")
def link_to_a_parent_outside(w: World) -> None:
    change(w.link, parent=make.make_element(other_plan(w), "maal"))


@locked("link")
def link_from_outside_moved_inside(w: World) -> None:
    outside = make.make_element(other_plan(w), "tiltak", contributes_to=w.theme)
    change(Link.objects.get(child=outside), child=w.measure)


@locked("link")
def link_called_a_reading(w: World) -> None:
    """Else it could be called a reading first, and then be moved freely."""
    change(w.link, origin="reading")


@locked("link")
def reading_called_the_plans_own(w: World) -> None:
    reading = raw_link(w.measure, w.theme, origin="reading")
    change(reading, origin="own")


@locked("kind")
def kind_of_link(w: World) -> None:
    make.make_rule(w.level("tema"), w.level("maal"), "addresses")
    change(w.link, kind="addresses")


@pytest.fixture
def adopted(worlds: Pair) -> World:
    """Adopt the small world, with something carried over into it, and a second goal and theme."""
    here = worlds.here
    old = make.make_plan(here.root, key="gammel", framework=here.framework)
    carry(make.make_element(old, "maal"), here.plan)
    make.make_element(here.plan, "maal", "Et annet mål")
    make.make_element(here.plan, "tema", "Et annet tema")
    return adopt(here)


@pytest.mark.parametrize(("field", "attempt"), locked.cases())
def test_refused(field: str, attempt: Attempt, adopted: World) -> None:
    for status in LOCKED:
        world = adopt(deepcopy(adopted), status)
        with refused("adoption_lock"):
            attempt(world)
    assert not Correction.objects.filter(root=adopted.root).exists()


@pytest.mark.parametrize(("field", "attempt"), locked.cases())
def test_free_before_adoption(field: str, attempt: Attempt, adopted: World) -> None:
    for status in set(PlanStatus) - set(LOCKED):
        with transaction.atomic():
            attempt(adopt(deepcopy(adopted), status))
            connection.check_constraints()
            assert not Correction.objects.filter(root=adopted.root).exists()
            transaction.set_rollback(True)


@pytest.mark.parametrize(("field", "attempt"), locked.cases())
def test_corrected_with_a_reason(field: str, attempt: Attempt, adopted: World) -> None:
    user = User.objects.create_user("retter@example.org", "Rita Retter")
    correct("Trykkfeil i vedtaket", user)
    attempt(adopted)
    connection.check_constraints()
    written = list(Correction.objects.filter(root=adopted.root).select_related("made_by"))
    assert {(row.field, row.reason, row.made_by) for row in written} == {
        (field, "Trykkfeil i vedtaket", user)
    }
    assert all(row.before != row.after for row in written)


def test_a_correction_tells_the_text_before_and_after(adopted: World) -> None:
    before = adopted.goal.title
    correct("Trykkfeil")
    change(adopted.goal, title="Rettet mål")
    change(adopted.placement(adopted.theme), number="2")
    change(adopted.theme, level=adopted.level("strategi"))
    told = {c.field: (c.before, c.after) for c in Correction.objects.filter(root=adopted.root)}
    under = f"under {adopted.goal.key}"
    assert told == {
        "title": (before, "Rettet mål"),
        "number": (f"1 {under}", f"2 {under}"),
        "level": ("tema", "strategi"),
    }


def test_every_row_of_a_bulk_update_is_written_down(adopted: World) -> None:
    correct("Ny rettskriving")
    rows = Element.objects.filter(plan=adopted.plan).update(description="Ny")
    assert Correction.objects.filter(root=adopted.root, field="description").count() == rows > 3


def test_a_correction_without_a_person_is_written_too(adopted: World) -> None:
    correct("Trykkfeil")
    change(adopted.goal, title="Rettet")
    assert Correction.objects.get(root=adopted.root).made_by is None


def test_an_empty_reason_is_none(adopted: World) -> None:
    correct("")
    with refused("adoption_lock"):
        change(adopted.goal, title="Rettet")


# What is free in an adopted plan

FREE: dict[str, Callable[[World], object]] = {
    "responsible": lambda w: change(w.goal, responsible=w.unit),
    "contributing": lambda w: w.goal.contributing.add(w.unit),
    "progress": lambda w: change(w.goal, progress="under_way", judgement="at_risk"),
    "life cycle": lambda w: change(w.goal, life_cycle="adopted"),
    "period": lambda w: change(w.goal, starts="2024-01-01", ends="2028-12-31"),
    "visibility": lambda w: change(w.goal, visibility=1),
    "saving without a change": lambda w: w.goal.save(),
    "saving the place without a change": lambda w: w.placement(w.theme).save(),
    "saving the link without a change": lambda w: w.link.save(),
    "the reason of a link": lambda w: change(w.link, reason="Fordi"),
    "a reading": lambda w: raw_link(w.measure, w.theme, origin="reading"),
    "an example": lambda w: raw_link(w.measure, w.theme, origin="example"),
    "a reading taken away": lambda w: raw_link(w.measure, w.theme, origin="reading").delete(),
    "a reading that becomes an example": lambda w: change(
        raw_link(w.measure, w.theme, origin="reading"), origin="example"
    ),
    "a link from another plan": lambda w: raw_link(make.make_element(other_plan(w), "tiltak"), w.theme),
    "carried over into a draft": lambda w: Placement.objects.create(
        root=w.root, plan=other_plan(w), element=w.goal, level=w.goal.level
    ),
    "a successor in a new plan": lambda w: make.make_element(other_plan(w), "maal", predecessor=w.goal),
}


@pytest.mark.parametrize("what", FREE)
def test_free(what: str, adopted: World) -> None:
    FREE[what](adopted)
    connection.check_constraints()
    assert not Correction.objects.filter(root=adopted.root).exists()


# Transactions that end


@pytest.fixture
def stage(committed: OwnDatabase) -> tuple[OwnDatabase, World]:
    return committed, adopt(make_world())


def test_a_reason_does_not_leak_to_the_next_transaction(stage: tuple[OwnDatabase, World]) -> None:
    _, world = stage
    with transaction.atomic():
        correct("Trykkfeil")
        change(world.goal, title="Rettet")
    with refused("adoption_lock"):
        change(world.goal, title="Rettet igjen")
    assert Correction.objects.get(root=world.root).reason == "Trykkfeil"


def test_a_reason_given_outside_a_transaction_is_worth_nothing(stage: tuple[OwnDatabase, World]) -> None:
    _, world = stage
    correct("Trykkfeil")
    with refused("adoption_lock"):
        change(world.goal, title="Rettet")


def test_a_correction_that_is_rolled_back_leaves_nothing(stage: tuple[OwnDatabase, World]) -> None:
    _, world = stage
    with transaction.atomic():
        correct("Trykkfeil")
        change(world.goal, title="Rettet")
        transaction.set_rollback(True)
    assert not Correction.objects.filter(root=world.root).exists()


def test_who_writes_while_another_adopts_waits_and_is_refused(committed: OwnDatabase) -> None:
    world = make_world()
    results: list[str] = []

    def write() -> None:
        with committed.in_use(), refused("adoption_lock"):
            change(world.goal, title="Skrevet i siste liten")
        results.append("refused")

    writer = threading.Thread(target=write)
    with transaction.atomic():
        adopt(world)
        writer.start()
        writer.join(0.2)
        assert writer.is_alive()
    writer.join(10)
    assert results == ["refused"]


def test_who_adopts_waits_for_the_one_who_writes(committed: OwnDatabase) -> None:
    world = make_world()

    def adopt_now() -> None:
        with committed.in_use():
            adopt(world)

    adopter = threading.Thread(target=adopt_now)
    with transaction.atomic():
        change(world.goal, title="Siste ord")
        adopter.start()
        adopter.join(0.2)
        assert adopter.is_alive()
    adopter.join(10)
    world.plan.refresh_from_db()
    assert world.plan.status == PlanStatus.ADOPTED
