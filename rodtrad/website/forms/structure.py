"""Forms about where an element stands, and about making, dividing, merging and changing many."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.goals.models import Element, Level, Progress
from rodtrad.goals.operations import Part
from rodtrad.goals.queries import DocumentRow
from rodtrad.plans.models import Plan
from rodtrad.website.forms.element import ElementForm, Units

_INDENT = "\u2003"
TITLE_SHOWN = 90
PARTS = 5
UNCHANGED, NOBODY = "", "-"


def dress(form: forms.Form) -> None:
    """Give the boxes the design system's class."""
    for field in form.fields.values():
        if not isinstance(field.widget, forms.CheckboxSelectMultiple | forms.CheckboxInput):
            field.widget.attrs["class"] = "ds-input"


def place_choices(rows: Iterable[DocumentRow], *, without: Element | None = None) -> list[tuple[str, str]]:
    """Return what something may stand under: everything in the plan but itself and what is under it."""
    choices = [("", _("Øverst i planen"))]
    inside: int | None = None
    for row in rows:
        inside = None if inside is not None and row.depth <= inside else inside
        if without is not None and row.element.pk == without.pk:
            inside = row.depth
        if inside is None:
            code = f"{row.placement.number} " if row.placement.number else ""
            words = f"{_INDENT * row.depth}{code}{shorten(row.element.title, TITLE_SHOWN)}"
            choices.append((row.element.key, words))
    return choices


class NewElementForm(ElementForm):
    """Ask for a new element: its level and place, and the fields that most have."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        levels: Sequence[Level],
        places: Sequence[tuple[str, str]],
        units: Units,
        start: Mapping[str, str],
    ) -> None:
        super().__init__(data, fields=("title", "description", "responsible", "starts", "ends"), units=units)
        first: dict[str, forms.Field] = {
            "level": forms.ChoiceField(
                label=_("Nivå"), choices=[(level.key, str(capfirst(level.one))) for level in levels]
            ),
            "under": forms.ChoiceField(label=_("Står under"), choices=places, required=False),
            "number": forms.CharField(label=_("Nummer"), required=False, max_length=30),
        }
        self.fields = {**first, **self.fields}
        self.initial.update(start)
        dress(self)


class MoveForm(forms.Form):
    """Ask where in the plan the element is to stand."""

    under = forms.ChoiceField(required=False)
    index = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    number = forms.CharField(required=False, max_length=30)
    move_link = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        places: Sequence[tuple[str, str]],
        initial: Mapping[str, Any],
        corrects: bool,
    ) -> None:
        super().__init__(data, initial=dict(initial), auto_id="felt-%s")
        self.fields["under"] = forms.ChoiceField(choices=places, required=False)
        texts = {
            "under": (_("Står under"), ""),
            "index": (_("Plass i rekka"), _("1 er først. Tomt er sist.")),
            "number": (_("Nummer i planen"), ""),
            "move_link": (_("Flytt koblingen også"), _("Da bidrar det til det som det nå står under.")),
        }
        for name, (label, hint) in texts.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        if corrects:
            self.fields["correction"] = forms.CharField(
                label=_("Hvorfor rettes plass eller nummer i den vedtatte planen?"), required=False
            )
        dress(self)

    @property
    def place(self) -> int | None:
        index = self.cleaned_data["index"]
        return index - 1 if index else None


class PlanForm(forms.Form):
    """Ask which plan an element is carried over to, and its number there."""

    plan = forms.ChoiceField()
    number = forms.CharField(required=False, max_length=30)

    def __init__(self, data: Mapping[str, Any] | None = None, *, plans: Sequence[Plan]) -> None:
        super().__init__(data, auto_id="felt-%s")
        self.fields["plan"] = forms.ChoiceField(
            label=_("Plan"), choices=[(plan.key, plan.title) for plan in plans]
        )
        self.fields["number"].label = _("Nummer i planen")
        dress(self)


class SucceedForm(PlanForm):
    """Ask for the new wording too."""

    title = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(widget=forms.Textarea(attrs={"rows": 9}), required=False)
    field_order = ["title", "description", "plan", "number"]

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, plans: Sequence[Plan], element: Element
    ) -> None:
        super().__init__(data, plans=plans)
        self.initial = {"title": element.title, "description": element.description}
        self.fields["title"].label = _("Ny tittel")
        self.fields["description"].label = _("Ny beskrivelse")


class SplitForm(forms.Form):
    """Ask for the parts; the first is the element itself, empty ones are left out."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, element: Element) -> None:
        super().__init__(data, auto_id="felt-%s")
        for at in range(1, PARTS + 1):
            self.fields[f"title_{at}"] = forms.CharField(
                label=_("Del %d: tittel") % at, required=at <= 2, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"description_{at}"] = forms.CharField(
                label=_("Del %d: beskrivelse") % at, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.initial = {"title_1": element.title, "description_1": element.description}
        dress(self)

    @property
    def parts(self) -> list[Part]:
        given = self.cleaned_data
        numbers = range(1, PARTS + 1)
        found = [Part(given[f"title_{at}"], given[f"description_{at}"]) for at in numbers]
        return [part for part in found if part.title or part.description]


class MergeForm(forms.Form):
    """Ask which drafts to merge into this one, and what it then says."""

    others = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(widget=forms.Textarea(attrs={"rows": 9}), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, element: Element, alike: Sequence[Element]
    ) -> None:
        super().__init__(data, auto_id="felt-%s")
        self.fields["others"] = forms.MultipleChoiceField(
            label=_("Slå sammen med"),
            choices=[(one.key, one.title) for one in alike],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Velg minst ett.")},
        )
        self.fields["title"].label = _("Tittel etterpå")
        self.fields["description"].label = _("Beskrivelse etterpå")
        self.initial = {"title": element.title, "description": element.description}
        dress(self)


class ManyForm(forms.Form):
    """Ask what many elements are to get; what is left as it is, is not changed."""

    responsible = forms.ChoiceField(required=False)
    starts = forms.DateField(required=False)
    ends = forms.DateField(required=False)
    progress = forms.ChoiceField(required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, units: Units, fields: Collection[str]
    ) -> None:
        super().__init__(data, auto_id="felt-%s")
        self.units = list(units)
        same = (UNCHANGED, _("Som før"))
        choices = [(unit.key, f"{_INDENT * depth}{unit.name}") for unit, depth in self.units]
        progress = [(str(value), str(capfirst(label))) for value, label in Progress.choices]
        hint = _("Tomt er som før.")
        wanted: dict[str, forms.Field] = {
            "responsible": forms.ChoiceField(
                label=_("Ansvarlig"), choices=[same, (NOBODY, _("Ingen")), *choices], required=False
            ),
            "starts": _day(_("Starter"), hint),
            "ends": _day(_("Slutter"), hint),
            "progress": forms.ChoiceField(label=_("Framdrift"), choices=[same, *progress], required=False),
        }
        self.fields = {name: field for name, field in wanted.items() if name in fields}
        dress(self)

    @property
    def changes(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, UNCHANGED)}
        if given.get("responsible") == NOBODY:
            given["responsible"] = ""
        return given


def _day(label: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
