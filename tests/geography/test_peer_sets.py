"""Which sets an area is compared with: its groups first, never one of it alone."""

from datetime import date

import pytest

from rodtrad.geography.models import Area, AreaKind, GroupMember
from rodtrad.geography.queries import PeerKind, PeerSet, areas_of_kind, sets_with

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def area(code: str) -> Area:
    return Area.objects.get(code=code, valid_to=None)


def group(code: str, *members: str, until: date | None = None) -> None:
    made, _new = Area.objects.get_or_create(code=code, kind=AreaKind.PEER_GROUP, name=f"Gruppe {code}")
    for member in members:
        GroupMember.objects.create(
            group=made, member=area(member), valid_from=date(2020, 1, 1), valid_to=until
        )


def sets_of(code: str) -> list[PeerSet]:
    return sets_with(area(code), areas_of_kind(AreaKind.MUNICIPALITY, TODAY), TODAY)


@pytest.fixture(autouse=True)
def no_groups() -> None:
    GroupMember.objects.all().delete()


def test_oslo_is_alone_in_its_kostra_group_and_county_so_it_has_the_large_cities() -> None:
    group("EKG13", "0301")
    group("BYER", "0301", "4601", "5001")
    found = sets_of("0301")
    assert [(one.key, one.kind) for one in found] == [
        ("byer", PeerKind.GROUP),
        ("landet", PeerKind.COUNTRY),
    ]
    assert [one.name for one in found[0].members] == ["Bergen", "Trondheim"]
    assert len(found[1].members) == 356


def test_a_kostra_group_and_the_county_come_after_a_chosen_group() -> None:
    group("EKG11", "3201", "3203")
    group("BYER", "3201", "4601")
    assert [one.key for one in sets_of("3201")] == ["byer", "ekg11", "fylket", "landet"]
    county = sets_of("3201")[2]
    assert county.name == "Akershus"
    assert "Bærum" not in [one.name for one in county.members]
    assert len(county.members) == 20


def test_a_membership_that_is_over_does_not_count() -> None:
    group("BYER", "0301", "4601", until=date(2024, 12, 31))
    group("BYER", "5001")
    assert [one.key for one in sets_of("0301")] == ["landet"]
    assert [one.key for one in sets_of("5001")] == ["fylket", "landet"]  # alone in the group now
