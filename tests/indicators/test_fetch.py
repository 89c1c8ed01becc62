"""A table that is fetched at night: what goes wrong leaves the figures, with their age and the reason."""

import pytest
from django.test import Client

from rodtrad.indicators.fetch_command import UnknownTableError, fetch_tables, list_tables, set_nightly
from rodtrad.indicators.models import BatchState, Dataset, KeptAnswer, Observation, Provider
from rodtrad.indicators.operations.fetch import fetch_dataset
from rodtrad.indicators.tasks import FetchedNothingError, fetch_nightly, fetch_one
from rodtrad.organisations.models import Root
from tests.indicators.factories import make_dataset, make_indicator
from tests.indicators.ssb.orders import population
from tests.indicators.stub.server import Fault, Stub

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(stub_ssb: Stub) -> Dataset:
    dataset = make_dataset("prove-07459", provider=Provider.SSB, table="07459", query=population().query)
    make_indicator("innbyggere", name="Innbyggere i prøven", dataset=dataset)
    return dataset


def figures(dataset: Dataset) -> list[tuple[object, ...]]:
    rows = Observation.objects.filter(indicator__dataset=dataset)
    return sorted(rows.values_list("area__code", "breakdown__key", "period", "value"))


def test_figures_are_fetched_and_what_was_kept_on_the_way_is_gone(dataset: Dataset) -> None:
    report = fetch_dataset(dataset=dataset)
    assert report.batch.state == BatchState.STORED
    assert len(figures(dataset)) == 12
    assert not KeptAnswer.objects.exists()
    dataset.refresh_from_db()
    assert dataset.checked_at is not None


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.HUNG_UP, Fault.TOO_MANY])
def test_a_broken_network_leaves_the_figures_and_tells_why(
    dataset: Dataset, stub_ssb: Stub, fault: Fault
) -> None:
    fetch_dataset(dataset=dataset)
    before = figures(dataset)
    stub_ssb.fail(*[fault] * 20)
    report = fetch_dataset(dataset=dataset)
    assert report.batch.state == BatchState.FAILED
    assert report.is_passing
    assert "Ingen tall er endret" in report.batch.failure
    assert figures(dataset) == before


def test_a_renamed_variable_is_named_on_the_indicators_page(
    dataset: Dataset, stub_ssb: Stub, nobody: Client
) -> None:
    fetch_dataset(dataset=dataset)
    sex = stub_ssb.ssb.tables["07459"].variable("Kjonn")
    assert sex is not None
    sex.code = "Kjonn2"
    report = fetch_dataset(dataset=dataset)
    assert not report.is_passing
    assert "Kjonn" in report.batch.failure
    assert "07459" in report.batch.failure
    slug = Root.objects.get(slug="oslo").slug
    page = nobody.get(f"/{slug}/indikatorer/innbyggere/").content.decode()
    assert "Siste henting ga ingen tall" in page


def test_a_fetch_that_is_broken_off_goes_on_where_it_was(dataset: Dataset, stub_ssb: Stub) -> None:
    stub_ssb.ssb.cells = 4
    stub_ssb.fail(*[Fault.DOWN] * 20, after=4)
    assert fetch_dataset(dataset=dataset).batch.state == BatchState.FAILED
    kept = KeptAnswer.objects.count()
    assert kept >= 1
    stub_ssb.mend()
    asked = len(stub_ssb.calls("/data"))
    assert fetch_dataset(dataset=dataset).batch.state == BatchState.STORED
    assert len(figures(dataset)) == 12
    assert len(stub_ssb.calls("/data")) - asked == 3 - kept
    assert not KeptAnswer.objects.exists()


def test_a_query_that_fills_an_unknown_indicator_is_told(dataset: Dataset) -> None:
    dataset.indicators.update(key="annet")
    report = fetch_dataset(dataset=dataset)
    assert "fyller indikatorer som tabellen ikke har her: innbyggere" in report.batch.failure


