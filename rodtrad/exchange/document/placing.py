"""What stands under what: by number, by order, and by being alone of its kind on the page."""

from collections import Counter

from rodtrad.exchange.document.proposal import Found
from rodtrad.exchange.document.vocabulary import Vocabulary


def place(found: list[Found], vocabulary: Vocabulary, subject: Found | None, before: list[Found]) -> None:
    """Give each of the scope's proposals its parent, when there is one that may be it.

    `before` is what the scope before held, for lists that go on.
    """
    lists = Counter(one.group for one in found)
    allowed = {
        (child.key, parent.key)
        for child in vocabulary.levels
        for parent in vocabulary.levels
        if vocabulary.may_stand_under(child, parent)
    }
    numbered = {one.number: one for one in reversed(found) if one.number}
    for one in found:
        if one.parent is None:
            fitting = [other for other in found if (one.level.key, other.level.key) in allowed]
            one.parent = _by_number(one, numbered, allowed) or _parent(
                one, fitting, lists, vocabulary, subject, before
            )


def _parent(
    one: Found,
    fitting: list[Found],
    lists: Counter[int],
    vocabulary: Vocabulary,
    subject: Found | None,
    before: list[Found],
) -> Found | None:
    own = [
        other
        for other in fitting
        if other.area is one.area and other is not one.area and not _is_one_of_a_list(other, one, lists)
    ]
    own += [other for other in one.sections if other in fitting and other not in own]
    own = [other for other in own if other is not one and not _is_below(other, one)]
    if own:
        deepest = max(other.level.rank for other in own)
        nearest = [other for other in own if other.order < one.order]
        if nearest:
            return max(nearest, key=lambda other: (other.order, other.level.rank))
        last = [other for other in own if other.level.rank == deepest]
        if len(last) == 1:
            return last[0]
        # Several to choose among and none before it: the document does not say.
        return _area(one, vocabulary)
    if subject is not None and subject is not one and vocabulary.may_stand_under(one.level, subject.level):
        return subject
    section = [other for other in one.sections if vocabulary.may_stand_under(one.level, other.level)]
    if section:
        return section[-1]
    if one.carried:
        earlier = [other for other in before if vocabulary.may_stand_under(one.level, other.level)]
        if earlier:
            return earlier[-1]
    return _area(one, vocabulary)


def _area(one: Found, vocabulary: Vocabulary) -> Found | None:
    area = one.area
    if area is None or area is one or not vocabulary.may_stand_under(one.level, area.level):
        return None
    return area


def _by_number(one: Found, numbered: dict[str, Found], allowed: set[tuple[str, str]]) -> Found | None:
    """Return «2» for «2.1»."""
    above, _dot, _last = one.number.rpartition(".")
    other = numbered.get(above) if above else None
    if (
        other is None
        or other is one
        or (one.level.key, other.level.key) not in allowed
        or _is_below(other, one)
    ):
        return None
    return other


def _is_one_of_a_list(other: Found, one: Found, lists: Counter[int]) -> bool:
    """Tell whether the other is one of several in another list: then nothing says which of them is meant."""
    return bool(other.group) and other.group != one.group and lists[other.group] > 1


def _is_below(other: Found, one: Found) -> bool:
    above = other.parent
    while above is not None:
        if above is one:
            return True
        above = above.parent
    return False
