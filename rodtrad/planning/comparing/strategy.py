"""How two frozen planstrategier differ, part by part: its plans, trends, guidelines, views, phases and capacity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rodtrad.core.differences import word_differences
from rodtrad.planning.comparing.differences import Change, FieldDifference, PartDifference
from rodtrad.planning.content import Content

Told = Mapping[str, Any]


@dataclass(frozen=True)
class _Kind:
    """A list of the strategy: what names a part, what is compared word by word, and what as a value.

    A part is the same when one of `known_by` is, the surest first; `id` is not in versions frozen before 2026.
    """

    name: str
    title: str
    texts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()


_KINDS = (
    _Kind(
        "items",
        "title",
        ("title", "instead", "reason"),
        ("decision", "start", "adopted", "owner", "work", "answers"),
        ("id", "previous", "plan", "title"),
    ),
    _Kind("trends", "title", ("title", "text"), ("element", "indicator"), ("id", "title")),
    _Kind("guidelines", "element", ("text",), (), ("element",)),
    _Kind(
        "views",
        "sender",
        ("sender", "summary", "answer"),
        ("kind", "received_on"),
        ("id", "sender"),
    ),
    _Kind("phases", "title", ("title", "text"), ("first", "last"), ("id", "title")),
    _Kind("capacity", "semester", (), ("person_months",), ("semester",)),
)
HEAD_TEXTS = ("intro", "principles")
HEAD_VALUES = ("constituted_on",)


def strategy_of(content: Content) -> Told:
    """Return what the version holds of a planstrategi; nothing for another plan."""
    told = content.parts.get("strategy")
    return told if isinstance(told, dict) else {}


def compare_strategies(before: Content, after: Content) -> tuple[PartDifference, ...]:
    """Return the parts that differ, in the order of the later version; what is gone comes last of its kind."""
    old, new = strategy_of(before), strategy_of(after)
    if not old and not new:
        return ()
    head = _compared("head", "", old, new, HEAD_TEXTS, HEAD_VALUES)
    parts = (
        one for kind in _KINDS for one in _differing(kind, old.get(kind.name, ()), new.get(kind.name, ()))
    )
    return (*((head,) if head.changes else ()), *parts)


def _differing(kind: _Kind, before: Sequence[Told], after: Sequence[Told]) -> Iterator[PartDifference]:
    was = _pairs(kind, before, after)
    for at, new in enumerate(after):
        if at not in was:
            yield PartDifference(kind.name, new[kind.title], None, new, frozenset({Change.ADDED}))
            continue
        found = _compared(kind.name, new[kind.title], before[was[at]], new, kind.texts, kind.values)
        if found.changes:
            yield found
    kept = set(was.values())
    for at, old in enumerate(before):
        if at not in kept:
            yield PartDifference(kind.name, old[kind.title], old, None, frozenset({Change.REMOVED}))


def _pairs(kind: _Kind, before: Sequence[Told], after: Sequence[Told]) -> dict[int, int]:
    """Pair the parts of the later version with those of the earlier, by their places in the two lists."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for name in kind.known_by:
        by_name = {
            old["id" if name == "previous" else name]: at
            for at, old in enumerate(before)
            if at not in taken and old.get("id" if name == "previous" else name)
        }
        for at, new in enumerate(after):
            found = by_name.get(new.get(name)) if at not in pairs and new.get(name) else None
            if found is not None and found not in taken:
                pairs[at] = found
                taken.add(found)
    return pairs


def _compared(
    kind: str, title: str, old: Told, new: Told, texts: Sequence[str], values: Sequence[str]
) -> PartDifference:
    reworded = tuple(
        FieldDifference(name, tuple(word_differences(old.get(name) or "", new.get(name) or "")))
        for name in texts
        if (old.get(name) or "") != (new.get(name) or "")
    )
    other = tuple(name for name in values if (old.get(name) or None) != (new.get(name) or None))
    told = {Change.REWORDED: bool(reworded), Change.OTHER: bool(other)}
    changes = frozenset(change for change, is_so in told.items() if is_so)
    return PartDifference(kind, title, old, new, changes, reworded, other)
