"""What all answers have in common: ETag, caching, other sites, problems."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/api/v1/organisations"
ELEMENT = "/api/v1/elements/solvik:gode-skoler"
ADDRESSES = [
    ORGANISATIONS,
    "/api/v1/organisations/solvik/elements",
    "/api/v1/organisations/solvik/plans",
    "/api/v1/organisations/solvik/findings",
    ELEMENT,
    f"{ELEMENT}/thread",
    "/api/v1/sdg/targets",
    "/api/v1/openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_content_answers_304(nobody: Client, address: str) -> None:
    first = nobody.get(address)
    etag = first["ETag"]
    assert etag.startswith('"')
    assert nobody.get(address)["ETag"] == etag
    again = nobody.get(address, headers={"If-None-Match": f'"other", {etag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == etag
    assert again["Cache-Control"] == first["Cache-Control"]
    assert nobody.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_another_content_has_another_etag(nobody: Client, cast: Cast) -> None:
    before = nobody.get(ORGANISATIONS)["ETag"]
    cast.solvik.__class__.objects.filter(slug="solvik").update(short_name="Sol")
    assert nobody.get(ORGANISATIONS, headers={"If-None-Match": before}).status_code == 200


def test_another_language_has_another_etag(nobody: Client) -> None:
    norwegian = nobody.get(ELEMENT)
    english = nobody.get(ELEMENT, headers={"Accept-Language": "en"})
    assert norwegian["ETag"] != english["ETag"]
    assert "Accept-Language" in norwegian["Vary"]


def test_open_answers_may_be_kept_and_those_of_a_log_in_may_not(nobody: Client, cast: Cast) -> None:
    assert nobody.get(ORGANISATIONS)["Cache-Control"] == "public, max-age=60"
    own = cast.client("lise").get(ORGANISATIONS)
    assert own["Cache-Control"] == "private, no-cache"
    assert "Cookie" in own["Vary"]
    assert "Cookie" in nobody.get(ORGANISATIONS)["Vary"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/finnes-ikke"])
def test_other_sites_may_read(nobody: Client, address: str) -> None:
    response = nobody.get(address, headers={"Origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "ETag" in response["Access-Control-Expose-Headers"]


def test_a_browser_may_ask_first(nobody: Client) -> None:
    response = nobody.options(ORGANISATIONS, headers={"Access-Control-Request-Method": "GET"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_head_is_get_without_the_body(nobody: Client) -> None:
    get, head = nobody.get(ELEMENT), nobody.head(ELEMENT)
    assert head.status_code == 200
    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


MISSING = [
    "/api/v1",
    "/api/v1/",
    "/api/v1/finnes-ikke",
    "/api/v1/organisations/",
    "/api/v1/organisations/finnes-ikke/elements",
    "/api/v1/organisations/finnes-ikke/plans",
    "/api/v1/organisations/finnes-ikke/findings",
    "/api/v1/organisations/%00/plans",
    "/api/v1/organisations/..%2f..%2fetc/plans",
    "/api/v1/sdg/targets?organisation=finnes-ikke",
    "/api/v1/elements/finnes-ikke",
    "/api/v1/elements/00000000-0000-0000-0000-000000000000",
    "/api/v1/elements/solvik:finnes-ikke/thread",
    "/api/v1/elements/solvik:",
    "/api/v1/elements/:",
    "/api/v1/elements/%00",
    "/api/v1/elements/solvik:%00",
    "/api/v1/elements/" + "a" * 5000,
    "/api/v2/organisations",
]


@pytest.mark.parametrize("address", MISSING, ids=lambda address: address[:50])
def test_what_does_not_exist_is_a_problem(nobody: Client, address: str) -> None:
    response = nobody.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    problem = response.json()
    assert problem["type"] == "/api/#problem-not-found"
    assert problem["status"] == 404
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert problem["request_id"] == response["X-Request-ID"]
    assert problem["instance"].startswith("/api/")
    assert problem["instance"].isascii()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        (ORGANISATIONS, {"GET", "HEAD", "OPTIONS"}),
        (ELEMENT, {"GET", "HEAD", "OPTIONS", "PATCH", "DELETE"}),
        ("/api/v1/openapi.json", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_other_methods_are_refused(address: str, allowed: set[str], method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert response["Content-Type"] == "application/problem+json"
    if method.upper() in allowed:
        assert response.status_code == 401
        return
    assert response.status_code == 405
    assert set(response["Allow"].split(", ")) == allowed
    assert response.json()["type"] == "/api/#problem-method-not-allowed"


@pytest.fixture
def broken() -> Iterator[None]:
    with patch("rodtrad.organisations.api.visible_roots", side_effect=RuntimeError("hemmelig")):
        yield


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_ours_tells_nothing_of_itself(debug: bool, settings: object) -> None:
    settings.DEBUG = debug  # type: ignore[attr-defined]  # pytest-django's settings
    response = Client(raise_request_exception=False).get(ORGANISATIONS)
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/api/#problem-internal-error"
    assert b"hemmelig" not in response.content


def test_a_refusal_of_the_frame_around_is_a_problem_too(nobody: Client) -> None:
    response = nobody.get(ORGANISATIONS, headers={"Host": "fremmed.example"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/api/#problem-bad-request"


def test_problems_are_told_in_norwegian_unless_asked_otherwise(nobody: Client) -> None:
    response = nobody.get("/api/v1/finnes-ikke", headers={"Accept-Language": "fr"})
    assert response["Content-Language"] == "nb"
    assert response.json()["title"] == "Ikke funnet"
    english = nobody.get("/api/v1/finnes-ikke", headers={"Accept-Language": "en"})
    assert english["Content-Language"] == "en"
