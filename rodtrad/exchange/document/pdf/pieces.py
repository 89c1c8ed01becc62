"""Text on a page in pieces: a line is divided where there is room for the edge of a column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pdfminer.layout import LTAnno, LTChar, LTTextLine

from rodtrad.exchange.document.pdf.letters import text_of
from rodtrad.exchange.document.pdf.rules import Rule

#: More room than this share of the letters' size is no space between words.
_WIDE = 0.9


@dataclass(eq=False)
class Piece:
    """Text that stands together on one line."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    line: LTTextLine

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    def is_beside(self, other: "Piece") -> bool:
        """Tell whether both stand on the same line of the page."""
        return abs(self.middle - other.middle) < min(self.y1 - self.y0, other.y1 - other.y0) / 2


def pieces_of(lines: Iterable[LTTextLine], upright: Sequence[Rule]) -> list[Piece]:
    """Return the pieces of the lines, divided at wide gaps and at rules that stand upright between letters."""
    found = []
    for line in lines:
        crossing = [rule.at for rule in upright if line.x0 < rule.at < line.x1 and rule.covers(_middle(line))]
        for items in _divided(line, crossing):
            letters = [item for item in items if isinstance(item, LTChar)]
            text = text_of(items)
            if text and letters:
                x0, x1 = min(one.x0 for one in letters), max(one.x1 for one in letters)
                found.append(Piece(text, x0, x1, line.y0, line.y1, line))
    return found


def _middle(line: LTTextLine) -> float:
    return (line.y0 + line.y1) / 2


def _divided(line: LTTextLine, crossing: list[float]) -> list[list[LTChar | LTAnno]]:
    parts: list[list[LTChar | LTAnno]] = [[]]
    last: LTChar | None = None
    for item in line:
        if isinstance(item, LTChar) and not item.get_text().isspace():
            if last is not None and _is_apart(last, item, crossing):
                parts.append([])
            last = item
        parts[-1].append(item)
    return parts


def _is_apart(last: LTChar, item: LTChar, crossing: list[float]) -> bool:
    return item.x0 - last.x1 > _WIDE * item.size or any(last.x1 - 1 < at < item.x0 + 1 for at in crossing)


def bands_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces line by line from the top, each line from the left."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.middle):
        if found and piece.is_beside(found[-1][0]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(band, key=lambda one: one.x0) for band in found]
