"""What Klass tells is fetched as figures are, and stored as areas: groups with members, codes that became others."""

from datetime import date

import pytest

from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.geography.models import AreaChange, GroupMember
from rodtrad.indicators.fetch_command import fetch_tables
from rodtrad.indicators.models import BatchState, Dataset, Derivation, Observation, Provider, RawResponse
from rodtrad.indicators.operations.fetch import fetch_dataset
from rodtrad.indicators.operations.load import load_figures
from tests.indicators.factories import FEBRUARY, figures, make_dataset, make_indicator
from tests.indicators.stub.server import Fault, Stub

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def groups_table(**query: object) -> Dataset:
    asked = {"members": "131", "years": [2024, 2025, 2026], **query}
    return make_dataset("grupper", provider=Provider.KLASS, table="112", query=asked)


def changes_table() -> Dataset:
    asked = {"from": "1995-01-02", "to": "2100-01-01"}
    return make_dataset("endringer", provider=Provider.KLASS, table="131", query=asked)


def members() -> set[tuple[str, str, date]]:
    rows = GroupMember.objects.filter(group__code__startswith="EKG")
    return set(rows.values_list("group__code", "member__code", "valid_from"))


def test_groups_are_fetched_and_their_members_stored(stub_ssb: Stub) -> None:
    batch = fetch_dataset(dataset=groups_table()).batch
    assert (batch.state, batch.made) == (BatchState.STORED, 3)
    assert members() == {
        ("EKG13", "0301", date(2024, 1, 1)),
        ("EKG01", "1580", date(2024, 1, 1)),
        ("EKG11", "3201", date(2024, 1, 1)),
    }
    assert RawResponse.objects.filter(batch=batch).count() == 4


def test_the_same_again_is_told_as_unchanged(stub_ssb: Stub) -> None:
    table = groups_table()
    fetch_dataset(dataset=table)
    again = fetch_dataset(dataset=table).batch
    assert (again.state, again.made, again.changed, again.same) == (BatchState.UNCHANGED, 0, 0, 3)


def test_a_failure_leaves_the_groups_and_says_why(stub_ssb: Stub) -> None:
    table = groups_table()
    fetch_dataset(dataset=table)
    before = members()
    table.query["years"] = [1990]
    batch = fetch_dataset(dataset=table).batch
    assert batch.state == BatchState.FAILED
    assert "Klass avviste standard 112" in batch.failure
    assert members() == before


def test_an_answer_that_cannot_be_read_stores_nothing(stub_ssb: Stub) -> None:
    stub_ssb.fail(*[Fault.DOWN] * 50)
    report = fetch_dataset(dataset=groups_table())
    assert report.batch.state == BatchState.FAILED
    assert report.is_passing
    assert members() == set()


def test_changes_that_came_with_the_program_are_known(stub_ssb: Stub) -> None:
    known = AreaChange.objects.count()
    batch = fetch_dataset(dataset=changes_table()).batch
    assert (batch.state, batch.same) == (BatchState.UNCHANGED, 118)
    assert AreaChange.objects.count() == known


def test_when_a_change_comes_figures_are_followed_anew(stub_ssb: Stub) -> None:
    figures_table = make_dataset()
    make_indicator(dataset=figures_table)
    AreaChange.objects.filter(to_code="3201").delete()
    told = figures({("3024", "2021"): 128_000})
    load_figures(dataset=figures_table, figures=told, received_at=FEBRUARY)
    followed = Observation.objects.filter(area__code="3201")
    assert not followed.exists()
    batch = fetch_dataset(dataset=changes_table()).batch
    assert (batch.state, batch.made) == (BatchState.STORED, 1)
    row = followed.get()
    assert (row.value, row.derivation) == (128_000, Derivation.FOLLOWED)
    assert row.batch.dataset == figures_table


def test_the_command_tells_of_areas(stub_ssb: Stub) -> None:
    load_common_set()
    said: list[str] = []
    Dataset.objects.filter(key="klass-kostra-grupper").update(query={"members": "131", "years": [2026]})
    assert fetch_tables(["klass-kostra-grupper"], say=said.append)
    assert "Områder og grupper: 3 nye, 0 endret, 0 som før." in said
