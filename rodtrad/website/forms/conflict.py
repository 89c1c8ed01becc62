"""The form of a goal conflict: its fields, and its steps as numbered rows that can be added, moved and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Handling, Sign
from rodtrad.goals.operations.conflicts_fields import MOST_STEPS
from rodtrad.organisations.models import Organisation

_SALT = "rodtrad.goals.conflict"
_SIMPLE = ("title", "description", "handling", "owner", "case", "visibility")
Choices = list[tuple[str, str]]


class BadConflictVersionError(Exception):
    """A version that we did not sign, or of another conflict."""


@dataclass
class Step:
    text: str = ""
    element: str = ""
    sign: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.element.strip() or self.sign)


@dataclass
class ConflictForm:
    """What stands in the form. `errors` has a sentence by field, "" for the whole."""

    values: dict[str, str]
    steps: list[Step]
    errors: dict[str, str] = field(default_factory=dict)

    def given(self) -> dict[str, Any]:
        rows = [[step.text, step.element, step.sign] for step in self.steps]
        return {**self.values, "steps": rows}

    def numbered(self) -> list[tuple[int, Step]]:
        return list(enumerate(self.steps))


def form_of(values: Mapping[str, Any]) -> ConflictForm:
    steps = [Step(text, element or "", sign) for text, element, sign in values.get("steps", [])]
    return ConflictForm({name: str(values.get(name, "")) for name in _SIMPLE}, steps)


def empty_form() -> ConflictForm:
    values = {"handling": Handling.OPEN.value, "visibility": str(int(Visibility.INTERNAL))}
    return ConflictForm({**dict.fromkeys(_SIMPLE, ""), **values}, [Step() for _number in range(3)])


def sent_form(sent: QueryDict) -> ConflictForm:
    rows = zip(sent.getlist("steg"), sent.getlist("element"), sent.getlist("fortegn"), strict=False)
    steps = [Step(text, element, sign) for text, element, sign in rows][: MOST_STEPS + 1]
    return ConflictForm({name: sent.get(name, "") for name in _SIMPLE}, steps)


def rearrange(form: ConflictForm, asked: str) -> None:
    """Do what a button beside a step says: opp-2, ned-2, fjern-2; or legg-til."""
    what, _dash, place = asked.partition("-")
    steps = form.steps
    if asked == "legg-til":
        if len(steps) < MOST_STEPS:
            steps.append(Step())
        return
    number = int(place) if place.isdecimal() and len(place) < 4 else -1
    other = {"opp": number - 1, "ned": number + 1}.get(what, number)
    if not (0 <= number < len(steps) and 0 <= other < len(steps)):
        return
    if what == "fjern":
        del steps[number]
    else:
        steps[number], steps[other] = steps[other], steps[number]


def choices_of(units: Sequence[tuple[Organisation, int]], cases: Sequence[Case]) -> dict[str, Choices]:
    return {
        "handling": [(one.value, str(capfirst(one.label))) for one in Handling],
        "owner": [
            ("", _("Ingen ennå")),
            *((unit.key, "\u2003" * depth + unit.name) for unit, depth in units),
        ],
        "case": [("", _("Ikke avgjort i en sak")), *((case.key, str(case)) for case in cases)],
        "visibility": [(str(one.value), str(capfirst(one.label))) for one in Visibility],
        "sign": [("", _("Ingen virkning")), *((one.value, f"{_GLYPHS[one]} {one.label}") for one in Sign)],
    }


_GLYPHS = {Sign.PLUS: "+", Sign.MINUS: "−"}


def pack_conflict(identity: object, values: Mapping[str, Any]) -> str:
    """Return the signed version that the form carries: the conflict as it was when the form was made."""
    return signing.dumps({"of": str(identity), "was": values}, salt=_SALT, compress=True)


def unpack_conflict(text: str, identity: object) -> dict[str, Any]:
    try:
        found = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadConflictVersionError from error
    if found["of"] != str(identity):
        raise BadConflictVersionError
    was: dict[str, Any] = found["was"]
    return was
