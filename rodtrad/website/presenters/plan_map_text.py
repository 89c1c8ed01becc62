"""The text of the plan map, broken into lines without a browser: titles in boxes, and names of levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rodtrad.core.charts.letters import shortened, text_width, wrapped
from rodtrad.core.drawing.plan_map import BOX_WIDTH, Band, Box

_TITLE, _SMALL = 13.5, 12.0
_INSIDE = BOX_WIDTH - 21.0
_LEFT, _FIRST, _LINE = 11.0, 23.0, 17.0  # where a box's text begins, and how far its lines are apart
_BAND_ROOM = 146.0


@dataclass(frozen=True)
class TextLine:
    x: float
    y: float
    text: str


def title_lines(title: str) -> list[str]:
    """Break a title into at most three lines, and a word that is wider than the box in two."""
    words = [part for word in title.split() for part in _parts(word)]
    return wrapped(" ".join(words), _INSIDE, _TITLE, bold=True, most=3)


def _parts(word: str) -> Iterable[str]:
    """Break a word that is wider than the box: at a stroke, at the s that joins a compound, else where the box ends."""
    while text_width(word, _TITLE, bold=True) > _INSIDE:
        fits = next(
            at for at in range(len(word), 0, -1) if text_width(word[:at] + "-", _TITLE, bold=True) <= _INSIDE
        )
        fits = min(fits, len(word) - 3)
        stroke = max(word.rfind(sign, 0, fits) for sign in "/-–") + 1
        joint = word.rfind("s", 4, fits) + 1
        if word[joint - 2 : joint] == "ss":
            joint -= 1
        at = stroke or joint or fits
        yield word[:at] if stroke else word[:at] + "-"
        word = word[at:]
    yield word


def written(box: Box, lines: Sequence[str]) -> Iterable[TextLine]:
    for number, text in enumerate(lines):
        yield TextLine(box.x + _LEFT, box.y + _FIRST + number * _LINE, text)


def small_line(box: Box, words: str) -> TextLine:
    """Return the last line of a box, cut where it is too long."""
    return TextLine(box.x + _LEFT, box.y + box.height - 11.0, shortened(words, _INSIDE, _SMALL))


def tag_line(box: Box, lines: int, tag: str) -> TextLine:
    """Return the line under a title of so many lines."""
    return TextLine(box.x + _LEFT, box.y + _FIRST + lines * _LINE, tag)


def band_lines(band: Band, name: str, horizon: str) -> tuple[tuple[TextLine, ...], TextLine]:
    """Return the lines of a level's name, and that of how far it sees."""
    lines = wrapped(name, _BAND_ROOM, 14.0, bold=True, most=3)
    left, top = band.x + 18.0, band.y + 30.0
    words = tuple(TextLine(left, top + number * 18.0, text) for number, text in enumerate(lines))
    return words, TextLine(left, top + len(lines) * 18.0 + 1.0, horizon)
