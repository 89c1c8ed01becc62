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
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "schema": {"type": "string"},
    "required": True,
    "description": "The ETag of what the write builds on; * writes whatever stands there.",
}
#: The operations that take If-Match; the view reads it itself, as HTTP has its own form for it.
_CONDITIONAL = ("change", "change_conflict", "change_target", "delete_target", "remove")

#: What stands in the addresses; the routers declare only their form.
_IN_PATH = {
    "slug": "Slug of the organisation.",
    "id": "Its id, or the organisation's slug and its key with a colon between: oslo:mal-2.",
    "parent": "The element that it contributes to or addresses: its id, or slug and key.",
    "plan": "Key of the plan.",
    "case": "Key of the case.",
    "table": "Key of the table.",
    "run": "The number of the run, as the answer to the file had it.",
    "key": "Key of the indicator.",
    "number": "Number of the version: 1 for the first.",
    "target": "Id of the target.",
}


@cache
def document() -> dict[str, Any]:
    """Return the document: what the routers declare, with the answers that every address has."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX.lstrip("/"))))
    found["components"]["schemas"] |= _problem_schemas()
    for operations in found["paths"].values():
        for method, operation in operations.items():
            _complete(operation, method)
    return found


def document_text() -> str:
    """Return the document as it is committed."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def _problem_schemas() -> dict[str, Any]:
    models = [(model, "serialization") for model in (Fault, Problem)]
    schemas: dict[str, Any] = models_json_schema(models, ref_template=_REFERENCE)[1]["$defs"]  # type: ignore[arg-type]  # literals
    return schemas


def _complete(operation: dict[str, Any], method: str) -> None:
    problem = {"content": {CONTENT_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}}
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["description"] = _IN_PATH[parameter["name"]]
    answers = operation["responses"]
    if method == "get":
        operation["security"] = [{}, {"Token": []}]
        answers["200"]["headers"] = {"ETag": _ETAG}
        answers["304"] = {"description": "Not changed since the answer that If-None-Match names."}
    else:
        _complete_write(operation, problem)
    answers["401"] = {"description": "A token that opens nothing.", **problem}
    answers["404"] = {"description": "Nothing here, or nothing that you may see.", **problem}
    answers["422"] = {"description": "Something sent cannot be used; errors tells which.", **problem}
    answers["default"] = {"description": "Any other problem.", **problem}


def _complete_write(operation: dict[str, Any], problem: dict[str, Any]) -> None:
    answers = operation["responses"]
    if "application/json" in operation.get("requestBody", {}).get("content", {"application/json": None}):
        answers["400"] = {"description": "What was sent is not JSON.", **problem}
    answers["403"] = {"description": "The token lacks the scope, or you the role.", **problem}
    answers["409"] = {"description": "The same Idempotency-Key is under way.", **problem}
    if operation["operationId"] in _CONDITIONAL:
        operation["parameters"].append(_IF_MATCH)
        answers["412"] = {"description": "Changed since; ETag is the version that stands.", **problem}
        answers["428"] = {"description": "If-Match is missing.", **problem}
