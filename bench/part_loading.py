"""Loading five million figures, beside the same staging and upsert in plain SQL, and beside COPY alone."""

from collections.abc import Iterator

from bench.alone import Measured, run_alone
from bench.databases import drop_database, fresh_database
from bench.table import Row, memory, seconds

DATABASE = "bench_loading"
_TIMES = 2
_OVER_PLAIN, _UNCHANGED = 1.5, 0.1


def measure(_size: int) -> Iterator[Row]:
    """Load into a fresh database each time, in a fresh process; of each way the better of two, in turn."""
    plain, ours, bare = [], [], []
    for _time in range(_TIMES):
        plain.append(_into_fresh("plain_sql"))
        bare.append(_into_fresh("bare_copy"))
        ours.append(_into_fresh("load"))
    unchanged, changed = _again(), _again(part_changed=0.01)
    without, derived = _into_fresh("load_without_derived"), _into_fresh("load_with_derived")
    drop_database(DATABASE)
    yield from _rows(_best(ours), _best(plain), _best(bare), unchanged, changed)
    made = f"{derived.figures['derived']} figures were followed, summed or reckoned"
    beside = f"as many figures of today's municipalities, without formulas; {made}"
    yield _row("1 000 000 of former municipalities, and a share", derived, without, None, beside)


def _into_fresh(way: str) -> Measured:
    fresh_database(DATABASE)
    return _alone(way)


def _again(**arguments: float) -> Measured:
    return _alone("load", **arguments)


def _alone(way: str, **arguments: float) -> Measured:
    return run_alone("bench.many_figures", way, database=DATABASE, **arguments)


def _best(measured: list[Measured]) -> Measured:
    return min(measured, key=lambda one: one.seconds)


def _rows(
    ours: Measured, plain: Measured, bare: Measured, unchanged: Measured, changed: Measured
) -> Iterator[Row]:
    if ours.figures["made"] != plain.figures["made"]:
        raise RuntimeError(f"stored differently: {ours.figures} and {plain.figures}")
    if unchanged.figures["state"] != "unchanged":
        raise RuntimeError(f"the same again was not recognised: {unchanged.figures}")
    yield _row("5 000 000 figures loaded", ours, plain, _OVER_PLAIN, "staging and upsert in plain SQL")
    yield _row("the same, beside COPY alone", ours, bare, None, "COPY to a table without index or key")
    yield _row("the same figures again", unchanged, ours, _UNCHANGED, "the first load of them")
    note = f"{changed.figures['changed']} changed, {changed.figures['same']} the same"
    yield _row("one in a hundred changed", changed, ours, None, f"the first load of them; {note}")


def _row(what: str, ours: Measured, other: Measured, most: float | None, beside: str) -> Row:
    ratio = ours.seconds / other.seconds
    return Row(
        what,
        seconds(ours.seconds),
        memory=memory(ours.peak, ours.added),
        floor=seconds(other.seconds),
        ratio=f"{ratio:.2f}×",
        aims={f"≤ {most:g}×": ratio <= most} if most else {},
        note=f"bare is {beside}",
    )
