"""`/{root}/kilder/`: where figures come from, how each went, and a fetch now; what goes wrong leaves the old ones."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zlib import decompress

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from rodtrad.indicators.models import BatchState, Dataset, ImportRun, Observation, Provider, RunKind, RunState
from rodtrad.indicators.operations.fetch import fetch_dataset
from rodtrad.indicators.operations.load import Response, load_figures
from rodtrad.indicators.operations.progress import Stage, Telling, seconds_left, share_done
from rodtrad.indicators.operations.runs import SILENT_FOR, UnderWayError, ask_for, run_fetch
from rodtrad.indicators.operations.table import keep_table
from rodtrad.indicators.tasks import FetchedNothingError, fetch_one
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.indicators.conftest import stub_ssb
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.indicators.ssb.orders import population
from tests.indicators.stub.server import Fault, Stub

__all__ = ["stub_ssb"]
pytestmark = pytest.mark.django_db
LIST, PAGE = "/solvik/kilder/", "/solvik/kilder/prove-07459/"


@pytest.fixture
def dataset(stub_ssb: Stub) -> Dataset:
    made = make_dataset(
        "prove-07459",
        title="Befolkning i prøven",
        provider=Provider.SSB,
        table="07459",
        query=population().query,
        due_month=2,
    )
    make_indicator("innbyggere", name="Innbyggere i prøven", dataset=made)
    return made


@pytest.fixture
def anne(cast: Cast) -> Client:
    return cast.client("anne")


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def stood(dataset: Dataset) -> list[tuple[object, ...]]:
    rows = Observation.objects.filter(indicator__dataset=dataset)
    return sorted(rows.values_list("area__code", "breakdown__key", "period", "value"))


def test_a_fetch_is_asked_for_done_by_a_worker_and_told_of(dataset: Dataset, anne: Client) -> None:
    assert "aldri" in words(anne.get(PAGE))
    answer = anne.post(f"{PAGE}hent/", follow=True)
    assert "Tabellen er satt i kø." in words(answer)
    assert "Står i kø" in words(answer)
    assert "<progress" in answer.content.decode()
    assert "Hent nå" not in words(answer)
    assert "Tabellen hentes alt." in words(anne.post(f"{PAGE}hent/", follow=True))
    assert queued(dataset) == 1
    fetch_one(str(dataset.pk))
    text = words(anne.get(PAGE))
    assert "12 nye, 0 endret, 0 som før" in text
    assert "svar er tatt vare på" in text
    assert "Hent nå" in text
    assert len(stood(dataset)) == 12
    assert "Befolkning i prøven Statistisk sentralbyrå 07459" in words(anne.get(LIST))


def queued(dataset: Dataset) -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'indicators.fetch' AND args->>'number' = %s",
            [str(dataset.pk)],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.HUNG_UP, Fault.TOO_MANY])
def test_a_broken_net_leaves_the_old_figures_with_their_age_and_a_sentence(
    dataset: Dataset, stub_ssb: Stub, anne: Client, fault: Fault
) -> None:
    fetch_dataset(dataset=dataset)
    before = stood(dataset)
    stub_ssb.fail(*[fault] * 20)
    anne.post(f"{PAGE}hent/")
    with pytest.raises(FetchedNothingError):
        fetch_one(str(dataset.pk))
    assert stood(dataset) == before
    failed = dataset.batches.get(state=BatchState.FAILED)
    for address in (LIST, PAGE):
        text = words(anne.get(address))
        assert " ".join(failed.failure.split()) in text
        assert "feilet" in text
    assert "2026" in words(anne.get(PAGE))
    assert "Siste henting ga ingen tall, og de gamle står." in words(anne.get(PAGE))
    assert ImportRun.objects.get(dataset=dataset).state == RunState.FAILED


def test_the_page_tells_how_far_a_fetch_has_come(dataset: Dataset, anne: Client) -> None:
    run = ask_for(dataset=dataset, kind=RunKind.FETCH)
    begun = timezone.now() - timedelta(seconds=30)
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, started_at=begun, told_at=timezone.now(), stage=Stage.ASKED, done=5, total=10
    )
    page = anne.get(PAGE)
    assert "Henter: 5 av 10 svar er kommet 40 % · omtrent 45 sekunder igjen" in words(page)
    assert '<progress max="100" value="40"' in page.content.decode()


def test_a_job_that_nobody_takes_is_told_and_one_that_died_is_given_up(
    dataset: Dataset, anne: Client
) -> None:
    run = ask_for(dataset=dataset, kind=RunKind.FETCH)
    with pytest.raises(UnderWayError):
        ask_for(dataset=dataset, kind=RunKind.FETCH)
    ImportRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - timedelta(minutes=5))
    assert "Kjører «rodtrad worker»?" in words(anne.get(PAGE))
    ImportRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - 2 * SILENT_FOR)
    assert ask_for(dataset=dataset, kind=RunKind.FETCH).pk != run.pk


def test_a_run_is_not_begun_beside_another(dataset: Dataset) -> None:
    run = ask_for(dataset=dataset, kind=RunKind.FETCH)
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, told_at=timezone.now())
    with pytest.raises(UnderWayError):
        run_fetch(dataset=dataset)
    assert run_fetch(dataset=dataset, takes_over=True).batch.state == BatchState.STORED


def test_age_is_told_against_the_calendar(dataset: Dataset, anne: Client) -> None:
    load_figures(dataset=dataset, figures=figures({("0301", "2024"): 7.0}), received_at=MARCH)
    assert "Neste tall ventes 1. februar 2026 (forsinket)" in words(anne.get(PAGE))
    assert "2024 forsinket 1. februar 2026" in words(anne.get(LIST))


@pytest.fixture
def begun_elsewhere(db: None) -> Iterator[ImportRun]:
    """Give a run that another connection has committed, as a worker's is; it is taken away again."""
    connections["aside"] = connections.create_connection("default")
    made = Dataset.objects.using("aside").create(key="stor-tabell", title="Stor", provider=Provider.SSB)
    try:
        yield ImportRun.objects.using("aside").create(
            dataset=made, kind=RunKind.FETCH, state=RunState.RUNNING, asked_at=timezone.now()
        )
    finally:
        made.delete(using="aside")
        with connections["aside"].cursor() as cursor:
            cursor.execute("DELETE FROM indicators_datasetevent WHERE pgh_obj_id = %s", [made.pk])
        connections["aside"].close()
        del connections["aside"]


