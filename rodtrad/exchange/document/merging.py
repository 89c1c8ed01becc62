"""The same element told more than once in a document becomes one proposal."""

from collections import defaultdict

from rodtrad.exchange.document.proposal import Found, Reason, Why

_SURER = 0.04


def merge(found: list[Found]) -> list[Found]:
    """Return the proposals with each told once; what stood under any of the tellings stands under that one."""
    told: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        told[one.sameness or f"#{id(one)}"].append(one)
    parents = {id(one.parent) for one in found if one.parent is not None}
    instead: dict[int, Found] = {}
    for tellings in told.values():
        best = max(tellings, key=lambda one: (one.score + 0.1 * (one.parent is not None), id(one) in parents))
        for other in tellings:
            instead[id(other)] = best
        if len(tellings) > 1:
            _gather(best, tellings)
    kept = [one for one in found if instead[id(one)] is one]
    for one in kept:
        above = one.parent and instead.get(id(one.parent), one.parent)
        one.parent = above if above is not one else None
    _open_circles(kept)
    return kept


def _gather(best: Found, tellings: list[Found]) -> None:
    others = [one for one in tellings if one is not best]
    best.score += _SURER
    best.reasons.append(Reason(Why.AGAIN))
    best.number = best.number or next((one.number for one in others if one.number), "")
    best.description = best.description or next((one.description for one in others if one.description), "")
    best.parent = best.parent or next((one.parent for one in others if one.parent), None)


def _open_circles(kept: list[Found]) -> None:
    """Put at the top what merging has placed under itself."""
    for one in kept:
        seen = {id(one)}
        above = one.parent
        while above is not None:
            if id(above) in seen:
                one.parent = None
                break
            seen.add(id(above))
            above = above.parent
