"""Takes fields out of a mapping, one by one, and notes every fault with line, place and remedy."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from rodtrad.core.text import is_key, shorten
from rodtrad.exchange.plan_file.choices import Words
from rodtrad.exchange.plan_file.problems import Problems, as_key, choice_suggestion
from rodtrad.exchange.plan_file.reader import Mapping, Node, Scalar, Sequence, Spot

#: Control characters, and those that turn the direction of the text around.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
Entry = TypeVar("Entry")


@dataclass
class Fields:
    """One mapping being read. Call the methods for the fields it may hold, then `finish`.

    `kind` names the sort of mapping (plans, elements, period …), `place` tells people which one it is.
    """

    node: Mapping
    kind: str
    place: str
    problems: Problems
    taken: set[str] = field(default_factory=set)

    @property
    def spot(self) -> Spot:
        return self.node.spot

    @property
    def spots(self) -> dict[str, Spot]:
        """Where each field's name stands."""
        return self.node.keys

    def has(self, name: str) -> bool:
        return name in self.node.items

    def take(self, name: str) -> Node | None:
        self.taken.add(name)
        found = self.node.items.get(name)
        return None if isinstance(found, Scalar) and found.text is None else found

    def fault(self, name: str, message: str, remedy: str = "") -> None:
        self.problems.add(self.spot_of(name), self.place, message, remedy)

    def spot_of(self, name: str) -> Spot:
        return self.node.items[name].spot if name in self.node.items else self.spot

    def text(self, name: str, *, required: bool = False, most: int = 300, lines: bool = False) -> str:
        """Return the text, empty when it is not given; `lines` lets it have several lines."""
        found = self.take(name)
        if found is None:
            if required:
                self.missing(name)
            return ""
        if not isinstance(found, Scalar) or found.text is None:
            self.fault(
                name, _("Feltet «%(name)s» skal være tekst.") % {"name": name}, _("Skriv «%s: tekst».") % name
            )
            return ""
        value = found.text.strip().replace("\r\n", "\n").replace("\r", "\n")
        if not value and required:
            self.missing(name)
        self.check_text(name, value, most)
        return value if lines else value.replace("\n", " ")

    def missing(self, name: str) -> None:
        self.fault(name, _("Feltet «%(name)s» mangler.") % {"name": name}, _("Skriv «%s: …».") % name)

    def check_text(self, name: str, value: str, most: int) -> None:
        if len(value) > most:
            self.fault(
                name,
                _("Feltet «%(name)s» har %(length)d tegn; grensen er %(most)d.")
                % {"name": name, "length": len(value), "most": most},
                _("Kort det ned; det begynner «%(start)s».") % {"start": shorten(value, 40)},
            )
        if invisible := _INVISIBLE.search(value):
            self.fault(
                name,
                _("Feltet «%(name)s» har et usynlig tegn (U+%(code)04X).")
                % {"name": name, "code": ord(invisible.group())},
                _("Skriv teksten på nytt uten tegnet."),
            )

    def key(self, name: str, *, required: bool = True) -> str:
        value = self.text(name, required=required)
        if value and not is_key(value):
            near = as_key(value)
            self.fault(
                name,
                _("«%(value)s» er ikke en gyldig nøkkel.") % {"value": shorten(value, 60)},
                _("Bruk små bokstaver a–z, tall og bindestrek, høyst 64 tegn.")
                + (" " + _("For eksempel «%s».") % near if near else ""),
            )
        return value

    def choice(self, name: str, known: Words, default: str = "", *, required: bool = False) -> str:
        value = self.text(name, required=required) or default
        if value and value not in known:
            message = _("«%(value)s» er ikke en kjent verdi for «%(name)s».") % {
                "value": shorten(value, 60),
                "name": name,
            }
            self.fault(name, message, choice_suggestion(value, known))
            return default
        return value

    def words(self, name: str, most: int = 64) -> list[str]:
        """Return a list of short texts."""
        values = []
        for item in self.nodes(name, inline=True):
            if not isinstance(item, Scalar) or not (item.text or "").strip():
                self.problems.add(
                    item.spot,
                    self.place,
                    _("Lista «%(name)s» har et punkt som ikke er tekst.") % {"name": name},
                    _("Skriv den slik: [en, to, tre]."),
                )
            elif item.text:
                self.check_text(name, item.text.strip(), most)
                values.append(item.text.strip().replace("\n", " "))
        return values

    def mapping(self, name: str) -> "Fields | None":
        found = self.take(name)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self.fault(
                name,
                _("Feltet «%(name)s» skal ha underfelter.") % {"name": name},
                _("Skriv dem på linjene under, med innrykk."),
            )
            return None
        return self.below(found, name)

    def below(self, node: Mapping, kind: str) -> "Fields":
        """Return the fields of a mapping that stands in this one."""
        return Fields(node, kind, f"{self.place} › {kind}" if self.place else kind, self.problems)

    def nodes(self, name: str, *, inline: bool = False) -> list[Node]:
        found = self.take(name)
        if found is None:
            return []
        if not isinstance(found, Sequence):
            self.fault(
                name,
                _("Feltet «%(name)s» skal være en liste.") % {"name": name},
                _("Skriv den slik: [en, to, tre].") if inline else _("Begynn hvert punkt med bindestrek."),
            )
            return []
        return found.items

    def each(self, name: str, read: "Callable[[Fields], Entry]", label: str = "key") -> list[Entry]:
        """Read a list of mappings; `label` is the field that names each in messages."""
        entries = []
        for index, item in enumerate(self.nodes(name), 1):
            if not isinstance(item, Mapping):
                self.problems.add(
                    item.spot,
                    f"{name} › {index}",
                    _("Punktet skal ha felter."),
                    _("Skriv «- %s: …».") % label,
                )
                continue
            named = item.items.get(label) or item.items.get("carry") or item.items.get("title")
            called = shorten(named.text, 40) if isinstance(named, Scalar) and named.text else str(index)
            fields = Fields(item, name, f"{name} › {called}", self.problems)
            entries.append(read(fields))
            fields.finish()
        return entries

    def finish(self) -> None:
        """Note every field that nobody asked for."""
        for name, spot in self.node.keys.items():
            if name in self.taken:
                continue
            message = _("Feltet «%(name)s» er ukjent her.") % {"name": shorten(name, 60)}
            if " " in name.strip():
                remedy = _("Er det slutten på en tekst med komma eller kolon, sett teksten i anførselstegn.")
                self.problems.add(spot, self.place, message, remedy)
            else:
                self.problems.unknown(spot, self.place, message, name, sorted(self.taken))