def test_a_run_tells_how_far_it_has_come_outside_of_its_own_transaction(begun_elsewhere: ImportRun) -> None:
    with Telling(begun_elsewhere) as telling:
        telling(Stage.STORED, 7, 9)
        telling(Stage.STORED, 8, 9)  # too soon after
    run = ImportRun.objects.get(pk=begun_elsewhere.pk)
    assert (run.stage, run.done, run.total) == ("stored", 7, 9)


def test_shares_and_estimate() -> None:
    assert [round(share_done(stage, 1, 2), 2) for stage in Stage] == [0.4, 0.85, 0.95]
    assert share_done(Stage.STORED, 1, 2, is_fetched=False) == pytest.approx(0.75)
    assert share_done(Stage.ASKED, 0, 0) == 0
    assert seconds_left(30, 0.4) == pytest.approx(45)
    assert seconds_left(5, 0.0) is None


@pytest.mark.parametrize(
    ("name", "of_all", "of_one"),
    [(None, 302, 302), ("ulla", 403, 404), ("lise", 200, 200), ("anne", 200, 200)],
)
def test_who_sees_the_sources(
    dataset: Dataset, cast: Cast, name: str | None, of_all: int, of_one: int
) -> None:
    assert cast.client(name).get(LIST).status_code == of_all
    assert cast.client(name).get(PAGE).status_code == of_one


def test_only_an_administrator_fetches_and_only_what_is_fetched(
    dataset: Dataset, cast: Cast, anne: Client
) -> None:
    for name in ("lise", "bard", "randi", "geir"):
        client = cast.client(name)
        assert "Hent nå" not in words(client.get(PAGE))
        assert client.post(f"{PAGE}hent/").status_code == 403
    assert anne.get(f"{PAGE}hent/").status_code == 405
    make_dataset("egen-fil", root=cast.solvik)
    assert anne.post("/solvik/kilder/egen-fil/hent/").status_code == 403
    assert not ImportRun.objects.exists()


