"""A table that is sent, looked at and taken in; next year's goes in by the same mapping."""

import pytest

from rodtrad.core.sheets.problems import SheetError
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Batch, BatchState, Dataset, Observation
from rodtrad.indicators.operations.table import accept_table, proposal_of, send_table
from rodtrad.indicators.sources.table.mapping import TableMapping
from tests.indicators.factories import make_dataset, make_indicator
from tests.indicators.table.files import workbook

pytestmark = pytest.mark.django_db

HEADINGS = ["Kommune", "År", "Antall"]


@pytest.fixture
def dataset() -> Dataset:
    mapping = TableMapping(area="Kommune", period="År", values={"Antall": "innbyggere"})
    made = make_dataset(query=mapping.as_json())
    make_indicator(dataset=made)
    return made


def send(dataset: Dataset, *rows: list[object]) -> Batch:
    return send_table(dataset=dataset, content=workbook(HEADINGS, *rows), file_name="tall.xlsx", person=None)


def test_a_sent_table_waits_and_changes_nothing(dataset: Dataset) -> None:
    batch = send(dataset, ["Oslo", 2024, 717710])
    assert batch.state == BatchState.WAITING
    assert not Observation.objects.filter(indicator__dataset=dataset).exists()


def test_next_years_file_shows_what_it_changes_and_goes_in(dataset: Dataset) -> None:
    accept_table(batch=send(dataset, ["Oslo", 2023, 709000], ["Oslo", 2024, 717710]), person=None)
    batch = send(dataset, ["Oslo", 2023, 709037], ["Oslo", 2024, 717710], ["Oslo", 2025, 724290])
    found = proposal_of(batch).differences
    assert (found.made, found.changed, found.same) == (1, 1, 1)
    [change] = found.changes
    assert (change.area.code, change.before, change.after) == ("0301", 709000, 709037)
    taken = accept_table(batch=batch, person=None)
    assert (taken.batch.made, taken.batch.changed, taken.batch.same) == (1, 1, 1)
    values = (
        Observation.objects.filter(indicator__dataset=dataset)
        .order_by("period")
        .values_list("value", flat=True)
    )
    assert list(values) == [709037, 717710, 724290]
    assert not dataset.batches.filter(state=BatchState.WAITING).exists()


def test_wrong_cells_are_left_out_and_told(dataset: Dataset) -> None:
    batch = send(dataset, ["Oslo", 2024, "mange"], ["Bærum", 2024, 5])
    found = proposal_of(batch)
    assert [one.cell for one in found.problems] == ["C2"]
    accept_table(batch=batch, person=None)
    assert Observation.objects.get(indicator__dataset=dataset).area.code == "3201"


def test_two_figures_for_one_cell_are_told_with_their_rows(dataset: Dataset) -> None:
    with pytest.raises(SheetError, match=r"to tall for innbyggere i 0301 i 2024 \(rad 2 og 3\)"):
        send(dataset, ["Oslo", 2024, 1], ["0301", 2024, 2])
    assert not dataset.batches.exists()


def test_a_table_that_lost_its_column_is_not_kept(dataset: Dataset) -> None:
    with pytest.raises(SheetError, match="Fant ikke kolonnen «Antall»"):
        send_table(dataset=dataset, content=workbook(["Kommune", "År", "N"]), file_name="x.xlsx", person=None)
    assert not dataset.batches.exists()


def test_small_counts_are_hidden_and_the_one_total_that_would_tell_them(dataset: Dataset) -> None:
    dataset.indicators.update(hidden_below=3)
    rows = [["0301", 2024, 12], ["030101", 2024, 2], ["030102", 2024, 10]]
    batch = send(dataset, *rows)
    found = proposal_of(batch)
    assert found.hidden == 2
    accept_table(batch=batch, person=None)
    stood = Observation.objects.filter(indicator__dataset=dataset).values_list(
        "area__code", "value", "status"
    )
    confidential = int(ObservationStatus.CONFIDENTIAL)
    assert set(stood) == {
        ("0301", None, confidential),
        ("030101", None, confidential),
        ("030102", 10, int(ObservationStatus.FIGURE)),
    }
