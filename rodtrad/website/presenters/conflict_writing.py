"""Writing a goal conflict: the chain drawn as it stands in the form, and what others have changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.differences import Piece, word_differences
from rodtrad.core.models import Visibility
from rodtrad.goals.errors import FieldConflict
from rodtrad.goals.models import Conflict, ConflictStep, Element, Handling, Sign
from rodtrad.goals.queries.conflicts import ConflictChain
from rodtrad.organisations.models import Organisation, Root
from rodtrad.website.presenters.conflict import ConflictView, present_conflict


@dataclass(frozen=True)
class Meanwhile:
    """A field that somebody else changed: from what the person started with to what stands there now."""

    label: str
    pieces: Sequence[Piece]


class StepLike(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def element(self) -> str: ...
    @property
    def sign(self) -> str: ...
    @property
    def is_empty(self) -> bool: ...


def labels() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "description": _("Beskrivelse"),
        "handling": _("Håndtering"),
        "owner": _("Eier"),
        "case": _("Avgjort i"),
        "visibility": _("Synlig for"),
        "steps": _("Steg for steg"),
    }


def preview(root: Root, steps: Sequence[StepLike], elements: Mapping[str, Element]) -> ConflictView | None:
    """Draw the chain that the form holds; nothing is stored."""
    conflict = Conflict(root=root, title="–")
    rows = [
        ConflictStep(
            conflict=conflict,
            position=number,
            text=" ".join(step.text.split())[:300],
            element=elements.get(step.element.strip()),
            sign=step.sign if step.sign in Sign.values else "",
        )
        for number, step in enumerate(step for step in steps if not step.is_empty)
    ]
    return present_conflict(root, ConflictChain(conflict, rows)) if rows else None


def meanwhile(
    conflicts: Sequence[FieldConflict], units: Sequence[tuple[Organisation, int]]
) -> list[Meanwhile]:
    names = {unit.key: unit.name for unit, _depth in units}
    return [
        Meanwhile(
            labels()[one.field],
            word_differences(_text(one.field, one.started, names), _text(one.field, one.now, names)),
        )
        for one in conflicts
    ]


def _text(field: str, value: Any, units: Mapping[str, str]) -> str:
    if field == "steps":
        lines = [
            f"{number}. {text} {element or ''} {sign}"
            for number, (text, element, sign) in enumerate(value, 1)
        ]
        return "\n".join(" ".join(line.split()) for line in lines)
    if field == "owner":
        return units.get(value, str(value))
    if field == "handling":
        return str(capfirst(Handling(value).label))
    if field == "visibility":
        return str(capfirst(Visibility(value).label))
    return str(value)