def test_another_roots_tables_are_not_there(cast: Cast, anne: Client) -> None:
    make_dataset("utviks-egen", root=cast.user("ulla").roles.get().root, title="Utviks egen tabell")
    assert anne.get("/solvik/kilder/utviks-egen/").status_code == 404
    assert "Utviks egen tabell" not in words(anne.get(LIST))


def answer_address(dataset: Dataset, position: int = 0, *, of: Dataset | None = None) -> str:
    return f"/solvik/kilder/{(of or dataset).key}/svar/{dataset.batches.all()[0].pk}/{position}/"


def test_an_answer_comes_down_as_it_came(dataset: Dataset, anne: Client) -> None:
    fetch_dataset(dataset=dataset)
    kept = list(dataset.batches.get().responses.all())
    page = anne.get(PAGE).content.decode()
    for one in kept:
        address = answer_address(dataset, one.position)
        assert f'href="{address}"' in page
        answer = anne.get(address)
        assert answer.content == decompress(one.content)
        assert answer["Content-Type"] == "application/json"
        name = f"prove-07459-{one.batch_id}-{one.position + 1}.json"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("told", "kind", "ending"),
    [
        ("text/html", "application/octet-stream", "bin"),
        ("image/svg+xml", "application/octet-stream", "bin"),
        ("", "application/octet-stream", "bin"),
        ("application/json; charset=latin-1", "application/json", "json"),
        ("TEXT/CSV", "text/csv; charset=utf-8", "csv"),
    ],
)
def test_whatever_a_provider_calls_it_a_browser_is_told_no_kind_that_it_would_run(
    dataset: Dataset, anne: Client, told: str, kind: str, ending: str
) -> None:
    response = Response(b"<script>alert(1)</script>", told)
    load_figures(
        dataset=dataset, figures=figures({("0301", "2024"): 7.0}), received_at=MARCH, responses=[response]
    )
    answer = anne.get(answer_address(dataset))
    assert (answer.content, answer["Content-Type"]) == (response.content, kind)
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Disposition"].endswith(f'.{ending}"')


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("ulla", 404), ("lise", 200), ("anne", 200)])
def test_who_may_have_the_answers_of_a_register(
    dataset: Dataset, cast: Cast, name: str | None, status: int
) -> None:
    fetch_dataset(dataset=dataset)
    assert cast.client(name).get(answer_address(dataset)).status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [(None, 302), ("ulla", 404), ("lise", 403), ("randi", 200), ("anne", 200)]
)
def test_a_file_that_was_sent_is_for_those_who_work_with_the_tables(
    cast: Cast, name: str | None, status: int
) -> None:
    own = make_dataset("egen-fil", root=cast.solvik)
    keep_table(dataset=own, content=b"Sted;Antall\nHer;2", file_name="<b>.csv", person=None)
    client = cast.client(name)
    assert client.get(answer_address(own)).status_code == status
    if name == "lise":
        page = client.get("/solvik/kilder/egen-fil/").content.decode()
        assert "svar er tatt vare på" in page
        assert "/svar/" not in page


def test_a_file_that_was_sent_for_the_common_set_is_for_nobody(cast: Cast, anne: Client) -> None:
    shared = make_dataset("felles-fil")
    keep_table(dataset=shared, content=b"Sted;Antall\nHer;2", file_name="felles.csv", person=None)
    assert anne.get(answer_address(shared)).status_code == 403


def test_answers_that_are_not_of_the_table_are_not_there(dataset: Dataset, cast: Cast, anne: Client) -> None:
    fetch_dataset(dataset=dataset)
    other = make_dataset("en-annen", provider=Provider.SSB)
    assert anne.get(answer_address(dataset, of=other)).status_code == 404
    assert anne.get(answer_address(dataset, 99)).status_code == 404
    assert anne.get("/solvik/kilder/prove-07459/svar/0/0/").status_code == 404
    utviks = make_dataset("utviks-egen", root=Root.objects.get(slug="utvik"))
    keep_table(dataset=utviks, content=b"Sted;Antall\nHer;2", file_name="u.csv", person=None)
    assert anne.get(answer_address(utviks)).status_code == 404
    assert anne.post(answer_address(dataset)).status_code == 405


def test_the_list_asks_a_fixed_number_of_questions(
    dataset: Dataset, anne: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        anne.get(LIST)
