"""StratML in: leniently, with what was mended told; and never what the XML points to."""

from pathlib import Path

import pytest

from rodtrad.core.text import shorten
from rodtrad.exchange.command import import_stratml
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.stratml.operations import import_stratml as bring_in
from rodtrad.exchange.stratml.read import LARGEST_FILE, Item, read_stratml
from rodtrad.exchange.stratml.write import as_stratml
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.plans.models import Plan
from tests.cast import Cast

SAMPLE = (
    Path(__file__).parents[4] / "shared" / "data" / "stratml" / "part1-us-wh-office-american-innovation.xml"
)
NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"


def plan(inner: str, namespace: str = NAMESPACE, after: str = "") -> bytes:
    return (
        f'<StrategicPlan xmlns="{namespace}"><Name>En plan</Name><StrategicPlanCore>{inner}</StrategicPlanCore>'
        f"{after}</StrategicPlan>"
    ).encode()


ADMINISTRATION = "<AdministrativeInformation><StartDate>i fjor</StartDate></AdministrativeInformation>"
GOAL = "<Goal><Name>Et mål</Name><Description>Om målet</Description><Identifier>_a</Identifier>{}</Goal>"


@pytest.mark.realdata
def test_a_real_file_goes_in_and_again_changes_nothing(cast: Cast) -> None:
    if not SAMPLE.exists():
        pytest.skip(f"real data is missing: {SAMPLE} is not there, so it was NOT read")
    told = import_stratml(SAMPLE, "solvik", actor="randi@example.org")
    assert "Hvem som sendte inn planen, er ikke tatt med." in told
    found = Plan.objects.get(root=cast.solvik, plan_framework__framework__key="stratml")
    titles = set(found.elements.values_list("title", flat=True))
    assert "Establishment" in titles
    assert {row.visibility for row in found.elements.all()} == {1}
    again, _mended = bring_in(root=cast.solvik, content=SAMPLE.read_bytes())
    assert again.tally.changes_nothing


@pytest.mark.parametrize("slug", ["solvik", "oslo", "baerum", "osloregionen"])
@pytest.mark.parametrize("part", [1, 2])
def test_what_we_write_we_read_without_mending(cast: Cast, slug: str, part: int) -> None:
    found = read_stratml(as_stratml(Root.objects.get(slug=slug), EVERYTHING, part=part))
    assert found.mended == []
    assert found.goals


@pytest.mark.parametrize("slug", ["oslo", "baerum", "osloregionen"])
def test_what_one_root_writes_another_takes_in_whole(cast: Cast, slug: str) -> None:
    content = as_stratml(Root.objects.get(slug=slug), EVERYTHING)
    found = read_stratml(content)
    report, mended = bring_in(root=cast.solvik, content=content, plan="hentet")
    assert mended == []
    stored = Element.objects.filter(root=cast.solvik, plan__key="hentet")
    below = _below(found.goals)
    visions = [text for text in (found.vision, found.mission) if text] + [one.name for one in found.values]
    assert sorted(stored.values_list("title", flat=True)) == sorted(
        _title(name) for name in (*visions, *below)
    )
    assert report.tally.made["goals.Element"] == stored.count()
    again, _mended = bring_in(root=cast.solvik, content=content, plan="hentet")
    assert again.tally.changes_nothing


def _below(items: list[Item]) -> list[str]:
    return [
        name
        for item in items
        for name in (item.name, *_below(item.items), *(one.name for one in item.indicators))
    ]


def _title(name: str) -> str:
    return name if len(name) <= 500 else shorten(name, 200)


def test_goals_objectives_and_indicators_become_a_plan(cast: Cast) -> None:
    inner = GOAL.format(
        "<SequenceIndicator>1</SequenceIndicator><Stakeholder><Name>Skolekontoret</Name></Stakeholder>"
        "<Stakeholder><Name>Velforeningen</Name></Stakeholder>"
        "<Objective><Name>Et delmål</Name><PerformanceIndicator><MeasurementDimension>Andel</MeasurementDimension>"
        "<UnitOfMeasurement>prosent</UnitOfMeasurement></PerformanceIndicator></Objective>"
    )
    bring_in(root=cast.solvik, content=plan(inner), plan="fra-fil")
    goal = Element.objects.get(root=cast.solvik, key="a")
    assert (goal.level.key, goal.responsible.key if goal.responsible else "") == ("mal", "skolekontoret")
    assert "Velforeningen" in goal.description
    below = Element.objects.get(title="Et delmål")
    assert list(below.links_up.values_list("parent__key", flat=True)) == ["a"]
    assert Element.objects.get(title="Andel").level.key == "indikator"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (plan(GOAL.format(""), "http://www.stratml.net"), "er ikke StratMLs; innholdet er lest likevel."),
        (plan("<Goal><Name>A</Name><Identifier>1a</Identifier></Goal>"), "1 identifikatorer er ikke gyldige xs:ID"),
        (plan("<Goal><Description>Uten navn her</Description></Goal>"), "1 mål manglet navn"),
        (plan(GOAL.format("") * 2), "1 identifikatorer stod to ganger"),
        (plan("", after=GOAL.format("")), "Noen mål står utenfor StrategicPlanCore"),
        (plan(GOAL.format(""))[:-20], "XML-en er ikke velformet"),
        (
            plan(GOAL.format(""), after=ADMINISTRATION),
            "1 datoer kunne ikke leses",
        ),
        (
            plan(GOAL.format(""), after="<Submitter><EmailAddress>x@example.org</EmailAddress></Submitter>"),
            "Hvem som sendte inn planen, er ikke tatt med.",
        ),
    ],
)  # fmt: skip
def test_what_is_mended_is_told(cast: Cast, content: bytes, sentence: str) -> None:
    report, mended = bring_in(root=cast.solvik, content=content)
    assert any(sentence in line for line in mended), mended
    assert not report.tally.changes_nothing


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Fila er ikke XML"),
        (b"hei", "Fila er ikke XML"),
        (b"<html><body/></html>", "Dette er ikke StratML: øverst står «html»."),
        (plan(""), "Fila har ingen mål"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + plan("<Goal/>"), "dokumenttype"),
        (b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "dokumenttype"),
        (plan(GOAL.format("")).decode().encode("utf-16"), "tegnsett som ikke leses"),
        (b" " * (LARGEST_FILE + 1), "grensen er 25 MB"),
    ],
)  # fmt: skip
def test_what_is_no_stratml_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        read_stratml(content)


def test_a_dry_run_stores_nothing(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(plan(GOAL.format("")))
    assert "Prøvekjøring" in import_stratml(path, "solvik", dry_run=True)
    assert not Plan.objects.filter(root=cast.solvik, key="en-plan").exists()
    with pytest.raises(ExchangeError, match="er ikke en gyldig nøkkel"):
        import_stratml(path, "solvik", plan="Nei nei")
