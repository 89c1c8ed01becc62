"""StratML out: valid against the schemas, and no more than the reader may see."""

from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

from rodtrad.exchange.command import export_stratml
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.stratml.names import PARTS
from rodtrad.exchange.stratml.write import as_stratml
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY
from tests.cast import Cast

SCHEMAS = Path(__file__).parents[4] / "shared" / "data" / "stratml"
FILES = {1: "StrategicPlanISOVersion20140401.xsd", 2: "PerformancePlanOrReport20160216.xsd"}
ROOTS = ("solvik", "oslo", "baerum", "osloregionen")


def texts(document: bytes, path: str, part: int = 2) -> list[str]:
    found = etree.fromstring(document).iterfind(path, {"s": PARTS[part][0]})
    return [(one.text or "") if isinstance(one, etree._Element) else "" for one in found]


@pytest.mark.realdata
@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("slug", ROOTS)
def test_every_root_is_valid_against_the_schema(cast: Cast, slug: str, part: int) -> None:
    path = SCHEMAS / FILES[part]
    if not path.exists():
        pytest.skip(f"no schemas at {SCHEMAS}: what is written was NOT validated")
    schema = etree.XMLSchema(etree.parse(str(path)))
    root = Root.objects.get(slug=slug)
    for viewer in (NOBODY, EVERYTHING):
        schema.assertValid(etree.fromstring(as_stratml(root, viewer, part=part)))


@pytest.mark.parametrize("part", [1, 2])
def test_goals_hold_what_hangs_under_them(cast: Cast, part: int) -> None:
    found = as_stratml(cast.solvik, NOBODY, part=part)
    assert texts(found, ".//s:Goal/s:Name", part) == ["Solvik har gode skoler", "Solvik har trygge veier"]
    assert texts(found, ".//s:Goal/s:Identifier", part) == ["_gode-skoler", "_trygge-veier"]
    assert texts(found, ".//s:Goal/s:SequenceIndicator", part) == ["1", "2"]
    assert texts(found, ".//s:Objective/s:Name", part) == ["Tilby leksehjelp på alle skoler"]
    assert texts(found, ".//s:Objective/s:Stakeholder/s:Name", part) == ["Skolekontoret"]
    assert "Svarer på: Flere eldre (_flere-eldre)" in texts(found, ".//s:Goal/s:OtherInformation", part)[0]
    assert texts(found, ".//s:RoleType", part) == (["Performer"] * 3 if part == 2 else [])


def test_what_is_done_under_an_objective_is_an_indicator(cast: Cast) -> None:
    found = as_stratml(Root.objects.get(slug="oslo"), NOBODY)
    assert len(texts(found, ".//s:PerformanceIndicator/s:MeasurementDimension")) > 0
    known = set(texts(found, ".//s:Identifier"))
    assert set(texts(found, ".//s:ReferentIdentifier")) <= known


def test_characters_that_xml_cannot_hold_are_left_out(cast: Cast) -> None:
    Element.objects.filter(key="leksehjelp").update(title="Lekse\x0bhjelp <b> & mer \ufffe")
    found = as_stratml(cast.solvik, NOBODY)
    assert texts(found, ".//s:Objective/s:Name") == ["Leksehjelp <b> & mer"]


def test_the_address_shows_what_the_reader_may_see(cast: Cast, nobody: Client) -> None:
    public = nobody.get("/solvik/stratml.xml")
    assert public["Content-Type"] == "application/xml"
    assert "stenge" not in public.content.decode()
    assert "Vurdere å stenge en skole" in cast.client("lise").get("/solvik/stratml.xml").content.decode()
    assert b"<StrategicPlan " in nobody.get("/solvik/stratml.xml?del=1").content
    assert nobody.get("/utvik/stratml.xml").status_code == 404


def test_the_command_writes_what_everyone_may_see(cast: Cast) -> None:
    assert "stenge" not in export_stratml("solvik", 2)
    Element.objects.filter(root=cast.solvik, level__role="goal").update(visibility=1)
    with pytest.raises(ExchangeError, match="har ingen mål å skrive ut"):
        export_stratml("solvik", 2)
