"""The numbers that Word gives paragraphs by itself: they stand in numbering.xml and the styles, not in the text."""

import re
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

#: Word has nine levels of numbers; a higher figure than this is an attempt at harm.
_LEVELS = 9
_HIGHEST = 99_999
_MOST_LISTS = 5_000
#: Styles that stand on each other, followed so far: a damaged file can have them in a ring.
_DEEPEST_STYLE = 20
_PLACE = re.compile(r"%([1-9])")
_LONGEST = 60
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    #: The level, counted from 1, that begins this one anew; 0 for none, None for any above.
    restart: int | None = None
    plain: bool = False
    style: str = ""


@dataclass
class _List:
    """One numbered list as a document names it; several can count in the same series."""

    series: str
    levels: dict[int, _Level]
    begins: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through the document: ask once for each paragraph, in order."""

    def __init__(self, document: Document) -> None:
        self._lists = _lists_of(document)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number_of(self, paragraph: Paragraph) -> str:
        """Return the number as it is shown, «1.2» or «Mål 2:»; empty for a bullet and for none."""
        key, depth, style = _asked(paragraph)
        numbered = self._lists.get(key)
        if numbered is None:
            return ""
        if depth is None:
            named = (at for at, level in numbered.levels.items() if style and level.style == style)
            depth = next(named, 0)
        level = numbered.levels.get(depth)
        if level is None:
            return ""
        counts = self._count(key, numbered, depth)
        if level.form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda found: _shown(found, numbered, counts, level), level.text).strip()[:_LONGEST]

    def _count(self, key: str, numbered: _List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(numbered.series, {})
        if depth in numbered.begins and (key, depth) not in self._begun:
            self._begun.add((key, depth))
            counts[depth] = numbered.begins[depth] - 1
        counts[depth] = counts.get(depth, numbered.levels[depth].start - 1) + 1
        for lower in [at for at in counts if at > depth]:
            level = numbered.levels.get(lower, _Level())
            if level.restart is None or (level.restart and depth < level.restart):
                del counts[lower]
        return counts


def _shown(found: re.Match[str], numbered: _List, counts: dict[int, int], level: _Level) -> str:
    at = int(found[1]) - 1
    other = numbered.levels.get(at, _Level())
    return _written(counts.get(at, other.start), "decimal" if level.plain else other.form)


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < count <= 26 * 3:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("bullet", "none"):
        return ""
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (count // value)
        count %= value
    return written


def _asked(paragraph: Paragraph) -> tuple[str, int | None, str]:
    """Return the list and level that the paragraph asks for, itself or by its style, and that style."""
    key, depth = _named(paragraph._p)
    style = paragraph.style
    for _step in range(_DEEPEST_STYLE):
        if key is not None or style is None:
            break
        key, of_style = _named(style.element)
        depth = of_style if depth is None else depth
        if key is not None:
            return key, depth, style.style_id or ""
        style = style.base_style
    return key or "", depth, ""


def _named(element: _Element) -> tuple[str | None, int | None]:
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None, None
    key = _value(properties, "w:numId")
    depth = _value(properties, "w:ilvl")
    return key, _figure(depth, 0, most=_LEVELS - 1) if depth is not None else None


def _lists_of(document: Document) -> dict[str, _List]:
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return {}
    if not isinstance(part, XmlPart):
        return {}
    root = part.element
    series = {
        one.get(qn("w:abstractNumId"), ""): one for one in root.findall(qn("w:abstractNum"))[:_MOST_LISTS]
    }
    named = {one: _value(element, "w:styleLink") for one, element in series.items()}
    by_style = {style: one for one, style in named.items() if style}
    levels = {one: _levels(element) for one, element in series.items()}
    found: dict[str, _List] = {}
    for number in root.findall(qn("w:num"))[:_MOST_LISTS]:
        one = _value(number, "w:abstractNumId") or ""
        if one in series:
            # A list can take its levels from another that a style of lists names.
            one = by_style.get(_value(series[one], "w:numStyleLink") or "", one)
        if one in levels:
            found[number.get(qn("w:numId"), "")] = _list(one, levels[one], number)
    return found


def _list(series: str, levels: dict[int, _Level], number: _Element) -> _List:
    """Return the list with what it says otherwise than its series."""
    found = _List(series, levels)
    for override in number.findall(qn("w:lvlOverride"))[:_LEVELS]:
        depth = _figure(override.get(qn("w:ilvl")), 0, most=_LEVELS - 1)
        own = _levels(override)
        if own:
            found.levels = {**found.levels, **own}
        begin = _value(override, "w:startOverride")
        if begin is not None:
            found.begins[depth] = _figure(begin, 1)
    return found


def _levels(element: _Element) -> dict[int, _Level]:
    found = {}
    for level in element.findall(qn("w:lvl"))[:_LEVELS]:
        restart = _value(level, "w:lvlRestart")
        found[_figure(level.get(qn("w:ilvl")), 0, most=_LEVELS - 1)] = _Level(
            form=_value(level, "w:numFmt") or "decimal",
            text=_value(level, "w:lvlText") or "",
            start=_figure(_value(level, "w:start"), 0),
            restart=None if restart is None else _figure(restart, 0, most=_LEVELS),
            plain=level.find(qn("w:isLgl")) is not None,
            style=_value(level, "w:pStyle") or "",
        )
    return found


def _value(element: _Element, name: str) -> str | None:
    found = element.find(qn(name))
    return found.get(qn("w:val")) if found is not None else None


def _figure(text: str | None, usual: int, *, most: int = _HIGHEST) -> int:
    """Return the figure, or the usual one when there is none that Word could have written."""
    return (
        int(text) if text is not None and re.fullmatch(r"[0-9]{1,5}", text) and int(text) <= most else usual
    )
