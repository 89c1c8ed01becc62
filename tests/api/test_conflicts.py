"""Goal conflicts in the API: who sees which, filters, and writes by token with If-Match and Idempotency-Key."""

from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.models import Conflict, ConflictStep
from rodtrad.organisations.models import Scope
from tests.api.test_writes import made, refused
from tests.api.writing import Program, program
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CONFLICTS = "/organisations/solvik/conflicts"
OPEN = "/conflicts/solvik:skole-mot-vei"
HIDDEN = "/conflicts/solvik:skjult-konflikt"
NEW = {
    "title": "Bro mot natur",
    "steps": [
        {"text": "Vi bygger bro", "sign": "+", "element": "trygge-veier"},
        {"text": "Våtmarka blir borte", "sign": "-"},
    ],
}


@pytest.fixture
def randi(cast: Cast) -> Program:
    return program(cast.user("randi"))


@pytest.fixture
def geir(cast: Cast) -> Program:
    return program(cast.user("geir"))


def keys(client: Client, **query: str) -> list[str]:
    answer = client.get(f"/api/v1{CONFLICTS}", query)
    assert answer.status_code == 200, answer.content
    assert answer.json()["count"] == len(answer.json()["items"])
    return [one["key"] for one in answer.json()["items"]]


def chain(key: str) -> list[tuple[str, str | None, str]]:
    rows = ConflictStep.objects.filter(conflict__key=key, root__slug="solvik").order_by("position")
    return list(rows.values_list("text", "element__key", "sign"))


def test_each_sees_what_the_pages_show(cast: Cast) -> None:
    assert keys(cast.client(None)) == ["skole-mot-vei"]
    assert keys(cast.client("ulla")) == ["skole-mot-vei"]
    assert keys(cast.client("lise")) == ["skole-mot-vei", "skjult-konflikt"]
    assert cast.client(None).get(f"/api/v1{HIDDEN}").status_code == 404
    assert cast.client("ulla").get(f"/api/v1{HIDDEN}").status_code == 404
    assert cast.client("lise").get(f"/api/v1{HIDDEN}").status_code == 200


def test_one_conflict_tells_its_whole_chain(nobody: Client) -> None:
    told = nobody.get(f"/api/v1{OPEN}").json()
    assert (told["title"], told["handling"], told["visibility"]) == ("Skole mot vei", "open", "public")
    assert [(step["sign"], step["element"]["key"]) for step in told["steps"]] == [
        ("+", "gode-skoler"),
        ("-", "trygge-veier"),
    ]
    assert told["url"].endswith("/solvik/malkonflikter/skole-mot-vei/")
    assert nobody.get(f"/api/v1/conflicts/{told['id']}").json() == told


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"handling": "open"}, ["skole-mot-vei"]),
        ({"handling": "resolved"}, []),
        ({"element": "gode-skoler"}, ["skole-mot-vei"]),
        ({"element": "leksehjelp"}, []),
        ({"owner": "skolekontoret"}, []),
    ],
)
def test_filters_let_through_what_they_say(
    nobody: Client, query: dict[str, str], expected: list[str]
) -> None:
    assert keys(nobody, **query) == expected


@pytest.mark.parametrize(
    "identity", ["solvik:finnes-ikke", "solvik:", ":x", "x", "finnes:ikke", "solvik:Æ", "a:b:c"]
)
def test_what_is_no_conflict_is_not_found(nobody: Client, identity: str) -> None:
    assert nobody.get(f"/api/v1/conflicts/{identity}").status_code == 404


def test_make_a_conflict(randi: Program) -> None:
    answer = randi.send("POST", CONFLICTS, NEW)
    told = made(answer)
    assert answer["Location"] == "/api/v1/conflicts/solvik:bro-mot-natur"
    assert (told["handling"], told["visibility"]) == ("open", "internal")
    assert chain("bro-mot-natur") == [
        ("Vi bygger bro", "trygge-veier", "+"),
        ("Våtmarka blir borte", None, "-"),
    ]
    again = randi.get("/conflicts/solvik:bro-mot-natur")
    assert again.json() == told
    assert again["ETag"].startswith(answer["ETag"][:-1])


def test_change_what_was_fetched(randi: Program) -> None:
    tag = randi.etag(OPEN)
    content = {"handling": "mitigated", "steps": [*NEW["steps"], {"text": "Vi flytter broa"}]}
    told = made(randi.send("PATCH", OPEN, content, {"If-Match": tag}), 200)
    assert (told["handling"], len(told["steps"]), told["title"]) == ("mitigated", 3, "Skole mot vei")
    refused(randi.send("PATCH", OPEN, {"title": "Annet"}, {"If-Match": tag}), 412)
    assert randi.send("PATCH", OPEN, {"title": "Annet"}).status_code == 428
    made(randi.send("PATCH", OPEN, {"title": "Annet"}, {"If-Match": "*"}), 200)


