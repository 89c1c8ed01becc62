"""What the forms of the planstrategi have in common: their kinds of boxes, and refusals at their fields."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors, PlanningError
from rodtrad.website.forms.editing import EditingForm


class PlanningForm(EditingForm):
    """A form that shows what the planning room refuses."""

    rich: tuple[str, ...] = ()

    def refuse_planning(self, refusal: PlanningError) -> None:
        if isinstance(refusal, ChangedMeanwhile):
            self.tell_meanwhile({one.field: one.now for one in refusal.changes})
            return
        told = refusal.by_field if isinstance(refusal, FieldErrors) else {"": str(refusal)}
        for name, sentence in told.items():
            self.add_error(self.field_of(name), ValidationError(sentence, code="refused"))


def line(label: str, *, required: bool = False, most: int = 300, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint)


def day(label: str, *, hint: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=hint)


def months(label: str, *, hint: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=Decimal(0), max_value=Decimal(9999), decimal_places=1,
        localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}), help_text=hint,
    )  # fmt: skip


def chosen(label: str, choices: Iterable[tuple[Any, str]], *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=required, choices=[(str(key), name) for key, name in choices]
    )
