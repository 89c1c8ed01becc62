"""A document as plain data: what the Typst template reads."""

from dataclasses import asdict
from functools import cache
from math import ceil
from typing import Any

from rodtrad.core.documents import looks
from rodtrad.core.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Points,
    Run,
    Runs,
    Table,
)
from rodtrad.core.text import bound, shorten, visible

Data = dict[str, Any]
_SHORT = 50
#: About how many letters of a table stand on one line across the page, and how many lines a page holds of them.
_ACROSS, _ON_A_PAGE = 92, 24
_BREAKS = "\n\t\u00a0\u00ad\u200b"
#: Letters that the fonts lack, and others that say the same.
_INSTEAD = str.maketrans({"\u2011": "-", "\u202f": "\u00a0", "☐": "□", "☑": "✓", "☒": "×"})


@cache
def _letters() -> frozenset[str]:
    """Return the letters that our fonts have."""
    lines = (looks.FONTS / "letters.txt").read_text("ascii").split()
    return frozenset(chr(int(one, 16)) for one in lines) | frozenset(_BREAKS)


def drawable(text: str) -> str:
    """Return the text as it can be set: a letter that no font of ours has becomes a question mark, for PDF/UA."""
    return "".join(one if one in _letters() else "?" for one in bound(visible(text)).translate(_INSTEAD))


def as_data(document: Document) -> Data:
    """Return all that the document says and how it looks, as JSON can hold it."""
    return {
        "title": drawable(document.title),
        "short_title": drawable(shorten(document.title, _SHORT)),
        "kind": drawable(document.kind),
        "subtitle": drawable(document.subtitle),
        "root": drawable(document.root),
        "lang": document.language,
        "region": "GB" if document.language == "en" else "NO",
        "year": document.date.year,
        "month": document.date.month,
        "day": document.date.day,
        "facts": [{"name": drawable(one.name), "value": drawable(one.value)} for one in document.facts],
        "blocks": [_block(block) for block in document.blocks],
        "look": _look(),
    }


def _look() -> Data:
    return {
        "ink": looks.INK,
        "soft": looks.INK_SOFT,
        "hair": looks.HAIR,
        "tint": looks.TINT,
        "organisation": looks.ORGANISATION,
        "thread": looks.THREAD,
        "family": looks.FAMILY,
        "body": looks.BODY,
        "title": looks.TITLE,
        "small": looks.SMALL,
        "headings": [looks.HEADINGS[level] for level in sorted(looks.HEADINGS)],
    }


def _block(block: Block) -> Data:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": drawable(block.text)}
        case Paragraph() | Points():
            return _text(block)
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case Note():
            return {
                "kind": "note",
                "title": drawable(block.title),
                "blocks": [_text(one) for one in block.blocks],
            }
        case PageBreak():
            return {"kind": "break"}
        case Contents():
            return {"kind": "contents", "title": drawable(block.title), "levels": block.levels}


def _text(block: Paragraph | Points) -> Data:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "runs": _runs(block.runs), "lead": block.lead}
    items = [{"runs": _runs(item.runs), "below": [_runs(one) for one in item.below]} for item in block.items]
    return {"kind": "points", "items": items, "numbered": block.numbered}


def _runs(runs: Runs) -> list[Data]:
    return [_run(one) for one in runs]


def _run(run: Run) -> Data:
    return {**asdict(run), "text": drawable(run.text), "link": visible(run.address)}


def _table(table: Table) -> Data:
    return {
        "kind": "table",
        "caption": drawable(table.caption),
        "named": table.named_rows,
        "headed": table.is_headed,
        "together": fits_a_page(table),
        "columns": [
            {"name": drawable(one.name), "align": one.align, "share": one.share} for one in table.columns
        ],
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
    }


def fits_a_page(table: Table) -> bool:
    """Tell whether the table is so low that it can be moved to the next page whole; else it is divided."""
    whole = sum(column.share for column in table.columns)
    widths = [max(_ACROSS * column.share / whole, 1.0) for column in table.columns]
    lines = 0
    for row in table.rows:
        letters = [sum(len(run.text) for run in cell) for cell in row]
        lines += 1 + max(ceil(many / width) for many, width in zip(letters, widths, strict=True))
    return lines <= _ON_A_PAGE


def _figure(figure: Figure) -> Data:
    return {
        "kind": "figure",
        "svg": drawable(figure.svg),
        "alt": visible(figure.alt),
        "caption": drawable(figure.caption),
        "table": _table(figure.table) if figure.table else None,
    }
