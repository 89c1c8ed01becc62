"""docs/formats/json-stat.md names every fault and every limit."""

import re
from pathlib import Path

from rodtrad.indicators.jsonstat.faults import Fault
from rodtrad.indicators.jsonstat.parse import _MOST_ITEMS, LARGEST_FILE, MOST_CELLS
from rodtrad.indicators.jsonstat.read import MOST_TABLES

DOCUMENT = (Path(__file__).parents[3] / "docs" / "formats" / "json-stat.md").read_text("utf-8")


def test_every_fault_stands_in_the_document_and_no_other() -> None:
    assert set(re.findall(r"`([A-Z0-9]+(?:_[A-Z0-9]+)+)`", DOCUMENT)) | {"MISSING"} == {*Fault}
    assert "`MISSING`" in DOCUMENT


def test_the_limits_are_those_of_the_program() -> None:
    assert f"større enn {LARGEST_FILE // 1_000_000} MB" in DOCUMENT
    assert f"mer enn {MOST_CELLS:,} celler".replace(",", " ") in DOCUMENT
    assert f"{_MOST_ITEMS:,} verdier".replace(",", " ") in DOCUMENT
    assert f"mer enn {MOST_TABLES:,} tabeller".replace(",", " ") in DOCUMENT
