"""Words of the page about the API, made from the OpenAPI document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from rodtrad.core.web.problems import KINDS

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Parameter:
    name: str
    form: str
    description: str


@dataclass(frozen=True)
class Field:
    name: str
    form: str
    description: str


@dataclass(frozen=True)
class Endpoint:
    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    fields: list[Field]
    is_list: bool
    curl: str


@dataclass(frozen=True)
class Section:
    tag: str
    description: str
    endpoints: list[Endpoint]


@dataclass(frozen=True)
class DescribedProblem:
    anchor: str
    status: int
    title: Promise
    detail: Promise


#: What stands in the examples in place of the parameters of an address.
_EXAMPLES = {
    "/api/v1/search": "/api/v1/search?q=bolig&root=oslo",
    "/api/v1/organisations/{slug}/elements": "/api/v1/organisations/oslo/elements?sdg=11&page_size=10",
    "/api/v1/organisations/{slug}/indicators": "/api/v1/organisations/oslo/indicators?theme=housing",
    "/api/v1/organisations/{slug}/observations": "/api/v1/organisations/oslo/observations"
    "?indicator=innbyggere&area=0301&from=2020&format=csv",
    "/api/v1/sdg/targets": "/api/v1/sdg/targets?goal=11&organisation=oslo",
}
_SLUG, _ID, _KEY = "oslo", "oslo:mal-2", "innbyggere"


def described_sections(document: Document, site: str) -> list[Section]:
    """Return the endpoints under their tags, as the document has them."""
    return [
        Section(tag["name"], tag["description"], list(_endpoints(document, tag["name"], site)))
        for tag in document["tags"]
    ]


def described_problems() -> list[DescribedProblem]:
    return [
        DescribedProblem(f"problem-{kind}", status, title, detail)
        for status, (kind, title, detail) in KINDS.items()
    ]


def _endpoints(document: Document, tag: str, site: str) -> Iterator[Endpoint]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if tag in operation["tags"]:
                yield _endpoint(document, path, method, operation, site)


def _endpoint(document: Document, path: str, method: str, operation: Document, site: str) -> Endpoint:
    answer = _answer(document, operation)
    items = answer.get("properties", {}).get("items")
    shown = _resolved(document, items["items"]) if items else answer
    example = _EXAMPLES.get(path, path.replace("{slug}", _SLUG).replace("{id}", _ID).replace("{key}", _KEY))
    return Endpoint(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=[
            *_body(document, operation),
            *(_parameter(document, one) for one in operation["parameters"]),
        ],
        fields=[_field(document, name, schema) for name, schema in shown.get("properties", {}).items()],
        is_list=bool(items),
        curl=f"curl '{site}{example}'" if method == "get" else "",
    )


def _answer(document: Document, operation: Document) -> Document:
    """Return the form of the answer when all is well; empty for an answer without content."""
    good = next(told for status, told in operation["responses"].items() if status in ("200", "201", "204"))
    return _resolved(document, good["content"]["application/json"]["schema"]) if "content" in good else {}


def _body(document: Document, operation: Document) -> Iterator[Parameter]:
    """Yield the fields of what is sent, before what stands in the address and the headers."""
    if "requestBody" in operation:
        body = operation["requestBody"]
        if "application/json" not in body["content"]:
            [(kind, _schema)] = body["content"].items()
            yield Parameter("body", kind, body["description"])
            return
        sent = _resolved(document, body["content"]["application/json"]["schema"])
        for name, schema in sent["properties"].items():
            yield Parameter(name, _form(document, schema), schema.get("description", ""))


def _resolved(document: Document, schema: Document) -> Document:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _parameter(document: Document, parameter: Document) -> Parameter:
    form = _form(document, parameter["schema"])
    return Parameter(parameter["name"], form, parameter["description"])


def _field(document: Document, name: str, schema: Document) -> Field:
    return Field(name, _form(document, schema), schema.get("description", ""))


def _form(document: Document, schema: Document) -> str:
    """Name the form of a value in few words: integer, string, list of string, ElementItem or null."""
    if "$ref" in schema:
        found = _resolved(document, schema)
        return _form(document, found) if "enum" in found else str(schema["$ref"].rsplit("/", 1)[-1])
    for several in ("anyOf", "allOf"):
        if several in schema:
            return " or ".join(_form(document, one) for one in schema[several])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_form(document, schema['items'])}"
    return str(schema.get("format") or schema.get("type", ""))
