"""docs/howto/bring-your-plan.md: what it shows works, and what it says is told is told."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from rodtrad.exchange.command import export_plan
from rodtrad.exchange.errors import TOLD, ExchangeError, PlanFileError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.check_command import check_command
from rodtrad.goals.models import LevelRole
from tests.exchange.stored import counts

pytestmark = pytest.mark.django_db
DOCUMENT = (Path(__file__).parents[2] / "docs" / "howto" / "bring-your-plan.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
EXAMPLE = next(block for block in BLOCKS if "\nformat: " in block)
ADDED = next(block for block in BLOCKS if block.startswith("      - carry:"))
OUTPUTS = re.findall(r"^```console\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
#: A day inside the example's periods: what the check finds depends on the day it is asked.
WHEN = date(2027, 6, 1)
TABLES = re.findall(r"\| det skulle stå \| det sto \|\n\| --- \| --- \|\n((?:\|.*\n)+)", DOCUMENT)


def output_with(words: str) -> str:
    """Return what the document shows as written by the command, without the command itself."""
    (found,) = [text for text in OUTPUTS if words in text]
    return found.partition("\n")[2].strip()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/eksempel/", "Eksempel kommune"),
        ("/eksempel/element/gode-dager/", "Flere eldre og færre i arbeid"),
        ("/eksempel/element/gangvei-sentrum/", "Eksempel er et trygt sted å vokse opp"),
        ("/eksempel/planer/", "Handlingsdel 2026–2029"),
        ("/eksempel/planer/handlingsdel/", "Bilfri sone rundt skolen"),
        ("/eksempel/tradsjekk/", "Eldre i Eksempel har gode dager hjemme"),
        ("/eksempel/finn-fram/", "Eksempel"),
        ("/eksempel/tabell/", "Gangvei fra sentrum til skolen"),
    ],
)
def test_the_example_has_its_pages(nobody: Client, address: str, words: str) -> None:
    import_plan_file(content=EXAMPLE.encode())
    page = nobody.get(address)
    assert page.status_code == 200
    assert words in page.content.decode()


def test_a_dry_run_says_what_the_document_shows() -> None:
    before = counts()
    assert import_plan_file(content=EXAMPLE.encode(), dry_run=True).as_text() == output_with("--dry-run")
    assert counts() == before


def test_the_check_finds_what_the_document_says_and_it_is_mended_as_it_says() -> None:
    import_plan_file(content=EXAMPLE.encode())
    text, code = check_command("eksempel", today=WHEN)
    assert code == 1
    for line in output_with("FEIL T-03").splitlines():
        assert line == "  …" or line in text
    import_plan_file(content=(EXAMPLE + ADDED).encode())
    text, code = check_command("eksempel", today=WHEN)
    assert code == 0
    assert text.splitlines()[0] == output_with("0 feil")


@pytest.mark.parametrize("table", TABLES, ids=["fields", "references"])
def test_faults_are_told_as_the_document_shows(table: str) -> None:
    file = EXAMPLE
    for right, wrong in re.findall(r"^\| `(.+)` \| `(.+)` \|$", table, re.MULTILINE):
        assert file.count(right) == 1, right
        file = file.replace(right, wrong)
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=file.encode())
    assert refused.value.count == 4
    assert str(refused.value) in [output.partition("\n")[2].strip() for output in OUTPUTS]


def test_what_is_taken_out_stays_until_it_is_pruned() -> None:
    import_plan_file(content=(EXAMPLE + ADDED).encode())
    shown = output_with("finnes fra før").splitlines()
    assert shown[-1] in import_plan_file(content=EXAMPLE.encode()).as_text().splitlines()
    assert (
        "elementer: 7 uendret, 2 slettet" in import_plan_file(content=EXAMPLE.encode(), prune=True).as_text()
    )
    assert import_plan_file(content=EXAMPLE.encode(), prune=True).tally.changes_nothing


def test_adopted_text_is_refused_as_the_document_shows() -> None:
    adopted = EXAMPLE.replace("status: hearing", "status: adopted")
    import_plan_file(content=adopted.encode())
    changed = adopted.replace("et trygt sted å vokse opp", "et trygt sted å bo").encode()
    with pytest.raises(ExchangeError) as refused:
        import_plan_file(content=changed)
    assert str(refused.value) == output_with("vedtatt plan")
    import_plan_file(content=changed, correction="Skrivefeil i vedtaket")


def test_the_example_is_exported_and_read_in_again() -> None:
    import_plan_file(content=EXAMPLE.encode())
    assert import_plan_file(content=export_plan("eksempel").encode()).tally.changes_nothing


def test_the_document_names_every_role_and_how_many_faults_are_told() -> None:
    table = DOCUMENT.partition("| spør dere")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z_]+)`", table)) == set(LevelRole.values)
    assert f"fortelles de {TOLD} første" in DOCUMENT
