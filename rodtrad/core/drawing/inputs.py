"""What the overview is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NodeInput:
    id: str
    title: str
    parent: str | None = None  # the element of an earlier column it is grouped under
    code: str = ""  # a short line above the title


@dataclass(frozen=True)
class ColumnInput:
    key: str
    label: str
    nodes: Sequence[NodeInput]
    tangled: bool = False  # challenges are drawn as tangles
