"""Elements, links and placements written by programs: what is stored, who may, what is refused and how it is told."""

from typing import Any

import pghistory
import psycopg
import pytest
from django.db import connection

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element, Link, Placement
from rodtrad.organisations.models import AnsweredRequest, ApiToken
from tests.api.writing import Program, program
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ELEMENTS = "/organisations/solvik/elements"
HELP = "/elements/solvik:leksehjelp"
NEW = {"plan": "handlingsdel", "level": "tiltak", "title": "Lære alle å svømme"}


@pytest.fixture
def randi(cast: Cast) -> Program:
    return program(cast.user("randi"))


@pytest.fixture
def geir(cast: Cast) -> Program:
    return program(cast.user("geir"))


def row(key: str) -> Element:
    return Element.objects.get(root__slug="solvik", key=key)


def made(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json() if answer.content else None


def refused(answer: Any, status: int, *fields: str) -> str:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {one["parameter"] for one in problem["errors"]} == set(fields)
    assert problem["detail"].endswith(".")
    return str(problem["detail"])


# Elements


def test_make_an_element(randi: Program) -> None:
    content = {
        **NEW,
        "description": "Alle på tredje trinn.",
        "responsible": "skolekontoret",
        "starts": "2026-08-01",
        "sdg": ["4", "11.6"],
        "keywords": ["svømming"],
        "under": "gode-skoler",
        "number": "1.9",
    }
    answer = randi.send("POST", ELEMENTS, content)
    told = made(answer)
    assert told["key"] == "laere-alle-a-svomme"
    assert answer["Location"] == "/api/v1/elements/solvik:laere-alle-a-svomme"
    assert (told["number"], told["visibility"], told["origin"]) == ("1.9", "internal", "own")
    assert told["sdg"] == {"goals": [4], "targets": ["11.6"]}
    again = randi.get("/elements/solvik:laere-alle-a-svomme")
    assert again.json() == told
    assert again["ETag"].startswith(answer["ETag"][:-1])
    assert Link.objects.filter(child__key=told["key"], parent__key="gode-skoler").exists()


def test_the_trail_tells_the_person_and_the_token(cast: Cast, randi: Program) -> None:
    told = made(randi.send("POST", ELEMENTS, NEW))
    event = row(told["key"]).events.get()
    context = pghistory.models.Context.objects.get(id=event.pgh_context_id).metadata
    assert context["user"] == str(cast.user("randi").pk)
    assert context["token"] == str(ApiToken.objects.get().pk)


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        ({}, ("title", "plan", "level")),
        ({**NEW, "title": "  "}, ("title",)),
        ({**NEW, "title": None}, ("title",)),
        ({**NEW, "title": "a" * 501}, ("title",)),
        ({**NEW, "title": "a\x00b"}, ("title",)),
        ({**NEW, "title": "\ud800"}, ("title",)),
        ({**NEW, "plan": "finnes-ikke"}, ("plan",)),
        ({**NEW, "plan": "samfunnsdelen-i-utvik"}, ("plan",)),
        ({**NEW, "plan": "samfunnsdel"}, ("plan",)),
        ({**NEW, "level": "finnes-ikke"}, ("level",)),
        ({**NEW, "under": "finnes-ikke"}, ("under",)),
        ({**NEW, "key": "leksehjelp"}, ("key",)),
        ({**NEW, "key": "Æ"}, ("key",)),
        ({**NEW, "responsible": "finnes-ikke"}, ("responsible",)),
        ({**NEW, "starts": "2027-01-01", "ends": "2026-01-01"}, ("ends",)),
        ({**NEW, "starts": "i fjor"}, ("starts",)),
        ({**NEW, "sdg": ["99"]}, ("sdg",)),
        ({**NEW, "sdg": ["1.99"]}, ("sdg",)),
        ({**NEW, "areas": ["99999"]}, ("areas",)),
        ({**NEW, "progress": "snart"}, ("progress",)),
        ({**NEW, "origin": "quoted"}, ("origin",)),
        ({**NEW, "finnes_ikke": 1}, ("finnes_ikke",)),
        ([], ("body",)),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_what_cannot_be_an_element_is_told_by_field(
    randi: Program, content: Any, fields: tuple[str, ...]
) -> None:
    before = Element.objects.count(), Placement.objects.count()
    refused(randi.send("POST", ELEMENTS, content), 422, *fields)
    assert (Element.objects.count(), Placement.objects.count()) == before


@pytest.mark.parametrize("body", ["", "{", "\x00", "[" * 100_000, "9" * 5000, '"\\ud800"'])
def test_what_is_not_json_is_a_problem(randi: Program, body: str) -> None:
    answer = randi.client.generic("POST", f"/api/v1{ELEMENTS}", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.status_code == 422 or "er ikke JSON" in answer.json()["detail"]


def test_change_what_was_fetched(randi: Program) -> None:
    before = randi.get(HELP)
    answer = randi.send(
        "PATCH",
        HELP,
        {"progress": "done", "judgement": "on_track", "responsible": None, "visibility": "internal"},
        {"If-Match": before["ETag"]},
    )
    told = made(answer, 200)
    assert (told["progress"], told["judgement"], told["responsible"]) == ("done", "on_track", None)
    assert told["title"] == before.json()["title"]
    assert told["visibility"] == "internal"
    assert row("leksehjelp").visibility == Visibility.INTERNAL
    assert answer["ETag"] != before["ETag"]


def test_the_second_of_two_is_told(randi: Program, cast: Cast) -> None:
    other = program(cast.user("bard"))
    first, second = randi.etag(HELP), other.etag(HELP)
    made(randi.send("PATCH", HELP, {"progress": "done"}, {"If-Match": first}), 200)
    answer = other.send("PATCH", HELP, {"progress": "stopped"}, {"If-Match": second})
    refused(answer, 412)
    assert row("leksehjelp").progress == "done"
    made(other.send("PATCH", HELP, {"progress": "stopped"}, {"If-Match": answer["ETag"]}), 200)


def test_the_version_is_the_same_in_another_language(randi: Program) -> None:
    etag = randi.get(HELP, **{"Accept-Language": "en"})["ETag"]
    made(randi.send("PATCH", HELP, {"progress": "done"}, {"If-Match": f'"annen", {etag}'}), 200)


def test_without_a_version_nothing_is_changed(randi: Program) -> None:
    refused(randi.send("PATCH", HELP, {"progress": "done"}), 428)
    refused(randi.send("DELETE", HELP), 428)
    refused(randi.send("PATCH", HELP, {"progress": "done"}, {"If-Match": '"tull"'}), 412)
    refused(randi.send("PATCH", HELP, {"progress": "done"}, {"If-Match": 'tull,,"'}), 412)
    assert row("leksehjelp").progress == "under_way"
    made(randi.send("PATCH", HELP, {"progress": "done"}, {"If-Match": "*"}), 200)


def test_adopted_text_takes_an_approver_and_a_reason(randi: Program, geir: Program) -> None:
    goal, anyway = "/elements/solvik:gode-skoler", {"If-Match": "*"}
    refused(randi.send("PATCH", goal, {"title": "Skolene er bedre"}, anyway), 422, "title")
    assert randi.send("PATCH", f"{goal}?correction=Skrivefeil", {"title": "B"}, anyway).status_code == 403
    made(geir.send("PATCH", f"{goal}?correction=Skrivefeil", {"title": "Skolene er bedre"}, anyway), 200)
    assert row("gode-skoler").corrections.get().reason == "Skrivefeil"


def test_a_contributor_changes_progress_and_no_more(cast: Cast) -> None:
    bard, anyway = program(cast.user("bard")), {"If-Match": "*"}
    made(bard.send("PATCH", HELP, {"progress": "done"}, anyway), 200)
    refused(bard.send("PATCH", HELP, {"starts": "2026-01-01", "ends": None}, anyway), 403)
    refused(bard.send("POST", ELEMENTS, NEW), 403)
    refused(bard.send("DELETE", HELP, None, anyway), 403)


def test_to_make_public_is_to_publish(randi: Program) -> None:
    refused(randi.send("POST", ELEMENTS, {**NEW, "visibility": "public"}), 403)
    inside = "/elements/solvik:stengt-skole"
    refused(randi.send("PATCH", inside, {"visibility": "public"}, {"If-Match": "*"}), 403)


def test_take_out(randi: Program) -> None:
    assert randi.send("DELETE", HELP, None, {"If-Match": randi.etag(HELP)}).status_code == 204
    assert randi.get(HELP).status_code == 404
    refused(randi.send("DELETE", "/elements/solvik:trygge-veier", None, {"If-Match": "*"}), 422, "plan")


@pytest.mark.parametrize("person", ["lise", "anne", "ulla"])
def test_who_reads_only_writes_nothing(cast: Cast, person: str) -> None:
    one, anyway = program(cast.user(person)), {"If-Match": "*"}
    for answer in (
        one.send("PATCH", HELP, {"progress": "done"}, anyway),
        one.send("DELETE", HELP, None, anyway),
        one.send("POST", f"{HELP}/links", {"parent": "solvik:trygge-veier"}),
        one.send("DELETE", f"{HELP}/links/solvik:gode-skoler"),
        one.send("POST", f"{HELP}/placements", {"plan": "samfunnsdel"}),
        one.send("PATCH", f"{HELP}/placements/handlingsdel", {}),
    ):
        refused(answer, 403)


def test_what_one_may_not_see_does_not_exist(cast: Cast) -> None:
    ulla, anyway = program(cast.user("ulla")), {"If-Match": "*"}
    for key in ("stengt-skole", "ny-rektor", "finnes-ikke"):
        path = f"/elements/solvik:{key}"
        assert ulla.send("PATCH", path, {"title": "x"}, anyway).status_code == 404
        assert ulla.send("DELETE", path, None, anyway).status_code == 404
        assert ulla.send("POST", f"{path}/links", {"parent": "solvik:gode-skoler"}).status_code == 404
        assert ulla.send("PATCH", f"{path}/placements/handlingsdel", {}).status_code == 404
    own = "/elements/utvik:eit-mal"
    refused(ulla.send("POST", f"{own}/links", {"parent": "solvik:stengt-skole"}), 422, "parent")


# Links


def test_link_and_unlink(randi: Program) -> None:
    told = made(randi.send("POST", f"{HELP}/links", {"parent": "solvik:trygge-veier", "reason": "Skolevei"}))
    assert (told["kind"], told["origin"], told["reason"]) == ("contributes", "own", "Skolevei")
    refused(randi.send("POST", f"{HELP}/links", {"parent": str(row("trygge-veier").pk)}), 422, "parent")
    assert randi.send("DELETE", f"{HELP}/links/solvik:trygge-veier").status_code == 204
    refused(randi.send("DELETE", f"{HELP}/links/solvik:trygge-veier"), 422, "parent")


def test_links_that_cannot_be(randi: Program) -> None:
    for parent in ("solvik:leksehjelp", "solvik:finnes-ikke", "utvik:eit-mal", "solvik:flere-eldre"):
        refused(randi.send("POST", f"{HELP}/links", {"parent": parent}), 422, "parent")


# Placements


def test_carry_over_move_and_take_out(randi: Program) -> None:
    made(randi.send("POST", ELEMENTS, {**NEW, "under": "gode-skoler", "key": "svom"}))
    moved = made(
        randi.send("PATCH", "/elements/solvik:svom/placements/handlingsdel", {"under": None, "number": "7"}),
        200,
    )
    assert moved == {
        "plan": {"key": "handlingsdel", "title": "Handlingsdel 2026–2029"},
        "number": "7",
        "carried_over": False,
    }
    assert Placement.objects.get(element__key="svom").parent is None
    path = "/elements/solvik:svom/placements"
    refused(randi.send("POST", path, {"plan": "handlingsdel"}), 422, "plan")
    assert made(randi.send("POST", path, {"plan": "internt-notat"}))["carried_over"]
    assert randi.send("DELETE", f"{path}/internt-notat").status_code == 204
    refused(randi.send("DELETE", f"{path}/handlingsdel"), 422, "plan")
    assert randi.send("PATCH", f"{path}/finnes-ikke", {}).status_code == 404
    refused(randi.send("PATCH", f"{path}/handlingsdel", {"under": "svom"}), 422, "under")


# Once, and only tried


def test_sent_twice_it_is_done_once(randi: Program) -> None:
    key = {"Idempotency-Key": "natt-2026-11-21/1"}
    first = randi.send("POST", ELEMENTS, NEW, key)
    again = randi.send("POST", ELEMENTS, NEW, key)
    assert made(first) == made(again)
    assert again["Location"] == first["Location"]
    assert again["ETag"] == first["ETag"]
    assert (first.has_header("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (False, "true")
    assert Element.objects.filter(title=NEW["title"]).count() == 1


def test_taken_out_twice_with_one_key_is_answered_twice(randi: Program) -> None:
    how = {"Idempotency-Key": "slett", "If-Match": "*"}
    assert randi.send("DELETE", HELP, None, how).status_code == 204
    again = randi.send("DELETE", HELP, None, how)
    assert (again.status_code, again["Idempotency-Replayed"], again.content) == (204, "true", b"")
    refused(randi.send("DELETE", HELP, None, {**how, "Idempotency-Key": "en-annen"}), 404)
    refused(randi.send("DELETE", f"{HELP}?dry_run=1", None, how), 422, "Idempotency-Key")


def test_a_key_stands_for_one_request(randi: Program, cast: Cast) -> None:
    key = {"Idempotency-Key": "en"}
    made(randi.send("POST", ELEMENTS, NEW, key))
    refused(randi.send("POST", ELEMENTS, {**NEW, "title": "Noe annet"}, key), 422, "Idempotency-Key")
    made(program(cast.user("randi")).send("POST", ELEMENTS, NEW, key))
    assert Element.objects.filter(title=NEW["title"]).count() == 1


def test_what_was_refused_may_be_tried_again(randi: Program) -> None:
    key = {"Idempotency-Key": "to"}
    refused(randi.send("POST", ELEMENTS, {**NEW, "level": "finnes-ikke"}, key), 422, "level")
    made(randi.send("POST", ELEMENTS, NEW, key))


def test_after_a_day_the_key_is_free(randi: Program) -> None:
    key = {"Idempotency-Key": "tre"}
    made(randi.send("POST", ELEMENTS, NEW, key))
    AnsweredRequest.objects.update(at="2026-01-01T00:00:00Z")
    made(randi.send("POST", ELEMENTS, {**NEW, "title": "Noe annet"}, key))


def test_one_under_way_is_not_done_a_second_time(randi: Program, cast: Cast) -> None:
    held = f"rodtrad request {cast.user('randi').pk} fire"
    parameters = connection.get_connection_params()
    wanted = {
        name: parameters[name]
        for name in ("dbname", "user", "host", "port", "password")
        if parameters.get(name)
    }
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [held])
        refused(randi.send("POST", ELEMENTS, NEW, {"Idempotency-Key": "fire"}), 409)
    made(randi.send("POST", ELEMENTS, NEW, {"Idempotency-Key": "fire"}))


def test_a_dry_run_answers_and_stores_nothing(randi: Program) -> None:
    told = made(randi.send("POST", f"{ELEMENTS}?dry_run=1", NEW, {"Idempotency-Key": "fem"}))
    assert told["title"] == NEW["title"]
    assert not Element.objects.filter(title=NEW["title"]).exists()
    assert randi.send("DELETE", f"{HELP}?dry_run=1", None, {"If-Match": "*"}).status_code == 204
    assert row("leksehjelp")
    refused(randi.send("POST", f"{ELEMENTS}?dry_run=1", {**NEW, "level": "finnes-ikke"}), 422, "level")
    made(randi.send("POST", ELEMENTS, NEW, {"Idempotency-Key": "fem"}))
