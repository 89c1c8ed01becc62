"""Takes fields out of a mapping, one by one, and notes every fault with line, place and remedy."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from django.utils.translation import gettext as _

from rodtrad.core.text import is_key, shorten
from rodtrad.exchange.errors import Problem
from rodtrad.exchange.plan_file.reader import Mapping, Node, Scalar, Sequence, Spot

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_TRUE, _FALSE = ("true", "ja", "yes"), ("false", "nei", "no")
Entry = TypeVar("Entry")


@dataclass
class Problems:
    """The faults found so far; reading goes on, so that all are told at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, spot: Spot, place: str, message: str, remedy: str = "") -> None:
        self.found.append(Problem(spot.line, spot.column, place, message, remedy))


def suggestion(given: str, known: Iterable[str]) -> str:
    """Return a remedy: the nearest known word, or the whole list when it is short."""
    words = sorted(known)
    near = get_close_matches(given, words, 1, 0.6)
    if near:
        return _("Mente du «%(near)s»?") % {"near": near[0]}
    if words and len(words) <= 25:
        return _("Velg en av: %(words)s.") % {"words": ", ".join(words)}
    return ""


@dataclass
class Fields:
    """One mapping being read. Call the methods for the fields it may hold, then `finish`."""

    node: Mapping
    place: str
    problems: Problems
    taken: set[str] = field(default_factory=set)

    @property
    def spot(self) -> Spot:
        return self.node.spot

    def has(self, name: str) -> bool:
        return name in self.node.items

    def take(self, name: str) -> Node | None:
        self.taken.add(name)
        found = self.node.items.get(name)
        return None if isinstance(found, Scalar) and found.text is None else found

    def fault(self, name: str, message: str, remedy: str = "") -> None:
        spot = self.node.items[name].spot if name in self.node.items else self.spot
        self.problems.add(spot, self.place, message, remedy)

    def text(self, name: str, *, required: bool = False, most: int = 300) -> str:
        found = self.take(name)
        if found is None:
            if required:
                self.fault(name, _("Feltet «%(name)s» mangler.") % {"name": name}, _("Skriv det inn."))
            return ""
        if not isinstance(found, Scalar) or found.text is None:
            self.fault(name, _("Feltet «%(name)s» skal være tekst.") % {"name": name})
            return ""
        value = found.text.strip()
        if len(value) > most:
            self.fault(
                name,
                _("Feltet «%(name)s» har %(length)d tegn; grensen er %(most)d.")
                % {"name": name, "length": len(value), "most": most},
                _("Kort det ned; det begynner «%(start)s».") % {"start": shorten(value, 40)},
            )
        if any(ord(c) < 32 and c not in "\n\t" for c in value):
            self.fault(
                name, _("Feltet «%(name)s» har usynlige styretegn.") % {"name": name}, _("Skriv det på nytt.")
            )
        return value

    def key(self, name: str, *, required: bool = True) -> str:
        value = self.text(name, required=required)
        if value and not is_key(value):
            self.fault(
                name,
                _("«%(value)s» er ikke en gyldig nøkkel.") % {"value": shorten(value, 60)},
                _("Bruk små bokstaver a–z, tall og bindestrek, høyst 64 tegn."),
            )
        return value

    def choice(self, name: str, choices: Iterable[str], default: str = "", *, required: bool = False) -> str:
        value = self.text(name, required=required) or default
        known = list(choices)
        if value and value not in known:
            self.fault(
                name,
                _("«%(value)s» er ikke en kjent verdi for «%(name)s».")
                % {"value": shorten(value, 60), "name": name},
                suggestion(value, known),
            )
            return default or known[0]
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name).casefold()
        if value in _TRUE or value in _FALSE:
            return value in _TRUE
        if value:
            self.fault(name, _("«%(name)s» skal være true eller false.") % {"name": name})
        return default

    def number(self, name: str, least: int = 0, most: int = 2_000_000_000) -> int | None:
        value = self.text(name)
        if not value:
            return None
        if not value.isdecimal() or not least <= int(value) <= most:
            self.fault(
                name,
                _("«%(name)s» er «%(value)s», men skal være et helt tall fra %(least)d til %(most)d.")
                % {"name": name, "value": shorten(value, 40), "least": least, "most": most},
            )
            return None
        return int(value)

    def year(self, name: str) -> int | None:
        return self.number(name, 1800, 2200)

    def day(self, name: str, *, required: bool = False) -> date | None:
        value = self.text(name, required=required)
        if not value:
            return None
        try:
            if _DATE.match(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(
            name,
            _("«%(value)s» er ikke en dato i «%(name)s».") % {"value": shorten(value, 40), "name": name},
            _("Skriv datoer som 2026-12-31."),
        )
        return None

    def words(self, name: str) -> list[str]:
        found = self.take(name)
        if found is None:
            return []
        if isinstance(found, Sequence) and all(
            isinstance(item, Scalar) and item.text for item in found.items
        ):
            return [item.text.strip() for item in found.items if isinstance(item, Scalar) and item.text]
        self.fault(
            name,
            _("Feltet «%(name)s» skal være en liste.") % {"name": name},
            _("Skriv den slik: [en, to, tre]."),
        )
        return []

    def mapping(self, name: str) -> "Fields | None":
        found = self.take(name)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self.fault(name, _("Feltet «%(name)s» skal ha underfelter.") % {"name": name})
            return None
        return Fields(found, f"{self.place} › {name}" if self.place else name, self.problems)

    def nodes(self, name: str) -> list[Node]:
        found = self.take(name)
        if found is None:
            return []
        if not isinstance(found, Sequence):
            self.fault(
                name,
                _("Feltet «%(name)s» skal være en liste.") % {"name": name},
                _("Begynn hvert punkt med bindestrek."),
            )
            return []
        return found.items

    def each(self, name: str, read: "Callable[[Fields], Entry]", label: str = "key") -> list[Entry]:
        """Read a list of mappings; `label` is the field that names each in messages."""
        entries = []
        for index, item in enumerate(self.nodes(name), 1):
            if not isinstance(item, Mapping):
                self.problems.add(
                    item.spot, f"{name} {index}", _("Punktet skal ha felter."), _("Skriv «navn: verdi».")
                )
                continue
            named = item.items.get(label) or item.items.get("carry") or item.items.get("title")
            called = shorten(named.text, 40) if isinstance(named, Scalar) and named.text else str(index)
            fields = Fields(item, f"{name} › {called}", self.problems)
            entries.append(read(fields))
            fields.finish()
        return entries

    def finish(self) -> None:
        """Note every field that nobody asked for."""
        for name, spot in self.node.keys.items():
            if name not in self.taken:
                self.problems.add(
                    spot,
                    self.place,
                    _("Feltet «%(name)s» er ukjent her.") % {"name": shorten(name, 60)},
                    suggestion(name, self.taken),
                )
