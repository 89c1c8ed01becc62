"""Input made to do harm, by the reader it is for. What fuzzing has found stands here too, as small as it was made."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/passwd">]>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRATML = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def workbook() -> dict[str, bytes]:
    """Return the parts of a workbook that is as it should be."""
    book, held = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Nøkkel", "Tiltak"])
    sheet.append(["", "Bygge gangvei"])
    book.save(held)
    with zipfile.ZipFile(held) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _sheet(text: str) -> bytes:
    return zipped({**workbook(), "xl/worksheets/sheet1.xml": text.encode()})


def _cells(inner: str) -> bytes:
    return _sheet(f'<worksheet xmlns="{_MAIN}">{inner}</worksheet>')


def _moved(content: bytes) -> bytes:
    """Let the archive say that its list of parts begins farther out than it does."""
    at = content.rindex(b"PK\x05\x06") + 16
    (begins,) = struct.unpack("<L", content[at : at + 4])
    return content[:at] + struct.pack("<L", begins + 1000) + content[at + 4 :]


def _elsewhere() -> bytes:
    """Return a workbook whose sheet lies where pictures do, with entities in it."""
    parts = workbook()
    links = parts["xl/_rels/workbook.xml.rels"].replace(
        b"/xl/worksheets/sheet1.xml", b"/xl/media/picture.png"
    )
    row = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&k;&m;</t></is></c></row></sheetData>"
    sheet = f'{LAUGHS}<worksheet xmlns="{_MAIN}">{row}</worksheet>'.encode()
    return zipped({**parts, "xl/_rels/workbook.xml.rels": links, "xl/media/picture.png": sheet})


def _repeated(count: int) -> bytes:
    """Return an archive whose list names the same large part many times: a bomb without nesting."""
    content = zipped({"xl/workbook.xml": b"\0" * 60_000_000})
    start = content.index(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entries = content[start:end] * count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return content[:start] + entries + tail


def _row(cells: str) -> str:
    return f"<sheetData><row r='1'>{cells}</row></sheetData>"


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "a part before the file begins": lambda: _moved(zipped(workbook())),
    "no workbook among the parts": lambda: zipped({**workbook(), "[Content_Types].xml": b"<Types/>"}),
    "one large part named a hundred times": lambda: _repeated(100),
    "an archive of archives": lambda: zipped({**workbook(), "xl/worksheets/sheet1.xml": zipped(workbook())}),
    "a thousand laughs": lambda: _sheet(f"{LAUGHS}<worksheet xmlns='{_MAIN}'>{_row('<c><v>&k;</v></c>')}</worksheet>"),
    "laughs where pictures lie": _elsewhere,
    "laughs in UTF-16": lambda: zipped(
        {**workbook(), "xl/sharedStrings.xml": f"<?xml version='1.0'?>{LAUGHS}<x/>".encode("utf-16-le")}
    ),
    "a cell beyond every column": lambda: _cells(_row("<c r='ZZZZ9999999999' t='n'><v>1</v></c>")),
    "a row beyond every row": lambda: _cells(_row("<c><v>1</v></c>").replace("r='1'", "r='99999999999'")),
    "a size that is not so": lambda: _cells(f"<dimension ref='A1:XFD1048576'/>{_row('<c><v>1</v></c>')}"),
    "merged cells everywhere": lambda: _cells(
        _row("<c><v>1</v></c>") + "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * 500 + "</mergeCells>"
    ),
    "a text that is not among the texts": lambda: _cells(_row("<c r='A1' t='s'><v>999999</v></c>")),
    "a number with a very long exponent": lambda: _cells(_row("<c r='A1'><v>1e999999</v></c>")),
    "letters of no known set": lambda: _sheet("<?xml version='1.0' encoding='UVF-8'?><worksheet/>"),
    "a day that is none": lambda: _cells(_row("<c r='A1' t='d'><v>2026-13-45</v></c>")),
}  # fmt: skip


def _document(body: str, before: str = "") -> bytes:
    types = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Override PartName='/word/document.xml' ContentType="
        "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"
    )
    links = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
        "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
        "Target='word/document.xml'/></Relationships>"
    )
    text = f"{before}<w:document xmlns:w='{_WORD}'><w:body>{body}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": links.encode(),
            "word/document.xml": text.encode(),
        }
    )


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: _document(_paragraph("&k;"), LAUGHS),
    "laughs after a long comment": lambda: _document(_paragraph("Mål &k;"), f"<!--{'x' * 2_000_000}-->{LAUGHS}"),
    "a file of the machine": lambda: _document(_paragraph("Mål &m;"), f"<!--{'x' * 2_000_000}-->{OUTSIDE}"),
    "a cell as wide as the world": lambda: _document(
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000'/></w:tcPr>{_paragraph('a')}</w:tc></w:tr></w:tbl>"
    ),
    "text that is turned around": lambda: _document(
        _paragraph("Mål 1: Gode \u202eskoler\u2066") + _paragraph("Skoler er \u202egode for alle.")
    ),
    "tables in tables": lambda: _document("<w:tbl><w:tr><w:tc>" * 80 + _paragraph("a") + "</w:tc></w:tr></w:tbl>" * 80),
}  # fmt: skip

TEXTS: dict[str, Callable[[], bytes]] = {
    "labels and nothing under them": lambda: b"M\xc3\xa5l 1\n" * 4_000,
    "pictures of goals": lambda: "Målbilde\n".encode() * 4_000,
    "an address that goes on": lambda: (b"a@a." * 5_000 + b"\n") * 40,
    "leaders that go on": lambda: (b". " * 10_000 + b"x\n") * 40,
    "labels in one line": lambda: ("mål: " * 4_000 + "\n").encode() * 40,
}


def stratml(inner: str, before: str = "") -> bytes:
    return (
        f'{before}<StrategicPlan xmlns="{_STRATML}"><Name>En plan</Name><StrategicPlanCore>{inner}'
        "</StrategicPlanCore></StrategicPlan>"
    ).encode()


STRATML: dict[str, Callable[[], bytes]] = {
    "a name that is none": lambda: b"<:A/>",
    "marks that are never closed": lambda: stratml(f"<Goal><Name>{'&lt;' * 1_000_000}</Name></Goal>"),
    "laughs": lambda: stratml("<Goal><Name>&k;</Name></Goal>", LAUGHS),
    "a file of the machine": lambda: stratml("<Goal><Name>&m;</Name></Goal>", OUTSIDE),
    "laughs in UTF-16": lambda: stratml("<Goal><Name>&k;</Name></Goal>", LAUGHS).decode().encode("utf-16-le"),
    "objectives in objectives": lambda: stratml(
        f"<Goal>{'<Objective>' * 5000}{'</Objective>' * 5000}</Goal>"
    ),
}

PLAN_FILES: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(12)),
    "brackets in brackets": lambda: b"[" * 200_000,
    "an object of Python": lambda: b"root: !!python/object/apply:os.system ['echo x']\n",
    "a number of a million digits": lambda: b"root: {slug: a, population: %s}\n" % (b"9" * 1_000_000),
    "one long key": lambda: b"a" * 1_000_000 + b": b\n",
    "marks of all languages": lambda: ("root: {name: " + "a\u0301" * 100_000 + "}\n").encode(),
}  # fmt: skip

BOUNDARIES: dict[str, Callable[[], bytes]] = {
    "brackets in brackets": lambda: b"[" * 100_000,
    "rings in rings": lambda: b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"0301"},'
    b'"geometry":{"type":"Polygon","coordinates":' + b"[" * 900 + b"]" * 900 + b"}}]}",
    "a number of many digits": lambda: b'{"type":"FeatureCollection","features":[{"id":%s}]}' % (b"9" * 5000),
    "no number": lambda: b'{"type":"FeatureCollection","features":[NaN, Infinity]}',
}  # fmt: skip

SHEETS: dict[str, Callable[[], bytes]] = {
    "a quotation mark that is never closed": lambda: 'Nøkkel;Tiltak\n;"'.encode() + b"a\n" * 200_000,
    "a lost sign beside a row without a title": lambda: b"\tTiltak\tBeskrivelse\t\n\x81\t\t9",
    "a lost sign beside a row told twice": lambda: b"\tTiltak\t\tFra\n\tBad\t\xc2\n\x8f\tBad\t",
    "a sign that no workbook can hold": lambda: "Nøkkel\tTiltak\n\tBad\ufffe\n".encode(),
    "separators only": lambda: b";" * 1_000_000,
    "nothing but line ends": lambda: b"\n" * 1_000_000,
    "formulas": lambda: "Nøkkel\tTiltak\n\t=cmd|' /C calc'!A0\n\t@SUM(1)\n".encode(),
    "numbers that are none": lambda: (
        "Nøkkel\tTiltak\tFra\tTil\n\tA\t٣\t99999999999999999999\n\tB\t²\t1e9\n".encode()
    ),
}

RICH: dict[str, Callable[[], bytes]] = {
    **{f"{mark!r} many times": (lambda mark=mark: (mark * 20_000)[:20_000].encode())
       for mark in ("[", "*a ", "![](", "_*", "[a](", "- ", "> ", "<", "\\", "a\n", "**a*", "[](", "1. ")},
    "lists in lists": lambda: b"".join(b" " * (2 * n) + b"- a\n" for n in range(140)),
    "links that run": lambda: b"[a](java\tscript:alert(1)) [b](JaVaScRiPt:x) [c](data:text/html,<b>) [d](vbscript:x)",
}  # fmt: skip


def _cube(inside: str) -> bytes:
    """Return a table of two dimensions of JSON-stat, with members of its own."""
    given = {
        "id": '["a", "b"]',
        "size": "[2, 2]",
        "dimension": '{"a": {"category": {"index": ["0", "1"]}}, "b": {"category": {"index": ["0", "1"]}}}',
        "value": "[1, 2, 3, 4]",
    }
    plain = ", ".join(f'"{name}": {text}' for name, text in given.items() if f'"{name}":' not in inside)
    return f'{{"class": "dataset", "version": "2.0", {plain}, {inside}}}'.encode()


def _along(count: int) -> str:
    index = ", ".join(f'"{number}"' for number in range(count))
    return f'{{"category": {{"index": [{index}]}}}}'


CUBES: dict[str, Callable[[], bytes]] = {
    "deep lists": lambda: b"[" * 200_000,
    "a deep extension": lambda: _cube('"extension": ' + '{"px": ' * 900 + "1" + "}" * 900),
    "collections in collections": lambda: b'{"class": "collection", "link": {"item": [' * 250 + b"]}}" * 250,
    "more cells than there is memory": lambda: _cube('"size": [99999999999999, 99999999999999], "value": {}'),
    "many cells of little text": lambda: _cube(
        f'"size": [9000, 9000], "dimension": {{"a": {_along(9000)}, "b": {_along(9000)}}}, "value": {{"0": 1}}'
    ),
    "many small tables of many cells": lambda: (
        b'{"class": "collection", "link": {"item": ['
        + b", ".join([_cube(
            f'"size": [900, 900], "dimension": {{"a": {_along(900)}, "b": {_along(900)}}}, "value": {{}}'
        )] * 100)
        + b"]}}"
    ),
    "lists of nothing": lambda: _cube('"value": [' + "[]," * 2_000_000 + "1]"),
    "no number": lambda: _cube('"value": [NaN, 1, 2, 3]'),
    "numbers without end": lambda: _cube('"value": [1e999, -Infinity, 1, 2]'),
    "a number of very many digits": lambda: _cube('"value": [' + "9" * 400_000 + ", 1, 2, 3]"),
    "a text of very many digits": lambda: _cube('"value": ["' + "9" * 400_000 + '", 1, 2, 3]'),
    "the same member twice": lambda: _cube('"value": [1, 2, 3, 4], "value": [1]'),
    "the same dimension twice": lambda: _cube('"id": ["a", "a"]'),
    "the same category twice": lambda: _cube(
        '"dimension": {"a": {"category": {"index": {"0": 0, "1": 1, "0": 1}}}, "b": {"category": {"index": ["0", "0"]}}'
        "}"
    ),
    "a negative size": lambda: _cube('"size": [-2, -2]'),
    "a size that is true": lambda: _cube('"size": [true, 4]'),
    "a size of half": lambda: _cube('"size": [2.5, 2]'),
    "a size in other digits": lambda: _cube('"size": ["٢", "²"]'),
    "values that are true": lambda: _cube('"value": [true, false, true, false]'),
    "a place before the first": lambda: _cube('"value": {"-1": 1}'),
    "a place of very many digits": lambda: _cube('"value": {"' + "9" * 10_000 + '": 1}'),
    "one place in two ways": lambda: _cube('"value": {"1": 1, "01": 2}'),
    "a circle of many children": lambda: _cube(
        '"dimension": {"a": {"category": {"index": ["0", "1"], "child": {"0": [' + '"1", ' * 50_000
        + '"1"], "1": ["0"]}}}, "b": {"category": {"index": ["0", "1"]}}}'
    ),
    "statuses of all kinds": lambda: _cube('"status": {"0": {}, "value": [1], "category": 3}'),
    "text that is turned around": lambda: _cube('"label": "Inn\\u202ebyggere\\u0000", "note": ["\\u2066"]'),
    "half a character": lambda: _cube('"label": "\\ud800"'),
    "an address of the machine": lambda: (
        b'{"class": "collection", "link": {"item": [{"class": "dataset", "href": "file:///etc/passwd"}]}}'
    ),
}  # fmt: skip

CITY_FIGURES: dict[str, Callable[[], bytes]] = {
    "headings only": lambda: b"Year,Value\n",
    "very many columns": lambda: b"Year," + b"a," * 20_000 + b"Value\n2023" + b"," * 20_001 + b"1\n",
    "a figure of very many digits": lambda: b"Year,Value\n2023," + b"9" * 100_000 + b"\n",
    "figures that are none": lambda: b"Year,Value\n2023,nan\n2024,inf\n2025,-0x1p3\n2026,1_0\n",
    "years without end": lambda: b"Year,Value\n9999999999,1\n0000,1\n2023M99,1\n",
    "formulas": lambda: b"Year,Group,Value\n2023,=cmd|' /C calc'!A0,1\n",
    "a quotation mark left open": lambda: b'Year,Group,Value\n2023,"A,1\n' + b"2024,B,1\n" * 10_000,
    "text that is turned around": lambda: "Year,Gr\u202eoup,Value\n2023,\u2066A,1\n".encode(),
    "the same row ten thousand times": lambda: b"Year,Value\n" + b"2023,1\n" * 10_000,
}  # fmt: skip

CITY_METADATA: dict[str, Callable[[], bytes]] = {
    "a thousand laughs": lambda: b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [*%c, *%c, *%c, *%c]\n" % (n + 1, n + 1, n, n, n, n) for n in range(97, 120)
    ),
    "deep lists": lambda: b"a: " + b"[" * 100_000,
    "a field of the machine": lambda: b"indicator: !!python/object/apply:os.system ['id']\nother: !!binary x\n",
    "hyphens without end": lambda: b"---\n" * 200_000,
    "a number that goes on": lambda: b"indicator: " + b"1." * 400_000 + b"\n",
    "text that is turned around": lambda: b'indicator: "1.1.1"\ngraph_title: "a\\u202eb\\x07"\n',
    "half a character": lambda: b'graph_title: "\\ud800"\n',
}  # fmt: skip

QUESTIONS: dict[str, Callable[[], bytes]] = {
    "signs of the database": lambda: b"'') | ! & <-> :* \\ ' OR 1=1 --",
    "quotation marks": lambda: '"«“„'.encode() * 60,
    "stars": lambda: b"a* " * 80,
    "marks of all languages": lambda: "e\u0301İßﬁǆ٣²".encode() * 20,
    "nothing": lambda: b"\x00\x0b\x1b",
}

HOSTILE: dict[str, dict[str, Callable[[], bytes]]] = {
    "workbook": WORKBOOKS,
    "csv": SHEETS,
    "stratml": STRATML,
    "yaml": PLAN_FILES,
    "word": DOCUMENTS,
    "text": TEXTS,
    "geojson": BOUNDARIES,
    "jsonstat": CUBES,
    "opensdg": CITY_FIGURES,
    "opensdg_metadata": CITY_METADATA,
    "rich": RICH,
    "search": QUESTIONS,
}
