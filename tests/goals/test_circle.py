"""The thread has no circle: not by one row, not by many, not by two who write at once."""

import threading
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodtrad.goals.models import Element, Link, Placement
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.worlds import OwnDatabase
from tests.refusals import refused, refused_constraint

pytestmark = [pytest.mark.django_db, pytest.mark.data]

#: One level whose elements may stand under and contribute to each other: only the circle is in the way.
LEVELS = [("maal", "goal")]
RULES = [("maal", "maal", "contributes"), ("maal", "maal", "under")]


def make_free_plan(root: Root | None = None, **fields: object) -> Plan:
    root = root or make.make_root()
    framework = make.make_framework(root, levels=LEVELS, rules=RULES)
    return make.make_plan(root, framework=framework, status="under_way", **fields)


def make_elements(plan: Plan, number: int) -> list[Element]:
    framework = plan.plan_framework.framework
    only = make.level(framework, "maal")
    rows = [
        Element(
            root=plan.root,
            key=f"{plan.key}-{i}",
            plan=plan,
            framework=framework,
            level=only,
            title=f"Mål {i}",
        )
        for i in range(number)
    ]
    with transaction.atomic():
        Element.objects.bulk_create(rows)
        Placement.objects.bulk_create(
            Placement(root=plan.root, plan=plan, element=row, level=only, position=i)
            for i, row in enumerate(rows)
        )
    return rows


def link(child: Element, parent: Element) -> Link:
    return Link(
        root=child.root,
        child=child,
        parent=parent,
        kind="contributes",
        parent_root=parent.root,
        child_level=child.level,
        parent_level=parent.level,
    )


def chain(elements: Sequence[Element]) -> list[Link]:
    return [link(child, parent) for child, parent in pairwise(elements)]


@pytest.fixture
def plan(db: None) -> Plan:
    return make_free_plan()


# Links


def test_one_element_is_not_its_own_parent(plan: Plan) -> None:
    [one] = make_elements(plan, 1)
    with refused("link_not_to_itself"):
        link(one, one).save()


@pytest.mark.parametrize("length", [2, 3, 5])
def test_the_last_link_of_a_circle_is_refused(plan: Plan, length: int) -> None:
    elements = make_elements(plan, length)
    Link.objects.bulk_create(chain(elements))
    with refused("link_no_circle"):
        link(elements[-1], elements[0]).save()
    assert Link.objects.filter(root=plan.root).count() == length - 1


@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_circle_in_one_statement_is_refused(plan: Plan, length: int) -> None:
    elements = make_elements(plan, length)
    with refused("link_no_circle"):
        Link.objects.bulk_create(chain([*elements, elements[0]]))


def test_a_link_with_a_new_parent_closes_no_circle(plan: Plan) -> None:
    first, second, third = make_elements(plan, 3)
    Link.objects.bulk_create(chain([first, second, third]))
    with refused("link_no_circle"):
        Link.objects.filter(child=second).update(parent=first)


def test_a_link_with_a_new_child_closes_no_circle(plan: Plan) -> None:
    first, second, third = make_elements(plan, 3)
    Link.objects.bulk_create(chain([first, second, third]))
    with refused("link_no_circle"):
        Link.objects.filter(child=first).update(child=third)


def test_turning_a_link_round_is_a_circle_only_when_another_way_is_left(plan: Plan) -> None:
    first, second, third = make_elements(plan, 3)
    Link.objects.bulk_create([*chain([first, second, third]), link(first, third)])
    Link.objects.filter(child=second).delete()
    link(third, second).save()
    with refused("link_no_circle"):
        Link.objects.filter(child=first, parent=second).update(child=second, parent=first)


@pytest.mark.parametrize("number", [101, 250])
def test_many_links_at_once_without_a_circle(plan: Plan, number: int) -> None:
    elements = make_elements(plan, number + 1)
    rows = [*chain(elements), *(link(elements[0], far) for far in elements[2:10])]
    Link.objects.bulk_create(rows)
    assert Link.objects.filter(root=plan.root).count() == number + 8


