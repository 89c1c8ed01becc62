from collections import Counter
from datetime import date

import pytest

from rodtrad.geography.models import ChangeKind
from rodtrad.geography.operations import CodeChange, Membership
from rodtrad.geography.reference import _rows
from rodtrad.indicators.sources.errors import RefusedError
from rodtrad.indicators.sources.klass.client import Client
from rodtrad.indicators.sources.klass.fetch import fetch
from rodtrad.indicators.sources.klass.query import changes_order, members_order
from rodtrad.indicators.sources.klass.reading import read_changes, read_members
from rodtrad.indicators.sources.order import Fetched, Order
from tests.indicators.source_kit import SourceKit
from tests.indicators.stub.klass import changes_of_2024
from tests.indicators.stub.server import Stub

SINCE_1995 = changes_order(date(1995, 1, 1), date(2026, 1, 1))


def changes(stub: Stub, order: Order = SINCE_1995) -> tuple[CodeChange, ...]:
    return read_changes(fetch(order, client=Client(clock=stub.clock)))


class TestKlass(SourceKit):
    folder = "klass"
    client = Client
    fetch = staticmethod(fetch)
    order = members_order([2024, 2025, 2026])
    refused = [
        (Order("131/../1", {}), "nummeret på en standard"),
        (Order("131", {}), "from"),
        (Order("131", {"from": "i fjor", "to": "2024-01-01"}), "from"),
        (Order("131", {"from": "2024-01-01", "to": "2024-01-01"}), "før"),
        (Order("112", {"years": []}), "years"),
        (Order("112", {"years": ["2024"]}), "years"),
        (Order("112", {"years": [True]}), "years"),
        (Order("112", {"years": [2024], "members": 131}), "members"),
        (Order("112", {"years": [2024], "members": "131&date=1"}), "members"),
    ]

    def rows(self, fetched: Fetched) -> tuple[Membership, ...]:
        return read_members(fetched)


def test_changes_have_the_kinds_that_their_shape_tells(stub_ssb: Stub) -> None:
    """Every change of 1995–2024 that comes with the program, sent as Klass does, is read as it stands there."""
    known = [row for name in ("changes_1995_2023.csv", "changes_2024.csv") for row in _rows(name)]
    stub_ssb.klass.changes["131"] = [
        (row["from"], row["from_name"], row["to"], "", row["date"]) for row in known
    ]
    read = {(each.from_code, each.to_code, str(each.date)): each.kind.value for each in changes(stub_ssb)}
    assert read == {(row["from"], row["to"], row["date"]): row["kind"] for row in known}
    assert Counter(read.values())["merged"] > 100


def test_a_part_of_a_split_that_joined_others_is_a_split(stub_ssb: Stub) -> None:
    stub_ssb.klass.changes["131"] = [
        ("5012", "Snillfjord", "5055", "Heim", "2020-01-01"),
        ("5012", "Snillfjord", "5059", "Orkland", "2020-01-01"),
        ("5024", "Orkdal", "5059", "Orkland", "2020-01-01"),
    ]
    kinds = [(each.from_code, each.to_code, each.kind) for each in changes(stub_ssb)]
    assert kinds == [
        ("5012", "5055", ChangeKind.SPLIT),
        ("5012", "5059", ChangeKind.SPLIT),
        ("5024", "5059", ChangeKind.MERGED),
    ]


def test_what_has_no_successor_is_left_out_and_what_is_told_twice_counts_once(stub_ssb: Stub) -> None:
    stub_ssb.klass.changes["131"] = [
        ("0211", "Vestby", "3019", "Vestby", "2020-01-01"),
        ("0211", "Vestby", "3019", "Vestby", "2020-01-01"),
        ("2111", "Longyearbyen", "", "", "2020-01-01"),
    ]
    assert changes(stub_ssb) == (CodeChange("0211", "3019", ChangeKind.RENUMBERED, date(2020, 1, 1)),)


def test_only_the_days_that_are_asked_for_come(stub_ssb: Stub) -> None:
    assert len(changes(stub_ssb)) == len(changes_of_2024()) == 118
    assert changes(stub_ssb, changes_order(date(2020, 1, 1), date(2024, 1, 1))) == ()


def test_years_in_a_row_are_one_membership(stub_ssb: Stub) -> None:
    stub_ssb.klass.members = [
        ("EKG13", "0301", "2020-01-01", None),
        ("EKG01", "1580", "2024-01-01", None),
        ("EKG05", "3201", "2020-01-01", "2022-01-01"),
        ("EKG11", "3201", "2022-01-01", "2025-01-01"),
        ("EKG05", "3201", "2025-01-01", None),
    ]
    order = members_order(list(range(2020, 2027)))
    assert read_members(fetch(order, client=Client(clock=stub_ssb.clock))) == (
        Membership("EKG01", "1580", date(2024, 1, 1)),
        Membership("EKG05", "3201", date(2020, 1, 1), date(2021, 12, 31)),
        Membership("EKG05", "3201", date(2025, 1, 1)),
        Membership("EKG11", "3201", date(2022, 1, 1), date(2024, 12, 31)),
        Membership("EKG13", "0301", date(2020, 1, 1)),
    )


def test_a_group_has_the_code_that_tables_have(stub_ssb: Stub) -> None:
    stub_ssb.klass.members = [("13", "0301", "2020-01-01", None), ("1", "1580", "2024-01-01", None)]
    found = read_members(fetch(members_order([2024]), client=Client(clock=stub_ssb.clock)))
    assert {each.group for each in found} == {"EKG01", "EKG13"}


def test_a_year_that_klass_has_no_groups_for_is_refused_in_words(stub_ssb: Stub) -> None:
    with pytest.raises(RefusedError, match=r"Klass avviste standard 112 \(HTTP 404\)") as caught:
        fetch(members_order([1990]), client=Client(clock=stub_ssb.clock))
    assert caught.value.where.table == "112"


def test_codes_versions_and_tables_can_be_asked_for(stub_ssb: Stub) -> None:
    client = Client(clock=stub_ssb.clock)
    assert b'"0301"' in client.codes_at("131", date(2026, 1, 1)).content
    assert b"versions" in client.versions("131").content
    with pytest.raises(RefusedError):
        client.correspondence_table("1")
