"""A cube as JSON-stat 2, as PxWeb writes it: what the reader takes in comes back the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any, Final

import numpy as np
import orjson

from rodtrad.indicators.jsonstat.cube import ROLES, Category, Cube, Dimension, Facts, Note

#: Statuses are written by position when fewer cells than one in this many have one.
_SPARSE: Final = 4


def as_json_stat(cube: Cube) -> bytes:
    """Return a JSON-stat 2 dataset; a cube without figures gives one with an empty `value`, as metadata answers are."""
    roles: dict[str, list[str]] = {role: [one.code for one in cube.with_role(role)] for role in ROLES}
    extension = {**_mandatory(cube.notes), **_facts(cube.facts)}
    if cube.symbol_labels:
        extension["status"] = {"label": dict(cube.symbol_labels)}
    document = {
        "version": "2.0",
        "class": "dataset",
        "href": cube.href,
        "label": cube.label,
        "source": cube.source,
        "updated": cube.updated.astimezone(UTC).isoformat().replace("+00:00", "Z") if cube.updated else "",
        "note": [note.text for note in cube.notes],
        "role": _filled(roles),
        "id": [one.code for one in cube.dimensions],
        "size": list(cube.shape),
        "dimension": {one.code: _dimension(one) for one in cube.dimensions},
        "extension": extension,
        "value": cube.values,
        "status": _status(cube),
    }
    needed = {"version", "class", "label", "id", "size", "dimension", "value"}
    kept = {key: one for key, one in document.items() if key in needed or one}
    return orjson.dumps(kept, option=orjson.OPT_SERIALIZE_NUMPY)


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told; a fact that is false is told too."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {}, ())}


def _mandatory(notes: Sequence[Note]) -> dict[str, Any]:
    return _filled({"noteMandatory": {str(at): True for at, note in enumerate(notes) if note.mandatory}})


def _facts(facts: Facts) -> dict[str, Any]:
    px = {
        "tableid": facts.table_id,
        "language": facts.language,
        "contents": facts.contents,
        "subject-code": facts.subject,
        "survey": facts.survey,
        "decimals": facts.decimals,
        "official-statistics": facts.official,
        "aggregallowed": facts.aggregation_allowed,
        "nextUpdate": facts.next_update,
        "updateFrequency": facts.update_frequency,
    }
    return _filled({"px": _filled(px), "discontinued": facts.discontinued})


def _dimension(dimension: Dimension) -> dict[str, Any]:
    every = dimension.categories
    extension = {
        "elimination": dimension.elimination,
        "eliminationValueCode": dimension.total,
        **_mandatory(dimension.notes),
        "categoryNoteMandatory": _by_code(every, lambda one: _mandatory(one.notes).get("noteMandatory")),
        "refperiod": _by_code(every, lambda one: one.reference_period),
        "codelists": [{"id": one.code, "label": one.label, "type": one.kind} for one in dimension.code_lists],
        "measuringType": _by_code(every, lambda one: one.measuring),
        "priceType": _by_code(every, lambda one: one.price),
        "adjustment": _by_code(every, lambda one: one.adjustment),
        "basePeriod": _by_code(every, lambda one: one.base_period),
    }
    category = {
        "index": {one.code: at for at, one in enumerate(every)},
        "label": {one.code: one.label for one in every},
        "note": _by_code(every, lambda one: [note.text for note in one.notes]),
        "child": _children(every),
        "coordinates": _by_code(every, lambda one: one.coordinates),
        "unit": _by_code(every, _unit),
    }
    told = {
        "label": dimension.label,
        "note": [note.text for note in dimension.notes],
        "extension": _filled(extension),
    }
    return {**_filled(told), "category": {"index": category.pop("index"), **_filled(category)}}


def _by_code(every: Iterable[Category], tell: Callable[[Category], object]) -> dict[str, object]:
    return _filled({one.code: tell(one) for one in every})


def _unit(category: Category) -> dict[str, object]:
    unit = {"label": category.unit, "decimals": category.decimals, "multiplier": category.multiplier or None}
    return _filled(unit)


def _children(every: Iterable[Category]) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {}
    for one in every:
        for parent in one.parents:
            below.setdefault(parent, []).append(one.code)
    return below


def _status(cube: Cube) -> dict[str, str] | list[str | None]:
    marked = np.flatnonzero(cube.status)
    if len(marked) * _SPARSE < len(cube.status):
        return {str(at): cube.symbols[cube.status[at]] for at in marked.tolist()}
    names = (None, *cube.symbols[1:])
    return [names[code] for code in cube.status.tolist()]
