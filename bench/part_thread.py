"""One element's thread, for a short, a middling and a long one, beside the recursive SQL alone."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from uuid import UUID

from django.db import connection

from bench.table import Row, seconds
from bench.town_store import town_slug
from rodtrad.goals.models import Element, Link
from rodtrad.goals.queries import thread_of
from rodtrad.organisations.permissions import NOBODY

LENGTHS = (10, 100, 1_000)
TIMES = 30
#: Looked at for each length, besides goals and themes; spread over all elements.
CANDIDATES = 3_000
#: The thread with what a page shows of it, without asking who may see it.
_BARE = """
    WITH RECURSIVE
    up (id, depth) AS (
        SELECT %(element)s::uuid, 0
        UNION SELECT link.parent_id, up.depth - 1 FROM up JOIN goals_link AS link ON link.child_id = up.id
    ),
    down (id, depth) AS (
        SELECT %(element)s::uuid, 0
        UNION SELECT link.child_id, down.depth + 1 FROM down JOIN goals_link AS link ON link.parent_id = down.id
    )
    SELECT id, min(depth) FROM up GROUP BY id UNION ALL SELECT id, max(depth) FROM down WHERE depth > 0 GROUP BY id
"""
_NODES = """
    SELECT element.id, element.key, element.title, element.level_id, element.root_id, element.origin,
        element.progress, element.judgement, element.life_cycle, placement.number, element.responsible_id
    FROM goals_element AS element
    JOIN goals_placement AS placement ON placement.element_id = element.id AND placement.plan_id = element.plan_id
    WHERE element.id = ANY (%s)
"""
_LINKS = """
    SELECT id, child_id, parent_id, kind, origin, reason FROM goals_link
    WHERE child_id = ANY (%s) AND parent_id = ANY (%s)
"""


def measure(size: int) -> Iterator[Row]:
    for length, element_id in _examples(town_slug(size)).items():
        element = Element.objects.select_related("root").get(id=element_id)
        ours, bare, walk = _in_turn(
            partial(thread_of, element, NOBODY), partial(_bare, element.id), partial(_walk, element.id)
        )
        found = thread_of(element, NOBODY)
        yield Row(
            f"thread of about {length} elements",
            seconds(ours),
            "",
            seconds(bare),
            f"{ours / bare:.2f}×",
            {"≤ 2×": ours <= 2 * bare},
            f"{len(found.nodes)} elements and {len(found.links)} links in 3 queries; "
            f"the recursive walk alone {seconds(walk)}",
        )


def _in_turn(*calls: Callable[[], object]) -> list[float]:
    """Return the median of each, one after the other each time, so that all see the same machine."""
    taken: list[list[float]] = [[] for _call in calls]
    for _time in range(TIMES):
        for call, found in zip(calls, taken, strict=True):
            begun = time.perf_counter()
            call()
            found.append(time.perf_counter() - begun)
    return [median(found) for found in taken]


def _walk(element: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, {"element": element})
        return [row[0] for row in cursor.fetchall()]


def _bare(element: UUID) -> None:
    ids = _walk(element)
    with connection.cursor() as cursor:
        cursor.execute(_NODES, [ids])
        cursor.fetchall()
        cursor.execute(_LINKS, [ids, ids])
        cursor.fetchall()


def _examples(slug: str) -> dict[int, UUID]:
    """Return an element for each length, the one whose thread comes nearest to it."""
    up: dict[UUID, list[UUID]] = {}
    down: dict[UUID, list[UUID]] = {}
    for child, parent in Link.objects.filter(root__slug=slug).values_list("child_id", "parent_id"):
        up.setdefault(child, []).append(parent)
        down.setdefault(parent, []).append(child)
    rows = Element.objects.filter(root__slug=slug).order_by("key").values_list("id", "level__role")
    every, high = [row[0] for row in rows], [row[0] for row in rows if row[1] in ("goal", "theme")]
    some = [*high, *every[:: max(1, len(every) // CANDIDATES)]]
    lengths = {one: len(_reach(one, up) | _reach(one, down)) for one in some}
    return {length: min(some, key=lambda one: abs(lengths[one] - length)) for length in LENGTHS}


def _reach(start: UUID, edges: dict[UUID, list[UUID]]) -> set[UUID]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = [one for one in edges.get(waiting.pop(), ()) if one not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found
