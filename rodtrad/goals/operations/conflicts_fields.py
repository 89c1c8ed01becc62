"""A goal conflict as plain values: what the form sends, and what its version is made of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.cases.models import Case
from rodtrad.core.cleaning import clean_each
from rodtrad.core.models import Visibility
from rodtrad.core.text import storable
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Conflict, ConflictStep, Element, Handling, Sign
from rodtrad.goals.operations.fields import long_text
from rodtrad.organisations.models import Organisation
from rodtrad.organisations.permissions import Viewer

LONGEST_LINE = 300
MOST_STEPS = 30

ConflictValues = dict[str, Any]


def conflict_values(conflict: Conflict) -> ConflictValues:
    """Return the conflict as it stands: references as keys, each step as text, element and sign."""
    steps = ConflictStep.objects.filter(conflict=conflict).order_by("position")
    return {
        "title": conflict.title,
        "description": conflict.description,
        "handling": conflict.handling,
        "owner": conflict.owner.key if conflict.owner else "",
        "case": conflict.case.key if conflict.case else "",
        "visibility": int(conflict.visibility),
        "steps": [list(step) for step in steps.values_list("text", "element__key", "sign")],
    }


def lock_conflict(conflict: Conflict) -> Conflict:
    """Read the conflict as it stands, and keep other writers waiting until this transaction ends."""
    row = Conflict.objects.select_for_update(of=("self",)).filter(pk=conflict.pk).first()
    if row is None:
        raise FieldErrors(
            {"": _("«%s» finnes ikke lenger. Noen har slettet målkonflikten.") % conflict.title}
        )
    return row


def cleaned_conflict(given: Mapping[str, Any]) -> ConflictValues:
    """Return what was given as plain values. Raise FieldErrors with a sentence for each fault."""
    return clean_each(given, _CLEAN, FieldErrors)


def _plain(value: Any) -> str:
    return " ".join(storable(str(value or "")).split())


def _line(value: Any, missing: str) -> str:
    text = _plain(value)
    if not text:
        raise ValueError(missing)
    if len(text) > LONGEST_LINE:
        raise ValueError(
            _("Teksten er %(length)d tegn. Den kan være høyst %(most)d.")
            % {"length": len(text), "most": LONGEST_LINE}
        )
    return text


def _choice(value: Any, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(_("«%s» er ikke blant valgene.") % value)
    return str(value)


def _steps(rows: Sequence[Sequence[Any]]) -> list[list[str | None]]:
    """Return the steps in order; a row where nothing stands is no step."""
    steps: list[list[str | None]] = []
    for number, (text, element, sign) in enumerate(rows, start=1):
        if not _plain(text) and not _plain(element) and not sign:
            continue
        missing = _("Steg %d mangler tekst. Skriv hva som skjer, eller fjern steget.") % number
        steps.append([_line(text, missing), _plain(element) or None, _choice(sign or "", ["", *Sign.values])])
    if not steps:
        raise ValueError(_("Skriv minst ett steg."))
    if len(steps) > MOST_STEPS:
        raise ValueError(_("En kjede kan ha høyst %d steg.") % MOST_STEPS)
    return steps


_CLEAN: dict[str, Callable[[Any], Any]] = {
    "title": lambda value: _line(value, _("Skriv en tittel.")),
    "description": long_text,
    "handling": lambda value: _choice(value, Handling.values),
    "owner": _plain,
    "case": _plain,
    "visibility": lambda value: int(_choice(str(value), [str(one) for one in Visibility.values])),
    "steps": _steps,
}
CONFLICT_FIELDS = tuple(_CLEAN)


def put_conflict(conflict: Conflict, values: ConflictValues) -> None:
    """Put the values that are columns on the conflict. Raise FieldErrors for keys that do not exist here."""
    for field in ("title", "description", "handling", "visibility"):
        if field in values:
            setattr(conflict, field, values[field])
    if "owner" in values:
        unit = Organisation.objects.filter(root=conflict.root_id, key=values["owner"]).first()
        if values["owner"] and unit is None:
            raise FieldErrors({"owner": _("Enheten «%s» finnes ikke her.") % values["owner"]})
        conflict.owner = unit
    if "case" in values:
        case = Case.objects.filter(root=conflict.root_id, key=values["case"]).first()
        if values["case"] and case is None:
            raise FieldErrors({"case": _("Saken «%s» finnes ikke her.") % values["case"]})
        conflict.case = case


def put_steps(conflict: Conflict, rows: Sequence[Sequence[str | None]], viewer: Viewer) -> None:
    """Let the chain have just these steps; a step that stays where it is keeps its row, and so its history."""
    elements = named_elements(conflict, rows, viewer)
    standing = list(ConflictStep.objects.filter(conflict=conflict).order_by("position"))
    for row in standing[len(rows) :]:
        row.delete()
    _number_from_one(standing[: len(rows)])
    for position, (text, key, sign) in enumerate(rows, start=1):
        element = elements[key] if key else None
        if position > len(standing):
            ConflictStep.objects.create(
                root_id=conflict.root_id,
                conflict=conflict,
                position=position,
                text=str(text),
                element=element,
                sign=str(sign),
            )
            continue
        row = standing[position - 1]
        if (row.text, row.element_id, row.sign) != (text, element.pk if element else None, sign):
            row.text, row.element, row.sign = str(text), element, str(sign)
            row.save(update_fields=["text", "element", "sign"])


def _number_from_one(steps: Sequence[ConflictStep]) -> None:
    """Number the steps as plan files do, those that go down first, so that no two have the same number on the way."""
    wrong = [(number, row) for number, row in enumerate(steps, start=1) if row.position != number]
    down = [(number, row) for number, row in wrong if row.position > number]
    up = [(number, row) for number, row in reversed(wrong) if row.position < number]
    for number, row in [*down, *up]:
        row.position = number
        row.save(update_fields=["position"])


def named_elements(
    conflict: Conflict, rows: Sequence[Sequence[str | None]], viewer: Viewer
) -> dict[str, Element]:
    """Return the elements that the steps name, by what was written: a key, or a title that only one has."""
    seen = Element.objects.filter(root=conflict.root_id).visible_to(viewer)
    found: dict[str, Element] = {}
    for number, (_text, wanted, _sign) in enumerate(rows, start=1):
        if not wanted or wanted in found:
            continue
        hits = list(seen.filter(key=wanted)[:1]) or list(seen.filter(title__iexact=wanted)[:2])
        if not hits:
            raise FieldErrors({"steps": _("Steg %(number)d: ingen elementer heter «%(title)s». Velg fra listen.")
                               % {"number": number, "title": wanted}})  # fmt: skip
        if len(hits) > 1:
            raise FieldErrors({"steps": _("Steg %(number)d: flere elementer heter «%(title)s». Skriv nøkkelen.")
                               % {"number": number, "title": wanted}})  # fmt: skip
        found[wanted] = hits[0]
    return found
