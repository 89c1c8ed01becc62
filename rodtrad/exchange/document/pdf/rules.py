"""Lines that are drawn on a page, and the edges of what is filled: what a table is ruled with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTCurve, LTLine, LTPage, LTRect

#: A page with more is a drawing, and has no tables.
_MOST = 1_500
#: Thinner than this, in points, is a line; shorter is a dot.
_THIN = 3.0
_SHORT = 8.0
#: Lines at the same place and so near each other are one.
_NEAR = 2.5


@dataclass(frozen=True)
class Rule:
    """A line at a height or, upright, at a place across; from low to high the other way."""

    at: float
    low: float
    high: float

    def covers(self, place: float) -> bool:
        return self.low - _NEAR <= place <= self.high + _NEAR


@dataclass(frozen=True)
class Rules:
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def level_between(self, left: float, right: float) -> list[Rule]:
        """Return level rules that stand somewhere between left and right."""
        return [rule for rule in self.level if rule.low < right and rule.high > left]


def rules_of(page: LTPage) -> Rules:
    """Return the page's rules, with those that continue each other joined."""
    drawn = [item for item in page if isinstance(item, LTLine | LTRect | LTCurve)]
    if len(drawn) > _MOST:
        return Rules((), ())
    level: list[Rule] = []
    upright: list[Rule] = []
    for item in drawn:
        if isinstance(item, LTRect | LTLine) or len(item.pts) <= 5:
            _add(item, level, upright)
    return Rules(tuple(_joined(level)), tuple(_joined(upright)))


def _add(item: LTCurve, level: list[Rule], upright: list[Rule]) -> None:
    wide, high = item.x1 - item.x0, item.y1 - item.y0
    if high <= _THIN:
        level.append(Rule((item.y0 + item.y1) / 2, item.x0, item.x1))
    elif wide <= _THIN:
        upright.append(Rule((item.x0 + item.x1) / 2, item.y0, item.y1))
    else:
        level += [Rule(item.y0, item.x0, item.x1), Rule(item.y1, item.x0, item.x1)]
        upright += [Rule(item.x0, item.y0, item.y1), Rule(item.x1, item.y0, item.y1)]


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield long rules: pieces at the same place, end to end, are one."""
    places: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if places and rule.at - places[-1][0].at <= _NEAR:
            places[-1].append(rule)
        else:
            places.append([rule])
    for same in places:
        for rule in _end_to_end(sorted(same, key=lambda rule: rule.low)):
            if rule.high - rule.low >= _SHORT:
                yield rule


def _end_to_end(same: list[Rule]) -> Iterator[Rule]:
    at = same[0].at
    low, high = same[0].low, same[0].high
    for rule in same[1:]:
        if rule.low > high + _NEAR:
            yield Rule(at, low, high)
            low, high = rule.low, rule.high
        high = max(high, rule.high)
    yield Rule(at, low, high)
