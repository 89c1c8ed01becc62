"""What is no JSON-stat is refused with its reason, the place, and a name that stays."""

import json
from typing import Any

import pytest
from django.utils import translation

from rodtrad.indicators.jsonstat import parse, read
from rodtrad.indicators.jsonstat.faults import JsonStatError
from rodtrad.indicators.jsonstat.read import read_cube, read_cubes
from tests.indicators.jsonstat.tables import area, old_table, sent, table, with_area, year


def refused(content: bytes) -> JsonStatError:
    with pytest.raises(JsonStatError) as caught:
        read_cubes(content)
    assert str(caught.value).endswith(".")
    return caught.value


def _both(**told: Any) -> dict[str, Any]:
    return table(dimension={"Region": {"category": {"index": ["0301", "3201"], **told}}, "Tid": year()})


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", "NOT_JSON", "linje 1, tegn 1"),
        (b'{"version": "2.0",', "NOT_JSON", "linje 1, tegn"),
        (b'{"a": 1,\n // her\n "b": 2}', "COMMENT_IN_JSON", "Linje 2, tegn 2 har en kommentar"),
        (b'{"a": 1 /* her */}', "COMMENT_IN_JSON", "Linje 1, tegn 9 har en kommentar"),
        (b'{"value": [1, NaN]}', "NAN_IN_JSON", "Linje 1, tegn 15"),
        (b'{"value": [-Infinity]}', "NAN_IN_JSON", "er et tall som mangler, null"),
        (b'{"value": [1e999]}', "NUMBER_TOO_LARGE", "for stort"),
        (b"[" * 5_000, "TOO_DEEP", "for dypt"),
        ('{"label": "år"}'.encode("latin-1"), "NOT_UTF8", "Lagre den som UTF-8"),
        ('{"label": "år"}'.encode("utf-16"), "NOT_UTF8", "Lagre den som UTF-8"),
        (b"[1, 2]", "NOT_JSON_STAT", "ingen tabell"),
        (b"3", "NOT_JSON_STAT", "ingen tabell"),
        (b'{"title": "05300", "variables": []}', "NOT_JSON_STAT", "ingen tabell"),
        (
            b'{"type": "x", "title": "Non-existent value", "status": 400}',
            "SOURCE_ERROR",
            "Non-existent value",
        ),
        (b'{"class": "dataset", "error": [{"label": "Tom"}]}', "SOURCE_ERROR", "Kilden svarte med en feil"),
        (b'{"class": "dimension", "category": {}}', "IS_DIMENSION", "Hent tabellen"),
        (b'{"class": "bilde"}', "CLASS_UNKNOWN", "«bilde»"),
        (sent(table(version="3.0")), "VERSION_UNKNOWN", "Rødtråd leser 1 og 2"),
        (sent({"a": old_table(version="3.0")}), "VERSION_UNKNOWN", "I «a.version»"),
        (sent({"version": "2.0", "a": table()}), "BUNDLE_DEPRECATED", "JSON-stat 1"),
        (b'{"class": "collection"}', "COLLECTION_OF_LINKS", "ingen tabeller"),
        (
            b'{"class": "collection", "link": {"item": [{"class": "dataset", "href": "https://example.org/a.json"}]}}',
            "COLLECTION_OF_LINKS",
            "bare en lenke til 1 tabell",
        ),
        (b'{"class": "collection", "link": {"item": [3]}}', "WRONG_KIND", "I «link.item»"),
    ],
)
def test_a_file_that_is_none(content: bytes, code: str, told: str) -> None:
    error = refused(content)
    assert error.code == code
    assert told in str(error)


