from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rodtrad.goals.models import Progress
from rodtrad.website.forms.editing import EditingForm
from rodtrad.website.forms.element import Units, capital, unit_choices

UNCHANGED, NOBODY = "", "-"


class ManyForm(EditingForm):
    """Ask what many elements are to get; what is left as it is, is not changed."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, units: Units, fields: Collection[str]
    ) -> None:
        super().__init__(data)
        self.units = list(units)
        same = (UNCHANGED, _("Som før"))
        hint = _("Tomt er som før.")
        wanted: dict[str, forms.Field] = {
            "responsible": forms.ChoiceField(
                label=_("Ansvarlig"),
                choices=[same, (NOBODY, _("Ingen")), *unit_choices(self.units)],
                required=False,
            ),
            "starts": _day(_("Starter"), hint),
            "ends": _day(_("Slutter"), hint),
            "progress": forms.ChoiceField(
                label=_("Framdrift"), choices=[same, *capital(Progress.choices)], required=False
            ),
        }
        self.fields = {name: field for name, field in wanted.items() if name in fields}
        self.dress()

    @property
    def changes(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, UNCHANGED)}
        if given.get("responsible") == NOBODY:
            given["responsible"] = ""
        return given


def _day(label: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv en dato, som 2026-01-31.")},
    )
