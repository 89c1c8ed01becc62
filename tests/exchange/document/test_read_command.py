"""`rodtrad read FILE`: proposals as text, JSON, and a plan file that the other commands accept."""

import json
from pathlib import Path

import pytest

from rodtrad.exchange.check_command import check_file_command
from rodtrad.exchange.document.extracting import DocumentError
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.read_command import read_command
from rodtrad.goals.models import Element, Placement
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan

FILES = Path(__file__).parent / "files"


def test_people_read_what_how_sure_why_and_where() -> None:
    text = read_command(FILES / "plan.pdf")
    assert "plan.pdf: 12 forslag. Ingenting er lagret." in text
    assert "mål 1: Alle i Fjordvik kan delta" in text
    assert "  delmål 1: Hver bygd har et sted å møtes" in text
    assert "sikker (0.80), side 2, linje" in text
    assert "Står under «Utfordringer»." in text


def test_programs_read_a_tree() -> None:
    told = json.loads(read_command(FILES / "plan.txt", output="json"))
    goal = next(one for one in told["proposals"] if one["role"] == "goal")
    assert goal["title"] == "Barn går trygt til skolen"
    assert goal["number"] == "1"
    assert goal["reasons"] == ["inline"]
    assert [one["title"] for one in goal["proposals"]][:2] == [
        "Bygge fortau der flest barn går",
        "Senke farten ved skolene",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.txt"])
def test_the_plan_file_passes_the_check_and_reads_in(name: str, tmp_path: Path) -> None:
    text = read_command(FILES / name, output="yaml")
    path = tmp_path / "lest.yaml"
    path.write_text(text, "utf-8")
    check_file_command(path, "text", "note")
    report = import_plan_file(content=text.encode())
    stored = Element.objects.filter(root=report.root)
    assert stored.count() == len(
        list(_titles(json.loads(read_command(FILES / name, output="json"))["proposals"]))
    )
    assert {row.origin for row in stored} == {"quoted"}
    assert all(row.place and row.source for row in stored)
    assert Placement.objects.filter(root=report.root, parent__isnull=False).exists()
    assert 0 not in stored.with_effective_visibility().values_list("effective", flat=True)


def _titles(nodes: list[dict[str, object]]) -> list[object]:
    below = [title for node in nodes for title in _titles(node["proposals"])]  # type: ignore[arg-type]  # our own JSON
    return [*(node["title"] for node in nodes), *below]


@pytest.mark.django_db
def test_for_a_root_the_file_uses_its_levels_and_changes_nothing_there() -> None:
    before = Element.objects.filter(root__slug="baerum").count()
    text = read_command(FILES / "plan.pdf", root="baerum", output="yaml")
    assert "level: hovedmal" in text
    assert "level: delmal" in text
    for _again in range(2):
        import_plan_file(content=text.encode())
    root = Root.objects.get(slug="baerum")
    plan = Plan.objects.get(root=root, title="Kommuneplanens samfunnsdel for Fjordvik")
    assert Element.objects.filter(root=root, plan=plan).count() == 12
    assert Element.objects.filter(root=root).count() == before + 12
    again = read_command(FILES / "plan.pdf", root="baerum", output="yaml")
    assert f"- key: {plan.key}\n" not in again, "what is there is not overwritten"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"root": "finnes-ikke"}, "Fant ingen organisasjon «finnes-ikke»"),
        ({"root": "oslo", "framework": "feil"}, "har ikke målstrukturen «feil»"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(arguments: dict[str, str], told: str) -> None:
    with pytest.raises(ExchangeError, match=told):
        read_command(FILES / "plan.txt", **arguments)


def test_a_missing_file_and_a_large_one(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="Fant ikke fila"):
        read_command(tmp_path / "ingen.pdf")
    large = tmp_path / "stor.pdf"
    with large.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    with pytest.raises(DocumentError, match="større enn 25 MB"):
        read_command(large)


def test_a_document_with_too_much_says_so(tmp_path: Path) -> None:
    path = tmp_path / "lang.txt"
    path.write_text(
        "Tiltak\n" + "".join(f"- Gjøre ting {number} ferdig\n" for number in range(2_100)), "utf-8"
    )
    text = read_command(path)
    assert "2000 forslag" in text
    assert "Bare de første 2000 forslagene er med. Del dokumentet" in text


def test_a_document_without_anything_says_so(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_text("Hei, takk for sist.\n", "utf-8")
    assert "0 forslag" in read_command(path)
    assert "Fant ingen overskrifter" in read_command(path)
    assert "format: rodtrad/plan-file/1" in read_command(path, output="yaml")
