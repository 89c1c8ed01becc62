"""The whole thread check of the largest town, beside the bare SQL that reads the same columns."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.alone import Figures, Measured, Work, run_alone
from bench.bare import selects
from bench.table import Row, memory, seconds
from bench.town_store import town_slug
from rodtrad.core.checks import all_rules
from rodtrad.goals.checking import run_check
from rodtrad.goals.snapshot import load_snapshot
from rodtrad.organisations.models import Root

TODAY = date(2026, 6, 1)
NEAR = "T-32"
#: Fresh processes; the quickest counts, as others may use the machine.
TIMES = 3


def measure(size: int) -> Iterator[Row]:
    slug = town_slug(size)
    root = Root.objects.get(slug=slug)
    queries = selects(lambda: load_snapshot(root.id))
    floor = _best("bare", "read", queries=queries, times=2)
    ours = _best("part_check", "check", slug=slug, near=False)
    yield Row(
        f"thread check, {size} elements",
        seconds(ours.seconds),
        memory(ours.peak, ours.added),
        seconds(floor.seconds),
        f"{ours.seconds / floor.seconds:.1f}×",
        {"≤ 3 s": ours.seconds <= 3, "≤ 500 MB": ours.peak <= 500},
        _found(ours),
    )
    near = _best("part_check", "check", slug=slug, near=True, times=1)
    yield Row(
        f"near-duplicates, {size} elements",
        seconds(near.seconds),
        memory(near.peak, near.added),
        seconds(floor.seconds),
        f"{near.seconds / floor.seconds:.1f}×",
        {"≤ 10 s": near.seconds <= 10},
        _found(near) + "; reading the thread is counted here too",
    )


def _best(module: str, function: str, *, times: int = TIMES, **arguments: Any) -> Measured:
    runs = [run_alone(f"bench.{module}", function, **arguments) for _ in range(times)]
    return min(runs, key=lambda run: run.seconds)


def _found(run: Measured) -> str:
    found: dict[str, int] = run.figures["found"]
    return f"{sum(found.values())} findings of {len(found)} rules, {run.processor:.1f} s of it our own processor time"


def check(slug: str, near: bool) -> Work:
    root = Root.objects.get(slug=slug)
    rules = {rule.id for rule in all_rules()}
    chosen = {NEAR} if near else rules - {NEAR}

    def work() -> Figures:
        result = run_check(root=root, today=TODAY, rules=chosen)
        return {"found": Counter(finding.rule for finding in result.findings)}

    return work
