"""Small rich text: headings, lists, links and emphasis in Markdown, made into clean HTML.

Text without any of it stays one plain paragraph, so that what was written before looks as it did.
"""

import re
from functools import cache

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Longer text is shown as it is written: a reader of Markdown may be slow on text made to be so.
LONGEST = 50_000
_RULES = ["heading", "list", "link", "emphasis", "newline", "escape"]
_TAGS = {"p", "br", "ul", "ol", "li", "a", "em", "strong", "h2", "h3", "h4", "h5", "h6"}
_SCHEMES = {"http", "https", "mailto"}
_SPACES = re.compile(r"\s+")
#: What word processors put in plain text: line breaks of their own, and letters that nobody sees.
_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"})
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: A bullet with a tab behind it, by how far in it stands; a dash with a space begins somebody's words.
_BULLET = re.compile(r"^(?P<in>[ \t\u00a0]*)(?P<sign>[•●·\uf0b7▪■\uf0a7§◦○o–—\-*])\t[ \t\u00a0]*(?=\S)")
_SPACED = re.compile(r"^(?P<in>[ \t\u00a0]*)(?P<sign>[•●▪■◦○\uf0b7\uf0a7])[ \u00a0]*(?=\S)")
_NUMBERED = re.compile(r"^[ \u00a0]*(\d{1,3})[.)]\t[ \t\u00a0]*(?=\S)")
_LISTED = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s")
_FURTHER_IN = {"o": 1, "◦": 1, "○": 1, "▪": 2, "■": 2, "§": 2, "\uf0a7": 2}


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 12})
    return reader.enable(_RULES)


def tokens_of(text: str) -> list[Token]:
    """Return the parts that the text is made of, for those who write it as something else than HTML."""
    return _reader().parse(text)


def is_rich(text: str) -> bool:
    """Tell whether the text holds more than one plain paragraph."""
    if len(text) > LONGEST:
        return False
    tokens = _reader().parse(text)
    blocks = [token.type for token in tokens]
    if blocks != ["paragraph_open", "inline", "paragraph_close"]:
        return bool(blocks)
    return any(child.type not in ("text", "softbreak") for child in tokens[1].children or ())


def as_html(text: str, *, top: int = 2) -> SafeString:
    """Return the text as HTML that may stand in a page; its highest heading is of level `top`."""
    if len(text) > LONGEST:
        return format_html("<p>{}</p>", text)
    reader = _reader()
    tokens = reader.parse(text)
    _place_headings(tokens, top)
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(  # noqa: S308  # cleaned right here
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


def tidied(text: str) -> str:
    """Return text as pasted from a word processor with its bullets and numbers as lists of ours.

    What follows a list made here gets an empty line before it, or it would be read as part of the last point.
    """
    lines: list[str] = []
    depth, listed = -1, False
    for line in _UNSEEN.sub("", text).replace("\r\n", "\n").translate(_BREAKS).split("\n"):
        point = _BULLET.match(line) or _SPACED.match(line)
        if point:
            asked = point["in"].count("\t") or _FURTHER_IN.get(point["sign"], 0)
            depth = min(asked, depth + 1)
            lines.append("  " * depth + "- " + line[point.end() :])
            listed = True
            continue
        numbered = _NUMBERED.sub(r"\1. ", line)
        if listed and line.strip() and not _LISTED.match(numbered):
            lines.append("")
        listed = numbered != line or (listed and bool(_LISTED.match(line)))
        depth = -1 if not listed else depth
        lines.append(numbered)
    return "\n".join(lines)


def as_words(text: str) -> str:
    """Return the text in one line without its markup, for lists and search."""
    if not is_rich(text):
        return _SPACES.sub(" ", text).strip()
    words: list[str] = []
    for token in _reader().parse(text):
        for child in token.children or ():
            words.append(
                child.content
                if child.type == "text"
                else ""
                if child.type.startswith(("em", "strong", "link"))
                else " "
            )
        words.append(" ")
    return _SPACES.sub(" ", "".join(words)).strip()


def _place_headings(tokens: list[Token], top: int) -> None:
    """Let the headings follow one another from `top` without a step left out, whatever levels were written."""
    written = sorted({token.tag for token in tokens if token.type == "heading_open"})
    levels = {tag: f"h{min(top + place, 6)}" for place, tag in enumerate(written)}
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = levels[token.tag]
