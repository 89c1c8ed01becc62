"""One at a time works with a table: page, API, command and job alike; who was killed stands in nobody's way."""

import time
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.test import Client

from rodtrad.core.periods import parse_period
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.table_command import import_table
from rodtrad.geography.models import Area
from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.fetch_command import fetch_tables
from rodtrad.indicators.models import (
    Batch,
    BatchState,
    Dataset,
    Dimension,
    Direction,
    Indicator,
    Observation,
    Perspective,
    Provider,
    Quantity,
    RunKind,
    RunState,
    Theme,
)
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.indicators.operations.alone import alone_with, try_alone
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.own_tables import HasFiguresError, delete_table
from rodtrad.indicators.operations.progress import Stage
from rodtrad.indicators.operations.quote import Quoted, quote_figures
from rodtrad.indicators.operations.runs import ask_for, run_fetch
from rodtrad.indicators.operations.settle import wait_for_turn
from rodtrad.indicators.operations.table import keep_table, proposal_of, send_table
from rodtrad.indicators.queries.under_way import worked_with
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.tasks import fetch_one, fetch_soon, take_in, take_in_soon, take_up
from tests.api.writing import program
from tests.cast import Cast
from tests.indicators.at_work import process_at_work, run_under_way, somebody_at_work
from tests.indicators.factories import FEBRUARY, MARCH, figures, make_dataset, make_indicator
from tests.indicators.ssb.orders import population
from tests.indicators.stub.server import Stub
from tests.indicators.table.files import csv_file
from tests.website.own_tables import words

pytestmark = pytest.mark.django_db
GOOD = csv_file("Bydel;År;Antall", "Gamle Oslo;2024;1 200", "Frogner;2024;900")
SECONDS = 20


@pytest.fixture
def fetched(stub_ssb: Stub) -> Dataset:
    made = make_dataset("prove-07459", provider=Provider.SSB, table="07459", query=population().query)
    make_indicator(dataset=made)
    return made


@pytest.fixture
def sent(cast: Cast) -> Dataset:
    root = cast.solvik
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save(update_fields=["area"])
    mapping = TableMapping(area="Bydel", area_kind="district", period="År", values={"Antall": "unge"})
    made = make_dataset("unge", root=root, title="Unge", query=mapping.as_json())
    make_indicator("unge", root=root, dataset=made)
    return made


def stood(dataset: Dataset) -> dict[str, float | None]:
    rows = Observation.objects.filter(indicator__dataset=dataset)
    return dict(rows.values_list("area__code", "value"))


# A job, a command


def test_the_nights_job_leaves_a_fetch_that_goes_on(fetched: Dataset, stub_ssb: Stub) -> None:
    run = run_under_way(fetched)
    with somebody_at_work(fetched):
        fetch_one(str(fetched.pk))
        run.refresh_from_db()
        assert (run.state, stub_ssb.calls(), fetched.batches.count()) == (RunState.RUNNING, [], 0)
    fetch_one(str(fetched.pk))
    run.refresh_from_db()
    assert (run.state, fetched.batches.get().state) == (RunState.DONE, BatchState.STORED)


def test_a_command_tells_who_is_at_work_and_does_nothing(
    fetched: Dataset, cast: Cast, stub_ssb: Stub
) -> None:
    run_under_way(fetched, person=cast.user("anne"))
    said: list[str] = []
    with somebody_at_work(fetched):
        assert not fetch_tables([fetched.key], say=said.append)
    assert f"prove-07459: Tabellen hentes nå. {cast.user('anne').name} ba om det" in said[-1]
    assert not stub_ssb.calls()


def test_who_stops_a_fetch_by_the_keyboard_stands_in_nobodys_way(fetched: Dataset) -> None:
    def stop(_stage: Stage, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_fetch(dataset=fetched, progress=stop)
    run = fetched.runs.get()
    assert (run.state, run.failure) == (
        RunState.FAILED,
        "Arbeidet ble brutt av. Ingen tall er endret. Prøv igjen.",
    )
    assert run_fetch(dataset=fetched).batch.state == BatchState.STORED


# The lock itself


def test_a_piece_of_work_holds_the_table_for_its_length_and_lets_it_go() -> None:
    table, holds, go_on = Dataset(key="tabell"), Event(), Event()
    held: list[bool] = []

    def work() -> None:
        try:
            with alone_with(table) as is_alone:
                held.append(is_alone)
                holds.set()
                go_on.wait(SECONDS)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            holds.clear()
            held.append(bool(worked_with([table.pk])))
            go_on.wait(SECONDS)
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    assert holds.wait(SECONDS)
    assert worked_with([table.pk]) == {table.pk}
    assert not try_alone(table)
    with alone_with(table, patience=0.3) as is_alone:
        assert not is_alone
    go_on.set()
    thread.join(SECONDS)
    assert held == [True, False]
    assert try_alone(table)


def test_a_killed_process_holds_a_table_no_longer(fetched: Dataset) -> None:
    process = process_at_work(fetched.pk)
    run_under_way(fetched)
    try:
        with pytest.raises(UnderWayError):
            ask_for(dataset=fetched, kind=RunKind.FETCH)
    finally:
        process.kill()  # SIGKILL: it says no farewell
        process.wait(SECONDS)
        assert process.stdout is not None
        process.stdout.close()
    until = time.monotonic() + SECONDS
    while worked_with([fetched.pk]) and time.monotonic() < until:
        time.sleep(0.05)
    assert ask_for(dataset=fetched, kind=RunKind.FETCH).state == RunState.QUEUED


def test_what_a_killed_worker_had_is_done_by_another(fetched: Dataset) -> None:
    fetch_soon(dataset=fetched, person=None)
    for expected in ("todo", "todo", "failed"):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'indicators.fetch'"
            )
            take_up(0)
            cursor.execute("SELECT status FROM procrastinate_jobs WHERE task_name = 'indicators.fetch'")
            assert cursor.fetchall() == [(expected,)]


