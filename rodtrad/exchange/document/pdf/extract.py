"""A PDF to lines, with the size, weight and place that the text is set in."""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTImage, LTItem, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from rodtrad.exchange.document.lines import LONGEST_LINE, Line
from rodtrad.exchange.document.pdf.cells import Cells
from rodtrad.exchange.document.pdf.columns import in_reading_order
from rodtrad.exchange.document.pdf.letters import text_of
from rodtrad.exchange.document.refusal import (
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_PAGES,
    Refusal,
    RefusedError,
)

# Every oddity of a PDF is logged; what cannot be read is told once, in a sentence.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
#: How much of a line must be set in bold for the line to be.
_MOSTLY = 0.6
#: Text in boxes: lines of one column stay together, columns are read one after the other.
_LAYOUT = LAParams(boxes_flow=0.5, char_margin=2.0, line_margin=0.5, detect_vertical=False)
#: A line lower than this many line heights below the last has a gap before it.
_GAP = 1.7


def extract(content: bytes, is_level: Callable[[str], bool]) -> list[Line]:
    """Return the lines. `is_level` tells which headings of a table name a level. Raises RefusedError."""
    found: list[Line] = []
    images = 0
    cells = Cells(is_level)
    try:
        _refuse_too_many_pages(content)
        pages = extract_pages(io.BytesIO(content), laparams=_LAYOUT)
        for number, page in enumerate(pages, start=1):
            images += _has_image(page)
            found += _lines_of(page, number, cells)
            _refuse_too_much(found)
    except RefusedError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise RefusedError(Refusal.ENCRYPTED) from error
    except MemoryError as error:
        raise RefusedError(Refusal.TOO_MUCH_TEXT) from error
    except Exception as error:  # a damaged file can make the reader fail in any way at all
        raise RefusedError(Refusal.BROKEN) from error
    if not any(line.text.strip() for line in found):
        raise RefusedError(Refusal.SCANNED if images else Refusal.NO_TEXT)
    return found


def _refuse_too_many_pages(content: bytes) -> None:
    """Count the pages before any is laid out, which is what takes time."""
    pages = islice(PDFPage.get_pages(io.BytesIO(content)), MOST_PAGES + 1)
    if sum(1 for _page in pages) > MOST_PAGES:
        raise RefusedError(Refusal.TOO_MANY_PAGES)


def _refuse_too_much(found: list[Line]) -> None:
    if len(found) > MOST_LINES or sum(len(line.text) for line in found) > MOST_CHARACTERS:
        raise RefusedError(Refusal.TOO_MUCH_TEXT)


def _has_image(container: LTItem) -> bool:
    if isinstance(container, LTImage):
        return True
    within = container if isinstance(container, LTPage) else getattr(container, "_objs", ())
    return any(_has_image(item) for item in within if hasattr(item, "_objs") or isinstance(item, LTImage))


def _lines_of(page: LTPage, number: int, cells: Cells) -> Iterator[Line]:
    count = 0
    boxes, tables = cells.taken_out_of(page)
    for box in in_reading_order(boxes):
        if box in tables:
            for line in tables[box].lines(number):
                count += 1
                yield replace(line, number=count)
            continue
        last: LTTextLine | None = None
        for item in box:
            text = text_of(item)
            if not text:
                continue
            count += 1
            size, bold = _setting(item)
            gap = last is None or last.y0 - item.y1 > _GAP * (item.y1 - item.y0) - (item.y1 - item.y0)
            yield Line(text[:LONGEST_LINE], number, count, gap, size, bold, round(item.x0, 1))
            last = item


def _setting(line: LTTextLine) -> tuple[float, bool]:
    letters = [item for item in line if isinstance(item, LTChar)]
    if not letters:
        return 0.0, False
    bold = sum("bold" in item.fontname.lower() or "black" in item.fontname.lower() for item in letters)
    sizes = sorted(item.size for item in letters)
    return round(sizes[len(sizes) // 2], 1), bold >= _MOSTLY * len(letters)
