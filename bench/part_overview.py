"""What the overview reads, for three sizes: the count by level, and what a sheet of challenges and goals names."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bench.alone import Figures, Measured, Work, run_alone
from bench.bare import selects
from bench.table import Row, memory, seconds
from bench.town_store import town_slug
from rodtrad.goals.models import LevelRole
from rodtrad.goals.queries import Filters
from rodtrad.goals.queries.counts import overview_counts
from rodtrad.goals.queries.overview import levels as levels_of
from rodtrad.goals.queries.sheet import read_sheet
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY

SIZES = (1_000, 10_000, 100_000)
#: Fresh processes; the quickest counts.
TIMES = 2


def measure(size: int) -> Iterator[Row]:
    sizes = sorted({*(one for one in SIZES if one < size), size})
    for each in sizes:
        root = Root.objects.get(slug=town_slug(each))
        for what, function, call in (
            ("overview counted", "counted", _counted),
            ("challenges and goals to draw", "drawn", _drawn),
        ):
            yield _row(f"{what}, {each} elements", function, root, selects(partial(call, root)))


def _row(what: str, function: str, root: Root, queries: list[str]) -> Row:
    ours = _best("part_overview", function, slug=root.slug)
    floor = _best("bare", "read", queries=queries)
    return Row(
        what,
        seconds(ours.seconds),
        memory(ours.peak, ours.added),
        seconds(floor.seconds),
        f"{ours.seconds / floor.seconds:.1f}×",
        note=f"{len(queries)} queries",
    )


def _best(module: str, function: str, **arguments: Any) -> Measured:
    runs = (run_alone(f"bench.{module}", function, **arguments) for _time in range(TIMES))
    return min(runs, key=lambda run: run.seconds)


def _drawn(root: Root) -> object:
    levels = [level.id for level in levels_of(root) if level.role in (LevelRole.CHALLENGE, LevelRole.GOAL)]
    return read_sheet(root, NOBODY, Filters(), levels)


def _counted(root: Root) -> object:
    return overview_counts(root, NOBODY, Filters())


def drawn(slug: str) -> Work:
    return _work(_drawn, slug)


def counted(slug: str) -> Work:
    return _work(_counted, slug)


def _work(call: Any, slug: str) -> Work:
    root = Root.objects.get(slug=slug)

    def work() -> Figures:
        call(root)
        return {}

    return work
