"""Links between what is drawn, by way of what is not: a measure reaches its goal past a level left out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

Edge = tuple[str, str]  # from what is above to what is below


def down_from(edges: Iterable[Edge]) -> dict[str, list[str]]:
    ways: dict[str, list[str]] = defaultdict(list)
    for above, below in edges:
        ways[above].append(below)
    return ways


def up_from(edges: Iterable[Edge]) -> dict[str, list[str]]:
    return down_from((below, above) for above, below in edges)


def reached(start: str, ways: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all that can be reached, without the start unless a circle leads back."""
    return reached_from([start], ways)


def reached_from(starts: Iterable[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all that can be reached from any of the starts."""
    found: set[str] = set()
    waiting = [below for start in starts for below in ways.get(start, ())]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(ways.get(key, ()))
    return found


def contracted(edges: Collection[Edge], shown: Collection[str]) -> list[Edge]:
    """Return the links among `shown`, direct ones and ones through what is not shown.

    A link through something hidden is left out when what is shown already leads the same way.
    """
    ways = down_from(edges)
    kept = set(shown)
    direct = [edge for edge in dict.fromkeys(edges) if edge[0] in kept and edge[1] in kept]
    known = set(direct)
    around = [
        (key, found)
        for key in shown
        for found in _past_hidden(key, ways, kept)
        if found != key and (key, found) not in known
    ]
    every = down_from([*direct, *around])
    return direct + [edge for edge in around if not _leads_on(edge, every)]


def _past_hidden(start: str, ways: Mapping[str, Sequence[str]], shown: Collection[str]) -> list[str]:
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [key for key in ways.get(start, ()) if key not in shown]
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        for below in ways.get(key, ()):
            if below in shown:
                found[below] = None
            else:
                waiting.append(below)
    return list(found)


def _leads_on(edge: Edge, ways: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether the end can be reached by way of something else that is shown."""
    start, end = edge
    return any(end in reached(way, ways) for way in ways.get(start, ()) if way != end)
