"""Reading JSON-stat: ours beside pyjstat and beside orjson and numpy with nothing around them."""

import importlib
import importlib.util
import json
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from bench.alone import Figures, Measured, Work, run_alone
from bench.table import Row, memory, seconds
from rodtrad.indicators.jsonstat.read import read_cube

#: As SSB gives them: the most of one call (357 municipalities, 100 ages, 2 sexes, 11 years), and six such in one.
SIZES = {"785 400 cells": (357, 100, 2, 1, 11), "5 000 000 cells": (500, 100, 5, 2, 10)}
_TIMES = 3
_OVER_BARE, _OVER_PYJSTAT, _MOST_MEMORY = 2.0, 10.0, 700


def measure(_size: int) -> Iterator[Row]:
    """Read the same file in fresh processes, each way; of ours and the bare one the best of three."""
    with tempfile.TemporaryDirectory() as directory:
        for name, shape in SIZES.items():
            path = Path(directory) / "kube.json"
            path.write_bytes(orjson.dumps(cube(shape), option=orjson.OPT_SERIALIZE_NUMPY))
            ours, bare = _best("ours", path), _best("bare", path)
            yield _row(name, path, ours, bare)
            yield _beside_pyjstat(name, path, ours)


def _best(way: str, path: Path) -> Measured:
    return min((_alone(way, path) for _time in range(_TIMES)), key=lambda one: one.seconds)


def _alone(way: str, path: Path) -> Measured:
    return run_alone("bench.part_jsonstat", "reading", way=way, path=str(path))


def _row(name: str, path: Path, ours: Measured, bare: Measured) -> Row:
    if ours.figures != bare.figures:
        raise RuntimeError(f"read differently: {ours.figures} and {bare.figures}")
    ratio = ours.seconds / bare.seconds
    aims = {
        f"≤ {_OVER_BARE:.0f}x": ratio <= _OVER_BARE,
        f"≤ {_MOST_MEMORY} MB": ours.peak <= _MOST_MEMORY,
    }
    return Row(
        name,
        seconds(ours.seconds),
        memory(ours.peak, ours.added),
        seconds(bare.seconds),
        f"{ratio:.2f}x",
        aims=aims,
        note=f"{path.stat().st_size / 1e6:.1f} MB; bare needs {memory(bare.peak, bare.added)}",
    )


def _beside_pyjstat(name: str, path: Path, ours: Measured) -> Row:
    what = f"{name}, pyjstat"
    if importlib.util.find_spec("pyjstat") is None:
        return Row(what, seconds(ours.seconds), note="pyjstat is not installed, so it was not measured")
    theirs = _alone("pyjstat", path)
    if theirs.figures != ours.figures:
        raise RuntimeError(f"pyjstat reads differently: {theirs.figures} and {ours.figures}")
    times = theirs.seconds / ours.seconds
    return Row(
        what,
        seconds(theirs.seconds),
        memory(theirs.peak, theirs.added),
        ratio=f"{times:.0f}x of ours",
        aims={f"≥ {_OVER_PYJSTAT:.0f}x": times >= _OVER_PYJSTAT},
    )


def cube(shape: tuple[int, ...]) -> dict[str, Any]:
    """Return a made-up table, the same each time: counts and shares, one cell in fifty without a figure."""
    names = ["Region", "Alder", "Kjonn", "ContentsCode", "Tid"]
    cells = int(np.prod(shape))
    chance = np.random.default_rng(20_260)
    values = chance.integers(0, 20_000, cells).astype(object)
    values[::3] = np.round(chance.random(len(values[::3])) * 100, 1)
    gone = chance.integers(0, cells, cells // 50)
    values[gone] = None
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "En tabell til måling",
        "source": "Målt hos oss",
        "updated": "2026-06-15T06:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": names,
        "size": list(shape),
        "dimension": {name: _dimension(name, size) for name, size in zip(names, shape, strict=True)},
        "value": values.tolist(),
        "status": {str(place): ".." if place % 2 else "." for place in sorted({*gone.tolist()})},
    }


def _dimension(name: str, size: int) -> dict[str, Any]:
    codes = [f"{number:04d}" for number in range(size)]
    category: dict[str, Any] = {
        "index": {code: at for at, code in enumerate(codes)},
        "label": {code: f"{name} nummer {code}" for code in codes},
    }
    if name == "ContentsCode":
        category["unit"] = {code: {"base": "antall", "decimals": 1} for code in codes}
    return {"label": name.lower(), "category": category}


def reading(way: str, path: str) -> Work:
    """Prepare to read: what a way needs is imported before the clock starts."""
    content = Path(path).read_bytes()
    read = WAYS[way](content)

    def work() -> Figures:
        values = read()
        return {
            "cells": len(values),
            "sum": round(float(np.nansum(values)), 1),
            "gone": int(np.isnan(values).sum()),
        }

    return work


def _ours(content: bytes) -> Callable[[], Any]:
    return lambda: read_cube(content).values


def _bare(content: bytes) -> Callable[[], Any]:
    return lambda: np.array(orjson.loads(content)["value"], dtype=np.float64)


def _pyjstat(content: bytes) -> Callable[[], Any]:
    pyjstat = importlib.import_module("pyjstat.pyjstat")

    def read() -> Any:
        warnings.simplefilter("ignore")
        frame = pyjstat.from_json_stat(json.loads(content), naming="id")[0]
        return frame["value"].to_numpy(dtype=np.float64)

    return read


WAYS = {"ours": _ours, "bare": _bare, "pyjstat": _pyjstat}