@pytest.mark.parametrize("place", [0, 60, 119])
def test_many_links_at_once_with_a_circle_among_them(plan: Plan, place: int) -> None:
    elements = make_elements(plan, 121)
    with refused("link_no_circle"):
        Link.objects.bulk_create([*chain(elements), link(elements[place + 1], elements[max(place - 2, 0)])])


def test_many_links_close_a_circle_with_those_that_stood(plan: Plan) -> None:
    elements = make_elements(plan, 130)
    Link.objects.bulk_create(chain(elements[:5]))
    with refused("link_no_circle"):
        Link.objects.bulk_create([*chain(elements[4:]), link(elements[129], elements[0])])


def test_a_second_load_in_the_same_transaction_is_looked_at_afresh(plan: Plan) -> None:
    elements = make_elements(plan, 240)
    Link.objects.bulk_create(chain(elements[:120]))
    Link.objects.bulk_create(chain(elements[120:]))
    with refused("link_no_circle"):
        Link.objects.bulk_create(
            [link(elements[0], e) for e in elements[120:]] + [link(elements[239], elements[0])]
        )


def test_many_moved_at_once(plan: Plan) -> None:
    old, new, *rest = make_elements(plan, 122)
    Link.objects.bulk_create([*(link(low, old) for low in rest), link(new, rest[7])])
    with refused("link_no_circle"):
        Link.objects.filter(parent=old).update(parent=new)


def test_a_merge_upsert_closes_no_circle(plan: Plan) -> None:
    first, second, third = make_elements(plan, 3)
    Link.objects.bulk_create(chain([first, second, third]))
    with refused("link_no_circle"):
        Link.objects.bulk_create(
            [link(first, second), link(third, first)],
            update_conflicts=True,
            unique_fields=["child", "parent"],
            update_fields=["reason"],
        )


