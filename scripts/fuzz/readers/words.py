"""Texts that people write into fields: descriptions with a little markup, and what is typed into the search box."""

import random
from collections.abc import Iterator
from html.parser import HTMLParser
from unicodedata import normalize
from urllib.parse import urlsplit
from uuid import UUID

from rodtrad.core.rich_text import as_html, as_words, is_rich
from rodtrad.core.search import Document
from rodtrad.organisations.permissions import EVERYTHING, NOBODY
from rodtrad.search.queries import Chosen, find, marked, read_asked
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated, lines_mutated

_RICH = """# Om målet

Vi vil *mye*, og **mer**: se [planen](https://example.org/?a=1&b=2 "tittel") eller [post](mailto:a@example.org).
Linje to\\
tre

1. en
2. to
   - under
     > sitat

## Under
* a
* b <b onclick="x()">fet</b> &lt; &#106; [x](javascript:alert(1)) ![bilde](http://example.org/x.png)
<https://example.org> [ref]: https://example.org
"""
_MARKS = (
    "*",
    "_",
    "[",
    "](",
    ")",
    "<",
    ">",
    "`",
    "#",
    "- ",
    "1. ",
    "> ",
    "\\",
    "&",
    "[x](java\tscript:a)",
    "![",
    "**a*",
    "\n\n",
    "    ",
)
_QUERIES = (
    "bolig",
    '"gode skoler" vei*',
    "«trygge veier»",
    "skole AND NOT (vei | barn) & !",
    "sak 12/24",
    "e\u0301ldre",
    "'':* <->",
    "Å",
)
_ATTRIBUTES = {("a", "href"), ("a", "rel"), ("ol", "start")}
_TAGS = {"p", "br", "ul", "ol", "li", "a", "em", "strong", "h2", "h3", "h4", "h5", "h6"}


class _Looked(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, f"<{tag}> is let through"
        for name, value in attrs:
            assert (tag, name) in _ATTRIBUTES, f"<{tag} {name}> is let through"
            if name == "href":
                assert urlsplit(value or "").scheme in ("http", "https", "mailto", ""), f"a link to {value}"
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            assert (self.open or [""]).pop() == tag, f"</{tag}> closes something else"

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment is let through")


def _read_rich(content: bytes, deep: bool) -> Iterator[str]:
    text = content.decode(errors="replace")
    looked = _Looked()
    looked.feed(as_html(text, top=3))
    looked.close()
    assert not looked.open, f"{looked.open} are left open"
    assert "\n" not in as_words(text)
    yield str(is_rich(text))


def _read_search(content: bytes, deep: bool) -> Iterator[str]:
    asked = read_asked(content.decode(errors="replace"))
    text = content.decode(errors="replace")[:5000]
    document = Document(UUID(int=0), UUID(int=0), "", text, text, (text,))
    [(title, _around)] = marked(asked, [document])
    assert "".join(piece.text for piece in title) == normalize("NFC", text), "marking changes a title"
    if deep:
        from rodtrad.organisations.models import Root

        roots = {root.id: EVERYTHING if root.slug == "solvik" else NOBODY for root in Root.objects.all()}
        found = find(asked=asked, viewers=roots, chosen=Chosen(), size=20)
        assert found.count >= len(found.hits)
        for half in (asked, asked.unfinished()):
            if half is not None and not half.is_empty:
                find(asked=half, viewers=roots, chosen=Chosen(year=2026), size=5)
    yield f"{len(asked.terms)} {len(asked.phrases)} {asked.is_empty}".translate(
        str.maketrans("0123456789", "abcdefghij")
    )


def _marked(content: bytes, chance: random.Random) -> bytes:
    """Put in what means something in Markdown, many times over too."""
    found = content
    for _turn in range(chance.choice((1, 2, 8))):
        place, mark = chance.randrange(len(found) + 1), chance.choice(_MARKS).encode()
        found = found[:place] + mark * chance.choice((1, 1, 1, 3, 3, 50, 50, 2000)) + found[place:]
    return found[:20_000]


READERS = {
    "rich": Reader(
        "rich",
        lambda: [_RICH.encode()],
        (_marked, _marked, lines_mutated, bytes_mutated),
        _read_rich,
        (),
        ".txt",
    ),
    "search": Reader(
        "search",
        lambda: [query.encode() for query in _QUERIES],
        (bytes_mutated, lines_mutated, _marked),
        _read_search,
        (),
        ".txt",
    ),
}
