"""The document of methods tells what the code does."""

import re
from pathlib import Path

import pytest

import rodtrad
from rodtrad.indicators.comparing import chance, moving, spread
from rodtrad.indicators.small_numbers import CARE_THRESHOLD, THRESHOLD
from rodtrad.indicators.units import parse_unit
from rodtrad.targets.methods import IndicatorStatus, Method, settings_of

TEXT = (Path(rodtrad.__file__).parents[1] / "docs" / "methods.md").read_text("utf-8")


def section(method: Method) -> str:
    return TEXT.partition(f"### `{method}`")[2].partition("\n##")[0]


def documented(method: Method) -> dict[str, str]:
    """Return the settings in the table of a method, with their defaults as they stand there."""
    found = {}
    for names, defaults in re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", section(method), re.MULTILINE):
        values = [value.strip() for value in defaults.split(",")]
        found |= dict(zip(re.findall(r"`(\w+)`", names), values, strict=True))
    return found


@pytest.mark.parametrize("method", Method)
def test_every_setting_stands_with_its_default(method: Method) -> None:
    assert section(method), "the method has a section of its own"
    assert documented(method) == {name: str(value) for name, value in settings_of(method).items()}


@pytest.mark.parametrize("status", IndicatorStatus)
def test_every_status_stands_with_its_word(status: IndicatorStatus) -> None:
    assert f"| `{status}` | {status.label} |" in TEXT


def test_the_named_thresholds_are_those_of_the_code() -> None:
    assert f"hidden: {THRESHOLD}, and {CARE_THRESHOLD} for users of care" in TEXT
    assert f"below {chance.FEWEST_EVENTS}\n  events†, or below 5 000 inhabitants" in TEXT
    assert chance.SMALL_POPULATION == 5000
    assert f"{spread.MAD_SCALE} × MAD" in TEXT
    assert f"{spread.MEAN_DEVIATION_SCALE} × the mean deviation" in TEXT
    assert (moving.WINDOW, moving.FEWEST) == (3, 2)
    assert "three periods, two of which have a figure" in TEXT


def test_the_units_in_the_document_are_read() -> None:
    codes = re.findall(r"`([^`]+)`", TEXT.partition("short code:")[2].partition(". A formula")[0])
    assert len(codes) == 10
    for code in codes:
        assert parse_unit(code).scale > 0