@st.composite
def thread_without_circle(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    """Draw links that all go from a lower number to a higher one, in any order."""
    number = draw(st.integers(2, 9))
    ends = st.tuples(st.integers(0, number - 1), st.integers(0, number - 1)).filter(
        lambda pair: pair[0] < pair[1]
    )
    return number, draw(st.lists(ends, min_size=1, max_size=20, unique=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=thread_without_circle(), in_bulk=st.booleans(), data=st.data())
def test_any_thread_is_taken_and_any_way_back_refused(
    plan: Plan, drawn: tuple[int, list[tuple[int, int]]], in_bulk: bool, data: st.DataObject
) -> None:
    number, pairs = drawn
    with transaction.atomic():
        elements = make_elements(plan, number)
        rows = [link(elements[child], elements[parent]) for child, parent in pairs]
        if in_bulk:
            Link.objects.bulk_create(rows)
        else:
            for row in rows:
                row.save()
        child, parent = data.draw(st.sampled_from(pairs))
        above = {parent}
        for _ in pairs:
            above |= {up for low, up in pairs if low in above}
        with refused("link_no_circle"):
            link(elements[data.draw(st.sampled_from(sorted(above)))], elements[child]).save()
        transaction.set_rollback(True)


# Places in a plan


def place(element: Element) -> Placement:
    return Placement.objects.get(element=element, plan=element.plan)


def move(element: Element, under: Element) -> None:
    Placement.objects.filter(pk=place(element).pk).update(parent=place(under), parent_level=under.level)


@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_place_does_not_move_under_what_stands_under_it(plan: Plan, length: int) -> None:
    elements = make_elements(plan, length)
    for lower, upper in zip(elements[1:], elements, strict=False):
        move(lower, upper)
    with refused("placement_no_circle"):
        move(elements[0], elements[-1])


def test_a_place_moves_freely_elsewhere(plan: Plan) -> None:
    first, second, third = make_elements(plan, 3)
    move(third, second)
    move(second, first)
    move(third, first)
    assert place(third).parent == place(first)


def test_new_places_do_not_stand_under_each_other_in_a_circle(plan: Plan) -> None:
    elements = make_elements(plan, 3)
    second = make.make_plan(plan.root, framework=plan.plan_framework.framework, status="under_way")
    rows = [
        Placement(root=plan.root, plan=second, element=e, level=e.level, parent_level=e.level)
        for e in elements
    ]
    for row, above in zip(rows, [*rows[1:], rows[0]], strict=True):
        row.parent = above
    with refused("placement_no_circle"):
        Placement.objects.bulk_create(rows)


def test_new_places_stand_under_each_other_in_one_statement(plan: Plan) -> None:
    elements = make_elements(plan, 3)
    second = make.make_plan(plan.root, framework=plan.plan_framework.framework, status="under_way")
    rows = [Placement(root=plan.root, plan=second, element=e, level=e.level) for e in elements]
    for row, above in zip(rows[1:], rows, strict=False):
        row.parent, row.parent_level = above, above.level
    Placement.objects.bulk_create(rows)
    assert Placement.objects.filter(plan=second, parent__isnull=False).count() == 2


# Transactions that end


Stage = tuple[OwnDatabase, list[Element]]


@pytest.fixture
def stage(committed: OwnDatabase) -> Stage:
    return committed, make_elements(make_free_plan(), 2)


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_other_isolations_are_refused(stage: Stage, isolation: str) -> None:
    _, (first, second) = stage

    def isolate() -> None:
        connection.cursor().execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")

    with refused("link_isolation"):
        isolate()
        link(first, second).save()
    with refused("placement_isolation"):
        isolate()
        move(first, second)
    link(first, second).save()
    with refused("link_isolation"):
        isolate()
        Link.objects.filter(child=first).update(reason="Annet")


def at_once(own: OwnDatabase, *works: Callable[[], object]) -> list[str | None]:
    """Do each work in a transaction of its own; all have begun before the first one writes.

    Return the constraint that refused each, or None.
    """
    begun = threading.Barrier(len(works))
    results: list[str | None] = ["not run"] * len(works)

    def run(index: int, work: Callable[[], object]) -> None:
        with own.in_use():
            try:
                with transaction.atomic():
                    connection.cursor().execute("SELECT 1")
                    begun.wait(10)
                    work()
                    threading.Event().wait(0.1)
                results[index] = None
            except IntegrityError as error:
                results[index] = refused_constraint(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results


def test_two_crossing_links_at_once_and_exactly_one_succeeds(
    stage: Stage,
) -> None:
    own, (first, second) = stage
    results = at_once(own, link(first, second).save, link(second, first).save)
    assert sorted(results, key=str) == [None, "link_no_circle"]
    assert Link.objects.filter(root=first.root).count() == 1


def test_two_crossing_loads_at_once_and_exactly_one_succeeds(committed: OwnDatabase) -> None:
    elements = make_elements(make_free_plan(), 202)
    up = [link(elements[0], e) for e in elements[1:102]] + [link(elements[1], elements[150])]
    down = [link(elements[150], e) for e in elements[151:]] + [link(elements[150], elements[0])]
    down += [link(elements[151], e) for e in elements[152:]]
    results = at_once(committed, lambda: Link.objects.bulk_create(up), lambda: Link.objects.bulk_create(down))
    assert sorted(results, key=str) == [None, "link_no_circle"]


def test_two_crossing_moves_at_once_and_exactly_one_succeeds(
    stage: Stage,
) -> None:
    own, (first, second) = stage
    results = at_once(own, lambda: move(first, second), lambda: move(second, first))
    assert sorted(results, key=str) == [None, "placement_no_circle"]


def test_two_links_at_once_that_do_not_meet_both_succeed(committed: OwnDatabase) -> None:
    elements = make_elements(make_free_plan(), 3)
    works = [link(elements[0], elements[2]).save, link(elements[1], elements[2]).save]
    assert at_once(committed, *works) == [None, None]
