"""Lines to units: wrapped lines joined to headings, points and paragraphs."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from rodtrad.exchange.document.forms import Form, form_of
from rodtrad.exchange.document.lines import BULLET, Line

_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?|[a-zæøå]\)|\d{1,2}\)|[IVX]{1,5}\.)\s+(?=[A-ZÆØÅ«\"“])"
)
_SENTENCE_END = re.compile(r"[.!?]['\"»”]?$")
#: A sentence ends and another begins; a point after an abbreviation ends none.
_SENTENCES = re.compile(
    r"(?<!\bihht)(?<!\bmht)(?<!\bpga)(?<!\bosv)(?<!\bbl\.a)(?<!\bf\.eks)(?<!\bjf)(?<!\bnr)(?<!\bpr)(?<!\bca)(?<!\bkap)"
    r"(?:(?<=[a-zæøå)»”%])|(?<=\d\d))[.!?]\s+[A-ZÆØÅ«“]"
)
#: A line that ends in one of these goes on in the next.
_OPEN_END = re.compile(
    r"(?:[,/–-]|\b(?:og|eller|i|på|for|av|til|med|mellom|fra|som|at|er|en|et|å|ved|om))$", re.I
)
_KEPT_HYPHEN = re.compile(r"^(?:og|eller|samt|men|til)\b")
_LONGEST_HEADING = 120
#: A longer text is told as several: nobody writes such a paragraph.
_LONGEST_UNIT = 5_000


class Kind(StrEnum):
    HEADING = "heading"
    PLAIN = "plain"
    BULLET = "bullet"
    PROSE = "prose"
    CELL = "cell"


@dataclass(eq=False)
class Unit:
    """A heading, point or paragraph, with where it begins."""

    text: str
    kind: Kind
    page: int = 0
    line: int = 0
    number: str = ""
    size: float = 0.0
    bold: bool = False
    heading: int = 0
    alone: bool = False
    leads_prose: bool = False
    cell: tuple[int, int, int] | None = None
    lines: list[Line] = field(default_factory=list, repr=False)

    @property
    def is_short(self) -> bool:
        return len(self.text) <= _LONGEST_HEADING and not _SENTENCE_END.search(self.text)


def units_of(lines: list[Line]) -> list[Unit]:
    """Return the units in the order of the document."""
    found: list[Unit] = []
    for block in _blocks(lines):
        found += _units_of_block(block, found[-1] if found else None)
    for unit in found:
        _finish(unit)
    _mark_sizes(found)
    return [unit for unit in found if unit.text or unit.cell]


def joined(first: str, second: str) -> str:
    """Return the two lines as one text, with a word that was divided at the end of the line made whole."""
    if first.endswith("\u00ad"):
        return first[:-1] + second
    if first.endswith("-") and second[:1].islower():
        if _KEPT_HYPHEN.match(second):
            return f"{first} {second}"
        return (first if first[-2:-1].isdigit() else first[:-1]) + second
    return f"{first.rstrip()} {second}"


def has_sentences(text: str) -> bool:
    """Tell whether there is more than one sentence."""
    return bool(_SENTENCES.search(text[:_LONGEST_UNIT]))


def _blocks(lines: list[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or line.gap or line.whole or line.page != blocks[-1][-1].page:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _units_of_block(block: list[Line], before: Unit | None) -> list[Unit]:
    """Return the block's new units; lines that continue the unit before it are added there."""
    prose = _is_prose(block)
    last: Unit | None = None
    if before is not None and _goes_on(before, block[0]):
        _add(before, block[0])
        last, block = before, block[1:]
        before.alone = False
    elif prose and _heads(block):
        return _divided(block)
    found: list[Unit] = []
    for line in block:
        if last is not None and _continues(last, line, prose=prose):
            _add(last, line)
        else:
            last = _begin(line, prose=prose)
            found.append(last)
    if len(found) == 1 and len(found[0].lines) == len(block):
        found[0].alone = True
    return found


def _begin(line: Line, *, prose: bool) -> Unit:
    if line.cell:
        kind = Kind.CELL
    elif line.bullet or BULLET.match(line.text):
        kind = Kind.BULLET
    elif line.heading:
        kind = Kind.HEADING
    else:
        kind = Kind.PROSE if prose else Kind.PLAIN
    unit = Unit(
        line.text, kind, line.page, line.number, "", line.size, line.bold, line.heading, cell=line.cell
    )
    unit.lines.append(line)
    return unit


