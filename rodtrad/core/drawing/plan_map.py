"""The plan map: what is strategic on top, what is carried out below, what is known under all, reports beside.

Every plan has a cell of its own in a grid, and lines run between rows and between columns only, so that no line
crosses a plan. Made from ids and levels alone, in drawing units; `lines` are those that the title takes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rodtrad.core.drawing.paths import Point, chamfered, rounded

__all__ = ["BASE", "ROWS", "SIDE", "Band", "Box", "Line", "PlanInput", "PlanMap", "plan_map"]

#: The levels that lie over one another, from the top; the one beside them; the one under all.
ROWS = ("overall_strategic", "strategic_elaboration", "priority", "execution")
SIDE = "reporting"
BASE = "knowledge"

WIDTH = 1180.0
BOX_WIDTH = 178.0
_LEFT, _GAP = 166.0, 30.0  # where the first column begins, and what lies between columns
_STEP = BOX_WIDTH + _GAP
_COLUMNS = 5
_LINE, _AROUND = 17.0, 40.0  # a line of a title, and what else a box takes
_PORT = 20.0  # how far down its side a line comes into a box
_PAD, _CHANNEL = 16.0, 34.0  # over the first row of a band, and under each row
_EMPTY = 22.0  # a row where nothing stands
_ACROSS, _DOWN = 1.0, 1.2  # what it costs to stand a column, or a row, from where one would


@dataclass(frozen=True)
class PlanInput:
    id: str
    level: str
    parent: str | None = None  # the plan that it elaborates
    lines: int = 1


@dataclass(frozen=True)
class Box:
    id: str
    x: float
    y: float
    height: float
    width: float = BOX_WIDTH


@dataclass(frozen=True)
class Band:
    level: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """From the plan that is elaborated to the one that elaborates it; `points` are its corners before they are cut."""

    parent: str
    child: str
    points: tuple[Point, ...]

    @property
    def d(self) -> str:
        return rounded(chamfered(self.points, 9.0))


@dataclass(frozen=True)
class PlanMap:
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


def plan_map(plans: Sequence[PlanInput]) -> PlanMap:
    """Lay out the map. A parent that is not among the plans, or that leads back in a circle, gives no line.

    Raises ValueError for a level that the map has no place for, and for two plans with one id.
    """
    if unknown := {plan.level for plan in plans} - {*ROWS, SIDE, BASE}:
        raise ValueError(f"no such level: {', '.join(sorted(unknown))}")
    if len({plan.id for plan in plans}) != len(plans):
        raise ValueError("two plans have the same id")
    return _Layout(plans).drawn()


@dataclass(frozen=True)
class _Cell:
    row: int  # counted through all bands
    column: int


class _Layout:
    def __init__(self, plans: Sequence[PlanInput]) -> None:
        self._plans = {plan.id: plan for plan in plans}
        self._by_level: dict[str, list[PlanInput]] = {level: [] for level in (*ROWS, SIDE, BASE)}
        for plan in _parents_first(self._plans):
            self._by_level[plan.level].append(plan)
        self._cells: dict[str, _Cell] = {}
        self._taken: set[_Cell] = set()
        self._first: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._place()

    def _place(self) -> None:
        """Give each plan its cell, band by band; the last column is kept for reports where there are any."""
        columns = _COLUMNS - 1 if self._by_level[SIDE] else _COLUMNS
        at = 0
        for level in ROWS:
            at = self._fill(level, at, columns)
        self._place_reports(at)
        if SIDE in self._rows:
            at = self._first[ROWS[-1]] + self._rows[ROWS[-1]]
        self._fill(BASE, at, _COLUMNS)

    def _fill(self, level: str, first: int, columns: int) -> int:
        """Place the plans of a band, and return the row after it."""
        used = 1
        for plan in self._by_level[level]:
            cell = self._best(plan, level, first, used, columns)
            self._put(plan, cell)
            used = max(used, cell.row - first + 1)
        self._first[level], self._rows[level] = first, used
        return first + used

    def _best(self, plan: PlanInput, level: str, first: int, used: int, columns: int) -> _Cell:
        """Return the free cell nearest to the plan's parent: under it, or beside it in the same band."""
        over = self._cells.get(plan.parent or "")
        same_band = over is not None and self._plans[plan.parent or ""].level == level
        home = _Cell(first, min(over.column, columns - 1) if over else 0)
        cells = (_Cell(row, column) for row in range(first, first + used + 1) for column in range(columns))
        free = [cell for cell in cells if cell not in self._taken]
        if same_band and over is not None:
            after = _Cell(over.row, over.column + 1)
            if after in free:
                return after
            home = _Cell(over.row + 1, over.column)
            free = [cell for cell in free if cell.row > over.row] or [
                _Cell(first + used, column) for column in range(columns)
            ]
        return min(free, key=lambda cell: (_distance(cell, home), cell.row, cell.column))

    def _place_reports(self, after: int) -> None:
        """Stack the reports beside, from where things are carried out and down, then up; more rows where they lack."""
        reports = self._by_level[SIDE]
        if not reports:
            return
        start = self._first[ROWS[-1]]
        rows = [*range(start, after), *range(start - 1, -1, -1)]
        rows += range(after, after + max(0, len(reports) - len(rows)))
        for plan, row in zip(reports, rows, strict=False):
            self._put(plan, _Cell(row, _COLUMNS - 1))
        self._rows[SIDE] = len(reports)
        self._rows[ROWS[-1]] = max(rows[: len(reports)], default=start) + 1 - start
        self._rows[ROWS[-1]] = max(self._rows[ROWS[-1]], after - start)

    def _put(self, plan: PlanInput, cell: _Cell) -> None:
        self._cells[plan.id] = cell
        self._taken.add(cell)

    def drawn(self) -> PlanMap:
        heights = self._row_heights()
        tops, bands, bottom = self._heights(heights)
        boxes = {
            identity: Box(identity, _x(cell.column), tops[cell.row], _height(self._plans[identity]))
            for identity, cell in self._cells.items()
        }
        lines = tuple(self._lines(boxes, [top + height for top, height in zip(tops, heights, strict=True)]))
        return PlanMap(tuple(bands), tuple(boxes[identity] for identity in self._plans), lines, WIDTH, bottom)

    def _row_heights(self) -> list[float]:
        total = self._first[BASE] + self._rows[BASE]
        heights = [_EMPTY] * total
        for identity, cell in self._cells.items():
            heights[cell.row] = max(heights[cell.row], _height(self._plans[identity]))
        return heights

    def _heights(self, heights: Sequence[float]) -> tuple[list[float], list[Band], float]:
        """Return the top of each row, the bands, and where the map ends."""
        tops: list[float] = []
        bands: list[Band] = []
        at = 0.0
        main = _x(_COLUMNS - 1) - _GAP / 2 if self._by_level[SIDE] else WIDTH
        for level in (*ROWS, BASE):
            start = at
            at += _PAD
            for height in heights[self._first[level] : self._first[level] + self._rows[level]]:
                tops.append(at)
                at += height + _CHANNEL
            if level == BASE and self._by_level[SIDE]:
                bands.append(Band(SIDE, main, 0.0, WIDTH - main, start))
            bands.append(Band(level, 0.0, start, WIDTH if level == BASE else main, at - start))
        return tops, bands, at

    def _lines(self, boxes: Mapping[str, Box], bottoms: Sequence[float]) -> Iterator[Line]:
        lanes = self._lanes()
        for plan in self._plans.values():
            parent = plan.parent
            if parent is None or parent not in self._cells or parent == plan.id:
                continue
            corners = self._route(boxes[parent], boxes[plan.id], bottoms, lanes[parent])
            yield Line(parent, plan.id, tuple(corners))

    def _lanes(self) -> dict[str, int]:
        """Give each parent a lane of its own among those in the same row, so that their lines do not run together."""
        lanes: dict[str, int] = {}
        in_row: dict[int, int] = {}
        for identity in dict.fromkeys(plan.parent for plan in self._plans.values()):
            if identity in self._cells and identity is not None:
                row = self._cells[identity].row
                lanes[identity] = in_row.get(row, 0)
                in_row[row] = lanes[identity] + 1
        return lanes

    def _route(self, parent: Box, child: Box, bottoms: Sequence[float], lane: int) -> list[Point]:
        over, under = self._cells[parent.id], self._cells[child.id]
        if under.row == over.row and under.column == over.column + 1:
            return [(parent.x + parent.width, parent.y + _PORT), (child.x, child.y + _PORT)]
        start = (parent.x + parent.width / 2, parent.y + parent.height)
        middle = child.x + child.width / 2
        if under.row == over.row + 1 and under.column == over.column:
            return [start, (middle, child.y)]
        level = bottoms[over.row] + 9.0 + lane % 4 * 5.0
        if under.row == over.row + 1:
            return [start, (start[0], level), (middle, level), (middle, child.y)]
        aside = child.x - _GAP / 2 + (lane % 3 - 1) * 5.0
        port = child.y + _PORT
        return [start, (start[0], level), (aside, level), (aside, port), (child.x, port)]


def _parents_first(plans: Mapping[str, PlanInput]) -> Iterator[PlanInput]:
    """Yield the plans with what each elaborates before it, else in their order; a circle is cut where it is met."""
    done: set[str] = set()
    for plan in plans.values():
        way: list[PlanInput] = []
        at: PlanInput | None = plan
        while at is not None and at.id not in done:
            done.add(at.id)
            way.append(at)
            at = plans.get(at.parent) if at.parent else None
        yield from reversed(way)


def _distance(cell: _Cell, home: _Cell) -> float:
    return abs(cell.column - home.column) * _ACROSS + abs(cell.row - home.row) * _DOWN


def _x(column: int) -> float:
    return _LEFT + column * _STEP


def _height(plan: PlanInput) -> float:
    return _AROUND + plan.lines * _LINE
