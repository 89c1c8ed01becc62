"""Outlines of areas from a GeoJSON file, by the command itself."""

import json
from pathlib import Path
from typing import Any

from tests.config.conftest import Console

SQUARE = [[10.0, 59.0], [11.0, 59.0], [11.0, 60.0], [10.0, 60.0], [10.0, 59.0]]
#: It crosses itself in a corner so small that its area hardly changes when that is mended.
CROSSING = [[12.0, 59.0], [13.0, 59.0], [13.0, 60.0], [12.001, 60.0], [12.0, 59.999], [12.0, 60.0]]
CROSSING += [[12.001, 59.999], [12.0, 59.998], [12.0, 59.0]]


def area(code: str, ring: list[list[float]]) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"kommunenummer": code}, "geometry": geometry}


def write(file: Path, *features: dict[str, Any]) -> str:
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(file)


def test_boundaries_are_read_told_and_mended_when_asked(console: Console, tmp_path: Path) -> None:
    # Given an installation without plans, and a file where one area crosses itself
    assert console.run("migrate").returncode == 0
    good, bad = area("0301", SQUARE), area("3201", CROSSING)
    file = write(tmp_path / "kommuner.geojson", good, bad)

    # When it is read, then it is refused in one sentence that says which, where and what to do
    refused = console.run("import", "boundaries", file)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Objekt nr. 2: (3201) Flaten er ikke gyldig: ")
    assert "«--repair»" in refused.stderr
    assert refused.stderr.count("\n") == 1

    # When it is read with that choice, then both are stored, and what was mended is told
    read = console.run("import", "boundaries", file, "--repair", "--source", "Kartverket")
    assert read.returncode == 0, read.stderr
    assert read.stdout.startswith("Grenser lest: 2. Nye: 2,")
    assert "Rettet: " in read.stderr
    assert "(3201)" in read.stderr

    # And a code that is no area is named
    unknown = console.run("import", "boundaries", write(tmp_path / "ukjent.geojson", area("9999", SQUARE)))
    assert unknown.returncode == 1
    assert "9999" in unknown.stderr


def test_a_file_that_is_not_there_is_told_before_a_database_is_made(console: Console, tmp_path: Path) -> None:
    done = console.run("import", "boundaries", str(tmp_path / "mangler.geojson"))
    assert done.returncode == 1
    assert "mangler.geojson finnes ikke" in done.stderr
    assert not (console.data / "postgres").exists()
