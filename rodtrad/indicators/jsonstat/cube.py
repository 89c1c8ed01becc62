"""A table of figures with any number of dimensions, as the reader hands it over and the writer takes it."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rodtrad.indicators.jsonstat.faults import Fault

Role = Literal["time", "geo", "metric", ""]
#: In the order they are written.
ROLES: tuple[Role, ...] = ("time", "geo", "metric")


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the source. One that is mandatory must stand wherever the figures do."""

    text: str
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension. Of what is counted: its unit (times 10 to the `multiplier`) and how it is made.

    `measuring` is Stock, Flow, Average or Other; `price` and `adjustment` are the source's own words.
    """

    code: str
    label: str
    unit: str = ""
    decimals: int | None = None
    multiplier: int = 0
    notes: tuple[Note, ...] = ()
    parents: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None
    measuring: str = ""
    price: str = ""
    adjustment: str = ""
    base_period: str = ""
    reference_period: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    code: str
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """What figures are divided by. With `elimination` a query may leave it out, and gets the `total` or the sum."""

    code: str
    label: str
    role: Role
    categories: tuple[Category, ...]
    notes: tuple[Note, ...] = ()
    elimination: bool | None = None
    total: str = ""
    code_lists: tuple[CodeList, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)


@dataclass(frozen=True, slots=True)
class Facts:
    """What PxWeb tells of a table besides; None or empty where it does not."""

    table_id: str = ""
    language: str = ""
    contents: str = ""
    subject: str = ""
    survey: str = ""
    decimals: int | None = None
    official: bool | None = None
    discontinued: bool | None = None
    aggregation_allowed: bool | None = None
    next_update: str = ""
    update_frequency: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd that did not stop the reading."""

    fault: Fault
    place: str
    message: str


@dataclass(frozen=True, eq=False)
class Cube:
    """Figures and what they are.

    `values` is flat, the last dimension fastest, NaN where there is no figure; `status` points into `symbols`, whose
    first is none. Both are empty when the source only describes the table (`has_values`).
    """

    label: str
    source: str
    updated: datetime | None
    dimensions: tuple[Dimension, ...]
    values: NDArray[np.float64]
    status: NDArray[np.uint8]
    symbols: tuple[str, ...] = ("",)
    symbol_labels: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    href: str = ""
    facts: Facts = Facts()
    remarks: tuple[Remark, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if len(self.values) not in (0, self.size) or len(self.status) != len(self.values):
            raise ValueError(
                f"{len(self.values)} values and {len(self.status)} statuses for {self.size} cells"
            )
        self.values.flags.writeable = self.status.flags.writeable = False

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold the same; what was remarked on the way is no part of it."""
        if not isinstance(other, Cube):
            return NotImplemented
        plain = [one.name for one in fields(self) if one.compare and one.name not in ("values", "status")]
        return (
            all(getattr(self, name) == getattr(other, name) for name in plain)
            and np.array_equal(self.values, other.values, equal_nan=True)
            and np.array_equal(self.status, other.status)
        )

    __hash__ = None  # type: ignore[assignment]  # columns of figures have no hash

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(dimension.categories) for dimension in self.dimensions)

    @property
    def size(self) -> int:
        """Return the number of cells, told of or not."""
        return prod(self.shape)

    @property
    def has_values(self) -> bool:
        """Tell whether the figures are here; a metadata answer has none."""
        return len(self.values) == self.size

    def dimension(self, code: str) -> Dimension:
        return next(dimension for dimension in self.dimensions if dimension.code == code)

    def with_role(self, role: Role) -> tuple[Dimension, ...]:
        return tuple(dimension for dimension in self.dimensions if dimension.role == role)

    def index_of(self, code: str) -> NDArray[np.int32]:
        """Return, for each cell, the position of its category in the dimension: one column of the flat table."""
        axis = [dimension.code for dimension in self.dimensions].index(code)
        along = [1] * len(self.dimensions)
        along[axis] = self.shape[axis]
        positions = np.arange(self.shape[axis], dtype=np.int32).reshape(along)
        return np.broadcast_to(positions, self.shape).reshape(-1)