@pytest.mark.parametrize(
    ("document", "code", "place"),
    [
        (table(dimension=None, id=["a"], **{"class": "dataset"}), "MISSING", ""),
        (table(id=None), "MISSING", "dimension"),
        (table(size=None), "MISSING", ""),
        (table(id="Region"), "WRONG_KIND", "id"),
        (table(id=["Region", 2]), "WRONG_KIND", "id"),
        (table(id=["Region", "Region"]), "ID_TWICE", "id"),
        (table(id=["Region", "T\u202eid"]), "HIDDEN_CHARACTER", "id"),
        (table(size=3), "WRONG_KIND", "size"),
        (table(size=[2, -3]), "SIZE_INVALID", "size[1]"),
        (table(size=[2, True]), "SIZE_INVALID", "size[1]"),
        (table(size=[2, 3.0]), "SIZE_INVALID", "size[1]"),
        (table(size=[2, "٣"]), "SIZE_INVALID", "size[1]"),
        (table(size=[2, 10**18]), "SIZE_INVALID", "size[1]"),
        (table(size=[2]), "ID_SIZE_LEN_MISMATCH", "size"),
        (table(dimension={"Region": area()}), "DIM_KEY_ID_MISMATCH", "id"),
        (table(dimension={"Region": area(), "Tid": year(), "Kjønn": area()}), "DIM_KEY_ID_MISMATCH", "id"),
        (table(dimension={"Region": area(), "Tid": 3}), "WRONG_KIND", "dimension.Tid"),
        (table(dimension={"Region": area(), "Tid": {}}), "MISSING", "dimension.Tid"),
        (table(role={"time": ["År"]}), "ROLE_ID_UNKNOWN", "role.time"),
        (table(role={"time": "Tid"}), "WRONG_KIND", "role.time"),
        (
            _both(index=None, label={"0301": "Oslo", "3201": "Bærum"}),
            "INDEX_MISSING",
            "dimension.Region.category",
        ),
        (_both(index=["0301", "0301"]), "INDEX_TWICE", "dimension.Region.category.index[1]"),
        (_both(index=["0301", 3201]), "WRONG_KIND", "dimension.Region.category.index"),
        (_both(index="0301"), "WRONG_KIND", "dimension.Region.category.index"),
        (_both(index=["0301"]), "INDEX_COUNT_MISMATCH", "dimension.Region.category.index"),
        (_both(index={"0301": 0, "3201": 2}), "INDEX_POSITIONS_INVALID", "dimension.Region.category.index"),
        (
            _both(index={"0301": 0, "3201": True}),
            "INDEX_POSITIONS_INVALID",
            "dimension.Region.category.index",
        ),
        (_both(index={"0301": 0, "3201": "1"}), "INDEX_POSITIONS_INVALID", "dimension.Region.category.index"),
        (_both(index=["0301", "32\x0001"]), "HIDDEN_CHARACTER", "dimension.Region.category.index"),
        (_both(label={"x": "y"}), "LABEL_KEY_UNKNOWN", "dimension.Region.category.label"),
        (_both(label={"0301": ["Oslo"]}), "WRONG_KIND", 'dimension.Region.category.label["0301"]'),
        (_both(unit={"x": {}}), "UNIT_KEY_UNKNOWN", "dimension.Region.category.unit"),
        (_both(unit={"0301": 3}), "WRONG_KIND", 'dimension.Region.category.unit["0301"]'),
        (_both(note={"x": []}), "NOTE_KEY_UNKNOWN", "dimension.Region.category.note"),
        (_both(coordinates={"x": [1, 2]}), "COORD_KEY_UNKNOWN", "dimension.Region.category.coordinates"),
        (
            _both(coordinates={"0301": [1, "2"]}),
            "WRONG_KIND",
            'dimension.Region.category.coordinates["0301"]',
        ),
        (_both(child={"x": []}), "CHILD_ID_UNKNOWN", "dimension.Region.category.child"),
        (_both(child={"0301": ["x"]}), "CHILD_ID_UNKNOWN", 'dimension.Region.category.child["0301"]'),
        (_both(child={"0301": ["0301"]}), "CHILD_CYCLE", "dimension.Region.category.child"),
        (_both(child={"0301": ["3201"], "3201": ["0301"]}), "CHILD_CYCLE", "dimension.Region.category.child"),
        (table(value=[1, 2]), "VALUE_LEN_MISMATCH", "value"),
        (table(value="1"), "WRONG_KIND", "value"),
        (table(value=[1, 2, "..", 4, 5, 6]), "VALUE_NOT_NUMBER", "value[2]"),
        (table(value=[1, 2, "1 000", 4, 5, 6]), "VALUE_NOT_NUMBER", "value[2]"),
        (table(value=[1, 2, "9" * 300 + "e99", 4, 5, 6]), "VALUE_NOT_NUMBER", "value[2]"),
        (table(value=[1, 2, True, 4, 5, 6]), "VALUE_NOT_NUMBER", "value[2]"),
        (table(value=[1, 2, [3], 4, 5, 6]), "VALUE_NOT_NUMBER", "value[2]"),
        (table(value={"0": 1, "5": "x"}), "VALUE_NOT_NUMBER", 'value["5"]'),
        (table(value={"6": 1}), "SPARSE_KEY_OUT_OF_RANGE", "value"),
        (table(value={"9" * 40: 1}), "SPARSE_KEY_OUT_OF_RANGE", "value"),
        (table(value={"-1": 1}), "SPARSE_KEY_INVALID", "value"),
        (table(value={"٣": 1}), "SPARSE_KEY_INVALID", "value"),
        (table(value={"": 1}), "SPARSE_KEY_INVALID", "value"),
        (table(value={"1": 1, "01": 2}), "SPARSE_KEY_INVALID", "value"),
        (table(status=["a", "b"]), "STATUS_LEN_MISMATCH", "status"),
        (table(status={"6": "a"}), "SPARSE_KEY_OUT_OF_RANGE", "status"),
        (table(status=["a", "b", "c", "d", "e", 6]), "WRONG_KIND", "status"),
        (table(status=["a", "b", "c", "d", "e", ["f"]]), "WRONG_KIND", "status"),
        (table(status=[{"0": "a"}]), "WRONG_KIND", "status"),
        (table(status=3), "WRONG_KIND", "status"),
        (table(status="\u202e"), "HIDDEN_CHARACTER", "status"),
        (table(value=[], status=["a", "b"]), "STATUS_LEN_MISMATCH", "status"),
        (table(label=["a"]), "WRONG_KIND", "label"),
        (table(note={"a": 1}), "WRONG_KIND", "note[0]"),
        ({"County and Region": old_table(value=[1])}, "VALUE_LEN_MISMATCH", '["County and Region"].value'),
        (
            {"class": "collection", "link": {"item": [table(), table(value=[1])]}},
            "VALUE_LEN_MISMATCH",
            "link.item[1].value",
        ),
    ],
)
def test_a_table_that_does_not_add_up(document: dict[str, Any], code: str, place: str) -> None:
    error = refused(sent(document))
    assert (error.code, error.place) == (code, place)
    assert str(error).startswith(f"I «{place}»: " if place else "")