def _add(unit: Unit, line: Line) -> None:
    unit.text = joined(unit.text, line.text)
    unit.lines.append(line)


def _goes_on(before: Unit, line: Line) -> bool:
    """Tell whether a line after a gap continues what stands before it, as text from slides often does."""
    if line.whole or line.cell or before.cell or before.heading or before.lines[-1].whole or _is_long(before):
        return False
    if before.page != line.page and before.kind is not Kind.BULLET:
        return False
    ended = _SENTENCE_END.search(before.text) or before.text.endswith(":")
    same = not line.size or abs(line.size - before.size) < 0.6
    return line.text[:1].islower() and not ended and same and not BULLET.match(line.text)


def _continues(unit: Unit, line: Line, *, prose: bool) -> bool:
    if line.whole or line.bullet or _is_long(unit) or BULLET.match(line.text):
        return False
    if (line.size and abs(line.size - unit.lines[-1].size) > 0.6) or line.bold != unit.lines[-1].bold:
        return False
    if prose or line.text[:1].islower():
        return True
    if _NUMBER.match(line.text) or form_of(line.text) in (Form.BY_DOING, Form.INFINITIVE):
        return False
    return bool(_OPEN_END.search(unit.text)) or (unit.kind is Kind.BULLET and _is_full(unit, line))


def _is_long(unit: Unit) -> bool:
    return len(unit.text) > _LONGEST_UNIT


def _is_full(unit: Unit, line: Line) -> bool:
    """Tell whether a point's last line is as long as the longest of it: a name can begin the next one."""
    return len(unit.lines) > 1 and len(unit.lines[-1].text) >= max(len(one.text) for one in unit.lines) - 5


def _is_prose(block: list[Line]) -> bool:
    if block[0].whole:
        text = block[0].text
        return has_sentences(text) and len(text) > 200
    if any(BULLET.match(line.text) for line in block):
        return False
    texts = [line.text for line in block]
    if len(texts) == 1:
        return has_sentences(texts[0])
    capital = sum(text[:1].isupper() for text in texts) / len(texts)
    sentence = has_sentences(" ".join(texts)) or bool(_SENTENCE_END.search(texts[-1]))
    return sentence and capital <= 0.7 and median(len(text) for text in texts) >= 35


def _heads(block: list[Line]) -> bool:
    """Tell whether the first line of a paragraph is its heading: short, and not the beginning of the sentence."""
    first, rest = block[0].text, [line.text for line in block[1:]]
    if not rest or _SENTENCE_END.search(first) or _OPEN_END.search(first) or len(first) > 90:
        return False
    # The first word of the next line would have had room on this one.
    width = max(len(text) for text in rest)
    room = width - len(first) > len(rest[0].split(" ")[0]) + 2
    return room and not rest[0][:1].islower()


def _divided(block: list[Line]) -> list[Unit]:
    head, body = _begin(block[0], prose=False), _begin(block[1], prose=True)
    head.leads_prose = True
    for line in block[2:]:
        _add(body, line)
    return [head, body]


def _finish(unit: Unit) -> None:
    """Take bullet and number off the text."""
    unit.text = BULLET.sub("", unit.text, count=1).rstrip("\u00ad") if unit.kind is Kind.BULLET else unit.text
    unit.text = " ".join(unit.text.replace("\u00ad", "").split())
    number = _NUMBER.match(unit.text) if not unit.cell else None
    if number:
        unit.number = number["number"].rstrip(".)")
        unit.text = unit.text[number.end() :]
    unit.number = unit.number or unit.lines[0].numbered


def _mark_sizes(units: list[Unit]) -> None:
    """Make headings of what is set larger than the text, or in bold alone on a line; the larger, the higher."""
    weights: dict[float, int] = {}
    for unit in units:
        if unit.size:
            weights[unit.size] = weights.get(unit.size, 0) + len(unit.text)
    body = max(weights, key=lambda size: weights[size], default=0.0)
    larger = sorted((size for size in weights if size > body * 1.12), reverse=True)[:6]
    lowest = max(len(larger), *(unit.heading for unit in units), 0) + 1
    mostly_bold = sum(unit.bold for unit in units) * 2 > len(units)
    for unit in units:
        if unit.kind is not Kind.PLAIN or not unit.is_short:
            continue
        if unit.size in larger:
            unit.kind, unit.heading = Kind.HEADING, larger.index(unit.size) + 1
        elif unit.bold and unit.alone and not mostly_bold:
            unit.kind, unit.heading = Kind.HEADING, lowest
