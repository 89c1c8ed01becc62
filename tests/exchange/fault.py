"""A faulty file and what is to be told of it."""

from dataclasses import dataclass

from tests.exchange.files import small


@dataclass(frozen=True)
class Fault:
    """A file and what is to be told of it: where, what is wrong and what to do."""

    content: bytes
    line: int
    place: str
    says: str
    remedy: str


def fault(
    old: str, new: str, says: str, remedy: str, *, at: str = "", place: str = "", more: str = ""
) -> Fault:
    """Return the small file with one fault; `at` is a piece of the line told, if not the changed piece."""
    content = small(old, new, more=more)
    text = content.decode()
    line = text[: text.index(at or new)].count("\n") + 1
    return Fault(content, line, place, says, remedy)


def added(more: str, says: str, remedy: str, *, at: str = "", place: str = "") -> Fault:
    return fault("", "", says, remedy, at=at or more, place=place, more=more)


#: A line of the small file that faults are put into.
MAL_B = "      - {key: mal-b, level: mal, title: Prøve er grønn}\n"
