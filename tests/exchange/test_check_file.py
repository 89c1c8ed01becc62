"""`rodtrad check FILE`: a plan file is checked where it stands, and nothing of it is stored."""

import json
from pathlib import Path

import pytest

from rodtrad.exchange.check_command import check_file_command, is_plan_file
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Version
from tests.cast import plan_file
from tests.exchange.files import FRAMEWORKS, HEAD, small
from tests.exchange.stored import rows_of

pytestmark = pytest.mark.django_db
SOLVIK = plan_file("solvik").decode()


def new_town(place: Path, **changes: str) -> Path:
    """Write Solvik's file as another, unknown municipality's, with parts of its text changed."""
    text = SOLVIK.replace("solvik", "nyvik")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = place / "nyvik.yaml"
    path.write_text(text, "utf-8")
    return path


def line_of(path: Path, text: str) -> int:
    return next(at for at, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line)


def test_each_finding_tells_the_line_of_what_it_is_about(tmp_path: Path) -> None:
    path = new_town(tmp_path)
    text, _code = check_file_command(path, "json", "note")
    findings = json.loads(text)["findings"]
    about = [one for one in findings if one["subject"]["key"] == "trygge-veier"]
    assert about, "a goal that nothing carries out is found"
    for one in about:
        assert one["file"]["path"] == str(path)
        assert one["file"]["line"] == line_of(path, "key: trygge-veier")


def test_people_read_file_and_line(tmp_path: Path) -> None:
    path = new_town(tmp_path)
    text, _code = check_file_command(path, "text", "note")
    assert f"{path}:{line_of(path, 'key: trygge-veier')}:" in text


def test_a_pipeline_reads_them_as_sarif(tmp_path: Path) -> None:
    path = new_town(tmp_path)
    text, _code = check_file_command(path, "sarif", "note")
    (run,) = json.loads(text)["runs"]
    lines = {
        place["physicalLocation"]["region"]["startLine"]
        for result in run["results"]
        for place in result["locations"]
    }
    assert line_of(path, "key: trygge-veier") in lines


def test_nothing_is_stored(tmp_path: Path) -> None:
    elements = Element.objects.count()
    check_file_command(new_town(tmp_path), "text", "note")
    assert not Root.objects.filter(slug="nyvik").exists()
    assert Element.objects.count() == elements


def test_what_is_stored_is_left_as_it_is_and_the_file_alone_is_checked(tmp_path: Path) -> None:
    # Given a municipality that is stored, and a file of it with less in it and other words in adopted text
    text = SOLVIK
    path = tmp_path / "solvik.yaml"
    head, _plan, _rest = text.partition("  - key: handlingsdel\n")
    path.write_text(head.replace("Solvik har trygge veier", "Solvik har trygge gater"), "utf-8")
    before = set(Element.objects.filter(root__slug="solvik").values_list("key", "title"))
    # When the file is checked
    found, _code = check_file_command(path, "json", "note")
    # Then only what the file holds is counted, and what is stored stands as it was
    assert json.loads(found)["elements"] == 3
    assert set(Element.objects.filter(root__slug="solvik").values_list("key", "title")) == before


def test_the_exit_code_is_one_as_long_as_an_error_stands(tmp_path: Path) -> None:
    goal = "title: Solvik har trygge veier"
    measure = "{key: fortau, level: tiltak, title: Bygge fortau langs skoleveien}"
    assert check_file_command(new_town(tmp_path), "text", "error")[1] == 1
    mended = new_town(tmp_path, **{goal: f"{goal}\n        elements:\n          - {measure}"})
    assert check_file_command(mended, "text", "error")[1] == 0


def test_a_file_with_faults_is_refused_with_line_and_remedy(tmp_path: Path) -> None:
    path = new_town(tmp_path, **{"level: tiltak, title: Tilby": "level: tiltakk, title: Tilby"})
    with pytest.raises(ExchangeError, match=rf"Linje {line_of(path, 'tiltakk')}.*tiltakk"):
        check_file_command(path, "text", "note")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="Fant ikke fila"):
        check_file_command(tmp_path / "borte.yaml", "text", "note")


def test_files_are_told_from_organisations() -> None:
    assert is_plan_file("plan.yaml")
    assert is_plan_file("../Planer/PLAN.YML")
    assert not is_plan_file("oslo")


# -- a file that leaves out what the store does not let go of

CASES = "cases: [{key: vedtak, number: 1/24, title: Vedtak, date: 2024-03-14}]\n"
SECOND = """\
  - key: andre
    type: theme_plan
    title: Temaplan
    framework: prove
    elements: [{key: andre-mal, level: mal, title: Prøve er rein}]
"""


def test_a_file_without_a_frozen_plan_is_checked_and_not_refused(tmp_path: Path) -> None:
    # Given a municipality with an adopted plan whose version is frozen
    adopted = small(
        "    title: Samfunnsdelen\n", "    title: Samfunnsdelen\n    status: adopted\n    case: vedtak\n"
    )
    import_plan_file(content=adopted + SECOND.encode() + CASES.encode())
    assert Version.objects.filter(plan__key="plan", plan__root__slug="prove").exists()
    before = rows_of(Root.objects.get(slug="prove"))
    # When a file without that plan and its case is checked
    path = tmp_path / "prove.yaml"
    path.write_text(HEAD + FRAMEWORKS + "plans:\n" + SECOND, "utf-8")
    found, _code = check_file_command(path, "json", "note")
    # Then what is found is about the file, and everything stands
    told = json.loads(found)
    assert told["elements"] == 1
    assert told["findings"]
    assert {one["subject"]["key"] for one in told["findings"]} <= {"andre", "andre-mal", "prove"}
    assert rows_of(Root.objects.get(slug="prove")) == before
    # And the import itself still refuses to take the plan away
    with pytest.raises(ExchangeError, match="Behold det i fila"):
        import_plan_file(content=path.read_bytes(), prune=True, correction="prøve")
