"""docs/formats.md says every format's address and command, and every column of a sheet."""

import re
from pathlib import Path

import click
import pytest

from rodtrad.config.commands import exports, imports
from rodtrad.core.sheets.read_excel import MOST_ROWS
from rodtrad.exchange.plan_file.choices import JUDGEMENTS, ORIGINS, PROGRESSES, VISIBILITIES, Words
from rodtrad.exchange.workbook.columns import FIXED
from rodtrad.exchange.workbook.operations import MOST_ROWS_ON_PAGE
from rodtrad.exchange.workbook.read import LARGEST_FILE
from rodtrad.exchange.workbook.targets.columns import COLUMNS
from tests.test_visibility_everywhere import routes

DOCUMENT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
_ROW = re.compile(r"^\| (.+?) \| (.+) \|$", re.MULTILINE)


def test_every_command_stands_in_the_document() -> None:
    for group, word in ((exports.command, "export"), (imports.command, "import")):
        assert isinstance(group, click.Group)
        for name in group.commands:
            assert f"rodtrad {word} {name} " in DOCUMENT


def test_every_address_in_the_document_is_there() -> None:
    named = set(re.findall(r"`/ORG/([a-z./-]*)", DOCUMENT))
    known = {route.removeprefix("%(slug)s/") for route, _names in routes() if route.startswith("%(slug)s/")}
    assert named <= known
    assert {"ark/", "ark/elementer.xlsx", "ark/elementer.csv", "alt.json", "stratml.xml"} <= named


def test_every_option_of_the_new_commands_stands_in_the_document() -> None:
    for group, name in (
        (imports.command, "workbook"),
        (imports.command, "stratml"),
        (exports.command, "stratml"),
    ):
        for option in group.commands[name].params:
            if isinstance(option, click.Option) and option.name != "help":
                assert f"`{option.opts[0]}" in DOCUMENT or f" {option.opts[0]} " in DOCUMENT, option.opts


def test_every_column_stands_in_the_document_in_order() -> None:
    elements, targets = DOCUMENT.split("er det også et ark «Måltall»", 1)
    told = [name for name, _what in _ROW.findall(elements) if name in {one.heading for one in FIXED.values()}]
    assert told == [column.heading for column in FIXED.values()]
    named = [name for names, _what in _ROW.findall(targets) for name in names.split(", ")]
    known = {column.heading for column in COLUMNS}
    assert known <= set(named)


@pytest.mark.parametrize("words", [PROGRESSES, JUDGEMENTS, VISIBILITIES, ORIGINS])
def test_every_word_to_choose_among_stands_in_the_document(words: Words) -> None:
    assert ", ".join(str(label) for label in words.values()) in DOCUMENT


def test_the_limits_are_those_of_the_program() -> None:
    assert f"høyst {LARGEST_FILE // 2**20} MB og {MOST_ROWS_ON_PAGE // 1000} 000 rader" in DOCUMENT
    assert f"inntil {MOST_ROWS // 1000} 000 rader" in DOCUMENT
