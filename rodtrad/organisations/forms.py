"""The forms of the roles page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.forms import dress
from rodtrad.accounts.models import User
from rodtrad.organisations.models import Organisation, RoleKind

_DATES = ["%Y-%m-%d", "%d.%m.%Y"]


class OneOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Say about what is no id at all the same as about an id that is not in the list."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class EndsForm(forms.Form):
    """Which role, and the last day it counts."""

    kind = forms.ChoiceField(choices=())
    last_day = forms.DateField(required=False, input_formats=_DATES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, last_day = self.fields["kind"], self.fields["last_day"]
        assert isinstance(kind, forms.ChoiceField)
        kind.label = _("Rolle")
        kind.choices = [(one.value, str(one.label).capitalize()) for one in RoleKind]
        kind.error_messages = {
            "required": _("Velg en rolle."),
            "invalid_choice": _("Velg en av rollene i listen."),
        }
        last_day.label = _("Siste dag (kan stå tom)")
        last_day.widget.input_type = "date"
        last_day.error_messages["invalid"] = _("Skriv dagen som 31.12.2026.")
        dress(self)

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Dagen er forbi. Skal rollen slutte nå, avslutt den."))
        return day


class GiveRoleForm(EndsForm):
    """Who is to have which role where."""

    email = forms.EmailField(max_length=254)
    organisation = OneOf(queryset=Organisation.objects.none(), empty_label=None)
    field_order = ["email", "kind", "organisation", "last_day"]

    def __init__(self, units: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, place = self.fields["email"], self.fields["organisation"]
        assert isinstance(place, OneOf)
        email.label = _("E-postadresse")
        email.error_messages = {
            "required": _("Skriv e-postadressen til den som skal ha rollen."),
            "invalid": _("Skriv en hel e-postadresse, som navn@kommune.no."),
        }
        place.label = _("Hvor")
        place.queryset = Organisation.objects.filter(id__in=[unit.id for unit in units])
        place.error_messages = {
            "required": _("Velg en enhet."),
            "invalid_choice": _("Velg en enhet i listen."),
        }
        self.initial.setdefault("kind", RoleKind.READER.value)


class HandOverForm(forms.Form):
    """Who takes over, and whether the leaver's name is to go."""

    successor = OneOf(queryset=User.objects.none(), required=False)
    pseudonymise = forms.BooleanField(required=False)

    def __init__(self, people: Iterable[User], *args: Any, may_pseudonymise: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, OneOf)
        successor.label = _("Hvem overtar?")
        successor.queryset = User.objects.filter(id__in=[one.id for one in people])
        successor.empty_label = _("Ingen, rollene avsluttes bare")
        successor.error_messages["invalid_choice"] = _("Velg en av personene i listen.")
        self.fields["pseudonymise"].label = _("Ta også bort navn og e-postadresse, og steng kontoen")
        dress(self)
        self.fields["pseudonymise"].widget.attrs["class"] = "ds-input"
        if not may_pseudonymise:
            del self.fields["pseudonymise"]
