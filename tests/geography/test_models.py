"""Areas: validity, codes, and the districts of a municipality."""

from datetime import date
from typing import Any

import pytest

from rodtrad.geography.models import Area, AreaChange, Boundary, GroupMember
from tests.refusals import Attempts, constraints_of, refused

pytestmark = pytest.mark.django_db
breaks = Attempts()


def make_area(code: str = "9999", **fields: Any) -> Area:
    return Area.objects.create(**{"code": code, "kind": "municipality", "name": "Prøvestad", **fields})


@breaks("area_code_once")
def code_twice_from_the_same_day() -> None:
    make_area(valid_from=date(2024, 1, 1))
    make_area(valid_from=date(2024, 1, 1))


@breaks("area_code_once")
def code_twice_without_a_day() -> None:
    make_area()
    make_area()


@breaks("area_code_form")
def code_of_letters() -> None:
    make_area("oslo")


@breaks("area_code_form")
def empty_code() -> None:
    make_area("")


@breaks("area_valid_in_order")
def ended_before_it_began() -> None:
    make_area(valid_from=date(2024, 1, 2), valid_to=date(2024, 1, 1))


@breaks("area_change_once")
def change_twice() -> None:
    for _ in range(2):
        AreaChange.objects.create(from_code="0301", to_code="9999", kind="renumbered", date=date(2024, 1, 1))


@breaks("geography_boundary_area_id_key")
def two_boundaries() -> None:
    area = make_area()
    for _ in range(2):
        Boundary.objects.create(area=area, geometry={}, source="Prøve")


@breaks("group_member_once")
def member_twice_from_the_same_day() -> None:
    group, member = make_area("EKG99"), make_area()
    for _ in range(2):
        GroupMember.objects.create(group=group, member=member, valid_from=date(2024, 1, 1))


@breaks("group_member_valid_in_order")
def membership_ended_before_it_began() -> None:
    GroupMember.objects.create(
        group=make_area("EKG99"), member=make_area(), valid_from=date(2024, 1, 2), valid_to=date(2024, 1, 1)
    )


@breaks("group_member_not_itself")
def member_of_itself() -> None:
    group = make_area("EKG99")
    GroupMember.objects.create(group=group, member=group, valid_from=date(2024, 1, 1))


@pytest.mark.data
@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any) -> None:
    with refused(constraint):
        attempt()


@pytest.mark.data
def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("geography") <= set(breaks.by_name)


def test_a_code_may_be_used_again_from_another_day() -> None:
    old = make_area(valid_to=date(2019, 12, 31))
    new = make_area(valid_from=date(2020, 1, 1))
    held = Area.objects.filter(code="9999")
    assert held.valid_on(date(2019, 12, 31)).get() == old
    assert held.valid_on(date(2020, 1, 1)).get() == new


def test_areas_sort_as_norwegians_read() -> None:
    for number, name in enumerate(["Åseral", "Ærfugl", "Øygarden", "Zoo", "Aasen", "Alta"]):
        make_area(f"99{number:02}", name=name)
    found = list(Area.objects.filter(code__startswith="99").values_list("name", flat=True))
    assert found == ["Alta", "Zoo", "Ærfugl", "Øygarden", "Aasen", "Åseral"]
