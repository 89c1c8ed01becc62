"""A mistake in a plan file is told with line, place and remedy, and nothing is stored."""

import resource
import time
from pathlib import Path

import pytest
from django.db import connection

from rodtrad.config.failures import sentence_for
from rodtrad.exchange.command import import_plan
from rodtrad.exchange.errors import TOLD, ExchangeError, PlanFileError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.reader import LARGEST_FILE
from tests.exchange.fault import MAL_B, Fault
from tests.exchange.field_faults import FIELDS
from tests.exchange.files import SMALL, small
from tests.exchange.reference_faults import REFERENCES
from tests.exchange.stored import counts
from tests.exchange.target_faults import TARGETS
from tests.exchange.yaml_faults import YAML

pytestmark = pytest.mark.django_db
FAULTS = {**REFERENCES, **FIELDS, **TARGETS, **YAML}


@pytest.mark.parametrize("what", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_and_nothing_is_stored(what: Fault) -> None:
    before = counts()
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=what.content)
    text = str(refused.value)
    assert text.startswith("Fila har én feil. Ingenting er lagret."), text
    (problem,) = refused.value.problems
    assert what.says in problem.message, text
    assert problem.line == what.line, text
    assert problem.column >= 1, text
    assert what.place in problem.place, text
    assert problem.remedy, text
    assert what.remedy in problem.remedy, text
    assert f"Linje {what.line}, kolonne {problem.column}" in text
    assert len(text) < 1_000
    assert counts() == before


# -- all at once


def test_faults_are_told_together_in_the_order_of_the_file() -> None:
    file = SMALL.replace("type: social_element", "type: plann").replace(
        "title: Prøve er grønn}", "title: [], x: 1}"
    )
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=file.encode())
    told = refused.value.problems
    assert [problem.line for problem in told] == [16, 27, 27]
    assert str(refused.value).startswith("Fila har 3 feil. Ingenting er lagret.")


def test_references_are_told_together_too() -> None:
    file = (
        SMALL.replace(
            "addresses: [utfordring-a]", "addresses: [utfordring-b, mal-b]\n        responsible: ingen"
        )
        .replace("level: tiltak", "level: oppgave")
        .replace("title: Prøve er grønn}", "title: G, areas: [x], contributes_to: [mal-a]}")
    )
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=file.encode())
    assert [problem.line for problem in refused.value.problems] == [24, 24, 25, 27, 28, 28]


def test_a_file_full_of_faults_tells_the_first_and_counts_the_rest() -> None:
    elements = "".join(
        f"      - {{key: t-{n}, level: maal, title: T, responsible: ukjent}}\n" for n in range(2_000)
    )
    started = time.perf_counter()
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=small(MAL_B, elements))
    assert time.perf_counter() - started < 10
    assert len(refused.value.problems) == TOLD
    assert refused.value.problems[0].line < refused.value.problems[-1].line
    assert refused.value.count >= 2_000
    assert str(refused.value).splitlines()[-1] == f"… og {refused.value.count - TOLD} til."


# -- too large


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "stor.yaml"
    with large.open("wb") as file:
        file.write(SMALL.encode())
        file.truncate(200 * 2**20)
    before, peak = counts(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    with pytest.raises(ExchangeError, match=r"200 MB; grensen er 50 MB. Del den"):
        import_plan(large)
    assert time.perf_counter() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 50 * 1024
    assert counts() == before


def test_content_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    started = time.perf_counter()
    with pytest.raises(PlanFileError, match=r"grensen er 50 MB. Del den i flere filer."):
        import_plan_file(content=b" " * (LARGEST_FILE + 1))
    assert time.perf_counter() - started < 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"Fant ikke fila .*borte.yaml"):
        import_plan(tmp_path / "borte.yaml")
    with pytest.raises(IsADirectoryError) as caught:
        import_plan(tmp_path)
    assert sentence_for(caught.value) == f"{tmp_path} er en mappe, ikke en fil."


# -- what only the database sees


def test_what_the_database_refuses_is_told_and_rolls_all_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the file's own check of circles to fail, the trigger still stands."""
    monkeypatch.setattr(
        "rodtrad.exchange.plan_file.resolve.refuse_link_circles", lambda found, problems: None
    )
    before = counts()
    circle = SMALL.replace("grønn}", "grønn, contributes_to: [mal-a]}").replace(
        "addresses: [utfordring-a]", "contributes_to: [mal-b]"
    )
    with pytest.raises(ExchangeError, match="Koblingene går i ring"):
        import_plan_file(content=circle.encode())
    assert counts() == before


def test_a_disk_that_fills_under_way_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database says it of a file of its own, in English."""
    before = counts()

    def fill_up(*_arguments: object, **_more: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$")

    monkeypatch.setattr("rodtrad.exchange.operations.prune_root", fill_up)
    with pytest.raises(ExchangeError, match=r"^Disken er full .* Ingenting er lagret\.$"):
        import_plan_file(content=SMALL.encode())
    assert counts() == before
