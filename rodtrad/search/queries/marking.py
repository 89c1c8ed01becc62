"""Where the words that were looked for stand in what was found."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from unicodedata import normalize

from rodtrad.core.search import Document
from rodtrad.search.queries.asked import Asked, Term
from rodtrad.search.words.stems import Stems, stems_of
from rodtrad.search.words.tokens import Token, tokens

#: Letters of text around the first word that is found.
BEFORE, AFTER = 80, 160
#: A stem of so many letters inside another word is hardly there by chance.
TELLING = 5


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `marked` when it is one of the words that were looked for."""

    text: str
    marked: bool = False


def marked(asked: Asked, documents: Iterable[Document]) -> list[tuple[list[Piece], list[Piece]]]:
    """Return each title whole and the place in each text where the words stand; none when they do not.

    Where they stand in neither, it is the place among the keywords.
    """
    told = [[_read(text) for text in _texts_of(document)] for document in documents]
    stems = stems_of({token.word for texts in told for _text, words in texts for token in words})
    found = []
    for title, text, keywords in told:
        is_wanted = _wanted(asked, [*title[1], *text[1]], stems)
        pieces, around = _pieces(*title, is_wanted), _around(*text, is_wanted)
        if not around and not any(piece.marked for piece in pieces):
            around = _around(*keywords, _wanted(asked, keywords[1], stems))
        found.append((pieces, around))
    return found


def _texts_of(document: Document) -> tuple[str, str, str]:
    return document.title, document.text, ", ".join(document.keywords)


def _read(text: str) -> tuple[str, list[Token]]:
    whole = normalize("NFC", text)
    return whole, list(tokens(whole))


def _wanted(asked: Asked, told: Collection[Token], stems: dict[str, Stems]) -> Callable[[str], bool]:
    """Return what tells the words that were looked for.

    Short stems are looked for inside others only when no whole word is there: then the index has found a compound
    that holds one.
    """
    words = {token.word for token in told}
    wanted: set[str] = {word for phrase in asked.phrases for word in phrase}
    for term in asked.terms:
        whole = {word for word in words if _is_whole(term, word, stems)}
        is_telling = any(len(stem) >= TELLING for stem in term.stems)
        wanted |= whole
        wanted |= {word for word in words if _holds(term, word)} if is_telling or not whole else set()
    return wanted.__contains__


def _is_whole(term: Term, word: str, stems: dict[str, Stems]) -> bool:
    if term.begins and word.startswith(term.word):
        return True
    return word == term.word or not set(term.stems).isdisjoint(stems.get(word, ()))


def _holds(term: Term, word: str) -> bool:
    return any(len(part) > 1 and part in word for part in (term.word, *term.stems))


def _pieces(text: str, told: Iterable[Token], is_wanted: Callable[[str], bool]) -> list[Piece]:
    pieces, at = [], 0
    for token in told:
        if is_wanted(token.word):
            pieces += [Piece(text[at : token.start]), Piece(text[token.start : token.end], marked=True)]
            at = token.end
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def _around(text: str, told: list[Token], is_wanted: Callable[[str], bool]) -> list[Piece]:
    first = next((token for token in told if is_wanted(token.word)), None)
    if first is None:
        return []
    begin = max((token.start for token in told if token.start <= max(0, first.start - BEFORE)), default=0)
    end = min((token.end for token in told if token.end >= first.end + AFTER), default=len(text))
    shown = [token for token in told if begin <= token.start and token.end <= end]
    moved = [Token(token.word, token.start - begin, token.end - begin) for token in shown]
    inside = _pieces(text[begin:end], moved, is_wanted)
    before, after = [Piece("… ")] if begin else [], [Piece(" …")] if end < len(text) else []
    return [*before, *inside, *after]
