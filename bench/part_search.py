"""Searches of the largest town, beside the bare index query that counts the same documents; and writing its index."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import quantiles

from django.db import connection

from bench.alone import Figures, Work, run_alone
from bench.table import Row, memory, seconds
from bench.town_store import town_slug
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.search.models import IndexedDocument
from rodtrad.search.operations import rebuild
from rodtrad.search.queries import Chosen, find, marked, read_asked

#: Words that few, some and very many titles have; inside compounds, together, as a phrase and as a beginning.
QUERIES = (
    "bolig", "skole", "vei", "plass", "sykehjem", "utleieboliger", "kommunale boliger", "trygge skoleveier barn",
    '"trygge skoleveier"', "lærling", "Rådhusplassen", "digitale barn Havna", "overvann", "frisklivst", "solcel",
    "finnesikke", "energiplan Sagbruket", "bustad",
)  # fmt: skip
TIMES = 12
_BARE = "SELECT count(*) FROM search_indexeddocument WHERE root_id = %s AND vector @@ %s::tsquery"


def measure(size: int) -> Iterator[Row]:
    root = Root.objects.get(slug=town_slug(size))
    if not IndexedDocument.objects.filter(root=root, kind="element").exists():
        yield _written(root, size)
    broad = sum(_count(root, text) for text in QUERIES)
    ours, bare = _in_turn(partial(_ours, root), partial(_bare, root))
    yield Row(
        f"search, {size} elements, p95",
        seconds(ours),
        "",
        seconds(bare),
        f"{ours / bare:.1f}×",
        {"≤ 300 ms": ours <= 0.3},
        f"{len(QUERIES)} searches {TIMES} times, {broad} found in all; with the count, all facets, the first "
        "20 read and their words marked, each seen as somebody who is not logged in",
    )
    for text in QUERIES[:5]:
        one, floor = _in_turn(partial(_ours, root), partial(_bare, root), queries=(text,))
        count = _count(root, text)
        yield Row(
            f"«{text}», p95", seconds(one), "", seconds(floor), f"{one / floor:.1f}×", note=f"{count} found"
        )


def _written(root: Root, size: int) -> Row:
    made = run_alone("bench.part_search", "write", slug=root.slug)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_indexeddocument")
    return Row(
        f"index written, {size} elements",
        seconds(made.seconds),
        memory(made.peak, made.added),
        note=f"{made.figures['written'] / made.seconds:.0f} a second",
    )


def write(slug: str) -> Work:
    root = Root.objects.get(slug=slug)

    def work() -> Figures:
        return {"written": rebuild(root_id=root.id)}

    return work


def _in_turn(*calls: Callable[[str], object], queries: tuple[str, ...] = QUERIES) -> tuple[float, ...]:
    """Return the time that nineteen of twenty stay below, of each, in turn so that all see the same machine."""
    taken: list[list[float]] = [[] for _call in calls]
    for _time in range(TIMES):
        for text in queries:
            for call, times in zip(calls, taken, strict=True):
                begun = time.perf_counter()
                call(text)
                times.append(time.perf_counter() - begun)
    return tuple(quantiles(times, n=20)[-1] for times in taken)


def _ours(root: Root, text: str) -> None:
    found = find(asked=read_asked(text), viewers={root.id: NOBODY}, chosen=Chosen())
    marked(found.asked, [hit.document for hit in found.hits])


def _bare(root: Root, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [root.id, read_asked(text).condition])
        cursor.fetchone()


def _count(root: Root, text: str) -> int:
    return find(asked=read_asked(text), viewers={root.id: NOBODY}, chosen=Chosen()).count
