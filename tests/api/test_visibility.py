"""Who sees what in the API, counts included: nobody, a reader, the team, and a stranger with a log-in."""

from typing import Any

import pytest

from rodtrad.goals.models import Element
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SOLVIK = "/api/v1/organisations/solvik"
OPEN = {"flere-eldre", "gode-skoler", "trygge-veier", "leksehjelp"}
INTERNAL = {"stengt-skole", "sla-sammen"}
TEAM = {"ny-rektor"}
SEES = {
    None: OPEN,
    "ulla": OPEN,
    "lise": OPEN | INTERNAL,
    "bard": OPEN | INTERNAL | TEAM,
    "anne": OPEN | INTERNAL | TEAM,
}


def read(cast: Cast, person: str | None, address: str) -> Any:
    response = cast.client(person).get(address)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("person", SEES)
def test_elements_and_their_count(cast: Cast, person: str | None) -> None:
    answer = read(cast, person, f"{SOLVIK}/elements")
    assert {item["key"] for item in answer["items"]} == SEES[person]
    assert answer["count"] == len(SEES[person])


@pytest.mark.parametrize("person", SEES)
def test_filters_find_nothing_hidden(cast: Cast, person: str | None) -> None:
    for query in (
        "text=skole",
        "plan=internt-notat",
        "responsible=skolekontoret",
        "level=tiltak",
        "year=2026",
    ):
        answer = read(cast, person, f"{SOLVIK}/elements?{query}")
        assert {item["key"] for item in answer["items"]} <= SEES[person]
        assert answer["count"] == len(answer["items"])


@pytest.mark.parametrize("person", SEES)
def test_each_element_by_key_and_by_id(cast: Cast, person: str | None) -> None:
    client = cast.client(person)
    for element in Element.objects.filter(root__slug="solvik"):
        status = 200 if element.key in SEES[person] else 404
        for identity in (f"solvik:{element.key}", str(element.id)):
            assert client.get(f"/api/v1/elements/{identity}").status_code == status
            assert client.get(f"/api/v1/elements/{identity}/thread").status_code == status


@pytest.mark.parametrize("person", SEES)
def test_threads_hold_no_hidden_node_or_link(cast: Cast, person: str | None) -> None:
    thread = read(cast, person, "/api/v1/elements/solvik:gode-skoler/thread")
    assert {node["key"] for node in thread["nodes"]} == SEES[person] - {"trygge-veier"}
    ids = {node["id"] for node in thread["nodes"]}
    assert {end for link in thread["links"] for end in (link["child"], link["parent"])} <= ids


@pytest.mark.parametrize("person", SEES)
def test_plans(cast: Cast, person: str | None) -> None:
    answer = read(cast, person, f"{SOLVIK}/plans")
    hidden = {"internt-notat"} if SEES[person] >= INTERNAL else set()
    assert {item["key"] for item in answer["items"]} == {"samfunnsdel", "tomteplan", "handlingsdel"} | hidden
    assert answer["count"] == len(answer["items"])


@pytest.mark.parametrize("person", SEES)
def test_findings_name_nothing_hidden(cast: Cast, person: str | None) -> None:
    answer = read(cast, person, f"{SOLVIK}/findings")
    hidden = (OPEN | INTERNAL | TEAM) - SEES[person]
    named = {one["subject"]["key"] for one in answer["items"]}
    named |= {other["key"] for one in answer["items"] for other in one["related"]}
    assert not named & hidden
    assert answer["count"] == len(answer["items"])
    if not SEES[person] >= INTERNAL:
        assert "skjult-konflikt" not in named


@pytest.mark.parametrize("person", [None, "lise", "anne"])
def test_an_internal_organisation_does_not_exist_for_others(cast: Cast, person: str | None) -> None:
    client = cast.client(person)
    assert "utvik" not in {item["slug"] for item in read(cast, person, "/api/v1/organisations")["items"]}
    for address in (
        "/api/v1/organisations/utvik/elements",
        "/api/v1/organisations/utvik/plans",
        "/api/v1/organisations/utvik/units",
        "/api/v1/organisations/utvik/frameworks",
        "/api/v1/organisations/utvik/findings",
        "/api/v1/sdg/targets?organisation=utvik",
        "/api/v1/elements/utvik:eit-mal",
        "/api/v1/elements/utvik:eit-mal/thread",
    ):
        own, unknown = client.get(address), client.get(address.replace("utvik", "finnes-ikke"))
        assert own.status_code == unknown.status_code == 404
        assert own.json()["detail"] == unknown.json()["detail"]


def test_an_internal_organisation_exists_for_its_own(cast: Cast) -> None:
    answer = read(cast, "ulla", "/api/v1/organisations")
    assert "utvik" in {item["slug"] for item in answer["items"]}
    assert read(cast, "ulla", "/api/v1/organisations/utvik/elements")["items"][0]["visibility"] == "internal"


def test_visibility_is_the_narrowest(cast: Cast) -> None:
    items = {item["key"]: item["visibility"] for item in read(cast, "anne", f"{SOLVIK}/elements")["items"]}
    assert (items["gode-skoler"], items["sla-sammen"], items["ny-rektor"]) == ("public", "internal", "team")
