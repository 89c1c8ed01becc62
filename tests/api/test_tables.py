"""A program sends next year's file to a table: it waits, or goes in when nothing of it is left out."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rodtrad.exchange import api
from rodtrad.geography.models import Area
from rodtrad.indicators.models import BatchState, Dataset, ImportRun, Observation, RunState
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.tasks import read_sent
from rodtrad.organisations.models import Scope
from tests.api.writing import Program, program
from tests.cast import Cast
from tests.indicators.factories import make_dataset, make_indicator
from tests.indicators.table.files import csv_file

pytestmark = pytest.mark.django_db
FILES = "/organisations/solvik/tables/unge/files"
GOOD = csv_file("Bydel;År;Antall", "Gamle Oslo;2024;1 200", "Frogner;2024;900")


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    root = cast.solvik
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save(update_fields=["area"])
    mapping = TableMapping(area="Bydel", area_kind="district", period="År", values={"Antall": "unge"})
    made = make_dataset("unge", root=root, title="Unge", query=mapping.as_json(), due_month=3)
    make_indicator("unge", root=root, dataset=made)
    return made


@pytest.fixture
def randi(cast: Cast) -> Program:
    return program(cast.user("randi"))


def send(who: Program, content: bytes, ask: str = "", **headers: str) -> Any:
    return who.client.generic(
        "POST", f"/api/v1{FILES}{ask}", content, content_type="application/octet-stream", headers=headers
    )


def stood() -> int:
    return Observation.objects.filter(indicator__key="unge", indicator__root__slug="solvik").count()


def test_a_file_waits_and_tells_what_it_would_change(dataset: Dataset, randi: Program) -> None:
    answer = send(randi, GOOD, "?file_name=unge.csv")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["state"], told["made"], told["changed"], told["left_out"]) == ("waiting", 2, 0, 0)
    assert {
        "indicator": "unge",
        "area": "030101",
        "period": "2024",
        "breakdown": "",
        "before": "",
        "after": "1\xa0200",
    } in told["new"]
    assert stood() == 0
    waiting = dataset.batches.get()
    assert (waiting.state, waiting.file_name) == (BatchState.WAITING, "unge.csv")
    assert told["url"] == f"http://testserver/solvik/tabeller/unge/forslag/{waiting.pk}/"


def test_a_whole_file_goes_in_when_it_is_asked_to(dataset: Dataset, randi: Program) -> None:
    assert send(randi, GOOD, "?accept=true").json()["state"] == "stored"
    assert stood() == 2
    told = send(randi, GOOD.replace(b"900", b"910"), "?accept=true").json()
    assert (told["state"], told["changed"], told["same"]) == ("stored", 1, 1)
    assert told["changes"][0]["before"] == "900"
    assert send(randi, GOOD.replace(b"900", b"910"), "?accept=true").json()["state"] == "unchanged"
    assert dataset.batches.filter(state=BatchState.WAITING).count() == 0


def test_a_file_with_something_left_out_waits_for_somebody(dataset: Dataset, randi: Program) -> None:
    told = send(randi, GOOD + b"\r\nAtlantis;2024;4", "?accept=true").json()
    assert (told["state"], told["left_out"]) == ("waiting", 1)
    [fault] = told["faults"]
    assert (fault["cells"], fault["detail"]) == (["A4"], "Fant ikke området «Atlantis».")
    assert stood() == 0


def test_a_dry_run_keeps_nothing(dataset: Dataset, randi: Program) -> None:
    assert send(randi, GOOD, "?dry_run=true&accept=true").json()["state"] == "stored"
    assert stood() == 0
    assert not dataset.batches.exists()


def test_the_same_key_is_answered_once(dataset: Dataset, randi: Program) -> None:
    first = send(randi, GOOD, "?accept=true", **{"Idempotency-Key": "natt-1"})
    again = send(randi, GOOD, "?accept=true", **{"Idempotency-Key": "natt-1"})
    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert dataset.batches.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Fila er tom."),
        (csv_file("Bydel;År;Tall", "Frogner;2024;1"), "Fant ikke kolonnen «Antall»."),
        (b"%PDF-1.7", "Dette er en PDF"),
        (csv_file("Bydel;År;Antall", "Frogner;2024;1", "Frogner;2024;2"), "to tall for unge"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(
    dataset: Dataset, randi: Program, content: bytes, sentence: str
) -> None:
    answer = send(randi, content)
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]
    assert answer.json()["errors"][0]["parameter"] == "file"
    assert not dataset.batches.exists()


# A large file


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LARGEST_AT_ONCE", 10)


def look(who: Program, told: Any) -> Any:
    return who.client.get(told["url"].removeprefix("http://testserver")).json()


def test_the_limit_is_half_a_megabyte() -> None:
    assert api.LARGEST_AT_ONCE == 500_000


@pytest.mark.usefixtures("small_limit")
def test_a_large_file_is_taken_in_by_a_worker_and_tells_how_far(dataset: Dataset, randi: Program) -> None:
    answer = send(randi, GOOD, "?accept=true&file_name=unge.csv")
    assert answer.status_code == 202, answer.content
    told = answer.json()
    assert answer["Location"] == told["url"]
    assert told["url"].endswith(f"/api/v1{FILES}/{told['run']}")
    assert (told["state"], told["progress"], told["result"]) == ("queued", 0.0, None)
    assert stood() == 0
    run = ImportRun.objects.get(pk=told["run"])
    now = timezone.now() - timedelta(seconds=10)
    ImportRun.objects.filter(pk=run.pk).update(
        state=RunState.RUNNING, stage="stored", done=1, total=2, started_at=now, told_at=now
    )
    going = look(randi, told)
    assert (going["state"], going["progress"]) == ("running", 0.75)
    assert 3 <= going["seconds_left"] <= 4
    read_sent(run.pk)
    assert stood() == 2
    done = look(randi, told)
    assert (done["state"], done["progress"], done["detail"]) == ("done", 1.0, "")
    result = done["result"]
    assert (result["state"], result["made"], result["left_out"]) == ("stored", 2, 0)
    assert result["url"] == "http://testserver/solvik/tabeller/unge/"
    assert {one["after"] for one in result["new"]} == {"1\xa0200", "900"}
    read_sent(run.pk)  # a job that is tried again does nothing
    assert dataset.batches.count() == 1


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize(
    ("ask", "more", "left_out"), [("", b"", 0), ("?accept=true", b"\r\nAtlantis;2024;4", 1)]
)
def test_a_large_file_waits_for_somebody_as_a_small_one_does(
    dataset: Dataset, randi: Program, ask: str, more: bytes, left_out: int
) -> None:
    told = send(randi, GOOD + more, ask).json()
    read_sent(told["run"])
    result = look(randi, told)["result"]
    assert (result["state"], result["made"], result["left_out"]) == ("waiting", 2, left_out)
    waiting = dataset.batches.get(state=BatchState.WAITING)
    assert result["url"].endswith(f"/forslag/{waiting.pk}/")
    assert stood() == 0


@pytest.mark.usefixtures("small_limit")
def test_a_large_file_that_cannot_be_read_says_why_and_is_not_kept(dataset: Dataset, randi: Program) -> None:
    told = send(randi, csv_file("Bydel;År;Tall", "Frogner;2024;1"), "?accept=true").json()
    read_sent(told["run"])
    failed = look(randi, told)
    assert (failed["state"], failed["result"]) == ("failed", None)
    assert "Fant ikke kolonnen «Antall»." in failed["detail"]
    assert not dataset.batches.exists()


@pytest.mark.usefixtures("small_limit")
def test_two_large_files_do_not_cross(dataset: Dataset, randi: Program) -> None:
    first = send(randi, GOOD).json()
    second = send(randi, GOOD.replace(b"900", b"910"))
    assert second.status_code == 409
    assert "Vent til det er ferdig" in second.json()["detail"]
    assert dataset.batches.count() == 1
    read_sent(first["run"])
    assert send(randi, GOOD.replace(b"900", b"910")).status_code == 202
    assert look(randi, first)["status"] == 404  # the last one is kept


@pytest.mark.usefixtures("small_limit")
def test_a_large_file_is_tried_at_once_and_queued_once(dataset: Dataset, randi: Program) -> None:
    assert send(randi, GOOD, "?dry_run=true").status_code == 201
    assert not dataset.runs.exists()
    first = send(randi, GOOD, **{"Idempotency-Key": "natt-2"})
    again = send(randi, GOOD, **{"Idempotency-Key": "natt-2"})
    assert (again.status_code, again.json()) == (202, first.json())
    assert dataset.runs.count() == 1


@pytest.mark.usefixtures("small_limit")
def test_who_sees_how_far(dataset: Dataset, randi: Program, cast: Cast) -> None:
    told = send(randi, GOOD).json()
    address = told["url"].removeprefix("http://testserver")
    statuses = {
        name: program(cast.user(name)).client.get(address).status_code for name in ("geir", "lise", "ulla")
    }
    assert statuses == {"geir": 200, "lise": 404, "ulla": 404}
    assert cast.client(None).get(address).status_code == 404
    assert randi.client.get(address.replace("/unge/", "/trivsel/")).status_code == 404
    assert randi.client.get(f"/api/v1{FILES}/{10**30}").status_code == 404


def test_who_may(dataset: Dataset, cast: Cast) -> None:
    assert send(program(cast.user("geir")), GOOD).status_code == 403
    assert send(program(cast.user("lise")), GOOD).status_code == 404
    assert send(program(cast.user("ulla")), GOOD).status_code == 404
    others = tuple(scope.value for scope in Scope if scope != Scope.WRITE_TABLES)
    assert send(program(cast.user("randi"), others), GOOD).status_code == 403
    assert cast.client("randi").post(f"/api/v1{FILES}", GOOD, content_type="text/csv").status_code == 401
    assert not dataset.batches.exists()
