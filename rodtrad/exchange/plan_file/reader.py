"""Reads YAML from outside into a tree where every value knows its line and column.

Only plain data: no anchors, aliases or tags (they are how a small file becomes a huge one), limited in size,
depth and number of values.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml
from django.utils.translation import gettext as _

from rodtrad.exchange.errors import PlanFileError, Problem
from rodtrad.exchange.plan_file.encoding import LARGEST_FILE, text_of
from rodtrad.exchange.plan_file.yaml_words import in_words

__all__ = ["LARGEST_FILE", "Mapping", "Node", "Scalar", "Sequence", "Spot", "read_yaml"]

DEEPEST = 40
MOST_VALUES = 5_000_000
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Spot(NamedTuple):
    line: int
    column: int


@dataclass(slots=True)
class Scalar:
    text: str | None
    spot: Spot
    #: Written without quotation marks.
    plain: bool = False


@dataclass(slots=True)
class Sequence:
    items: list["Node"]
    spot: Spot


@dataclass(slots=True)
class Mapping:
    items: dict[str, "Node"]
    keys: dict[str, Spot]
    spot: Spot


Node = Scalar | Sequence | Mapping


def read_yaml(content: bytes, form: str = "rodtrad/plan-file/1") -> Mapping:
    """Return the file's tree; the top must be a mapping. Raises PlanFileError with line and column.

    `form` is the format that the file should begin by naming.
    """
    text = text_of(content)
    builder = _Builder(iter(yaml.parse(text, Loader=_Loader)), form)
    try:
        top = builder.document()
    except yaml.YAMLError as error:
        raise PlanFileError([*builder.problems, in_words(error, text)]) from error
    if not isinstance(top, Mapping):
        message = _("Fila må begynne med felter, ikke en liste eller løs tekst.")
        raise _refusal(top.spot, message, _begin(form))
    if builder.problems:
        raise PlanFileError(builder.problems)
    return top


def _begin(form: str) -> str:
    return _("Begynn med «format: %s».") % form


def _refusal(spot: Spot, message: str, remedy: str) -> PlanFileError:
    return PlanFileError([Problem(spot.line, spot.column, "", message, remedy)])


def _spot(event: yaml.Event) -> Spot:
    mark = event.start_mark
    assert mark is not None
    return Spot(mark.line + 1, mark.column + 1)


@dataclass
class _Builder:
    """Builds the tree from the parser's events."""

    events: Iterator[yaml.Event]
    form: str
    problems: list[Problem] = field(default_factory=list)
    values: int = 0

    def document(self) -> Node:
        """Return the one document of the file."""
        next(self.events)  # stream start
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise _refusal(Spot(1, 1), _("Fila er tom."), _begin(self.form))
        top = self.node(next(self.events), 1)
        next(self.events)  # document end
        another = next(self.events)
        if not isinstance(another, yaml.StreamEndEvent):
            raise _refusal(
                _spot(another),
                _("Fila har flere deler, skilt med «---»."),
                _("Del den i flere filer, eller ta bort skillet."),
            )
        return top

    def node(self, event: yaml.Event, depth: int) -> Node:
        spot = _spot(event)
        self.values += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:  # type: ignore[attr-defined]  # every node has it
            raise _refusal(
                spot,
                _("Fila bruker anker eller alias (& eller *)."),
                _("Skriv innholdet helt ut, eller sett teksten i anførselstegn."),
            )
        if event.tag:  # type: ignore[attr-defined]  # every node but an alias has it
            raise _refusal(
                spot,
                _("Fila bruker en YAML-tagg (!)."),
                _("Ta bort taggen, eller sett teksten i anførselstegn."),
            )
        if isinstance(event, yaml.ScalarEvent):
            nothing = not event.style and event.value in _NOTHING
            return Scalar(None if nothing else event.value, spot, plain=not event.style)
        self.check_size(spot, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(spot, depth)
        return self.mapping(spot, depth)

    def check_size(self, spot: Spot, depth: int) -> None:
        if depth > DEEPEST:
            raise _refusal(
                spot,
                _("Fila er nøstet for dypt: lister og felter i hverandre %(depth)d ganger.")
                % {"depth": depth},
                _("Høyst %(most)d går. Se etter en klamme som ikke er lukket.") % {"most": DEEPEST},
            )
        if self.values > MOST_VALUES:
            raise _refusal(spot, _("Fila har for mange verdier."), _("Del den i flere filer."))

    def sequence(self, spot: Spot, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(items, spot)

    def mapping(self, spot: Spot, depth: int) -> Mapping:
        found = Mapping({}, {}, spot)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar) or key.text is None:
                raise _refusal(key.spot, _("Et feltnavn må være tekst."), _("Skriv «navn: verdi»."))
            if key.text in found.items:
                self.note_twice(key.text, key.spot, found.keys[key.text])
            found.items[key.text], found.keys[key.text] = value, key.spot
        return found

    def note_twice(self, name: str, spot: Spot, first: Spot) -> None:
        message = _("Feltet «%(name)s» står to ganger.") % {"name": name[:60]}
        remedy = _("Ta bort det ene; det første står på linje %(line)d.") % {"line": first.line}
        self.problems.append(Problem(spot.line, spot.column, "", message, remedy))
