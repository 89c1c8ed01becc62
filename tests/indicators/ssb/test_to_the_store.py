"""From SSB to the store: what was fetched stands there, and a fetch that fails leaves it as it was."""

from datetime import UTC, datetime

import pytest

from rodtrad.indicators.models import BatchState, Dataset, Observation, Provider, Vintage
from rodtrad.indicators.operations.load import Response, Taken, load_figures
from rodtrad.indicators.sources.errors import SourceError
from rodtrad.indicators.sources.order import Order
from rodtrad.indicators.sources.providers import FIGURE_SOURCES
from tests.indicators.factories import make_dataset, make_indicator
from tests.indicators.ssb.orders import population
from tests.indicators.stub.server import Fault, Stub

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset() -> Dataset:
    dataset = make_dataset("prove-07459", provider=Provider.SSB, table="07459", query=population().query)
    make_indicator("innbyggere", dataset=dataset)
    return dataset


def take(dataset: Dataset) -> Taken:
    source = FIGURE_SOURCES[dataset.provider]
    fetched = source.fetch(Order(dataset.table, dataset.query))
    answer = source.read(fetched)
    return load_figures(
        dataset=dataset,
        figures=answer.figures,
        received_at=fetched.fetched,
        published_at=answer.published,
        responses=[Response(raw.content, raw.media_type) for raw in fetched.responses],
    )


def stored(dataset: Dataset) -> dict[tuple[str, str, int], float | None]:
    rows = Observation.objects.filter(indicator__dataset=dataset)
    return {
        (code, breakdown, period): value
        for code, breakdown, period, value in rows.values_list(
            "area__code", "breakdown__key", "period", "value"
        )
    }


def test_figures_of_ssb_stand_in_the_store_with_what_was_sent(stub_ssb: Stub, dataset: Dataset) -> None:
    taken = take(dataset)
    assert taken.unknown_areas == ()
    assert taken.batch.state == BatchState.STORED
    assert taken.batch.published_at == datetime(2026, 6, 15, 6, tzinfo=UTC)
    assert taken.batch.responses.count() == 2
    figures = stored(dataset)
    assert len(figures) == 2 * 2 * 3
    table = stub_ssb.ssb.tables["07459"]
    assert set(figures.values()) == {
        table.place(region, sex, "Personer1", year)
        for region in ("0301", "3201")
        for sex in ("1", "2")
        for year in ("2024", "2025", "2026")
    }


def test_the_same_again_changes_nothing_and_a_revision_keeps_what_it_replaces(
    stub_ssb: Stub, dataset: Dataset
) -> None:
    take(dataset)
    assert take(dataset).batch.state == BatchState.UNCHANGED
    table = stub_ssb.ssb.tables["07459"]
    cell = ("0301", "1", "Personer1", "2025")
    before = table.place(*cell)
    table.figures[cell], table.updated = 7.0, "2026-09-22T06:00:00Z"
    batch = take(dataset).batch
    assert (batch.made, batch.changed, batch.same) == (0, 1, 11)
    assert 7.0 in stored(dataset).values()
    assert list(Vintage.objects.filter(indicator__dataset=dataset).values_list("value", flat=True)) == [
        before
    ]


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.HUNG_UP, Fault.BROKEN, Fault.GARBLED, Fault.TOO_MANY])
def test_a_fetch_that_fails_leaves_every_figure_as_it_was(
    stub_ssb: Stub, dataset: Dataset, fault: Fault
) -> None:
    take(dataset)
    before = stored(dataset)
    table = stub_ssb.ssb.tables["07459"]
    table.updated, table.figures = "2026-09-22T06:00:00Z", {("0301", "1", "Personer1", "2025"): 7.0}
    stub_ssb.ssb.cells = 4
    stub_ssb.fail(*[fault] * 20, after=3)
    with pytest.raises(SourceError, match="Ingen tall er endret"):
        take(dataset)
    assert stored(dataset) == before
    assert dataset.batches.count() == 1


def test_every_source_that_a_job_may_meet_has_its_provider() -> None:
    assert set(FIGURE_SOURCES) <= set(Provider.values)
