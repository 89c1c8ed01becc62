"""Small JSON-stat answers, one of each legal kind."""

import json
from typing import Any


def table(**changed: Any) -> dict[str, Any]:
    """Return a table of two areas and three years; a member that is None is left out."""
    members = {
        "version": "2.0",
        "class": "dataset",
        "label": "Innbyggere",
        "source": "SSB",
        "updated": "2026-02-24T07:00:00Z",
        "id": ["Region", "Tid"],
        "size": [2, 3],
        "role": {"geo": ["Region"], "time": ["Tid"]},
        "dimension": {"Region": area(), "Tid": year()},
        "value": [1, 2.5, None, 4, 5, 6],
        **changed,
    }
    return {name: one for name, one in members.items() if one is not None}


def area(**category: Any) -> dict[str, Any]:
    inner = {
        "index": {"0301": 0, "3201": 1},
        "label": {"0301": "Oslo", "3201": "Bærum"},
        **category,
    }
    return {"label": "region", "category": {name: one for name, one in inner.items() if one is not None}}


def year(**category: Any) -> dict[str, Any]:
    return {"label": "år", "category": {"index": ["2023", "2024", "2025"], **category}}


def with_area(**category: Any) -> dict[str, Any]:
    return table(dimension={"Region": area(**category), "Tid": year()})


def old_table(**changed: Any) -> dict[str, Any]:
    """Return the same table as JSON-stat 1 has it: order, size and role among the dimensions."""
    new = table()
    places = {name: new.pop(name) for name in ("id", "size", "role")}
    del new["version"], new["class"]
    return {**new, "dimension": {**new["dimension"], **places}, **changed}


def sent(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