def test_pages_tell_that_work_was_broken_off_and_let_it_be_asked_for_anew(
    fetched: Dataset, sent: Dataset, cast: Cast
) -> None:
    run_under_way(fetched)
    page = cast.client("anne").get("/solvik/kilder/prove-07459/")
    assert "Arbeidet ble brutt av. Ingen tall er endret. Prøv igjen." in words(page)
    assert "Hent nå" in words(page)
    run = run_under_way(sent, RunKind.READ)
    randi = program(cast.user("randi"))
    told = randi.client.get(f"/api/v1/organisations/solvik/tables/unge/files/{run.pk}").json()
    assert (told["state"], told["detail"][:22]) == ("failed", "Arbeidet ble brutt av.")
    assert "Arbeidet ble brutt av." in words(cast.client("randi").get("/solvik/tabeller/unge/"))


# A person, a program, a file


@pytest.fixture
def randi(cast: Cast) -> Client:
    return cast.client("randi")


@pytest.fixture
def busy(sent: Dataset, cast: Cast) -> Iterator[Dataset]:
    """Give a table with a file that waits, that Bård's other file is being taken in to."""
    keep_table(dataset=sent, content=GOOD, file_name="unge.csv", person=None)
    run_under_way(sent, RunKind.TAKE_IN, person=cast.user("bard"))
    with somebody_at_work(sent):
        yield sent


def sentence(cast: Cast) -> str:
    return f"En fil til tabellen leses inn nå. {cast.user('bard').name} ba om det "


def test_a_page_tells_who_is_at_work_and_changes_nothing(busy: Dataset, randi: Client, cast: Cast) -> None:
    batch = busy.batches.get()
    page, look = "/solvik/tabeller/unge/", f"/solvik/tabeller/unge/forslag/{batch.pk}/"
    seen = proposal_of(batch).digest
    answers = [
        randi.post(look, {"gjor": "ta-inn", "sett": seen}, follow=True),
        randi.post(look, {"gjor": "kast"}, follow=True),
        randi.post(page, {"gjor": "slett"}, follow=True),
        randi.post(page, {"gjor": "send", "fil": SimpleUploadedFile("ny.csv", GOOD)}, follow=True),
    ]
    for answer in answers:
        assert sentence(cast) in words(answer)
        assert "Ingenting er endret. Vent til det er ferdig, og prøv igjen." in words(answer)
    assert busy.batches.get() == batch
    assert stood(busy) == {}


@pytest.mark.parametrize("ask", ["", "?accept=true"])
def test_a_program_gets_409_with_who_is_at_work(busy: Dataset, cast: Cast, ask: str) -> None:
    answer = program(cast.user("randi")).client.generic(
        "POST",
        f"/api/v1/organisations/solvik/tables/unge/files{ask}",
        GOOD,
        content_type="application/octet-stream",
    )
    assert answer.status_code == 409
    assert sentence(cast) in answer.json()["detail"]
    assert busy.batches.get().file_name == "unge.csv"


def test_import_table_tells_who_is_at_work(busy: Dataset, cast: Cast, tmp_path: Any) -> None:
    path = tmp_path / "unge.csv"
    path.write_bytes(GOOD)
    with pytest.raises(ExchangeError, match=r"En fil til tabellen leses inn nå\."):
        import_table(path, "solvik", "unge")
    assert stood(busy) == {}


def test_a_file_that_somebody_said_yes_to_is_not_replaced_before_it_is_in(
    sent: Dataset, randi: Client, cast: Cast
) -> None:
    batch = send_table(dataset=sent, content=GOOD, file_name="unge.csv", person=None)
    run = take_in_soon(batch=batch, person=cast.user("bard"), seen=proposal_of(batch).digest)
    answer = randi.post(f"/solvik/tabeller/unge/forslag/{batch.pk}/", {"gjor": "kast"}, follow=True)
    assert "En fil til tabellen står i kø." in words(answer)
    take_in(run.pk)
    assert stood(sent) == {"030101": 1200, "030105": 900}


