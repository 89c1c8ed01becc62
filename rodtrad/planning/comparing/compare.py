"""Compares two versions: pairs their elements, then looks at each pair."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rodtrad.core.differences import moved, word_differences
from rodtrad.planning.comparing.differences import (
    Change,
    Differences,
    ElementDifference,
    FieldDifference,
    ReasonDifference,
    TargetDifference,
)
from rodtrad.planning.comparing.head import compare_documents, compare_heads
from rodtrad.planning.comparing.strategy import compare_strategies
from rodtrad.planning.content import Content, ElementText, TargetText

_TEXTS = ("title", "description")
_OTHER = (
    "level", "starts", "ends", "responsible", "contributing", "binding", "handling", "areas", "sdg_goals", "sdg",
    "keywords", "origin", "source", "place",
)  # fmt: skip


def compare(before: Content, after: Content) -> Differences:
    """Return how `after` differs from `before`.

    An element is the same when it has the same id, or when it is written on from the one before (its predecessor), so
    that a plan can be compared with the one it replaces. What is the same in both is not told.
    """
    was = _pairs(before, after)
    order = _Order(before, after, was)
    targets = _TargetPairs(before, after, was)
    return Differences(
        head=tuple(compare_heads(before, after)),
        elements=tuple(_in_order(before, after, was, order, targets)),
        parts=compare_strategies(before, after),
        documents=tuple(compare_documents(before, after)),
    )


def _pairs(before: Content, after: Content) -> dict[str, str]:
    """Pair elements of the later version with those of the earlier: later id to earlier id."""
    pairs = {one.id: one.id for one in after.elements if one.id in before.by_id}
    taken = set(pairs.values())
    for one in after.elements:
        if one.id not in pairs and one.predecessor in before.by_id and one.predecessor not in taken:
            pairs[one.id] = one.predecessor
            taken.add(one.predecessor)
    return pairs


class _Order:
    """Where things stand: under what, and which have changed places among those that stand together."""

    def __init__(self, before: Content, after: Content, was: Mapping[str, str]) -> None:
        self._was = was
        together_before, together_after = defaultdict(list), defaultdict(list)
        kept = set(was.values())
        for one in before.elements:
            if one.id in kept:
                together_before[one.above].append(one.id)
        for one in after.elements:
            if one.id in was:
                together_after[self._above(one)].append(was[one.id])
        self._changed_places: set[str] = set()
        for above, ids in together_after.items():
            old = together_before[above]
            both = set(old) & set(ids)
            self._changed_places.update(moved(_only(old, both), _only(ids, both)))

    def _above(self, one: ElementText) -> str | None:
        return self._was.get(one.above, one.above) if one.above else None

    def has_moved(self, old: ElementText, new: ElementText) -> bool:
        """Tell whether it stands under another, in another order, or has another number."""
        return self._above(new) != old.above or old.number != new.number or old.id in self._changed_places


class _TargetPairs:
    """The targets of both versions, by the element they are for."""

    def __init__(self, before: Content, after: Content, was: Mapping[str, str]) -> None:
        self._was = was
        self._before, self._after = _by_element(before.targets), _by_element(after.targets)

    def of(self, old: ElementText | None, new: ElementText | None) -> Iterator[TargetDifference]:
        before = {_name(one): one for one in self._before[old.id]} if old else {}
        after = {_name(one): one for one in self._after[new.id]} if new else {}
        for name in dict.fromkeys([*before, *after]):
            one, other = before.get(name), after.get(name)
            if one is None or other is None:
                yield TargetDifference(one, other)
            elif fields := tuple(key for key in other.told if one.told.get(key) != other.told[key]):
                yield TargetDifference(one, other, fields)


def _in_order(
    before: Content, after: Content, was: Mapping[str, str], order: _Order, targets: _TargetPairs
) -> Iterator[ElementDifference]:
    """Yield what differs in the order of the later version; what is removed comes after what stood before it."""
    kept = set(was.values())
    removed: dict[str | None, list[ElementText]] = defaultdict(list)
    last: str | None = None
    for old in before.elements:
        if old.id in kept:
            last = old.id
        else:
            removed[last].append(old)
    yield from (_removed(old, targets) for old in removed[None])
    for new in after.elements:
        old_id = was.get(new.id)
        if old_id is None:
            yield _added(new, targets)
            continue
        found = _compared(before.by_id[old_id], new, was, order, targets)
        if found.changes:
            yield found
        yield from (_removed(old, targets) for old in removed[old_id])


def _added(new: ElementText, targets: _TargetPairs) -> ElementDifference:
    return ElementDifference(None, new, frozenset({Change.ADDED}), targets=tuple(targets.of(None, new)))


def _removed(old: ElementText, targets: _TargetPairs) -> ElementDifference:
    return ElementDifference(old, None, frozenset({Change.REMOVED}), targets=tuple(targets.of(old, None)))


def _compared(
    old: ElementText, new: ElementText, was: Mapping[str, str], order: _Order, targets: _TargetPairs
) -> ElementDifference:
    texts = tuple(_reworded(_TEXTS, _fields(old, _TEXTS), _fields(new, _TEXTS)))
    ends_before = {(link.to, link.kind): link for link in old.links}
    ends_after = {(was.get(link.to, link.to), link.kind): link for link in new.links}
    linked = tuple(link.title for end, link in ends_after.items() if end not in ends_before)
    unlinked = tuple(link.title for end, link in ends_before.items() if end not in ends_after)
    reasons = tuple(
        ReasonDifference(link.title, ends_before[end].reason, link.reason)
        for end, link in ends_after.items()
        if end in ends_before and ends_before[end].reason != link.reason
    )
    target_changes = tuple(targets.of(old, new))
    told = {
        Change.REWORDED: bool(texts),
        Change.MOVED: order.has_moved(old, new),
        Change.LINKED: bool(linked or unlinked or reasons),
        Change.TARGET: bool(target_changes),
        Change.OTHER: bool(details := tuple(_differing(old, new))),
    }
    changes = frozenset(change for change, is_so in told.items() if is_so)
    return ElementDifference(old, new, changes, texts, linked, unlinked, reasons, target_changes, details)


def _differing(old: ElementText, new: ElementText) -> Iterator[str]:
    """Yield the names of what differs. What one of the versions was too old to tell is no difference."""
    for name in _OTHER:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and before is not None and after is not None:
            yield name


def _reworded(
    names: Sequence[str], old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[FieldDifference]:
    for name in names:
        before, after = old.get(name) or "", new.get(name) or ""
        if before != after:
            yield FieldDifference(name, tuple(word_differences(before, after)))


def _fields(element: ElementText, names: Iterable[str]) -> dict[str, str]:
    return {name: getattr(element, name) for name in names}


def _by_element(targets: Iterable[TargetText]) -> defaultdict[str, list[TargetText]]:
    found: defaultdict[str, list[TargetText]] = defaultdict(list)
    for one in targets:
        found[one.element].append(one)
    return found


def _name(target: TargetText) -> tuple[str, str]:
    return target.indicator, target.organisation


def _only(ids: Iterable[str], wanted: set[str]) -> list[str]:
    return [one for one in ids if one in wanted]
