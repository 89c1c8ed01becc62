"""StratML, as far as the plan it would make."""

from collections.abc import Iterator

from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.stratml.operations import import_stratml
from rodtrad.exchange.stratml.read import Item, read_stratml
from rodtrad.exchange.stratml.write import as_stratml
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated, lines_mutated
from scripts.fuzz.readers.must_hold import undone
from scripts.fuzz.trees import xml_mutated

_BY_HAND = """<?xml version="1.0"?>
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core"><Name>En plan</Name><Description>Om</Description>
<StrategicPlanCore><Organization><Name>Solvik</Name></Organization><Vision><Description>Vi ser</Description></Vision>
<Mission><Description>Vi gjør</Description></Mission><Value><Name>Mot</Name><Description>Å våge</Description></Value>
<Goal><Name>Et mål</Name><Description>Om målet</Description><Identifier>_a</Identifier>
<SequenceIndicator>1</SequenceIndicator><Stakeholder><Name>Skolekontoret</Name></Stakeholder>
<OtherInformation>Mer</OtherInformation>
<Objective><Name>Et delmål</Name><Identifier>1b</Identifier><PerformanceIndicator>
<MeasurementDimension>Andel</MeasurementDimension><UnitOfMeasurement>prosent</UnitOfMeasurement><MeasurementInstance>
<TargetResult><StartDate>2026-01-01</StartDate><EndDate>2027-12-31</EndDate></TargetResult></MeasurementInstance>
</PerformanceIndicator></Objective></Goal><Goal><Description>Uten navn</Description><Identifier>_a</Identifier></Goal>
</StrategicPlanCore><AdministrativeInformation><StartDate>2026-01-01</StartDate><EndDate>2030-12-31</EndDate>
<Source>https://example.org/plan.xml</Source><Submitter><GivenName>A</GivenName></Submitter>
</AdministrativeInformation></StrategicPlan>"""


def _root() -> Root:
    return Root.objects.get(slug="solvik")


def _seeds() -> list[bytes]:
    return [*(as_stratml(_root(), EVERYTHING, part=part) for part in (1, 2)), _BY_HAND.encode()]


def _read(content: bytes, deep: bool) -> Iterator[str]:
    found = read_stratml(content)
    assert found.goals, "no goals and no refusal"
    for item in _all(found.goals):
        assert item.name, "an item without a name"
    if deep:
        with undone():
            import_stratml(root=_root(), content=content, plan="fra-fil")
            again, _mended = import_stratml(root=_root(), content=content, plan="fra-fil")
            assert again.tally.changes_nothing, f"the same file again changes: {again.tally.as_text()}"
            for part in (1, 2):
                written = read_stratml(as_stratml(_root(), EVERYTHING, part=part))
                assert not written.mended, f"what is written is mended: {written.mended}"
    yield from found.mended


def _all(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.items + item.indicators)


READERS = {
    "stratml": Reader(
        "stratml",
        _seeds,
        (xml_mutated,) * 5 + (bytes_mutated, lines_mutated),
        _read,
        (ExchangeError,),
        ".xml",
    )
}
