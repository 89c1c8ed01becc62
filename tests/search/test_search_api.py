"""`GET /api/v1/search`: finds, pages, and shows each reader only what they may see."""

from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.operations import change_element
from rodtrad.search.operations import rebuild
from tests.cast import Cast
from tests.website.test_edit_element import now

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/search"


def ask(client: Client, **query: Any) -> dict[str, Any]:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def test_it_finds_with_address_and_excerpt(nobody: Client) -> None:
    answer = ask(nobody, q="leksehjelp", root="solvik")
    assert (answer["count"], answer["page"], answer["page_size"]) == (1, 1, 100)
    assert answer["items"] == [
        {
            "kind": "element",
            "organisation": "solvik",
            "key": "leksehjelp",
            "title": "Tilby leksehjelp på alle skoler",
            "excerpt": "",
            "origin": "own",
            "url": "http://testserver/solvik/element/leksehjelp/",
        }
    ]


def test_what_only_the_keywords_hold_is_the_excerpt(cast: Cast, nobody: Client) -> None:
    words = ["ettermiddag", "lekser", "mestring"]
    change_element(actor=cast.user("randi"), element=now("leksehjelp"), changes={"keywords": words})
    rebuild(root_id=cast.solvik.id)
    [found] = ask(nobody, q="mestre", root="solvik")["items"]
    assert found["excerpt"] == "ettermiddag, lekser, mestring"
    assert "<mark>mestring</mark>" in nobody.get("/solvik/sok/?q=mestring").content.decode()


def test_every_address_answers(nobody: Client) -> None:
    for item in ask(nobody, q="oslo", page_size=40)["items"]:
        assert nobody.get(item["url"]).status_code == 200, item


def test_kind_root_and_year_narrow(nobody: Client) -> None:
    everything = ask(nobody, q="skole")["count"]
    conflicts = ask(nobody, q="skole", kind="conflict", root="solvik")
    assert [item["key"] for item in conflicts["items"]] == ["skole-mot-vei"]
    assert 0 < ask(nobody, q="skole", root="solvik")["count"] < everything
    assert [one["key"] for one in ask(nobody, q="skole", root="solvik", year=2027)["items"]] == ["leksehjelp"]


def test_pages_together_are_the_whole_list(nobody: Client) -> None:
    whole = ask(nobody, q="bolig", page_size=1000)
    parts = [ask(nobody, q="bolig", page_size=5, page=at) for at in range(1, whole["count"] // 5 + 2)]
    assert [item for part in parts for item in part["items"]] == whole["items"]
    assert {part["count"] for part in parts} == {whole["count"]}
    assert ask(nobody, q="bolig", page=1000)["items"] == []


@pytest.mark.parametrize(
    ("visitor", "count"), [(None, 0), ("ulla", 0), ("lise", 0), ("bard", 1), ("randi", 1)]
)
def test_a_teams_matter_is_found_by_the_team(cast: Cast, visitor: str | None, count: int) -> None:
    assert ask(cast.client(visitor), q="rektor")["count"] == count


def test_a_hidden_root_does_not_exist(cast: Cast, nobody: Client) -> None:
    assert nobody.get(ADDRESS, {"q": "stad", "root": "utvik"}).status_code == 404
    assert nobody.get(ADDRESS, {"q": "stad", "root": "finnes-ikke"}).status_code == 404
    assert ask(cast.client("ulla"), q="stad", root="utvik")["count"] == 1


@pytest.mark.parametrize("text", ["", " ", "&|!():*'\\", '"', "' OR 1=1; --", "<b>", "😀", "og"])
def test_odd_text_is_only_text(nobody: Client, text: str) -> None:
    assert ask(nobody, q=text)["items"] == [] or text in ("og", "<b>")  # keys of Oslo end in b


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("q=" + "a" * 201, "q"), ("q=%00", "q"), ("q=a&kind=annet", "kind"), ("q=a&root=A%20B", "root"),
     ("q=a&year=x", "year")],
    ids=["long", "nul", "kind", "root", "year"],
)  # fmt: skip
def test_bad_values_are_told_by_parameter(nobody: Client, query: str, parameter: str) -> None:
    response = nobody.get(f"{ADDRESS}?{query}")
    assert response.status_code == 422
    assert [fault["parameter"] for fault in response.json()["errors"]] == [parameter]
