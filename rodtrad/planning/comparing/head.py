"""How two versions differ in what they say of the plan itself, and in its documents."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rodtrad.core.differences import Piece, word_differences
from rodtrad.planning.comparing.differences import DocumentDifference, FieldDifference
from rodtrad.planning.content import Content, title_in

_TEXTS = ("title", "description")
_NAMED = ("elaborates", "replaces")
_HEAD = (
    *_TEXTS, "type", "own_type", "number", "national_id", "period", "owner", *_NAMED, "merges", "origin", "source",
    "place",
)  # fmt: skip

Document = Mapping[str, Any]


def compare_heads(before: Content, after: Content) -> Iterator[FieldDifference]:
    """Yield what differs: titles and descriptions word by word, the rest whole; plans that are named, by title.

    What one of the versions was too old to tell is no difference. The case is not compared: it is what was decided of
    the version, not what the version says.
    """
    for name in _HEAD:
        if name not in before.plan or name not in after.plan:
            continue
        old, new = _said(name, before.plan[name]), _said(name, after.plan[name])
        if old != new:
            yield FieldDifference(
                name, tuple(word_differences(old, new) if name in _TEXTS else _whole(old, new))
            )


def compare_documents(before: Content, after: Content) -> Iterator[DocumentDifference]:
    """Yield the documents that differ, in the order of the later version; those that are gone come last.

    A document is the same as the one of its title and kind, or else as the one that is the same file.
    """
    if "documents" not in before.plan or "documents" not in after.plan:
        return
    old, new = before.plan["documents"], after.plan["documents"]
    was = _pairs(old, new)
    for at, one in enumerate(new):
        if at not in was:
            yield DocumentDifference(None, one)
        elif old[was[at]] != one:
            yield DocumentDifference(old[was[at]], one)
    kept = set(was.values())
    yield from (DocumentDifference(one, None) for at, one in enumerate(old) if at not in kept)


def _pairs(old: Sequence[Document], new: Sequence[Document]) -> dict[int, int]:
    """Pair the documents by their places in the two lists, the surest first."""
    pairs: dict[int, int] = {}
    for known_by in (_itself, _title_and_kind, _file):
        free: dict[object, list[int]] = {}
        for at, one in enumerate(old):
            if at not in pairs.values():
                free.setdefault(known_by(one), []).append(at)
        for at, one in enumerate(new):
            if at not in pairs and (found := free.get(known_by(one))):
                pairs[at] = found.pop(0)
    return pairs


def _itself(one: Document) -> object:
    return one["title"], one["kind"], one["sha256"]


def _title_and_kind(one: Document) -> object:
    return one["title"], one["kind"]


def _file(one: Document) -> object:
    return one["sha256"]


def _said(name: str, value: Any) -> str:
    if name == "merges":
        return ", ".join(sorted(map(title_in, value or ())))
    return title_in(value) if name in _NAMED else value or ""


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)
