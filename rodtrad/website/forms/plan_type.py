from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.planning.operations.own_plan_types import FIELDS
from rodtrad.plans.models import OwnPlanType, PlanLevel, PlanType, Treatment
from rodtrad.website.forms.editing import EditingForm


class OwnTypeForm(EditingForm):
    """Ask for a type of plan of the root's own; what is right, the operation decides."""

    rich = ()

    def __init__(self, data: Mapping[str, Any] | None = None, *, own: OwnPlanType | None = None) -> None:
        super().__init__(
            data, initial={field: getattr(own, field) for field in FIELDS} if own else {"based_on": "other"}
        )
        as_base = ("", _("Som typen den bygger på"))
        self._text("name_nb", _("Navn på bokmål"))
        self._text("name_nn", _("Navn på nynorsk"))
        self._text("name_en", _("Navn på engelsk"))
        self._choice("based_on", _("Bygger på"), _named(PlanType))
        self._choice("level", _("Nivå i plansystemet"), [as_base, *_named(PlanLevel)])
        self._text("horizon_years", _("Ser vanligvis så mange år fram"))
        self._choice("treatment", _("Behandling"), [as_base, *_named(Treatment)])
        self._text(
            "legal_basis", _("Grunnlag"), _("Lov, forskrift eller vedtak, med paragraf eller saksnummer.")
        )
        self.dress()

    @property
    def given(self) -> dict[str, Any]:
        return {name: self.data.get(name, "") for name in self.fields}

    def _text(self, name: str, label: str, hint: str = "") -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.fields[name] = forms.CharField(label=label, help_text=hint, required=False, widget=widget)

    def _choice(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.CharField(label=label, required=False, widget=forms.Select(choices=choices))


def _named(choices: Any) -> list[tuple[str, str]]:
    return [(one.value, str(capfirst(one.label))) for one in choices]
