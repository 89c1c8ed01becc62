"""Reads YAML from outside into a tree where every value knows its line and column.

Only plain data: no anchors, aliases or tags (they are how a small file becomes a huge one), limited in size,
depth and number of values.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _

from rodtrad.exchange.errors import PlanFileError, Problem

LARGEST_FILE = 50 * 1024 * 1024
DEEPEST = 40
MOST_VALUES = 5_000_000
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Spot:
    line: int
    column: int


@dataclass(slots=True)
class Scalar:
    text: str | None
    spot: Spot


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


@dataclass
class _Builder:
    """Builds the tree from the parser's events."""

    events: Iterator[yaml.Event]
    problems: list[Problem] = field(default_factory=list)
    values: int = 0

    def spot(self, event: yaml.Event) -> Spot:
        return Spot(event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, spot: Spot, message: str, remedy: str) -> PlanFileError:
        return PlanFileError([Problem(spot.line, spot.column, "", message, remedy)])

    def node(self, event: yaml.Event, depth: int) -> Node:
        spot = self.spot(event)
        self.values += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(
                spot, _("Fila bruker anker eller alias (& eller *)."), _("Skriv teksten helt ut.")
            )
        if getattr(event, "tag", None):
            raise self.refuse(spot, _("Fila bruker en YAML-tagg (!)."), _("Ta bort taggen."))
        if depth > DEEPEST:
            raise self.refuse(
                spot, _("Fila er nøstet for dypt."), _("Bruk høyst %(most)d nivåer.") % {"most": DEEPEST}
            )
        if self.values > MOST_VALUES:
            raise self.refuse(spot, _("Fila har for mange verdier."), _("Del den i flere filer."))
        if isinstance(event, yaml.ScalarEvent):
            nothing = event.style is None and event.value in _NOTHING
            return Scalar(None if nothing else event.value, spot)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(spot, depth)
        return self.mapping(spot, depth)

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
                raise self.refuse(key.spot, _("Et feltnavn må være tekst."), _("Skriv «navn: verdi»."))
            if key.text in found.items:
                self.problems.append(
                    Problem(
                        key.spot.line,
                        key.spot.column,
                        "",
                        _("Feltet «%(name)s» står to ganger.") % {"name": key.text},
                        _("Ta bort det ene; det første sto på linje %(line)d.")
                        % {"line": found.keys[key.text].line},
                    )
                )
            found.items[key.text], found.keys[key.text] = value, key.spot
        return found


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise PlanFileError(
            [
                Problem(
                    1,
                    1,
                    "",
                    _("Fila er på %(size)d MB; grensen er %(limit)d MB.")
                    % {"size": len(content) // 2**20, "limit": LARGEST_FILE // 2**20},
                    _("Del den i flere filer."),
                )
            ]
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise PlanFileError(
            [
                Problem(
                    line,
                    column,
                    "",
                    _("Fila er ikke lagret som UTF-8."),
                    _("Lagre den på nytt med tegnsettet UTF-8."),
                )
            ]
        ) from error


def read_yaml(content: bytes) -> Mapping:
    """Return the file's tree; the top must be a mapping. Raises PlanFileError with line and column."""
    text = _text(content)
    try:
        events = iter(yaml.parse(text, Loader=_Loader))
        builder = _Builder(events)
        next(events)  # stream start
        if isinstance(next(events), yaml.StreamEndEvent):
            raise builder.refuse(
                Spot(1, 1), _("Fila er tom."), _("Begynn med «format: rodtrad/plan-file/1».")
            )
        top = builder.node(next(events), 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PlanFileError(
            [
                Problem(
                    line,
                    column,
                    "",
                    _("Dette er ikke gyldig YAML: %(problem)s.")
                    % {"problem": error.problem or error.context},
                    _(
                        "Se etter feil innrykk, manglende kolon eller anførselstegn på denne linja eller linja før."
                    ),
                )
            ]
        ) from error
    except yaml.YAMLError as error:
        raise PlanFileError(
            [Problem(1, 1, "", _("Dette er ikke gyldig YAML: %(problem)s.") % {"problem": error}, "")]
        ) from error
    if not isinstance(top, Mapping):
        raise builder.refuse(
            top.spot, _("Fila må begynne med felter."), _("Begynn med «format: rodtrad/plan-file/1».")
        )
    if builder.problems:
        raise PlanFileError(builder.problems)
    return top