def test_a_queued_file_does_what_was_seen_or_nothing(sent: Dataset) -> None:
    batch = send_table(dataset=sent, content=GOOD, file_name="unge.csv", person=None)
    run = take_in_soon(batch=batch, person=None, seen=proposal_of(batch).digest)
    load_figures(dataset=sent, figures=figures({("030105", "2024"): 950.0}, "unge"), received_at=MARCH)
    take_in(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "Noe er endret siden noen så på tabellen. Ingenting er lagret." in run.failure
    assert stood(sent) == {"030105": 950}
    assert sent.batches.filter(state=BatchState.WAITING).get() == batch


def test_a_table_that_has_given_figures_is_not_deleted_though_they_are_replaced(sent: Dataset) -> None:
    load_figures(dataset=sent, figures=figures({("030105", "2024"): 950.0}, "unge"), received_at=FEBRUARY)
    other = make_dataset("annen", root=sent.root)
    sent.indicators.update(dataset=other)
    load_figures(dataset=other, figures=figures({("030105", "2024"): 951.0}, "unge"), received_at=MARCH)
    with pytest.raises(HasFiguresError):
        delete_table(dataset=sent)
    assert Dataset.objects.filter(pk=sent.pk).exists()


# The turn to write


@pytest.fixture
def register(db: None) -> Iterator[Indicator]:
    """Give an indicator with its table that another connection has committed; all of it is taken away again."""
    connections["aside"] = connections.create_connection("default")
    table = Dataset.objects.using("aside").create(key="aside-register", title="R", provider=Provider.SSB)
    made = Indicator.objects.using("aside").create(
        key="aside-tall",
        name="Tall",
        unit="person",
        direction=Direction.NONE,
        dimension=Dimension.SOCIAL,
        perspective=Perspective.OUTCOME,
        theme=Theme.POPULATION,
        quantity=Quantity.COUNT,
        dataset=table,
    )
    try:
        yield made
    finally:
        with connections["aside"].cursor() as cursor:
            cursor.execute("DELETE FROM indicators_observation WHERE indicator_id = %s", [made.pk])
            cursor.execute("DELETE FROM indicators_batch WHERE dataset_id = %s", [table.pk])
            cursor.execute("DELETE FROM indicators_indicator WHERE id = %s", [made.pk])
            cursor.execute("DELETE FROM indicators_dataset WHERE id = %s", [table.pk])
            cursor.execute("DELETE FROM indicators_indicatorevent WHERE pgh_obj_id = %s", [made.pk])
            cursor.execute("DELETE FROM indicators_datasetevent WHERE pgh_obj_id = %s", [table.pk])
        connections["aside"].close()
        del connections["aside"]


class Loading(Thread):
    """Holds the turn to write until somebody waits for it; then stores a register's figure and lets it go."""

    def __init__(self, indicator: Indicator, period: int) -> None:
        super().__init__()
        assert indicator.dataset is not None
        self.indicator, self.table, self.period = indicator.pk, indicator.dataset.pk, period
        self.holds = Event()
        self.was_waited_for = False

    def run(self) -> None:
        try:
            with transaction.atomic():
                wait_for_turn()
                self.holds.set()
                until = time.monotonic() + SECONDS
                while not self.was_waited_for and time.monotonic() < until:
                    time.sleep(0.02)
                    self.was_waited_for = _somebody_waits()
                self._store()
        finally:
            connection.close()

    def _store(self) -> None:
        batch = Batch.objects.create(
            dataset_id=self.table, state=BatchState.STORED, received_at=MARCH, made=1
        )
        Observation.objects.create(
            indicator_id=self.indicator,
            breakdown_id=TOTAL,
            period=self.period,
            area=Area.objects.get(code="0301", valid_to=None),
            value=7.0,
            batch=batch,
        )


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return bool(cursor.fetchone()[0])


def test_a_document_does_not_replace_what_a_register_gives_while_it_waits(register: Indicator) -> None:
    document, period = make_dataset("et-dokument", provider=Provider.DOCUMENT), parse_period("2024")
    loading = Loading(register, period.code)
    loading.start()
    assert loading.holds.wait(SECONDS)
    with transaction.atomic():
        told = quote_figures(
            dataset=document, figures=[Quoted("aside-tall", "0301", period, 1.0)], received_at=MARCH
        )
        stands = Observation.objects.get(indicator=register).value
        transaction.set_rollback(True)
    loading.join(SECONDS)
    assert loading.was_waited_for
    assert (told.left, told.made, told.changed, stands) == (1, 0, 0, 7.0)
