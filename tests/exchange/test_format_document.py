"""docs/formats/plan-file.md says what the parser takes: every field, its limits, every word to choose among."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from rodtrad.exchange.plan_file import choices
from rodtrad.exchange.plan_file.fields import Fields
from rodtrad.exchange.plan_file.parse import parse_plan_file
from tests.cast import plan_file

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats" / "plan-file.md"
#: Sorts of mappings that the document tells of together.
TOLD_UNDER = {
    "": "Hele fila",
    "units": "organisations",
    "nb": "names",
    "nn": "names",
    "en": "names",
    "addresses": "link",
    "contributes_to": "link",
    "wanted": "band",
    "accepted": "band",
    "not_accepted": "band",
}
USUAL = 300
#: Numbers and dates are not told as long texts; keys have a form of their own.
NO_LIMIT = 10**6
_ROW = re.compile(r"^\| `([a-z_]+)` \| (ja)? ?\| (.+) \|$", re.MULTILINE)
_VALUE = re.compile(r"^\| `([a-z_+-]+)` \| ([^|]+) \|$", re.MULTILINE)


class Taken:
    """What the parser asked for while it read a file that has everything."""

    def __init__(self) -> None:
        self.fields: dict[str, set[str]] = {}
        self.required: set[tuple[str, str]] = set()
        self.most: dict[tuple[str, str], int] = {}


@pytest.fixture(scope="module")
def taken() -> Taken:
    found = Taken()
    take, text, check_text = Fields.take, Fields.text, Fields.check_text

    def note_take(self: Fields, name: str):  # type: ignore[no-untyped-def]
        found.fields.setdefault(TOLD_UNDER.get(self.kind, self.kind), set()).add(name)
        return take(self, name)

    def note_text(
        self: Fields, name: str, *, required: bool = False, most: int = USUAL, lines: bool = False
    ) -> str:
        if required:
            found.required.add((TOLD_UNDER.get(self.kind, self.kind), name))
        return text(self, name, required=required, most=most, lines=lines)

    def note_check(self: Fields, name: str, value: str, most: int) -> None:
        found.most[(TOLD_UNDER.get(self.kind, self.kind), name)] = most
        check_text(self, name, value, most)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fields, "take", note_take)
        patch.setattr(Fields, "text", note_text)
        patch.setattr(Fields, "check_text", note_check)
        parse_plan_file(plan_file("alt"))
    return found


def sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)$", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def told() -> dict[str, dict[str, tuple[bool, str]]]:
    """Return each section's fields: whether they must be there, and what is said of them."""
    return {
        name: {field: (must == "ja", says) for field, must, says in _ROW.findall(text)}
        for name, text in sections().items()
        if _ROW.search(text)
    }


def test_every_field_that_the_parser_takes_is_told_and_no_other(taken: Taken) -> None:
    document = {name: set(fields) for name, fields in told().items()}
    assert document == taken.fields


def test_what_must_be_there_is_told(taken: Taken) -> None:
    must = {
        (section, name)
        for section, fields in told().items()
        for name, (needed, _says) in fields.items()
        if needed
    }
    # A mapping that must be there is not a text; what is carried over has `carry` in the place of its key.
    mappings = {("Hele fila", "root"), ("levels", "names"), ("bands", "wanted")}
    assert must - mappings == taken.required - {("elements", "carry")}


def test_every_limit_is_told(taken: Taken) -> None:
    document = told()
    for (section, name), most in taken.most.items():
        says = document[section][name][1]
        if most in (USUAL, 64) or most > NO_LIMIT:
            continue
        limit = f"{most:,}".replace(",", " ")
        assert f"høyst {limit} tegn" in says, (section, name, says)


def test_every_word_to_choose_among_is_told_with_what_it_means() -> None:
    values = set(_VALUE.findall(DOCUMENT.read_text(encoding="utf-8")))
    lists = [value for name, value in vars(choices).items() if name.isupper()]
    assert len(lists) == 39
    with translation.override("nb"):
        known = {(value, str(label)) for words in lists for value, label in words.items()}
    assert values == known
