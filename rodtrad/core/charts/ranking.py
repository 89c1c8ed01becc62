"""The order of bars: places that ties share, and which bars stand when there are too many."""

from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.charts.described import Bar, BarChart
from rodtrad.core.figures import rounded
from rodtrad.core.text import sort_key

_ENDS = 3  # of a folded ranking, at each end


@dataclass(frozen=True, slots=True)
class Ranked:
    """A bar with its place; `place` is None where there is no figure, `tied` where it is shared."""

    bar: Bar
    place: int | None
    tied: bool


@dataclass(frozen=True, slots=True)
class Fold:
    """Bars that are left out here."""

    count: int


def ranked(chart: BarChart) -> list[Ranked]:
    """Order the bars by what is written, ties by name; those without a figure last."""
    with_figure = [bar for bar in chart.bars if bar.value is not None]
    without = sorted((bar for bar in chart.bars if bar.value is None), key=lambda bar: sort_key(bar.name))
    sign = 1 if chart.lowest_first else -1
    written = {id(bar): rounded(bar.value or 0.0, chart.decimals) for bar in with_figure}
    order = sorted(with_figure, key=lambda bar: (sign * written[id(bar)], sort_key(bar.name)))
    places: dict[object, int] = {}
    count: dict[object, int] = {}
    for at, bar in enumerate(order, start=1):
        places.setdefault(written[id(bar)], at)
        count[written[id(bar)]] = count.get(written[id(bar)], 0) + 1
    found = [Ranked(bar, places[written[id(bar)]], count[written[id(bar)]] > 1) for bar in order]
    return found + [Ranked(bar, None, False) for bar in without]


def folded(bars: Sequence[Ranked], most: int) -> list[Ranked | Fold]:
    """Keep the first, the last, and those around mine; say how many are left out between."""
    if len(bars) <= most:
        return list(bars)
    kept = set(range(_ENDS)) | set(range(len(bars) - _ENDS, len(bars)))
    kept |= {at for at, one in enumerate(bars) if one.bar.mine}
    mine = sorted(at for at, one in enumerate(bars) if one.bar.mine) or [_ENDS]
    # Nearest to mine first, above before below.
    nearest = sorted(range(len(bars)), key=lambda at: (min(abs(at - one) for one in mine), at))
    kept |= set([at for at in nearest if at not in kept][: max(0, most - len(kept))])
    result: list[Ranked | Fold] = []
    before = -1
    for at in sorted(kept):
        if at - before > 1:
            result.append(Fold(at - before - 1))
        result.append(bars[at])
        before = at
    return result
