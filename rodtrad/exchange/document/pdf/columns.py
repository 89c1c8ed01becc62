"""The order in which text boxes on a page are read: what spans the page first, then its columns one by one."""

from collections.abc import Sequence

from pdfminer.layout import LTTextBox

#: So wide must the gap between two columns be, in points, and so many boxes must each have.
_GUTTER = 9.0
_FEWEST = 2
#: How much narrower than the page a box must be to be in a column; others stand across.
_MOST = 0.85
#: A footer stands so many times its own height below all else.
_APART = 3.0
#: A page with more boxes is a drawing.
_MOST_BOXES = 400


def in_reading_order(boxes: Sequence[LTTextBox]) -> list[LTTextBox]:
    """Return the boxes from the top, but each column whole before the next. Without columns the order is kept."""
    if len(boxes) > _MOST_BOXES:
        return list(boxes)
    foot = _foot(boxes)
    if foot is not None:
        return [*in_reading_order([box for box in boxes if box is not foot]), foot]
    gutter = _gutter(boxes)
    if gutter is None:
        return list(boxes)
    ordered: list[LTTextBox] = []
    band: list[LTTextBox] = []
    for box in sorted(boxes, key=lambda box: -box.y1):
        if box.x0 < gutter < box.x1:
            ordered += [*_columns(band, gutter), box]
            band = []
        else:
            band.append(box)
    return ordered + _columns(band, gutter)


def _foot(boxes: Sequence[LTTextBox]) -> LTTextBox | None:
    """Return the box at the foot of the page, when one stands well below all others."""
    if len(boxes) < _FEWEST:
        return None
    lowest, above = sorted(boxes, key=lambda box: box.y0)[:2]
    return lowest if above.y0 - lowest.y1 > _APART * (lowest.y1 - lowest.y0) else None


def _columns(band: list[LTTextBox], gutter: float) -> list[LTTextBox]:
    left = [box for box in band if box.x1 <= gutter]
    right = [box for box in band if box.x0 >= gutter]
    return [*in_reading_order(left), *in_reading_order(right)]


def _gutter(boxes: Sequence[LTTextBox]) -> float | None:
    """Return where a gap between columns is: few boxes stand across it, and several on either side."""
    narrow = _narrow(boxes)
    best: tuple[int, float] | None = None
    for edge in sorted({box.x0 for box in narrow}):
        left = [box for box in narrow if box.x1 <= edge - _GUTTER]
        right = [box for box in narrow if box.x0 >= edge]
        across = len(boxes) - len(left) - len(right)
        beside = _beside(left, right)
        if min(len(left), len(right)) >= _FEWEST and beside and across * 2 <= len(boxes):
            best = min(best or (across, edge), (across, edge))
    return best[1] - _GUTTER / 2 if best else None


def _narrow(boxes: Sequence[LTTextBox]) -> list[LTTextBox]:
    if not boxes:
        return []
    width = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    return [box for box in boxes if box.x1 - box.x0 <= width * _MOST]


def _beside(left: list[LTTextBox], right: list[LTTextBox]) -> bool:
    """Tell whether the two stand beside each other, and not one below the other."""
    return any(one.y0 < other.y1 and other.y0 < one.y1 for one in left for other in right)
