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
    "/api/v1/organisations/{slug}/elements": "/api/v1/organisations/oslo/elements?sdg=11&page_size=10",
    "/api/v1/sdg/targets": "/api/v1/sdg/targets?goal=11&organisation=oslo",
}
_SLUG, _ID = "oslo", "oslo:mal-2"


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
        operation = operations["get"]
        if tag not in operation["tags"]:
            continue
        answer = _resolved(document, operation["responses"]["200"]["content"]["application/json"]["schema"])
        items = answer["properties"].get("items")
        shown = _resolved(document, items["items"]) if items else answer
        example = _EXAMPLES.get(path, path.replace("{slug}", _SLUG).replace("{id}", _ID))
        yield Endpoint(
            anchor=operation["operationId"],
            path=path,
            summary=operation["summary"],
            description=operation.get("description", ""),
            parameters=[_parameter(document, one) for one in operation["parameters"]],
            fields=[_field(document, name, schema) for name, schema in shown["properties"].items()],
            is_list=bool(items),
            curl=f"curl '{site}{example}'",
        )


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
