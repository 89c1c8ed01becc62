"""Fifty people editing at once over HTTP, beside the bare UPDATE with its event; then whether anything was lost."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from django.db import connection

from bench.alone import run_alone
from bench.editors import Editor, Save, work_together
from bench.place import TOWNS
from bench.serving import serving
from bench.table import Row, seconds
from bench.town_store import town_slug

#: An ordinary town; the largest is measured beside it.
ORDINARY = 2_000
#: How many people, how often each saves, and the seconds that they write before they do.
CROWDS = ((5, 8, 1.0), (50, 6, 20.0))
SHARED = 5
ENOUGH = 0.5
#: An element that nobody edits meanwhile.
_OUT_OF_THE_WAY = "mal-1"
_BARE = (
    "UPDATE goals_element SET keywords = ARRAY[%s] WHERE key = %s"
    " AND root_id = (SELECT id FROM organisations_root WHERE slug = %s)"
)


def measure(size: int) -> Iterator[Row]:
    for town in sorted({min(ORDINARY, size), size}):
        run_alone("bench.town_store", "fill", size=town, links=2 * town)
        run_alone("bench.part_search", "write", slug=town_slug(town))
        for people, times, pause in CROWDS:
            yield from _crowd(town, people, times, pause)


@dataclass(frozen=True)
class Worked:
    """What a crowd did: saves, how long the page after took, what failed, what was lost, and how long it all took."""

    saves: list[Save]
    looks: list[float]
    failed: list[str]
    lost: list[str]
    seconds: float


def _crowd(size: int, people: int, times: int, pause: float) -> Iterator[Row]:
    worked = _work(size, people, times, pause)
    bare = _bare(size, len(worked.saves))
    taken = [save.seconds for save in worked.saves]
    name = f"{people} people, {size} elements"
    p95, middle = _p95(taken), median(taken)
    aims = {"≤ 500 ms": p95 <= ENOUGH, "nothing lost": not worked.lost, "all answered": not worked.failed}
    yield Row(
        f"save, p95, {name}",
        seconds(p95),
        "",
        seconds(_p95(bare)),
        f"{p95 / _p95(bare):.0f}×",
        aims,
        _told(worked),
    )
    yield Row(
        f"save, p50, {name}", seconds(middle), "", seconds(median(bare)), f"{middle / median(bare):.0f}×"
    )
    looks = worked.looks
    yield Row(f"the page after, p95, {name}", seconds(_p95(looks)), note=f"p50 {seconds(median(looks))}")


def _work(size: int, people: int, times: int, pause: float) -> Worked:
    with serving(RODTRAD_DATABASE=TOWNS) as port:
        # When the server runs: it makes the key that sessions are signed with.
        made = run_alone("bench.editing_store", "log_in_people", size=size, people=people).figures
        shared, own = made["elements"][:SHARED], made["elements"][SHARED:]
        before = run_alone("bench.editing_store", "chains", size=size, elements=made["elements"]).figures
        editors = [
            Editor(port, session, town_slug(size), own[at], shared, times, pause, at)
            for at, session in enumerate(made["sessions"])
        ]
        begun = time.perf_counter()
        work_together(editors)
        taken = time.perf_counter() - begun
    after = run_alone("bench.editing_store", "chains", size=size, elements=made["elements"]).figures
    saves = [save for editor in editors for save in editor.saves]
    failed = [words for editor in editors for words in editor.failed]
    if len(saves) < people:
        raise SystemExit(f"Hardly anyone could save: {'; '.join(failed[:5])}")
    lost = lost_saves(saves, before["told"], after["told"], after["now"])
    return Worked(saves, [look for editor in editors for look in editor.looks], failed, lost, taken)


def _told(worked: Worked) -> str:
    stored = sum(save.status == 302 for save in worked.saves)
    told = sum(save.status == 409 for save in worked.saves)
    wrong = "; ".join([*worked.lost, *worked.failed][:5])
    return (
        f"{stored} stored and {told} told of another's words first, in {worked.seconds:.0f} s; "
        f"{wrong or 'every stored save stands in the trail, on top of what its writer had seen'}"
    )


def lost_saves(
    saves: list[Save], before: dict[str, list[str]], after: dict[str, list[str]], now: dict[str, str]
) -> list[str]:
    """Tell what went wrong: a stored save that the trail lacks, or that was put over words its writer had not seen."""
    wrong = []
    for element, told in after.items():
        new = told[len(before[element]) :]
        stored = {save.after: save for save in saves if save.element == element and save.status == 302}
        wrong += [f"{element} lacks «{words}»" for words in stored.keys() - set(new)]
        for earlier, later in pairwise([told[len(before[element]) - 1] if before[element] else "", *new]):
            save = stored.get(later)
            if save is not None and save.before != earlier:
                wrong.append(f"{element}: «{later}» over «{earlier}», unseen")
        if new and now[element] != new[-1]:
            wrong.append(f"{element} does not say the last that was stored")
    return wrong


def _bare(size: int, times: int) -> list[float]:
    """Change the same column as many times, each in a transaction of its own; the triggers write the event."""
    taken = []
    with connection.cursor() as cursor:
        for turn in range(times):
            begun = time.perf_counter()
            cursor.execute(_BARE, [f"bare {turn}", _OUT_OF_THE_WAY, town_slug(size)])
            taken.append(time.perf_counter() - begun)
    return taken


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
