"""The table of roles, cell by cell: what each role may do at, above, below and beside where it is held."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.organisations.permissions import ABILITIES, EVERYTHING, NOBODY, Viewer, may, viewer_for
from tests.goals.factories import make_organisation, make_root, top

pytestmark = pytest.mark.django_db

#: The design's table, written out: role → what it may. Every role may also see what is internal.
TABLE: Mapping[str, frozenset[str]] = {
    "reader": frozenset({"read_internal"}),
    "contributor": frozenset({"read_internal", "update_progress"}),
    "editor": frozenset({"read_internal", "write_drafts"}),
    "approver": frozenset({"read_internal", "publish", "adopt", "except_findings"}),
    "administrator": frozenset({"read_internal", "give_roles", "change_framework", "change_theme"}),
}
EVERY_ABILITY = sorted(frozenset().union(*TABLE.values()))


@dataclass
class House:
    """A tree: top → sector → agency → office, and a sector beside; another root beside it all."""

    root: Root
    other: Root
    sector: Organisation
    agency: Organisation
    office: Organisation
    beside: Organisation
    user: User

    def hold(self, kind: str, at: Organisation) -> None:
        Role.objects.create(user=self.user, root_id=at.root_id, organisation=at, kind=kind)

    @property
    def places(self) -> dict[str, Organisation]:
        return {
            "two above": top(self.root),
            "above": self.sector,
            "at": self.agency,
            "below": self.office,
            "beside": self.beside,
            "other root": top(self.other),
        }

    def where(self, ability: str) -> set[str]:
        return {name for name, organisation in self.places.items() if may(self.user, ability, organisation)}


@pytest.fixture
def house(db: None) -> House:
    root, other = make_root(), make_root()
    sector = make_organisation(root)
    agency = make_organisation(root, parent=sector)
    office = make_organisation(root, parent=agency)
    user = User.objects.create_user("noen@example.org", "Noen")
    return House(root, other, sector, agency, office, make_organisation(root), user)


def test_the_table_has_every_role() -> None:
    assert set(TABLE) == set(RoleKind) == set(ABILITIES)
    assert set().union(*ABILITIES.values()) == set(EVERY_ABILITY)


@pytest.mark.parametrize("ability", EVERY_ABILITY)
@pytest.mark.parametrize("kind", TABLE)
def test_a_role_counts_where_it_is_held_and_below(kind: str, ability: str, house: House) -> None:
    house.hold(kind, house.agency)
    assert house.where(ability) == ({"at", "below"} if ability in TABLE[kind] else set())


@pytest.mark.parametrize("kind", TABLE)
def test_a_role_at_the_top_counts_in_the_whole_root_only(kind: str, house: House) -> None:
    house.hold(kind, top(house.root))
    for ability in EVERY_ABILITY:
        whole = {"two above", "above", "at", "below", "beside"}
        assert house.where(ability) == (whole if ability in TABLE[kind] else set())


def test_several_roles_add_up_each_where_it_is_held(house: House) -> None:
    house.hold("editor", house.agency)
    house.hold("approver", house.beside)
    house.hold("administrator", top(house.other))
    assert house.where("write_drafts") == {"at", "below"}
    assert house.where("adopt") == {"beside"}
    assert house.where("give_roles") == {"other root"}
    assert house.where("read_internal") == {"at", "below", "beside", "other root"}


def test_several_roles_at_one_place_add_up(house: House) -> None:
    for kind in TABLE:
        house.hold(kind, house.office)
    assert all(house.where(ability) == {"below"} for ability in EVERY_ABILITY)


@pytest.mark.parametrize("kind", TABLE)
def test_an_inactive_user_may_nothing_and_sees_what_all_see(kind: str, house: House) -> None:
    house.hold(kind, top(house.root))
    house.user.is_active = False
    house.user.save()
    assert not any(house.where(ability) for ability in EVERY_ABILITY)
    assert viewer_for(house.user, house.root) == NOBODY


def test_nobody_may_anything(house: House) -> None:
    assert not any(may(AnonymousUser(), ability, top(house.root)) for ability in EVERY_ABILITY)
    assert not any(house.where(ability) for ability in EVERY_ABILITY)
    assert viewer_for(AnonymousUser(), house.root) == viewer_for(house.user, house.root) == NOBODY


def test_an_unknown_ability_is_nobodys(house: House) -> None:
    for kind in TABLE:
        house.hold(kind, top(house.root))
    assert not house.where("fly")


def test_a_role_follows_the_unit_when_it_moves(house: House) -> None:
    house.hold("editor", house.sector)
    Organisation.objects.filter(pk=house.agency.pk).update(parent=house.beside)
    assert house.where("write_drafts") == {"above"}


# What a viewer sees


@pytest.mark.parametrize("kind", TABLE)
def test_any_role_opens_what_is_internal_in_its_root_only(kind: str, house: House) -> None:
    house.hold(kind, house.agency)
    assert viewer_for(house.user, house.root).ceiling == Visibility.INTERNAL
    assert viewer_for(house.user, house.other) == NOBODY


@pytest.mark.parametrize("kind", TABLE)
def test_every_role_but_the_reader_sees_the_teams_matters_from_there_down(kind: str, house: House) -> None:
    house.hold(kind, house.agency)
    team = {house.agency.id, house.office.id} if kind != "reader" else set()
    assert viewer_for(house.user, house.root).team == team


def test_teams_add_up_and_a_readers_part_does_not(house: House) -> None:
    house.hold("reader", top(house.root))
    house.hold("contributor", house.office)
    house.hold("approver", house.beside)
    assert viewer_for(house.user, house.root).team == {house.office.id, house.beside.id}


def test_nobody_and_everything() -> None:
    assert Viewer() == NOBODY
    assert (NOBODY.ceiling, NOBODY.team, NOBODY.sees_all) == (Visibility.PUBLIC, frozenset(), False)
    assert EVERYTHING.sees_all


def test_permission_takes_two_queries(house: House, django_assert_max_num_queries: Any) -> None:
    house.hold("editor", house.sector)
    with django_assert_max_num_queries(2):
        may(house.user, "write_drafts", house.office)
    with django_assert_max_num_queries(2):
        viewer_for(house.user, house.root)
