"""JSON-stat, as cubes; what is let in is written and read back the same."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from rodtrad.indicators.jsonstat.as_csv import as_csv
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.faults import JsonStatError
from rodtrad.indicators.jsonstat.read import read_cube, read_cubes
from rodtrad.indicators.jsonstat.write import as_json_stat
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated
from scripts.fuzz.readers.must_hold import clean
from scripts.fuzz.trees import json_mutated

_PX = {
    "tableid": "06913",
    "decimals": 0,
    "official-statistics": True,
    "aggregallowed": False,
    "language": "no",
}
_REGION = {
    "label": "region",
    "note": ["Grenser per 2024"],
    "category": {
        "index": {"0301": 0, "3201": 1, "EKG13": 2},
        "label": {"0301": "Oslo", "3201": "Bærum", "EKG13": "Gruppe 13"},
        "note": {"3201": ["0219 før 2020"]},
        "child": {"EKG13": ["0301"]},
        "coordinates": {"0301": [10.75, 59.91]},
    },
    "extension": {
        "elimination": True,
        "eliminationValueCode": "EKG13",
        "noteMandatory": {"0": True},
        "codelists": [{"id": "vs_Kommune", "label": "Kommuner", "type": "Valueset"}],
    },
}
_CONTENTS = {
    "label": "innhold",
    "category": {"label": {"Folk": "Folkemengde"}, "unit": {"Folk": {"base": "personer", "decimals": 0}}},
    "extension": {"measuringType": {"Folk": "Stock"}, "refperiod": {"Folk": "1. januar"}},
}
_YEAR = {"label": "år", "category": {"index": ["2024", "2025"]}}
_TABLE: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "06913: Folkemengde",
    "source": "Statistisk sentralbyrå",
    "updated": "2026-02-24T07:00:00Z",
    "note": ["Foreløpige tall"],
    "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
    "id": ["Region", "ContentsCode", "Tid"],
    "size": [3, 1, 2],
    "dimension": {"Region": _REGION, "ContentsCode": _CONTENTS, "Tid": _YEAR},
    "value": [717710, 724290, None, 130772.5, 0, -1],
    "status": {"2": ".."},
    "extension": {"px": _PX, "discontinued": False},
}
_OLD = {
    "folk": {
        "label": "Folk",
        "value": {"0": 1, "5": 2.5},
        "status": {"value": ["e", "", "", "", "", ":"], "category": {"label": {"e": "anslag"}}},
        "dimension": {
            "id": ["Region", "Tid"],
            "size": ["3", "2"],
            "role": {"time": ["Tid"]},
            "Region": _REGION,
            "Tid": _YEAR,
        },
    }
}
_COLLECTION = {
    "version": "2.0",
    "class": "collection",
    "link": {
        "item": [_TABLE, {**_TABLE, "value": []}, {"class": "dataset", "href": "https://example.org/a.json"}]
    },
}


def _seeds() -> list[bytes]:
    return [json.dumps(one, ensure_ascii=False).encode() for one in (_TABLE, _OLD, _COLLECTION)]


def _read(content: bytes, deep: bool) -> Iterator[str]:
    for cube in read_cubes(content):
        _looks_right(cube)
        if deep:
            assert read_cube(as_json_stat(cube)) == cube, "written and read back it is another"
            text = "".join(as_csv(cube))
            assert text.count("\n") >= len(cube.values) + 1, "a cell without a row"
        yield from (remark.fault.value for remark in cube.remarks)


def _looks_right(cube: Cube) -> None:
    assert not np.isinf(cube.values).any(), "an infinite figure"
    assert len(cube.values) in (0, cube.size), "cells without values"
    assert cube.status.max(initial=0) < len(cube.symbols), "a status without a symbol"
    texts = [cube.label, cube.source, cube.href, *cube.symbols, *(note.text for note in cube.notes)]
    for dimension in cube.dimensions:
        assert len(set(dimension.codes)) == len(dimension.codes), "a code twice"
        if cube.has_values:
            assert len(cube.index_of(dimension.code)) == len(cube.values), "a column of another length"
        texts += [dimension.code, dimension.label, *dimension.codes]
        texts += [category.label for category in dimension.categories]
    for text in texts:
        clean(text, "a text")


READERS = {
    "jsonstat": Reader(
        "jsonstat",
        _seeds,
        (json_mutated,) * 4 + (bytes_mutated,),
        _read,
        (JsonStatError,),
        ".json",
    )
}
