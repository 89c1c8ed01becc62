"""The OpenAPI document. It is committed as docs/api/openapi.json, and a test compares."""

import json
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from rodtrad.api.api import api
from rodtrad.core.web.problems import CONTENT_TYPE, Fault, Problem

PREFIX = "/api/v1"
_REFERENCE = "#/components/schemas/{model}"
_ETAG = {
    "schema": {"type": "string"},
    "description": "Send it as If-None-Match to ask whether it has changed.",
}

#: What stands in the addresses; the routers declare only their form.
_IN_PATH = {
    "slug": "Slug of the organisation.",
    "id": "Its id, or the organisation's slug and its key with a colon between: oslo:mal-2.",
}


@cache
def document() -> dict[str, Any]:
    """Return the document: what the routers declare, with the answers that every address has."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX.lstrip("/"))))
    found["components"]["schemas"] |= _problem_schemas()
    for operations in found["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return found


def document_text() -> str:
    """Return the document as it is committed."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def _problem_schemas() -> dict[str, Any]:
    models = [(model, "serialization") for model in (Fault, Problem)]
    schemas: dict[str, Any] = models_json_schema(models, ref_template=_REFERENCE)[1]["$defs"]  # type: ignore[arg-type]  # literals
    return schemas


def _complete(operation: dict[str, Any]) -> None:
    problem = {"content": {CONTENT_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["description"] = _IN_PATH[parameter["name"]]
    answers = operation["responses"]
    answers["200"]["headers"] = {"ETag": _ETAG}
    answers["304"] = {"description": "Not changed since the answer that If-None-Match names."}
    answers["404"] = {"description": "Nothing here, or nothing that you may see.", **problem}
    answers["422"] = {"description": "A parameter cannot be used; errors tells which.", **problem}
    answers["default"] = {"description": "Any other problem.", **problem}
