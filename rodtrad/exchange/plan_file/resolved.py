"""A plan file whose references all lead somewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file import entries as e


@dataclass(frozen=True, slots=True)
class Placed:
    """An element entry where it stands: in which plan, under what, and as which number in the order."""

    entry: e.ElementEntry
    plan: e.PlanEntry
    key: str
    parent: str
    position: int

    @property
    def place(self) -> str:
        """Return what people are told about where it is."""
        return f"plans › {self.plan.key} › {self.key}"


@dataclass(frozen=True, slots=True)
class Linked:
    """A link from an element to a parent: a key in this root, or `root/key` in another."""

    child: str
    parent: str
    kind: str
    entry: e.LinkEntry


@dataclass
class Resolved:
    """`elements` holds each element at home by key; `levels` its level as framework/level."""

    file: e.PlanFile
    placed: list[Placed] = field(default_factory=list)
    elements: dict[str, Placed] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    links: list[Linked] = field(default_factory=list)
    rules: dict[tuple[str, str], set[str]] = field(default_factory=dict)


def all_organisations(entries: Iterable[e.OrganisationEntry]) -> Iterator[e.OrganisationEntry]:
    """Yield the organisations, parents before their units."""
    for entry in entries:
        yield entry
        yield from all_organisations(entry.units)
