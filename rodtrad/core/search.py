"""What can be searched for: each room says in its `AppConfig.ready()` how its own kinds of things are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from rodtrad.core.models import Visibility

#: What a room calls its things by: an id, or a number.
Identity = UUID | int


class DuplicateKindError(Exception):
    """Two kinds have the same name."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as it is searched for: its words, and what it can be chosen by.

    `key` stands in its address. `codes`, such as its number in its plan, are found like the title, and `keywords` like
    the text; where only they hold what was looked for, that is what is shown.
    """

    id: UUID
    #: None for what all roots share.
    root_id: UUID | None
    key: str
    title: str
    text: str = ""
    keywords: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    level: UUID | None = None
    plan: UUID | None = None
    unit: UUID | None = None
    first_year: int | None = None
    last_year: int | None = None
    origin: str = ""
    #: Its own; only of kinds that can say `seen_as_indexed`.
    visibility: int = Visibility.TEAM


def thing_of(identity: Identity) -> UUID:
    """Return what stands for a thing in the index: its id, or, for what is numbered, one made of the number."""
    return identity if isinstance(identity, UUID) else UUID(int=identity)


_GLUED = str.maketrans({"å": "a", "ø": "o", "æ": "ae", **dict.fromkeys(" -./", "")})


def glued(code: str) -> str:
    """Return a code as one word without Norwegian letters: «Mål 2», mål-2 and mal-2 are one."""
    return code.lower().translate(_GLUED)


def key_codes(key: str, *numbers: str) -> tuple[str, ...]:
    """Return a thing's key and numbers, each as its words and as one word."""
    codes = [code for code in (key, *numbers) if code]
    return (*codes, *dict.fromkeys(glued(code) for code in codes))


class Kind(Protocol):
    """A kind of thing. `name` stands in addresses and in the index; the API's readers see it too."""

    @property
    def name(self) -> str: ...

    @property
    def has_shared(self) -> bool:
        """Tell whether some have no root, and are found in every one."""
        ...

    @property
    def feeds(self) -> Mapping[str, str]:
        """Event tables that tell when one changes, each with its column that holds the thing's id."""
        ...

    def rows(self) -> QuerySet[Any]:
        """Return all there are, for the index."""
        ...

    def visible_to(self, viewer: Any) -> QuerySet[Any]:
        """Return those, in any root, that the viewer may see there."""
        ...

    def seen_as_indexed(self, viewer: Any) -> Q | None:
        """Say what `visible_to` says by `visibility`, `plan` and `unit` as they stand in the index; None if it cannot.

        It is asked only of things to which nothing has happened since. The index then need not be joined with them.
        """
        ...

    def documents(self, rows: QuerySet[Any]) -> Iterator[Document]:
        """Read the rows, which are some of `rows()` or of `visible_to()`."""
        ...

    def address(self, slug: str, key: str) -> str:
        """Return the path of the page that shows it."""
        ...


_registered: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. The same twice counts once; a name that another kind has is refused."""
    known = _registered.setdefault(kind.name, kind)
    if known is not kind:
        raise DuplicateKindError(kind.name)


def all_kinds() -> list[Kind]:
    """Return the kinds by name."""
    return [_registered[name] for name in sorted(_registered)]
