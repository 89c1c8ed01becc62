"""What the reading finds in the real texts, against what the demo lists. The figures stand in the how-to."""

import re

import pytest

from tests.exchange.document.measured import PROJECT, SOURCES, Measured, measure, text_of

HOWTO = PROJECT / "docs" / "howto" / "read-a-document.md"
NAMES = {"baerum": "Bærum", "osloregionen": "Osloregionen", "oslo": "Oslo"}


def measured(name: str, *, own_levels: bool) -> Measured:
    if text_of(name) is None:
        pytest.skip(f"no texts at {SOURCES}: the reading of {name} was NOT measured")
    return measure(name, own_levels=own_levels)


@pytest.mark.realdata
@pytest.mark.parametrize("own_levels", [True, False])
@pytest.mark.parametrize("name", ["baerum", "osloregionen"])
def test_most_elements_are_proposed_at_the_right_level(name: str, own_levels: bool) -> None:
    found = measured(name, own_levels=own_levels)
    assert found.recall >= 0.85, (str(found), found.missing, found.wrong_level)
    assert found.false_share <= 0.10, (str(found), found.false)


@pytest.mark.realdata
@pytest.mark.parametrize("name", NAMES)
def test_the_how_to_states_the_figures(name: str) -> None:
    found = measured(name, own_levels=True)
    row = re.search(rf"^\| {NAMES[name]} \|(.*)\|$", HOWTO.read_text("utf-8"), re.MULTILINE)
    assert row is not None
    stated = [int(figure) for figure in re.findall(r"\d+", row.group(1))]
    assert stated == [found.asked, found.right, found.proposed, len(found.false)], str(found)
