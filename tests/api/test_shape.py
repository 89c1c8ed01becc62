"""What the API's answers hold, in the words that docs/api.md promises."""

from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.models import LevelRole

pytestmark = pytest.mark.django_db
API = "/api/v1"
LISTS = [
    "/organisations",
    "/organisations/solvik/elements",
    "/organisations/solvik/plans",
    "/organisations/solvik/units",
    "/organisations/solvik/frameworks",
    "/organisations/solvik/findings",
    "/sdg/targets",
]


def read(client: Client, path: str) -> Any:
    response = client.get(API + path)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("path", LISTS)
def test_lists_have_items_and_count(nobody: Client, path: str) -> None:
    answer = read(nobody, path)
    assert set(answer) == {"items", "count", "page", "page_size"}
    assert answer["page"] == 1
    assert answer["page_size"] == 100
    assert len(answer["items"]) == min(answer["count"], 100)


def test_organisations_stand_in_alphabetical_order(nobody: Client) -> None:
    items = read(nobody, "/organisations")["items"]
    slugs = [item["slug"] for item in items]
    assert [slug for slug in slugs if slug in ("baerum", "oslo", "osloregionen")] == [
        "baerum",
        "oslo",
        "osloregionen",
    ]
    oslo = next(item for item in items if item["slug"] == "oslo")
    assert oslo["area"] == {"code": "0301", "name": "Oslo"}
    assert oslo["url"] == "http://testserver/oslo/"


def test_an_element_has_what_a_reader_needs(nobody: Client) -> None:
    element = next(
        one for one in read(nobody, "/organisations/solvik/elements")["items"] if one["key"] == "leksehjelp"
    )
    assert element["organisation"] == "solvik"
    assert (element["level"], element["level_name"], element["role"]) == ("tiltak", "tiltak", "measure")
    assert element["origin"] == "own"
    assert element["plan"] == {"key": "handlingsdel", "title": "Handlingsdel 2026–2029"}
    assert element["responsible"] == {"key": "skolekontoret", "name": "Skolekontoret"}
    assert element["period"] == {"starts": "2026-01-01", "ends": "2028-12-31"}
    assert element["progress"] == "under_way"
    assert element["judgement"] is None
    assert element["sdg"] == {"goals": [], "targets": []}
    assert element["url"] == "http://testserver/solvik/element/leksehjelp/"


def test_a_quoted_element_names_its_source(nobody: Client) -> None:
    goal = read(nobody, "/elements/solvik:gode-skoler")
    assert goal["origin"] == "quoted"
    assert goal["source"]["title"] == "Samfunnsdel for Solvik"
    assert goal["place"] == "s. 4"
    assert goal["number"] == "1"


def test_an_element_tells_where_it_is_carried_over(nobody: Client) -> None:
    places = read(nobody, "/elements/solvik:gode-skoler")["placements"]
    assert [(one["plan"]["key"], one["carried_over"]) for one in places] == [
        ("samfunnsdel", False),
        ("handlingsdel", True),
    ]


def test_an_element_is_found_by_its_id_too(nobody: Client) -> None:
    element = read(nobody, "/elements/solvik:gode-skoler")
    assert read(nobody, f"/elements/{element['id']}") == element


def test_a_thread_has_nodes_and_the_links_between_them(nobody: Client) -> None:
    thread = read(nobody, "/elements/solvik:gode-skoler/thread")
    depths = {node["key"]: node["depth"] for node in thread["nodes"]}
    assert depths == {"flere-eldre": -1, "gode-skoler": 0, "leksehjelp": 1}
    ids = {node["key"]: node["id"] for node in thread["nodes"]}
    assert thread["element"] == ids["gode-skoler"]
    links = {(link["child"], link["parent"], link["kind"], link["origin"]) for link in thread["links"]}
    assert links == {
        (ids["gode-skoler"], ids["flere-eldre"], "addresses", "reading"),
        (ids["leksehjelp"], ids["gode-skoler"], "contributes", "own"),
    }


