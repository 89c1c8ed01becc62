from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.files.kinds import ENDINGS
from rodtrad.plans.models import DocumentKind


class DocumentForm(forms.Form):
    """Ask for a file that belongs to a plan, and what it is."""

    def __init__(self, data: object = None, files: object = None) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]  # Django's own signature is passed through
        self.fields["file"] = forms.FileField(
            label=_("Fil"),
            widget=forms.FileInput(
                attrs={"class": "ds-input", "accept": ",".join(f".{one}" for one in ENDINGS)}
            ),
            help_text=_("Høyst 25 MB: %s.") % ", ".join(ENDINGS),
            error_messages={"required": _("Velg en fil."), "empty": _("Fila er tom.")},
        )
        self.fields["title"] = forms.CharField(
            label=_("Tittel"),
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"class": "ds-input"}),
            help_text=_("Står det tomt, brukes navnet på fila."),
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Hva det er"),
            choices=[(one.value, str(capfirst(one.label))) for one in DocumentKind],
            widget=forms.Select(attrs={"class": "ds-input"}),
        )
