"""What every form that changes the thread has in common: its boxes, a look beforehand, and refusals at their fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from rodtrad.core.rich_text import tidied
from rodtrad.goals.errors import ChangedMeanwhile, FieldConflict, FieldErrors, GoalsError, NotAllowedError
from rodtrad.website.forms.begun import BegunForm

#: The button that shows how the text will look, and stores nothing.
PREVIEW = "forhandsvis"
_INDENT = "\u2003"
_TICKED = (forms.CheckboxSelectMultiple, forms.CheckboxInput, forms.HiddenInput)


class EditingForm(BegunForm):
    """A form whose boxes are the design system's. `rich` names the fields that take headings, lists and links."""

    rich: tuple[str, ...] = ("description",)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="felt-%s")
        #: What stands now, for each element that others have changed since the form was made.
        self.now: Mapping[Any, Mapping[str, Any]] = {}

    def dress(self) -> None:
        for field in self.fields.values():
            if not isinstance(field.widget, _TICKED):
                field.widget.attrs["class"] = "ds-input"

    @property
    def is_preview(self) -> bool:
        return PREVIEW in self.data

    @property
    def has_rich(self) -> bool:
        return any(name in self.fields for name in self.rich)

    @property
    def status(self) -> int:
        """The status that a page with this form answers with."""
        if self.has_error(NON_FIELD_ERRORS, "not_allowed"):
            return 403
        return 422 if self.errors else 200

    def clean(self) -> dict[str, Any]:
        """Make what was pasted from a word processor into our own headings and lists, where the person has written."""
        given = super().clean() or self.cleaned_data
        for name in self.rich:
            before = str(self.initial.get(name) or "").strip()
            if name in given and given[name].replace("\r\n", "\n") != before:
                given[name] = tidied(given[name])
        return given

    def field_of(self, name: str) -> str | None:
        """Return the field that shows what a write says of a value; None is the top of the form."""
        return name if name in self.fields else None

    def refuse(self, refusal: GoalsError) -> None:
        """Show what a write refused beside its field, or on top when the form has no such field."""
        if isinstance(refusal, ChangedMeanwhile):
            self.now = refusal.now
            told = [(one.field, _changed(one)) for one in refusal.conflicts]
        elif isinstance(refusal, FieldErrors):
            told = list(refusal.by_field.items())
        else:
            told = [("", str(refusal))]
        code = "not_allowed" if isinstance(refusal, NotAllowedError) else "refused"
        for name, sentence in told:
            self.add_error(self.field_of(name), ValidationError(sentence, code=code))


def _changed(conflict: FieldConflict) -> str:
    said = conflict.now if isinstance(conflict.now, str) else ""
    return _("Noen andre har endret «%(title)s» mens du skrev. Nå står det: %(now)s. Ta med det som skal være "
             "med, og send på nytt.") % {"title": conflict.element.title, "now": said or "–"}  # fmt: skip


def title_field(label: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv en tittel.")},
    )


def text_field(label: str = "", *, rows: int = 9) -> forms.CharField:
    """Ask for text with headings, lists, links and emphasis; `data-rich` lets paste.js keep them when it is pasted."""
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "data-rich": True}),
        help_text=_("Overskrift: ## foran. Punkter: - foran. *Kursiv*, **fet**, [lenke](https://…)."),
    )


def indented(depth: int, words: str) -> str:
    """Write a choice so far in as it stands under others."""
    return f"{_INDENT * depth}{words}"
