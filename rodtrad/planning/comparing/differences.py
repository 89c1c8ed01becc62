"""What can differ between two versions, element by element."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rodtrad.core.differences import Piece
from rodtrad.planning.content import ElementText, TargetText


class Change(StrEnum):
    """The kinds of difference, in the order they are told."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    LINKED = "linked"
    TARGET = "target"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A text that reads otherwise, with its words marked."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TargetDifference:
    """A target that was set, taken away, or changed in `fields`; one of the two may be None."""

    before: TargetText | None
    after: TargetText | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonDifference:
    """A link that stands, for another reason; `title` is the other end's."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ElementDifference:
    """One element that differs. `before` is None when it is added, `after` when it is removed.

    `links_added` and `links_removed` hold the titles at the other end; `reasons` the links that stand for another
    reason.
    """

    before: ElementText | None
    after: ElementText | None
    changes: frozenset[Change]
    texts: tuple[FieldDifference, ...] = ()
    links_added: tuple[str, ...] = ()
    links_removed: tuple[str, ...] = ()
    reasons: tuple[ReasonDifference, ...] = ()
    targets: tuple[TargetDifference, ...] = ()
    #: What else differs, by name.
    details: tuple[str, ...] = ()

    @property
    def element(self) -> ElementText:
        """The element as it reads now, or as it last read."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part of a planstrategi that differs, as it is stored; `kind` is the list it stands in, or `head`.

    `texts` have their words marked, `fields` name the other values that differ. One of the two sides may be None.
    """

    kind: str
    title: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    changes: frozenset[Change]
    texts: tuple[FieldDifference, ...] = ()
    fields: tuple[str, ...] = ()


class DocumentChange(StrEnum):
    """What became of a document; renamed is the same file by another title, kind or name."""

    ADDED = "added"
    REMOVED = "removed"
    EXCHANGED = "exchanged"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """A document of the plan that differs, as the versions hold it: title, kind, name and sha256.

    One of the two sides may be None.
    """

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def change(self) -> DocumentChange:
        if self.before is None:
            return DocumentChange.ADDED
        if self.after is None:
            return DocumentChange.REMOVED
        is_same_file = self.before["sha256"] == self.after["sha256"]
        return DocumentChange.RENAMED if is_same_file else DocumentChange.EXCHANGED

    @property
    def document(self) -> Mapping[str, Any]:
        """The document as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Differences:
    """All that differs; elements in the order of the later version; removed ones where they stood.

    `head` is what the plan says of itself, `parts` are those of a planstrategi.
    """

    head: tuple[FieldDifference, ...]
    elements: tuple[ElementDifference, ...]
    parts: tuple[PartDifference, ...] = ()
    documents: tuple[DocumentDifference, ...] = ()

    @property
    def counts(self) -> Counter[Change]:
        """Count elements by kind of change; one that is both reworded and moved counts in both."""
        return Counter(change for one in self.elements for change in one.changes)

    @property
    def count(self) -> int:
        """Count everything that differs, each once."""
        return len(self.head) + len(self.elements) + len(self.parts) + len(self.documents)

    def __bool__(self) -> bool:
        return self.count > 0
