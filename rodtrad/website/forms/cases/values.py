"""A form whose fields are an operation's values, told apart from what others have changed by a signed version."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from rodtrad.cases.errors import CasesError, ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.organisations.models import Organisation
from rodtrad.website.forms.editing import EditingForm, indented

Choices = list[tuple[str, str]]


class ValuesForm(EditingForm):
    """A form whose fields have the names of an operation's values. What is right, the operation decides."""

    rich: tuple[str, ...] = ()

    def refuse_case(self, refusal: CasesError, now: Mapping[str, Any]) -> None:
        """Show what a write refused beside its field; `now` holds the values as they stand."""
        if isinstance(refusal, ChangedMeanwhile):
            self.tell_meanwhile({name: now.get(name) for name in refusal.fields})
            return
        told = refusal.by_field if isinstance(refusal, FieldErrors) else {"": str(refusal)}
        code = "not_allowed" if isinstance(refusal, NotAllowedError) else "refused"
        for name, sentence in told.items():
            field = self.field_of(name)
            self.add_error(field, ValidationError(sentence, code=code))


def line_field(label: str, *, hint: str = "", most: int | None = None) -> forms.CharField:
    attrs = {"maxlength": most} if most else {}
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.TextInput(attrs=attrs), strip=True
    )


def text_field(label: str, *, rows: int = 4, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def day_field(label: str, hint: str = "") -> forms.CharField:
    """Ask for a day; what is no day, the operation says."""
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.DateInput(attrs={"type": "date"})
    )


def clock_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}))


def choice_field(label: str, choices: Choices, *, hint: str = "") -> forms.CharField:
    """Ask for one of several; one that is not among them, the operation refuses with a sentence."""
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Select(choices=choices))


def of_choices(kind: Any) -> Choices:
    return [(str(one.value), str(capfirst(one.label))) for one in kind]


def unit_choices(units: Iterable[tuple[Organisation, int]], none: str) -> Choices:
    return [("", none), *((unit.key, indented(depth, unit.name)) for unit, depth in units)]


def today_field(label: str, today: date) -> forms.CharField:
    field = day_field(label)
    field.initial = today.isoformat()
    return field
