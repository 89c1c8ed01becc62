"""Forms that divide a draft, and merge several into one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rodtrad.goals.models import Element
from rodtrad.goals.operations import Part, Values
from rodtrad.website.forms.editing import EditingForm, text_field, title_field

PARTS = 5


class SplitForm(EditingForm):
    """Ask for the parts; the first is the element itself, empty ones are left out."""

    rich = tuple(f"description_{at}" for at in range(1, PARTS + 1))

    def __init__(self, data: Mapping[str, Any] | None = None, *, values: Values) -> None:
        initial = {"title_1": values["title"], "description_1": values["description"]}
        super().__init__(data, initial=initial)
        for at in range(1, PARTS + 1):
            self.fields[f"title_{at}"] = title_field(_("Del %d: tittel") % at)
            self.fields[f"title_{at}"].required = at <= 2
            self.fields[f"description_{at}"] = text_field(_("Del %d: beskrivelse") % at, rows=3)
            if at > 1:
                self.fields[f"description_{at}"].help_text = ""
        self.dress()

    @property
    def parts(self) -> list[Part]:
        given = self.cleaned_data
        numbers = range(1, PARTS + 1)
        found = [Part(given[f"title_{at}"], given[f"description_{at}"]) for at in numbers]
        return [part for part in found if part.title or part.description]

    def field_of(self, name: str) -> str | None:
        return super().field_of(name) or super().field_of(f"{name}_1")


class ChooseForm(EditingForm):
    """Ask which drafts to merge into this one."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, alike: Sequence[Element]) -> None:
        super().__init__(data)
        self.fields["others"] = forms.MultipleChoiceField(
            label=_("Slå sammen med"),
            choices=[(one.key, one.title) for one in alike],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Velg minst ett.")},
        )


class MergeForm(EditingForm):
    """Ask what the element says when the others are merged into it; to begin with, all that they say."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, values: Values, others: Sequence[Element]
    ) -> None:
        texts = [str(values["description"]), *(one.description for one in others)]
        together = "\n\n".join(text for text in texts if text)
        super().__init__(data, initial={"title": values["title"], "description": together})
        self.fields["title"] = title_field(_("Tittel etterpå"))
        self.fields["description"] = text_field(_("Beskrivelse etterpå"))
        self.dress()
