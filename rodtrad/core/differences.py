"""What changed from one text to another, word by word; and what moved from one order to another."""

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias, TypeVar

Thing = TypeVar("Thing", bound=Hashable)
Kind: TypeAlias = Literal["same", "added", "removed"]

_SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
#: Two texts with more pairs of parts than this are not compared further: the time would grow without end.
MOST_PAIRS = 1_000_000


@dataclass(frozen=True)
class Piece:
    """A run of text that stands in both, only in the new, or only in the old."""

    kind: Kind
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """Return the pieces in reading order, what is removed before what is added in its place.

    Sentences are compared first and then the words of those that differ, so that long texts take no longer than they
    need. What is the same and removed is the old text; what is the same and added is the new.
    """
    pieces: list[Piece] = []
    for old, new in _runs(_SENTENCES.findall(before), _SENTENCES.findall(after)):
        if old == new:
            pieces.append(Piece("same", "".join(old)))
        else:
            pieces += _words("".join(old), "".join(new))
    return _joined(_without_crumbs(_joined(pieces)))


def before_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "added")


def after_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


def moved(before: Sequence[Thing], after: Sequence[Thing]) -> list[Thing]:
    """Return the fewest that must have moved to make the one order into the other, in which the same things stand."""
    place = {one: number for number, one in enumerate(before)}
    numbers = [place[one] for one in after]
    # the longest run that rises has stayed where it was: for each length, where the run ends that ends lowest
    ends: list[int] = []
    lowest: list[int] = []
    comes_from: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        comes_from.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [index]
        lowest[length : length + 1] = [number]
    stayed: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        stayed.add(index)
        index = comes_from[index]
    return [one for index, one in enumerate(after) if index not in stayed]


def _words(before: str, after: str) -> list[Piece]:
    pieces = []
    for old, new in _runs(_WORDS.findall(before), _WORDS.findall(after)):
        if old == new:
            pieces.append(Piece("same", "".join(old)))
        else:
            pieces += [Piece("removed", "".join(old)), Piece("added", "".join(new))]
    return pieces


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield runs of parts in order, as (old, new): alike where both have them, else what stands instead."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    yield before[:start], after[:start]
    if len(old) * len(new) > MOST_PAIRS:
        yield old, new
    else:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for _tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield old[i1:i2], new[j1:j2]
    yield before[len(before) - end :], after[len(after) - end :]


def _without_crumbs(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Take a space that stands alone between two changes as changed too: it reads as one change."""
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1
        if piece.kind == "same" and between and piece.text.isspace() and "\n" not in piece.text:
            yield Piece("removed", piece.text)
            yield Piece("added", piece.text)
        else:
            yield piece


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Put neighbours of one kind together, and let what is removed stand before what is added in the same place."""
    found: list[Piece] = []
    removed = added = ""
    for piece in pieces:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif piece.text:
            found += [Piece("removed", removed), Piece("added", added), piece]
            removed = added = ""
    found += [Piece("removed", removed), Piece("added", added)]
    return _runs_of_same(piece for piece in found if piece.text)


def _runs_of_same(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind == "same":
            found[-1] = Piece("same", found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
