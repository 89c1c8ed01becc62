"""The small rich text of descriptions (`core.rich_text`) as blocks of a document."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from rodtrad.core.documents.model import Block, Heading, Item, Paragraph, Points, Run, Runs
from rodtrad.core.rich_text import LONGEST, tokens_of

_LOWEST = 3


def blocks_of(text: str, *, below: int = 1) -> list[Block]:
    """Return the text as blocks. Its headings stand below a heading of level `below`, those too deep are bold lines."""
    if len(text) > LONGEST:
        return [Paragraph((Run(text),))]
    return list(_blocks(tokens_of(text), below))


def _blocks(tokens: Sequence[Token], below: int) -> Iterator[Block]:
    at, above = 0, below
    written = sorted({token.tag for token in tokens if token.type == "heading_open"})
    levels = {tag: below + place for place, tag in enumerate(written, start=1)}
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            said = _runs(tokens[at + 1])
            level = min(levels[token.tag], above + 1)
            if level > _LOWEST:
                yield Paragraph(tuple(Run(one.text, True, one.italic, one.link) for one in said))
            elif said:
                yield Heading(level, "".join(one.text for one in said))
                above = level
            at += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            end = _end(tokens, at)
            yield _points(tokens[at : end + 1])
            at = end + 1
        else:
            if token.type == "inline":
                yield Paragraph(_runs(token))
            at += 1


def _end(tokens: Sequence[Token], at: int) -> int:
    """Return where the list that begins here ends."""
    closing = tokens[at].type.replace("_open", "_close")
    level = tokens[at].level
    return next(
        place
        for place in range(at + 1, len(tokens))
        if tokens[place].type == closing and tokens[place].level == level
    )


def _points(tokens: Sequence[Token]) -> Points:
    """Read a list; what stands deeper than one step in comes up to that step."""
    outer = tokens[0].level + 1
    items: list[tuple[list[Runs], list[Runs]]] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == outer:
            items.append(([], []))
        elif token.type == "inline":
            own, deeper = items[-1]
            (own if token.level == outer + 2 else deeper).append(_runs(token))
    made = tuple(Item(own[0] if own else (), (*own[1:], *deeper)) for own, deeper in items)
    return Points(made, numbered=tokens[0].type == "ordered_list_open")


def _runs(inline: Token) -> Runs:
    found: list[Run] = []
    bold = italic = 0
    link = ""
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                link = str(token.attrGet("href") or "")
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                found.append(Run(" "))
            case _ if token.content:
                found.append(Run(token.content, bool(bold), bool(italic), link))
    return tuple(found)