def test_delete_what_was_fetched(randi: Program, cast: Cast) -> None:
    tag = randi.etag(HIDDEN)
    identity = randi.get(HIDDEN).json()["id"]
    assert randi.send("DELETE", HIDDEN).status_code == 428
    made(randi.send("PATCH", HIDDEN, {"handling": "mitigated"}, {"If-Match": tag}), 200)
    refused(randi.send("DELETE", HIDDEN, None, {"If-Match": tag}), 412)
    tag = randi.etag(HIDDEN)
    assert randi.send("DELETE", f"{HIDDEN}?dry_run=true", None, {"If-Match": tag}).status_code == 204
    assert Conflict.objects.filter(pk=identity).exists()
    once = {"If-Match": tag, "Idempotency-Key": "slett-1"}
    answer = randi.send("DELETE", HIDDEN, None, once)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Conflict.objects.filter(pk=identity).exists()
    assert not ConflictStep.objects.filter(conflict=identity).exists()
    again = randi.send("DELETE", HIDDEN, None, once)
    assert (again.status_code, again["Idempotency-Replayed"]) == (204, "true")
    assert randi.send("DELETE", HIDDEN, None, {"If-Match": tag}).status_code == 404
    assert "Slettet 1 målkonflikt" in cast.client("randi").get("/solvik/historikk/").content.decode()


def test_what_is_public_is_deleted_by_an_approver(randi: Program, geir: Program) -> None:
    answer = randi.send("DELETE", OPEN, None, {"If-Match": "*"})
    assert answer.status_code == 403
    assert "en godkjenner" in answer.json()["detail"]
    assert geir.send("DELETE", HIDDEN, None, {"If-Match": "*"}).status_code == 403
    assert geir.send("DELETE", OPEN, None, {"If-Match": geir.etag(OPEN)}).status_code == 204
    assert not Conflict.objects.filter(key="skole-mot-vei").exists()


def test_owner_and_case_are_emptied_by_null(randi: Program) -> None:
    made(randi.send("PATCH", OPEN, {"owner": "skolekontoret"}, {"If-Match": "*"}), 200)
    told = made(randi.send("PATCH", OPEN, {"owner": None, "case": None}, {"If-Match": "*"}), 200)
    assert told["owner"] is None


def test_sent_again_it_is_made_once(randi: Program) -> None:
    key = {"Idempotency-Key": "natt-1"}
    first, second = (randi.send("POST", CONFLICTS, NEW, key) for _time in range(2))
    assert made(first) == made(second)
    assert second["Idempotency-Replayed"] == "true"
    assert Conflict.objects.filter(root__slug="solvik", title="Bro mot natur").count() == 1


def test_a_dry_run_stores_nothing(randi: Program) -> None:
    made(randi.send("POST", f"{CONFLICTS}?dry_run=true", NEW))
    assert not Conflict.objects.filter(title="Bro mot natur").exists()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": " "}, ("title",)),
        ({"title": None}, ("title",)),
        ({"title": "x" * 301}, ("title",)),
        ({"steps": []}, ("steps",)),
        ({"steps": [{"text": "a"}] * 31}, ("steps",)),
        ({"steps": [{"text": "a", "element": "finnes-ikke"}]}, ("steps",)),
        ({"steps": [{"text": "a", "element": "ny-rektor-i-utvik"}]}, ("steps",)),
        ({"steps": [{"text": "a", "sign": "?"}]}, ("sign",)),
        ({"handling": "glemt"}, ("handling",)),
        ({"owner": "finnes-ikke"}, ("owner",)),
        ({"case": "finnes-ikke"}, ("case",)),
        ({"finnes_ikke": 1}, ("finnes_ikke",)),
    ],
)
def test_what_cannot_be_stored_is_told_by_field(
    randi: Program, change: dict[str, Any], fields: tuple[str, ...]
) -> None:
    before = Conflict.objects.count()
    refused(randi.send("POST", CONFLICTS, {**NEW, **change}), 422, *fields)
    assert Conflict.objects.count() == before


def test_only_an_approver_makes_it_public(randi: Program, geir: Program) -> None:
    assert randi.send("POST", CONFLICTS, {**NEW, "visibility": "public"}).status_code == 403
    made(randi.send("POST", CONFLICTS, NEW))
    address = "/conflicts/solvik:bro-mot-natur"
    told = made(geir.send("PATCH", address, {"visibility": "public"}, {"If-Match": "*"}), 200)
    assert told["visibility"] == "public"
    assert geir.send("PATCH", address, {"title": "Min"}, {"If-Match": "*"}).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("lise", 403), ("bard", 403), ("anne", 403), ("ulla", 403)])
def test_who_may_not_write(cast: Cast, who: str, status: int) -> None:
    person = program(cast.user(who))
    assert person.send("POST", CONFLICTS, NEW).status_code == status
    assert person.send("PATCH", OPEN, {"title": "x"}, {"If-Match": "*"}).status_code == status
    hidden = 404 if who == "ulla" else status
    assert person.send("PATCH", HIDDEN, {"title": "x"}, {"If-Match": "*"}).status_code == hidden
    assert person.send("DELETE", OPEN, None, {"If-Match": "*"}).status_code == status
    assert person.send("DELETE", HIDDEN, None, {"If-Match": "*"}).status_code == hidden


def test_the_token_needs_the_scope(cast: Cast, nobody: Client) -> None:
    others = tuple(scope.value for scope in Scope if scope != Scope.WRITE_CONFLICTS)
    person = program(cast.user("randi"), others)
    assert person.send("POST", CONFLICTS, NEW).status_code == 403
    assert person.send("PATCH", OPEN, {"title": "x"}, {"If-Match": "*"}).status_code == 403
    assert person.send("DELETE", OPEN, None, {"If-Match": "*"}).status_code == 403
    assert nobody.post(f"/api/v1{CONFLICTS}", NEW, content_type="application/json").status_code == 401
    logged_in = cast.client("randi")
    assert logged_in.post(f"/api/v1{CONFLICTS}", NEW, content_type="application/json").status_code == 401
