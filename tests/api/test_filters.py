"""Filters and pages of the lists, and what cannot be used."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
OSLO = "/api/v1/organisations/oslo/elements"
SOLVIK = "/api/v1/organisations/solvik/elements"


def keys(client: Client, address: str, **query: Any) -> list[str]:
    response = client.get(address, {"page_size": 1000, **query})
    assert response.status_code == 200, response.content
    return [item["key"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"level": "mal"}, ["gode-skoler", "trygge-veier"]),
        ({"level": ["utfordring", "tiltak"]}, ["flere-eldre", "leksehjelp"]),
        ({"responsible": "skolekontoret"}, ["leksehjelp"]),
        ({"progress": "under_way"}, ["leksehjelp"]),
        ({"plan": "handlingsdel"}, ["leksehjelp"]),
        ({"level": "tiltak", "year": 2027}, ["leksehjelp"]),
        ({"level": "tiltak", "year": 2031}, []),
        ({"text": "SKOLER"}, ["gode-skoler", "leksehjelp"]),
        ({"text": "100%"}, []),
        ({"level": "finnes-ikke"}, []),
        ({"area": "0301"}, []),
    ],
)
def test_filters_let_through_what_they_say(
    nobody: Client, query: dict[str, Any], expected: list[str]
) -> None:
    assert keys(nobody, SOLVIK, **query) == expected


def test_filter_by_goal_takes_its_targets_along(nobody: Client) -> None:
    every = nobody.get(OSLO, {"page_size": 1000}).json()["items"]
    having = [
        one["key"]
        for one in every
        if 11 in one["sdg"]["goals"] or any(code.startswith("11.") for code in one["sdg"]["targets"])
    ]
    assert having
    assert keys(nobody, OSLO, sdg="11") == having


def test_filters_count_each_element_once(nobody: Client) -> None:
    found = keys(nobody, OSLO, responsible="oslo")
    assert len(found) == len(set(found))
    assert nobody.get(OSLO, {"responsible": "oslo"}).json()["count"] == len(found)


def test_pages_together_are_the_whole_list_in_the_same_order(nobody: Client) -> None:
    whole = keys(nobody, OSLO)
    parts: list[str] = []
    for page in range(1, len(whole) // 20 + 2):
        answer = nobody.get(OSLO, {"page": page, "page_size": 20}).json()
        assert (answer["page"], answer["page_size"], answer["count"]) == (page, 20, len(whole))
        parts += [item["key"] for item in answer["items"]]
    assert parts == whole


def test_a_page_after_the_last_is_empty(nobody: Client) -> None:
    answer = nobody.get(OSLO, {"page": 1_000_000, "page_size": 1000}).json()
    assert answer["items"] == []
    assert answer["count"] > 0


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
def test_findings_at_least_this_grave(nobody: Client, severity: str) -> None:
    ranks = ["error", "warning", "note"]
    address = f"/api/v1/organisations/oslo/findings?severity={severity}&page_size=1000"
    found = nobody.get(address).json()["items"]
    assert all(ranks.index(one["severity"]) <= ranks.index(severity) for one in found)


def test_findings_of_one_rule_and_one_unit(nobody: Client) -> None:
    address = "/api/v1/organisations/oslo/findings"
    first = nobody.get(address).json()["items"][0]
    rule, unit = first["rule"], first["responsible"]["key"]
    found = nobody.get(f"{address}?rule={rule}&responsible={unit}").json()["items"]
    assert first in found
    assert {(one["rule"], one["responsible"]["key"]) for one in found} == {(rule, unit)}
    assert nobody.get(address, {"rule": "T-999"}).json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "parameter", "told"),
    [
        ("page=0", "page", "må være minst 1"),
        ("page=-1", "page", "må være minst 1"),
        ("page=abc", "page", "må være et heltall"),
        ("page=1.5", "page", "må være et heltall"),
        ("page=" + "9" * 30, "page", "kan ikke være over 1000000"),
        ("page=" + "9" * 5000, "page", "er et for stort tall"),
        ("page_size=1001", "page_size", "kan ikke være over 1000"),
        ("page_size=0", "page_size", "må være minst 1"),
        ("year=i-fjor", "year", "må være et heltall"),
        ("year=99999", "year", "kan ikke være over 2200"),
        ("progress=snart", "progress", "må være en av not_started, under_way, done, stopped"),
        ("sdg=18", "sdg", "har feil form, eller tegn som ikke kan brukes"),
        ("sdg=11.%27", "sdg", "har feil form, eller tegn som ikke kan brukes"),
        ("text=" + "a" * 201, "text", "kan ikke ha mer enn 200 tegn"),
        ("text=" + "a" * 100_000, "text", "kan ikke ha mer enn 200 tegn"),
        ("text=%00", "text", "har feil form, eller tegn som ikke kan brukes"),
        ("level=mal%00", "level", "har feil form, eller tegn som ikke kan brukes"),
        ("level=mal&level=%00", "level", "har feil form, eller tegn som ikke kan brukes"),
        ("&".join(["level=mal"] * 51), "level", "kan ikke gis mer enn 50 ganger"),
        ("responsible=%00", "responsible", "har feil form, eller tegn som ikke kan brukes"),
        ("plan=A%20B", "plan", "har feil form, eller tegn som ikke kan brukes"),
        ("area=%F0%9F%8F%94", "area", "har feil form, eller tegn som ikke kan brukes"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_bad_values_are_told_by_parameter(nobody: Client, query: str, parameter: str, told: str) -> None:
    response = nobody.get(f"{SOLVIK}?{query}")
    assert response.status_code == 422
    problem = response.json()
    assert problem["errors"] == [{"parameter": parameter, "detail": told}]
    assert problem["detail"] == f"«{parameter}» {told}."


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/sdg/targets?goal=18",
        "/api/v1/sdg/targets?organisation=%00",
        "/api/v1/organisations/oslo/findings?severity=mild",
        "/api/v1/organisations/oslo/findings?excepted=kanskje",
        "/api/v1/organisations/oslo/findings?rule=%00",
        "/api/v1/organisations?page=%00",
        "/api/v1/organisations/oslo/plans?page_size=%C3%28",
    ],
)
def test_bad_values_of_other_lists(nobody: Client, address: str) -> None:
    assert nobody.get(address).status_code == 422


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "'; DROP TABLE goals_element; --", "%_\\", "\u202e", "😀", "\n", " "],
)
def test_odd_text_is_only_text(nobody: Client, text: str) -> None:
    response = nobody.get(SOLVIK, {"text": text})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")
