"""The OpenAPI document is committed and true to the answers; every tag and address stands in docs/api.md."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from rodtrad.api.api import TAGS
from rodtrad.api.openapi import document, document_text
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Dataset, ImportRun, RunKind
from tests.cast import Cast, as_
from tests.targets.factories import make_measured

PROJECT = Path(__file__).parent.parent.parent
COMMITTED = PROJECT / "docs" / "api" / "openapi.json"
DOCUMENTATION = (PROJECT / "docs" / "api.md").read_text("utf-8")


def test_the_committed_document_is_the_one_we_serve() -> None:
    told = (
        "The API has changed: run `python -m django openapi docs/api/openapi.json` and read the difference."
    )
    assert COMMITTED.read_text("utf-8") == document_text(), told


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("openapi", tmp_path / "openapi.json")
    assert (tmp_path / "openapi.json").read_text("utf-8") == document_text()
    call_command("openapi")
    assert capsys.readouterr().out == document_text()


@pytest.mark.django_db
def test_it_is_served(nobody: Client) -> None:
    assert json.loads(nobody.get("/api/v1/openapi.json").content) == document()


@pytest.mark.parametrize("tag", TAGS)
def test_every_tag_is_documented(tag: str) -> None:
    assert f"`{tag}`" in DOCUMENTATION


@pytest.mark.parametrize("path", document()["paths"])
def test_every_address_is_documented(path: str) -> None:
    assert f"`{path}`" in DOCUMENTATION


def test_every_operation_is_whole() -> None:
    names = []
    for operations in document()["paths"].values():
        for method, operation in operations.items():
            names.append(operation["operationId"])
            assert set(operation["tags"]) <= set(TAGS)
            assert operation["summary"]
            assert operation["description"]
            assert [one for one in operation["security"] if one] == [{"Token": []}]
            assert ({} in operation["security"]) == (method == "get")
            for parameter in operation["parameters"]:
                assert parameter["description"], parameter["name"]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere() -> None:
    text = document_text()
    known = document()["components"]["schemas"]
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.split('"')[0] in known


#: What is asked of addresses that need it, by their last parts.
ASKED: dict[str, dict[str, object]] = {
    "search": {"q": "bolig"},
    "observations": {"indicator": "innbyggere"},
    "plans/{plan}/comparison": {"before": 1, "after": 1},
}


@pytest.mark.parametrize("path", [path for path, how in document()["paths"].items() if "get" in how])
def test_answers_have_the_fields_that_the_document_says(cast: Cast, path: str) -> None:
    asked = next((told for end, told in ASKED.items() if path.endswith(f"/{end}")), {})
    answer = _client(cast, path).get(_address(path), asked).json()
    schemas = document()["components"]["schemas"]
    schema = document()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    form = schemas[schema["$ref"].rsplit("/", 1)[-1]]
    assert set(answer) == set(form["properties"])
    if "items" in answer:
        item = schemas[form["properties"]["items"]["items"]["$ref"].rsplit("/", 1)[-1]]
        assert answer["items"]
        assert all(set(one) == set(item["properties"]) for one in answer["items"])


def _client(cast: Cast, path: str) -> Client:
    """Return a client for who may see what is there: a file that was sent is for those who work with the tables."""
    return as_(cast.user("randi")) if "/tables/" in path else Client()


def _address(path: str) -> str:
    """Return the address with names of what stands in the demo or the cast."""
    if "{run}" in path:
        dataset = Dataset.objects.get(root__slug="solvik", key="trivsel")
        run = ImportRun.objects.create(dataset=dataset, kind=RunKind.READ, asked_at=timezone.now())
        return path.format(slug="solvik", table="trivsel", run=run.pk)
    target = make_measured("innbyggere", Element.objects.get(root__slug="oslo", key="mal-2"))
    known = "oslo:boliger-og-arealnoytralitet" if path.startswith("/api/v1/conflicts/") else "oslo:mal-2"
    plans = {"clocks": "kps-2025", "planning-strategies": "planstrategi-2023-2027"}
    plan = next((key for word, key in plans.items() if f"/{word}" in path), "kommunikasjonsstrategi-2025")
    return path.format(
        slug="baerum" if "/planning-strategies" in path else "oslo",
        id=known,
        key="innbyggere",
        target=target.pk,
        plan=plan,
        case="byradssak-1038-25",
        number=1,
    )


@pytest.mark.django_db
def test_the_page_about_the_api_shows_every_address(nobody: Client) -> None:
    response = nobody.get("/api/")
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1") == 1
    for path in document()["paths"]:
        assert path in page
    for kind in ("not-found", "invalid-parameter", "internal-error"):
        assert f'id="problem-{kind}"' in page
    assert "curl &#x27;http://testserver/api/v1/organisations&#x27;" in page
