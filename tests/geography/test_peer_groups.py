"""The large cities, whom Oslo is compared with: there from the start, and left as they are from then."""

from datetime import date

import pytest

from rodtrad.geography.models import Area, AreaKind, GroupMember
from rodtrad.geography.queries import peers_of
from rodtrad.geography.reference import load_areas

pytestmark = pytest.mark.django_db

BEFORE = {
    "Bergen",
    "Bærum",
    "Drammen",
    "Fredrikstad",
    "Kristiansand",
    "Oslo",
    "Sandnes",
    "Stavanger",
    "Tromsø",
    "Trondheim",
}


def members(day: date) -> set[str]:
    rows = GroupMember.objects.filter(group__code="ASSS", valid_from__lte=day, valid_to=None)
    return set(rows.values_list("member__name", flat=True))


def test_the_large_cities_are_those_of_asss() -> None:
    group = Area.objects.get(code="ASSS")
    assert (group.kind, group.name) == (AreaKind.PEER_GROUP, "Storbyene i ASSS")
    assert members(date(2021, 1, 1)) == BEFORE
    assert members(date(2024, 1, 1)) == BEFORE | {"Asker", "Lillestrøm"}


def test_a_large_city_is_compared_with_them() -> None:
    oslo, utsira = Area.objects.get(code="0301"), Area.objects.get(code="1151")
    assert "ASSS" in [one.code for one in peers_of(oslo, date(2026, 1, 1))]
    assert "ASSS" not in [one.code for one in peers_of(utsira, date(2026, 1, 1))]


def test_who_has_left_is_not_put_back() -> None:
    left = date(2026, 12, 31)
    GroupMember.objects.filter(group__code="ASSS", member__code="3203").update(valid_to=left)
    load_areas()
    row = GroupMember.objects.get(group__code="ASSS", member__code="3203")
    assert row.valid_to == left
