"""A program sends next year's file to a table: it waits, or goes in when nothing of it is left out."""

from typing import Any

import pytest

from rodtrad.geography.models import Area
from rodtrad.indicators.models import BatchState, Dataset, Observation
from rodtrad.indicators.sources.table.mapping import TableMapping
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


def test_who_may(dataset: Dataset, cast: Cast) -> None:
    assert send(program(cast.user("geir")), GOOD).status_code == 403
    assert send(program(cast.user("lise")), GOOD).status_code == 404
    assert send(program(cast.user("ulla")), GOOD).status_code == 404
    others = tuple(scope.value for scope in Scope if scope != Scope.WRITE_TABLES)
    assert send(program(cast.user("randi"), others), GOOD).status_code == 403
    assert cast.client("randi").post(f"/api/v1{FILES}", GOOD, content_type="text/csv").status_code == 401
    assert not dataset.batches.exists()
