"""What a narrow screen folds of an element's thread, and what the folds say of themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import ngettext

from rodtrad.website.presenters.counting import listed
from rodtrad.website.presenters.thread_parts import Fold, ReasonsFold, Station
from rodtrad.website.presenters.wording import Status

#: A side with more elements than this has its branches folded on a narrow screen.
FOLD_ABOVE = 12
#: More reasons than this are folded on a narrow screen, so that the goal itself comes early.
FOLD_REASONS_ABOVE = 3
#: Reasons at more levels than this are counted together.
MOST_LEVELS_TOLD = 4
#: A branch with fewer than this under it is never folded.
FOLD_FROM = 2


def fold_branches(stations: Iterable[Station]) -> list[Station]:
    """Fold every branch that has something to hide, and return all that stands in them."""
    everything: list[Station] = []
    for station in stations:
        below = fold_branches(station.children)
        if len(below) >= FOLD_FROM:
            station.fold = Fold(_counted(below), _alarms(below))
        everything += [station, *below]
    return everything


def fold_reasons(stations: Sequence[Station]) -> ReasonsFold | None:
    """Fold many reasons that begin in a challenge; what the element answers itself is named first."""
    if len(stations) <= FOLD_REASONS_ABOVE or not any(station.tangle for station in stations):
        return None
    nearest_first = sorted(stations, key=lambda station: (bool(station.also), bool(station.root)))
    knot = next(station.tangle for station in nearest_first if station.tangle)
    count = len(nearest_first)
    many = len({station.kind for station in stations}) > MOST_LEVELS_TOLD
    label = (
        ngettext("%(n)d grunn", "%(n)d grunner", count) % {"n": count} if many else _counted(nearest_first)
    )
    return ReasonsFold(label, ", ".join(station.title for station in nearest_first), knot)


def tell_root_once(stations: Iterable[Station], above: str = "") -> None:
    """Leave out whose an element is where the one it stands under has said it."""
    for station in stations:
        tell_root_once(station.children, station.root)
        if station.root == above:
            station.root = ""


def _counted(stations: Sequence[Station]) -> str:
    counts = Counter(station.kind for station in stations if station.kind)
    return listed([f"{count} {level.one if count == 1 else level.many}" for level, count in counts.items()])


def _alarms(stations: Sequence[Station]) -> tuple[Status, ...]:
    bad = {
        station.status for station in stations if station.status and station.status.tone in ("off", "watch")
    }
    return tuple(sorted(bad, key=lambda status: status.tone))
