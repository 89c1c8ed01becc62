from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.accounts.forms import OwnPassword, dress
from rodtrad.accounts.models import User
from rodtrad.organisations.models import Root, Scope

#: How long a token can last, in days; the longest is the longest that the database takes.
_DAYS = (7, 30, 90, 180, 365)


class TokenForm(OwnPassword):
    """What a token is for, what it opens, and for how long; with the password, as an open browser is not enough."""

    name = forms.CharField(max_length=100)
    scopes = forms.MultipleChoiceField(choices=(), widget=forms.CheckboxSelectMultiple)
    root = forms.ChoiceField(choices=(), required=False)
    days = forms.TypedChoiceField(choices=(), coerce=int)
    field_order = ["name", "scopes", "root", "days", "old_password"]

    def __init__(
        self, request: HttpRequest, user: User, roots: QuerySet[Root], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_password(request, user)
        name, scopes, root, days = (self.fields[field] for field in ("name", "scopes", "root", "days"))
        assert isinstance(scopes, forms.MultipleChoiceField)
        assert isinstance(root, forms.ChoiceField)
        assert isinstance(days, forms.ChoiceField)
        name.label, name.help_text = _("Navn"), _("Hva den skal brukes til, som «Nattlig uttrekk».")
        name.error_messages["required"] = _("Skriv hva nøkkelen skal brukes til.")
        scopes.label = _("Hva den åpner")
        scopes.help_text = _("Aldri mer enn rollene dine åpner. Den som skriver, leser også.")
        scopes.choices = [(one.value, str(one.label).capitalize()) for one in Scope]
        scopes.error_messages["required"] = _("Velg minst én ting.")
        self.roots = {one.slug: one for one in roots}
        root.label = _("Hvor")
        root.choices = [("", _("Alle steder der jeg har en rolle"))]
        root.choices += [(slug, one.name) for slug, one in self.roots.items()]
        root.error_messages["invalid_choice"] = _("Velg et sted i listen.")
        days.label = _("Hvor lenge")
        days.choices = [(days, _("%d dager") % days) for days in _DAYS]
        days.initial = 90
        dress(self)
        scopes.widget.attrs.pop("class", None)

    def clean_root(self) -> Root | None:
        return self.roots.get(self.cleaned_data["root"])

    def expires(self) -> date:
        return timezone.localdate() + timedelta(days=self.cleaned_data["days"])