def test_the_job_is_tried_again_when_the_source_is_away_only(dataset: Dataset, stub_ssb: Stub) -> None:
    stub_ssb.fail(*[Fault.DOWN] * 20)
    with pytest.raises(FetchedNothingError):
        fetch_one(str(dataset.pk))
    stub_ssb.mend()
    fetch_one(str(dataset.pk))
    assert len(figures(dataset)) == 12


def test_only_tables_that_are_chosen_are_fetched_at_night(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    deferred: list[str] = []

    class Configured:
        def defer(self, number: str) -> None:
            deferred.append(number)

    monkeypatch.setattr(fetch_one, "configure", lambda **_options: Configured())
    fetch_nightly(0)
    assert deferred == []
    assert set_nightly(["prove-07459"], is_nightly=True) == ["prove-07459 hentes hver natt."]
    fetch_nightly(0)
    assert deferred == [str(dataset.pk)]


def test_the_command_lists_fetches_and_tells(dataset: Dataset, stub_ssb: Stub) -> None:
    assert any("prove-07459\t07459" in line and "aldri hentet" in line for line in list_tables())
    said: list[str] = []
    assert fetch_tables(["prove-07459"], say=said.append)
    assert said[1] == "12 nye tall, 0 endret, 0 som før."
    assert fetch_tables(["prove-07459"], say=said.append)
    assert said[-1] == "Ingenting er endret siden sist."
    stub_ssb.fail(*[Fault.DOWN] * 20)
    assert not fetch_tables(["prove-07459"], say=said.append)
    with pytest.raises(UnknownTableError, match="«finnes-ikke»"):
        fetch_tables(["finnes-ikke"], say=said.append)


def test_a_table_without_a_query_is_not_listed_among_those_to_fetch_and_is_refused(dataset: Dataset) -> None:
    make_dataset("uten-nummer", provider=Provider.SSB, query={"values": {}})
    make_dataset("uten-sporring", provider=Provider.SSB, table="00002")
    make_dataset("fra-fil", provider=Provider.TABLE)
    *fetchable, waiting = list_tables()
    assert not any(line.startswith(("uten-", "fra-fil")) for line in fetchable)
    assert "uten-nummer" in waiting
    assert "uten-sporring" in waiting
    for name in ("uten-nummer", "uten-sporring", "00002"):
        with pytest.raises(UnknownTableError, match="kan ikke hentes ennå"):
            fetch_tables([name], say=print)
        with pytest.raises(UnknownTableError, match="kan ikke hentes ennå"):
            set_nightly([name], is_nightly=True)
    with pytest.raises(UnknownTableError, match="kommer som fil"):
        fetch_tables(["fra-fil"], say=print)
    assert not Dataset.objects.filter(key__startswith="uten-", is_nightly=True).exists()


def test_a_table_is_found_by_the_number_that_pages_show(stub_ssb: Stub) -> None:
    one = make_dataset("prove-a", provider=Provider.SSB, table="99459", query=population().query)
    make_dataset("prove-b", provider=Provider.SSB, table="99459", query=population().query)
    assert set_nightly(["99459"], is_nightly=True) == [
        "prove-a hentes hver natt.",
        "prove-b hentes hver natt.",
    ]
    one.refresh_from_db()
    assert one.is_nightly


def test_tables_fetched_in_a_row_keep_the_services_rate_together(dataset: Dataset, stub_ssb: Stub) -> None:
    stub_ssb.rate = (7, 60.0)
    begun = stub_ssb.clock.seconds()
    for _number in range(5):
        assert fetch_dataset(dataset=dataset).batch.state in (BatchState.STORED, BatchState.UNCHANGED)
    assert {one.status for one in stub_ssb.seen} == {200}
    assert len(stub_ssb.seen) > 14
    assert stub_ssb.clock.seconds() - begun >= 120
