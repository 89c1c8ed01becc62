"""Changes of codes and members of groups come in whole, and again change nothing."""

from datetime import date

import pytest

from rodtrad.geography.models import Area, AreaChange, AreaKind, ChangeKind, GroupMember
from rodtrad.geography.operations import (
    CodeChange,
    Membership,
    import_area_changes,
    import_group_members,
)

pytestmark = pytest.mark.django_db
SOURCE = "SSB, Klass 112"
DAY = date(2027, 1, 1)


def test_changes_are_stored_once() -> None:
    changes = [
        CodeChange("9101", "9103", ChangeKind.MERGED, DAY),
        CodeChange("9102", "9103", ChangeKind.MERGED, DAY),
        CodeChange("9102", "9103", ChangeKind.MERGED, DAY),
    ]
    first = import_area_changes(changes=changes)
    assert (first.made, first.changed, first.same) == (2, 0, 0)
    again = import_area_changes(changes=changes)
    assert (again.made, again.changed, again.same) == (0, 0, 2)
    assert AreaChange.objects.filter(to_code="9103").count() == 2


def test_a_change_that_is_told_otherwise_is_put_right_and_others_stay() -> None:
    held = AreaChange.objects.count()
    import_area_changes(changes=[CodeChange("9101", "9103", ChangeKind.RENUMBERED, DAY)])
    report = import_area_changes(changes=[CodeChange("9101", "9103", ChangeKind.SPLIT, DAY)])
    assert (report.made, report.changed) == (0, 1)
    assert AreaChange.objects.get(from_code="9101").kind == ChangeKind.SPLIT
    assert AreaChange.objects.count() == held + 1


def test_changes_that_come_with_the_program_are_the_same_when_they_are_fetched() -> None:
    known = [
        CodeChange(each.from_code, each.to_code, ChangeKind(each.kind), each.date)
        for each in AreaChange.objects.all()
    ]
    report = import_area_changes(changes=known)
    assert (report.made, report.changed, report.same) == (0, 0, len(known))


def members() -> set[tuple[str, str, date, date | None]]:
    rows = GroupMember.objects.filter(group__code__in=["EKG13", "EKG11", "EKG05"])
    return set(rows.values_list("group__code", "member__code", "valid_from", "valid_to"))


def test_groups_are_made_and_members_stored_once() -> None:
    told = [
        Membership("EKG13", "0301", date(2020, 1, 1)),
        Membership("EKG11", "3201", date(2024, 1, 1)),
    ]
    first = import_group_members(memberships=told, source=SOURCE)
    assert (first.made, first.changed, first.same, first.notes) == (2, 0, 0, ())
    group = Area.objects.get(code="EKG13")
    assert (group.kind, group.name) == (AreaKind.PEER_GROUP, "KOSTRA-gruppe 13")
    again = import_group_members(memberships=told, source=SOURCE)
    assert (again.made, again.changed, again.same) == (0, 0, 2)
    assert members() == {
        ("EKG13", "0301", date(2020, 1, 1), None),
        ("EKG11", "3201", date(2024, 1, 1), None),
    }


def test_a_member_that_has_moved_is_so_afterwards() -> None:
    import_group_members(memberships=[Membership("EKG11", "3201", date(2024, 1, 1))], source=SOURCE)
    told = [
        Membership("EKG11", "3201", date(2024, 1, 1), date(2025, 12, 31)),
        Membership("EKG05", "3201", date(2026, 1, 1)),
    ]
    report = import_group_members(memberships=told, source=SOURCE)
    assert (report.made, report.changed) == (1, 1)
    assert members() == {
        ("EKG11", "3201", date(2024, 1, 1), date(2025, 12, 31)),
        ("EKG05", "3201", date(2026, 1, 1), None),
    }


def test_what_is_no_longer_told_of_is_taken_away_but_not_what_is_older_than_was_asked() -> None:
    old = Membership("EKG11", "3201", date(2020, 1, 1), date(2023, 12, 31))
    import_group_members(memberships=[old, Membership("EKG11", "0301", date(2024, 1, 1))], source=SOURCE)
    report = import_group_members(memberships=[Membership("EKG11", "4601", date(2024, 1, 1))], source=SOURCE)
    assert (report.made, report.changed) == (1, 1)
    assert members() == {
        ("EKG11", "3201", date(2020, 1, 1), date(2023, 12, 31)),
        ("EKG11", "4601", date(2024, 1, 1), None),
    }


def test_a_member_we_hold_no_area_for_is_told_of() -> None:
    report = import_group_members(
        memberships=[Membership("EKG11", "9999", DAY), Membership("EKG11", "3201", DAY)], source=SOURCE
    )
    assert report.made == 1
    assert report.notes == ("Ukjente områder er utelatt: 9999",)


def test_nothing_told_changes_nothing() -> None:
    report = import_group_members(memberships=[], source=SOURCE)
    assert (report.made, report.changed, report.same) == (0, 0, 0)
