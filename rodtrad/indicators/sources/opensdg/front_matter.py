"""The fields at the head of a page: YAML between two lines of three hyphens, or a file of YAML alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The reader of YAML takes time by the square of the depth.
_DEEPEST = 50
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class MetadataError(Exception):
    """The file is no metadata; the message says why, and where when that is known."""


def parts(text: str) -> tuple[str, str]:
    """Return the YAML, and what stands below it."""
    pieces = _RULE.split(text, maxsplit=2)
    if len(pieces) < 3 or pieces[0].strip():
        return text, ""
    return pieces[1], pieces[2]


def fields(front: str) -> Iterator[tuple[str, str]]:
    """Yield the fields that are texts, and lists of texts as one; what is nested deeper is none of ours.

    The events are walked as they come: no depth and no alias of a file makes anything of it grow. Raises MetadataError.
    """
    walk = _Walk()
    try:
        for event in yaml.parse(front, Loader=_Loader):
            yield from walk.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = _("Metadata er ikke gyldig YAML. Rett det, eller hent fila på nytt.")
        if mark:
            message = _(
                "Metadata er ikke gyldig YAML fra linje %(line)d, tegn %(column)d i feltene. Rett det der."
            )
            message %= {"line": mark.line + 1, "column": mark.column + 1}
        raise MetadataError(message) from error


@dataclass
class _Walk:
    """Where in the document we are: how deep, in which field, and what its list holds so far."""

    depth: int = 0
    name: str | None = None
    items: list[str] = field(default_factory=list)
    in_list: bool = False

    def take(self, event: object) -> Iterator[tuple[str, str]]:
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._enter(is_list=isinstance(event, yaml.SequenceStartEvent))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.depth -= 1
                if self.depth == 1:
                    yield from self._told("; ".join(self.items))
            case yaml.ScalarEvent() if self.depth == 1:
                yield from self._told(event.value.strip())
            case yaml.ScalarEvent() if self.depth == 2 and self.in_list:
                self.items.append(event.value.strip())
            case yaml.AliasEvent() if self.depth == 1:
                yield from self._told("")

    def _enter(self, *, is_list: bool) -> None:
        self.depth += 1
        if self.depth == 1 and is_list:
            raise MetadataError(_("Metadata skal være felt med navn, ikke en liste."))
        if self.depth > _DEEPEST:
            raise MetadataError(
                _("Metadata er nøstet for dypt. Feltene skal være tekster eller lister av tekster.")
            )
        if self.depth == 2:
            self.items, self.in_list = [], is_list

    def _told(self, text: str) -> Iterator[tuple[str, str]]:
        """Keep the first text as the name of the field, and yield the field with the second."""
        if self.name is None:
            self.name = text
            return
        yield self.name, text
        self.name = None
