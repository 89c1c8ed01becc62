"""The whole thread of an element: everything above and below it, each once, in two or three queries."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodtrad.goals.models import Element, Link
from rodtrad.goals.queries import Thread, thread_of
from rodtrad.organisations.permissions import EVERYTHING, NOBODY
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.test_circle import chain, link, make_elements, make_free_plan
from tests.goals.worlds import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture
def plan(db: None) -> Plan:
    return make_free_plan()


def depths(thread: Thread) -> dict[str, int]:
    return {node.title: node.depth for node in thread.nodes.values()}


def ends(thread: Thread) -> set[tuple[str, str]]:
    names = {identity: node.title for identity, node in thread.nodes.items()}
    return {(names[link.child], names[link.parent]) for link in thread.links}


def test_an_element_without_links_is_its_own_thread(plan: Plan) -> None:
    [one] = make_elements(plan, 1)
    thread = thread_of(one, NOBODY)
    assert (thread.focus, depths(thread), thread.links) == (one.id, {"Mål 0": 0}, [])
    assert (thread.above, thread.below) == ([], [])


def test_the_middle_of_a_chain_sees_both_ways(plan: Plan) -> None:
    elements = make_elements(plan, 5)
    Link.objects.bulk_create(chain(elements))
    thread = thread_of(elements[2], NOBODY)
    assert depths(thread) == {"Mål 0": 2, "Mål 1": 1, "Mål 2": 0, "Mål 3": -1, "Mål 4": -2}
    assert {node.title for node in thread.above} == {"Mål 3", "Mål 4"}
    assert {node.title for node in thread.below} == {"Mål 0", "Mål 1"}
    assert len(thread.links) == 4


def test_several_parents_and_children(plan: Plan) -> None:
    focus, *others = make_elements(plan, 7)
    Link.objects.bulk_create([link(focus, parent) for parent in others[:3]])
    Link.objects.bulk_create([link(child, focus) for child in others[3:]])
    thread = thread_of(focus, NOBODY)
    assert {node.title for node in thread.above} == {f"Mål {i}" for i in (1, 2, 3)}
    assert {node.title for node in thread.below} == {f"Mål {i}" for i in (4, 5, 6)}


def test_what_hangs_beside_is_not_on_the_thread(plan: Plan) -> None:
    """A parent's other children, and a child's other parents, are others' threads."""
    focus, parent, child, sibling, in_law = make_elements(plan, 5)
    Link.objects.bulk_create(
        [link(focus, parent), link(child, focus), link(sibling, parent), link(child, in_law)]
    )
    assert set(thread_of(focus, NOBODY).nodes) == {focus.id, parent.id, child.id}


def test_a_diamond_is_there_once_and_with_all_its_links(plan: Plan) -> None:
    bottom, left, right, top = make_elements(plan, 4)
    Link.objects.bulk_create([link(bottom, left), link(bottom, right), link(left, top), link(right, top)])
    up, down = thread_of(bottom, NOBODY), thread_of(top, NOBODY)
    assert depths(up) == {"Mål 0": 0, "Mål 1": -1, "Mål 2": -1, "Mål 3": -2}
    assert depths(down) == {"Mål 3": 0, "Mål 1": 1, "Mål 2": 1, "Mål 0": 2}
    assert ends(up) == ends(down)
    assert len(up.links) == 4


def test_a_short_cut_does_not_draw_the_far_end_nearer(plan: Plan) -> None:
    low, middle, high = make_elements(plan, 3)
    Link.objects.bulk_create([link(low, middle), link(middle, high), link(low, high)])
    assert depths(thread_of(low, NOBODY))["Mål 2"] == -2
    assert depths(thread_of(high, NOBODY))["Mål 0"] == 2
    assert depths(thread_of(middle, NOBODY)) == {"Mål 0": 1, "Mål 1": 0, "Mål 2": -1}


def test_a_node_tells_what_the_page_needs(here: World) -> None:
    Element.objects.filter(pk=here.theme.pk).update(
        progress="under_way", judgement="at_risk", origin="example"
    )
    thread = thread_of(here.goal, NOBODY)
    node = thread.nodes[here.theme.id]
    assert (node.key, node.title, node.number) == (here.theme.key, here.theme.title, "1")
    assert (node.progress, node.judgement, node.responsible_id) == (
        "under_way",
        "at_risk",
        here.theme.responsible_id,
    )
    assert thread.involves_example
    assert {(link.kind, link.child) for link in thread.links} == {
        ("contributes", here.theme.id),
        ("addresses", here.goal.id),
    }


def test_an_example_among_the_links_is_told_too(here: World) -> None:
    assert not thread_of(here.goal, NOBODY).involves_example
    Link.objects.filter(pk=here.link.pk).update(origin="example")
    assert thread_of(here.goal, NOBODY).involves_example


def test_an_element_carried_over_stands_once_with_the_number_of_its_own_plan(here: World) -> None:
    second = make.make_plan(here.root, framework=here.framework, status="under_way")
    make.place(here.theme, second, number="99")
    assert thread_of(here.goal, NOBODY).nodes[here.theme.id].number == "1"


def test_the_thread_goes_on_in_the_region_and_not_into_the_other_members(here: World) -> None:
    region, neighbour = make_world(kind="region"), make_world()
    for member in (here, neighbour):
        make.make_member(region.root, member.root)
        make.make_rule(member.level("maal"), region.level("maal"))
        make.make_link(member.goal, region.goal)
    up = thread_of(here.goal, NOBODY)
    assert {here.challenge.id, here.goal.id, here.theme.id, region.goal.id, region.challenge.id} == set(
        up.nodes
    )
    down = thread_of(region.goal, NOBODY)
    assert {here.goal.id, here.theme.id, neighbour.goal.id, neighbour.theme.id} <= set(down.nodes)


@pytest.mark.parametrize("number", [2, 300])
def test_queries_do_not_grow_with_the_thread(plan: Plan, number: int, django_assert_num_queries: Any) -> None:
    elements = make_elements(plan, number)
    Link.objects.bulk_create(link(other, elements[0]) for other in elements[1:])
    with django_assert_num_queries(2):
        assert len(thread_of(elements[0], NOBODY).nodes) == number


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])),
    focus=st.integers(0, 7),
)
def test_the_thread_is_what_a_plain_walk_finds(plan: Plan, pairs: set[tuple[int, int]], focus: int) -> None:
    def walk(start: int, steps: set[tuple[int, int]]) -> set[int]:
        found, waiting = {start}, [start]
        while waiting:
            at = waiting.pop()
            fresh = {high for low, high in steps if low == at} - found
            found |= fresh
            waiting.extend(fresh)
        return found

    with transaction.atomic():
        elements = make_elements(plan, 8)
        Link.objects.bulk_create(link(elements[low], elements[high]) for low, high in pairs)
        thread = thread_of(elements[focus], EVERYTHING)
        above, below = walk(focus, pairs), walk(focus, {(high, low) for low, high in pairs})
        assert set(thread.nodes) == {elements[i].id for i in above | below}
        assert {node.id for node in thread.above} == {elements[i].id for i in above - {focus}}
        on_thread = {(low, high) for low, high in pairs if {low, high} <= above | below}
        assert len(thread.links) == len(on_thread)
        transaction.set_rollback(True)
