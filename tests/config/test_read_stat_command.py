"""`rodtrad read-stat FILE` as people run it."""

import json
from pathlib import Path

from tests.config.conftest import Console
from tests.indicators.jsonstat.tables import old_table, table


def test_a_table_on_standard_output_and_what_it_is_beside_it(console: Console, tmp_path: Path) -> None:
    # Given a table of JSON-stat
    file = tmp_path / "folk.json"
    file.write_text(json.dumps(table(status={"2": ".."}, updated="i går")))
    # When it is shown
    done = console.run("read-stat", str(file))
    # Then the cells can be piped on, and a person is told what they are
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "region, kode;region;år, kode;år;Verdi;Status",
        "0301;Oslo;2023;2023;1;",
        "0301;Oslo;2024;2024;2,5;",
        "0301;Oslo;2025;2025;;..",
        "3201;Bærum;2023;2023;4;",
        "3201;Bærum;2024;2024;5;",
        "3201;Bærum;2025;2025;6;",
    ]
    assert done.stderr.splitlines()[:3] == ["Innbyggere", "Kilde: SSB", "6 celler, 1 uten tall."]
    assert "updated: «i går» er ikke et tidspunkt" in done.stderr


def test_one_of_several_is_chosen_by_number(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "to.json"
    file.write_text(json.dumps({"a": old_table(label="Folk"), "b": old_table(label="Hus", value=[])}))
    asked = console.run("read-stat", str(file))
    assert asked.returncode == 1
    assert asked.stdout == ""
    assert asked.stderr.splitlines() == [
        "Fila har 2 tabeller. Velg én med --table og nummeret:",
        "  1  Folk",
        "  2  Hus",
    ]
    assert console.run("read-stat", str(file), "--table", "3").stderr == asked.stderr
    described = console.run("read-stat", str(file), "--table", "2")
    assert described.returncode == 0
    assert described.stdout.count("\n") == 1
    assert "Fila beskriver tabellen (6 celler), men har ingen tall." in described.stderr


def test_what_cannot_be_read_is_told_in_a_sentence(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "feil.json"
    file.write_text(json.dumps(table(value=[1])))
    done = console.run("read-stat", str(file))
    assert done.returncode == 1
    assert done.stderr == "I «value»: Antall verdier er 1, men dimensjonene har 6 celler.\n"
    assert console.run("read-stat", str(tmp_path / "borte.json")).stderr.endswith("borte.json finnes ikke.\n")
