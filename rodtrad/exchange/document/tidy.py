"""Takes away what is set around the text: headers, footers, page numbers, the table of contents, loose letters."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from rodtrad.exchange.document.lines import BULLET, Line

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"[\s\u00a0]+")
#: Inside a line; some programs write a space after it where the word goes on.
_SOFT_HYPHEN = re.compile("\u00ad[ \u00a0]?")
_PAGE_NUMBER = re.compile(r"^(?:side\s*)?[–-]?\s*\d{1,4}\s*[–-]?(?:\s*(?:av|/)\s*\d{1,4})?$", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$|_{4,}\s*\d{1,4}$")
_ENDS_IN_NUMBER = re.compile(r"^\D.*\S[\s\t]+\d{1,3}$")
_CONTENTS = re.compile(
    r"^(?:innhold(?:sfortegnelse|sliste)?|innhald(?:sliste)?|contents|table of contents)\s*:?$", re.I
)
_ADDRESS = re.compile(r"^\S*(?:https?://|www\.)\S+$|^[^\s@]+@\S+\.\w+$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\[\d{1,3}\]\s")
_DIGITS = re.compile(r"\d+")
#: How many lines at the top and bottom of a page may be a header or footer.
_EDGE = 3
#: How much of a line's end can be leaders and a page number.
_END = 200
_EDGE_PAGES = 3
_OFTEN = 0.4


def tidy(lines: list[Line], keep: Callable[[str], bool] = lambda _text: False) -> list[Line]:
    """Return the lines that are the document's own text, their characters made whole.

    `keep` tells lines that are never headers or footers, however often they come: «Tiltak» on every page.
    """
    clean = [replace(line, text=whole_text(line.text)) for line in lines]
    kept = [line for line in clean if line.text or line.cell]
    kept = _without(kept, _edges(kept, keep))
    kept = _without(kept, _contents(kept))
    kept = _without(kept, _loose(kept))
    return [line for line in kept if line.cell or not _ADDRESS.match(line.text)]


def whole_text(text: str) -> str:
    """Return the text with ligatures taken apart, accents joined and invisible characters gone.

    A soft hyphen at the end stays as a hyphen, so that the word is joined with the next line's.
    """
    text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    text = _INVISIBLE.sub("", text)
    if text.rstrip().endswith("\u00ad"):
        text = text.rstrip()[:-1] + "\u00ad"
    body, end = (text[:-1], text[-1:]) if text.endswith("\u00ad") else (text, "")
    return _SPACES.sub(" ", _SOFT_HYPHEN.sub("", body)).strip() + end


def _without(lines: list[Line], gone: set[int]) -> list[Line]:
    """Return the other lines; what follows one that is gone has a gap before it."""
    kept: list[Line] = []
    after_gone = False
    for index, line in enumerate(lines):
        if index in gone:
            after_gone = True
            continue
        kept.append(replace(line, gap=True) if after_gone else line)
        after_gone = False
    return kept


def _edges(lines: list[Line], keep: Callable[[str], bool]) -> set[int]:
    """Return running headers and footers, and page numbers alone on a line."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page and not line.cell:
            pages[line.page].append(index)
    edges = {i for on_page in pages.values() for i in (*on_page[:_EDGE], *on_page[-_EDGE:])}
    seen: Counter[str] = Counter()
    for on_page in pages.values():
        seen.update({_masked(lines[i].text) for i in on_page if i in edges})
    often = max(_EDGE_PAGES, int(len(pages) * _OFTEN))
    gone = {i for i in edges if seen[_masked(lines[i].text)] >= often and _may_run(lines[i], keep)}
    gone |= {i for i in edges if _PAGE_NUMBER.match(lines[i].text)}
    return gone


def _may_run(line: Line, keep: Callable[[str], bool]) -> bool:
    """Tell whether the line can be a running header: a bullet or a long line never is."""
    plain = not line.bullet and not line.heading and not BULLET.match(line.text)
    return len(line.text) <= 120 and plain and not keep(line.text)


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _contents(lines: list[Line]) -> set[int]:
    """Return the table of contents: lines with leaders, and lines that end in a page number below its heading."""
    gone = {i for i, line in enumerate(lines) if not line.cell and _LEADERS.search(line.text[-_END:])}
    for start, line in enumerate(lines):
        if not _CONTENTS.match(line.text):
            continue
        below, strange = {start}, 0
        for index in range(start + 1, min(start + 200, len(lines))):
            if _ENDS_IN_NUMBER.match(lines[index].text) or index in gone:
                below |= set(range(start, index + 1))
                strange = 0
            else:
                strange += 1
            if strange > 2:
                break
        if len(below) > 2:
            gone |= below
    return gone


def _loose(lines: list[Line]) -> set[int]:
    """Return lines of one or two characters, three or more after each other: text set upright along an edge."""
    gone: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, Line("slutten av alt")]):
        if len(line.text) <= 2 and not line.cell:
            run.append(index)
            continue
        if len(run) >= 3:
            gone |= set(run)
        run = []
    footnotes = {i for i, line in enumerate(lines) if _FOOTNOTE.match(line.text) and not line.cell}
    return gone | footnotes