def test_too_many_kinds_of_status() -> None:
    index = [str(number) for number in range(300)]
    document = table(
        id=["a"], size=[300], role=None, dimension={"a": {"category": {"index": index}}}, value={}
    )
    assert refused(sent({**document, "status": index})).code == "STATUS_TOO_MANY"
    assert len(read_cube(sent({**document, "status": [*index[:255], *index[:45]]})).symbols) == 256


def test_one_table_is_wanted_and_there_are_two() -> None:
    with pytest.raises(JsonStatError, match="2 tabeller: «Hus», «Biler»") as caught:
        read_cube(sent({"a": old_table(label="Hus"), "b": old_table(label="Biler")}))
    assert caught.value.code == "SEVERAL_TABLES"


# Bounds


def test_a_large_size_is_refused_before_the_cells_are_made() -> None:
    many = {"category": {"index": [str(number) for number in range(20_000)]}}
    error = refused(
        sent(table(size=[20_000, 20_000], dimension={"Region": many, "Tid": many}, value={"0": 1}))
    )
    assert error.code == "TOO_MANY_CELLS"
    assert "400000000 celler" in str(error)


def test_the_bound_is_of_all_tables_of_a_file_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_CELLS", 13)
    items = [table() for _number in range(3)]
    assert len(read_cubes(sent({"class": "collection", "link": {"item": items[:2]}}))) == 2
    error = refused(sent({"class": "collection", "link": {"item": items}}))
    assert (error.code, error.place) == ("TOO_MANY_CELLS", "link.item[2]")


def test_too_many_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_TABLES", 2)
    assert refused(sent({name: old_table() for name in "abc"})).code == "TOO_MANY_TABLES"


@pytest.mark.parametrize(
    ("limit", "content", "code"),
    [
        ("LARGEST_FILE", b" " * 200, "TOO_LARGE"),
        ("_MOST_ITEMS", b"[" + b"1," * 99 + b"1]", "TOO_MANY_CELLS"),
        ("_MOST_OBJECTS", b"[" + b"[]," * 120 + b"1]", "TOO_MANY_NAMES"),
        ("_MOST_NAMES", json.dumps({str(n): n for n in range(150)}).encode(), "TOO_MANY_NAMES"),
    ],
)
def test_a_file_is_measured_before_it_is_parsed(
    limit: str, content: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse, limit, 90)
    monkeypatch.setattr(parse.orjson, "loads", lambda _content: pytest.fail("it was parsed"))
    assert refused(content).code == code


def test_a_refusal_shows_nothing_that_is_hidden_and_is_short() -> None:
    error = refused(sent(table(value=[1, 2, "\u202e" + "x" * 500, 4, 5, 6])))
    assert "\u202e" not in str(error)
    assert len(str(error)) < 250


def test_a_refusal_is_put_into_words_when_it_is_made() -> None:
    with translation.override("nb"):
        error = refused(sent(with_area(child={"0301": ["0301"]})))
    assert error.message == "«0301» står under seg selv."
