"""Plain text to lines. Pages are told by form feeds, or by what programs that extract text leave in their place."""

import re

from rodtrad.exchange.document.lines import LONGEST_LINE, Line
from rodtrad.exchange.document.refusal import MOST_CHARACTERS, Refusal, RefusedError

#: So many empty lines between two lines is a new page in text taken from a PDF or slides.
_PAGE_GAP = 3
#: A single space before a line is what is left of a form feed, unless many lines are set in.
_RARE = 0.06
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def extract(content: bytes) -> list[Line]:
    """Return the lines. Raises RefusedError."""
    text = _decoded(content)
    if len(text) > MOST_CHARACTERS:
        raise RefusedError(Refusal.TOO_MUCH_TEXT)
    if len(_CONTROL.findall(text)) > 10 + len(text) // 100:
        raise RefusedError(Refusal.UNKNOWN)
    lines = _lines(_CONTROL.sub("", text))
    if not lines:
        raise RefusedError(Refusal.NO_TEXT)
    return lines


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> list[Line]:
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f").split("\n")
    space_means_page = _space_means_page(raw)
    found: list[Line] = []
    page, empty, before = 1, 0, ""
    for number, line in _numbered(raw):
        bare = line.strip("\f \t")
        if not bare:
            empty += 1
            if "\f" in line:
                empty = _PAGE_GAP
            continue
        breaks = (
            "\f" in line
            or empty >= _PAGE_GAP
            or (space_means_page and _one_space(line) and not _one_space(before))
        )
        page += bool(breaks and found)
        found.append(_line(bare, page, number, gap=bool(empty or breaks)))
        empty, before = 0, line
    return found


def _numbered(raw: list[str]) -> list[tuple[int, str]]:
    """Return the lines with their numbers in the file; a form feed does not begin a line there."""
    found, number = [], 0
    for line in raw:
        number += not line.startswith("\f")
        found.append((max(number, 1), line))
    return found


def _space_means_page(raw: list[str]) -> bool:
    written = [line for line in raw if line.strip()]
    indented = [line for line in written if line.startswith(" ") and not line.lstrip(" ").startswith("\t")]
    return bool(indented) and "\f" not in "".join(raw) and len(indented) <= max(3, len(written) * _RARE)


def _one_space(line: str) -> bool:
    return line[:1] == " " and line[1:2] not in (" ", "\t")


def _line(text: str, page: int, number: int, *, gap: bool) -> Line:
    heading = _HEADING.match(text)
    if heading:
        title = heading.group(2)[:LONGEST_LINE]
        return Line(title, page, number, gap=True, heading=len(heading.group(1)), whole=True)
    return Line(text[:LONGEST_LINE], page, number, gap=gap)
