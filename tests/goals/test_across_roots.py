"""A link crosses from one root to another only from a member to its region, and only to contribute."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from rodtrad.goals.models import Link
from rodtrad.organisations.models import RootKind
from tests.goals import factories as make
from tests.goals.worlds import World, make_world
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]


class Lands(NamedTuple):
    member: World
    neighbour: World
    region: World


@pytest.fixture
def lands(db: None) -> Lands:
    """A region with one member, and a neighbour of nothing. No level rule is in the way of a link."""
    lands = Lands(make_world(), make_world(), make_world(kind=RootKind.REGION))
    make.make_member(lands.region.root, lands.member.root)
    for child in lands:
        for parent in lands:
            if child is not parent:
                for kind in ("contributes", "addresses"):
                    make.make_rule(child.level("maal"), parent.level("maal"), kind)
    return lands


def link(child: World, parent: World, **fields: object) -> Link:
    return make.make_link(child.goal, parent.goal, **fields)


def test_a_member_contributes_to_its_region(lands: Lands) -> None:
    made = link(lands.member, lands.region)
    assert (made.root, made.parent_root) == (lands.member.root, lands.region.root)


def test_a_county_that_is_a_member_contributes_too(lands: Lands) -> None:
    county = make_world(kind=RootKind.COUNTY)
    make.make_member(lands.region.root, county.root)
    make.make_rule(county.level("maal"), lands.region.level("maal"))
    assert link(county, lands.region).pk


WRONG: dict[str, Callable[[Lands], object]] = {
    "from the region to a member": lambda w: link(w.region, w.member),
    "from one that is no member": lambda w: link(w.neighbour, w.region),
    "between two that are not regions": lambda w: link(w.member, w.neighbour),
}


@pytest.mark.parametrize("way", WRONG)
def test_other_ways_are_refused(way: str, lands: Lands) -> None:
    with refused("link_across_membership"):
        WRONG[way](lands)


def test_a_member_does_not_answer_its_regions_challenges(lands: Lands) -> None:
    with refused("link_across_contributes"):
        make.make_link(lands.member.goal, lands.region.goal, "addresses")


def test_a_municipality_with_members_is_no_region(lands: Lands) -> None:
    make.make_member(lands.neighbour.root, lands.member.root)
    with refused("link_across_membership"):
        link(lands.member, lands.neighbour)


def test_a_link_does_not_move_to_where_it_could_not_be_made(lands: Lands) -> None:
    made = link(lands.member, lands.region)
    with refused("link_across_membership"):
        Link.objects.filter(pk=made.pk).update(
            parent=lands.neighbour.goal,
            parent_root=lands.neighbour.root,
            parent_level=lands.neighbour.level("maal"),
        )


def test_a_region_that_is_a_member_of_a_region_does_not_contribute(lands: Lands) -> None:
    """Two regions, members of each other, could else close a circle that a look at one root does not find."""
    second = make_world(kind=RootKind.REGION)
    for upper, lower in ((second, lands.region), (lands.region, second)):
        make.make_member(upper.root, lower.root)
        make.make_rule(lower.level("maal"), upper.level("maal"))
    with refused("link_across_membership"):
        link(lands.region, second)


def test_levels_across_roots_need_a_rule_too(lands: Lands) -> None:
    with refused("link_level_rule"):
        make.make_link(lands.member.theme, lands.region.goal)
