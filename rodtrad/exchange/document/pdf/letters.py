"""The letters of a line as text."""

from collections.abc import Iterable

from pdfminer.layout import LTAnno, LTChar, LTItem

#: A space is none when the next letter begins within this share of its width.
_NO_ROOM = 0.2


def text_of(line: Iterable[LTItem]) -> str:
    """Return the text without spaces that take no room, which some programs leave for soft hyphens."""
    items = list(line)
    kept = [
        item.get_text()
        for item, after in zip(items, [*items[1:], None], strict=True)
        if isinstance(item, LTChar | LTAnno) and not _takes_no_room(item, after)
    ]
    return "".join(kept).strip()


def _takes_no_room(item: LTItem, after: LTItem | None) -> bool:
    if not isinstance(item, LTChar) or not isinstance(after, LTChar) or not item.get_text().isspace():
        return False
    return abs(after.x0 - item.x0) < _NO_ROOM * item.width
