"""docs/formats/indicator-file.md says what the parser takes: every field, its limits, every word to choose among."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from rodtrad.exchange.indicator_file import choices
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.exchange.plan_file.choices import Words
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.reader import Node
from tests.exchange.indicator_file.test_import import FILE

DOCUMENT = (Path(__file__).parents[3] / "docs" / "formats" / "indicator-file.md").read_text("utf-8")
_ROW = re.compile(r"^\| `([a-z_]+)` \| (ja)? ?\| (.+) \|$", re.MULTILINE)
_VALUE = re.compile(r"^\| `([a-z_]+)` \| ([^|]+) \|$", re.MULTILINE)
#: The fields that the parser asks for of each kind, those that must be there, and the longest texts.
Taken = tuple[dict[str, set[str]], set[tuple[str, str]], dict[tuple[str, str], int]]
_USUAL = 300
_NO_LIMIT = 10**6


def section(name: str) -> str:
    """Return what stands under a heading, up to the next of its kind or above."""
    found = re.search(rf"^#+ {name}\n(.*?)(?=^#+ |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert found, name
    return found.group(1)


def rows(name: str) -> dict[str, tuple[bool, str]]:
    return {field: (bool(must), what) for field, must, what in _ROW.findall(section(name))}


@pytest.fixture(scope="module")
def taken() -> Taken:
    """Tell what the parser asks for while it reads a file that has everything."""
    fields: dict[str, set[str]] = {}
    needed: set[tuple[str, str]] = set()
    limits: dict[tuple[str, str], int] = {}
    take, text, check = Fields.take, Fields.text, Fields.check_text

    def note_take(self: Fields, name: str) -> Node | None:
        fields.setdefault(self.kind, set()).add(name)
        return take(self, name)

    def note_text(
        self: Fields, name: str, *, required: bool = False, most: int = _USUAL, lines: bool = False
    ) -> str:
        if required:
            needed.add((self.kind, name))
        return text(self, name, required=required, most=most, lines=lines)

    def note_check(self: Fields, name: str, value: str, limit: int) -> None:
        limits[(self.kind, name)] = limit
        check(self, name, value, limit)

    whole = FILE.replace(
        'provider: ssb, table: "06913",', 'provider: ssb, due: {month: 1}, nightly: true, table: "06913",'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fields, "take", note_take)
        patch.setattr(Fields, "text", note_text)
        patch.setattr(Fields, "check_text", note_check)
        parse_indicator_file(whole.encode())
    return fields, needed, limits


@pytest.mark.parametrize("kind", ["datasets", "due", "indicators", "name", "band", "figures", "facts"])
def test_every_field_stands_in_the_document_and_no_other(kind: str, taken: Taken) -> None:
    fields, required, most = taken
    told = rows(kind)
    assert set(told) == fields[kind]
    must = {name for where, name in required if where == kind}
    assert must <= {name for name, (needed, _what) in told.items() if needed}
    for (where, name), limit in most.items():
        if where == kind and limit not in (_USUAL, 64, 5) and limit < _NO_LIMIT:
            assert f"høyst {limit} tegn" in told[name][1], name


def test_the_whole_file_and_what_must_be_there(taken: Taken) -> None:
    fields, _required, _most = taken
    assert set(rows("Hele fila")) == fields[""]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("provider", choices.PROVIDERS),
        ("frequency", choices.FREQUENCIES),
        ("direction", choices.DIRECTIONS),
        ("dimension", choices.DIMENSIONS),
        ("perspective", choices.PERSPECTIVES),
        ("theme", choices.THEMES),
        ("quantity", choices.QUANTITIES),
        ("formula", choices.FORMULAS),
        ("origin", choices.ORIGINS),
        ("status", choices.STATUSES),
    ],
)
def test_every_word_to_choose_among_stands_in_the_document(field: str, words: Words) -> None:
    table = DOCUMENT.partition(f"| verdi for `{field}` | betyr |")[2].partition("\n\n")[0]
    with translation.override("nb"):
        assert dict(_VALUE.findall(table)) == {word: str(meaning) for word, meaning in words.items()}