def test_a_thread_says_when_it_rests_on_an_example(nobody: Client) -> None:
    goals = read(nobody, "/organisations/oslo/elements?level=kommunemal")["items"]
    threads = [read(nobody, f"/elements/{goal['id']}/thread") for goal in goals]
    for thread in threads:
        made_up = any(one["origin"] == "example" for one in [*thread["nodes"], *thread["links"]])
        assert thread["involves_example"] == made_up
    assert any(thread["involves_example"] for thread in threads)


def test_a_plan_has_period_case_and_relations(nobody: Client) -> None:
    plans = {plan["key"]: plan for plan in read(nobody, "/organisations/solvik/plans")["items"]}
    assert plans["samfunnsdel"]["case"]["number"] == "12/24"
    assert (plans["samfunnsdel"]["from_year"], plans["samfunnsdel"]["to_year"]) == (2024, 2036)
    assert plans["handlingsdel"]["parent"] == {"key": "samfunnsdel", "title": "Samfunnsdelen 2024–2036"}


def test_a_finding_names_rule_subject_and_place(nobody: Client) -> None:
    findings = read(nobody, "/organisations/solvik/findings")["items"]
    finding = next(one for one in findings if one["subject"]["key"] == "trygge-veier")
    assert finding["severity"] in ("error", "warning", "note")
    assert finding["title"]
    assert finding["message"]
    assert finding["remedy"]
    assert finding["subject"]["url"] == "http://testserver/solvik/element/trygge-veier/"
    assert finding["place"]["plan"]["key"] == "samfunnsdel"
    assert finding["exception"] is None


def test_targets_have_names_in_three_languages(nobody: Client) -> None:
    answer = read(nobody, "/sdg/targets?goal=11")
    assert answer["count"] == 10
    for target in answer["items"]:
        assert set(target["names"]) == {"nb", "nn", "en"}
        assert target["goal"]["number"] == 11
        assert target["local"] is None


def test_targets_tell_which_matter_in_an_organisation(nobody: Client) -> None:
    targets = read(nobody, "/sdg/targets?organisation=oslo&page_size=200")
    assert targets["count"] == 169
    local = [target["local"] for target in targets["items"] if target["local"]]
    assert local
    assert all(one["why"] and one["origin"] for one in local)


def test_every_demo_element_has_a_known_role(nobody: Client) -> None:
    for slug in ("oslo", "baerum", "osloregionen"):
        items = read(nobody, f"/organisations/{slug}/elements?page_size=1000")["items"]
        assert items
        assert {item["role"] for item in items} <= set(LevelRole.values)


def test_levels_follow_the_language_asked_for(nobody: Client) -> None:
    response = nobody.get(f"{API}/elements/solvik:gode-skoler", headers={"Accept-Language": "en"})
    assert response.json()["level_name"] == "goal"
    assert response["Content-Language"] == "en"


def test_what_a_write_needs_to_know_can_be_read(nobody: Client) -> None:
    """Whoever writes by the API finds the level, what it may link to and who answers for it, without asking anyone."""
    [framework] = nobody.get(f"{API}/organisations/solvik/frameworks").json()["items"]
    assert {"key": "tiltak", "role": "measure"}.items() <= framework["levels"][-1].items()
    assert {"child": "tiltak", "parent": "mal", "kind": "contributes"} in framework["rules"]
    english = nobody.get(f"{API}/organisations/solvik/frameworks", headers={"Accept-Language": "en"}).json()
    assert english["items"][0]["levels"][-1]["name"] == "measure"
    units = nobody.get(f"{API}/organisations/solvik/units").json()["items"]
    assert (units[0]["key"], units[0]["parent"], units[0]["kind"]) == ("solvik", None, "root")
    assert {"skolekontoret": "oppvekst"}.items() <= {one["key"]: one["parent"] for one in units}.items()
