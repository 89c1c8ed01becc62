"""The form of a sentence with figures, and the help with putting a place for a figure into it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rodtrad.core.periods import PeriodError, parse_period
from rodtrad.core.text import visible
from rodtrad.exchange.indicator_file.facts import fact_words
from rodtrad.indicators.living_facts import Form, Slot
from rodtrad.indicators.operations.define_facts import FactFault
from rodtrad.website.forms.editing import EditingForm

#: The button that puts a place for a figure into the sentence, and stores nothing.
INSERT = "sett-inn"
#: Where the writer wants the next figure.
_GAP = "{}"
_LONGEST = 300
#: Choices of a select under headings.
Grouped = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class FactForm(EditingForm):
    """Ask for a sentence, in the three languages. A sentence is one line."""

    rich = ()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, values: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=values)
        labels = text_labels()
        for name, label in labels.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=name == "text",
                max_length=_LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={
                    "required": _("Skriv en setning."),
                    "max_length": _("Setningen har mer enn 300 tegn. Del den i to."),
                },
            )
        self.fields["text"].help_text = _("Skriv {} der tallet skal stå, og velg tallet under.")
        self.dress()

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name, text in given.items():
            given[name] = " ".join(visible(text).split())
        return given

    @property
    def values(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name, "")) for name in text_labels()}

    def refuse_sentence(self, faults: Iterable[FactFault]) -> None:
        """Show what is wrong with a sentence beside it, and what to do."""
        for fault in faults:
            message, remedy = fact_words(fault)
            self.add_error(self.field_of(fault.field), ValidationError(f"{message} {remedy}"))


def text_labels() -> dict[str, str]:
    return {
        "text": _("Setningen"),
        "text_nn": _("På nynorsk, hvis den skal stå der"),
        "text_en": _("På engelsk, hvis den skal stå der"),
    }


class PlaceForm(forms.Form):
    """Ask which figure shall stand in a sentence: of what, where, when, and how it is said."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        indicators: Grouped,
        shares: Iterable[str],
        areas: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data, auto_id="plass-%s")
        self.shares = frozenset(shares)
        self.fields["indikator"] = forms.ChoiceField(
            label=_("Tallet"),
            choices=[("", _("velg en indikator")), *indicators],
            error_messages={
                "required": _("Velg en indikator."),
                "invalid_choice": _("Velg en indikator fra listen."),
            },
        )
        self.fields["sted"] = forms.ChoiceField(label=_("Sted"), choices=areas, required=False)
        self.fields["periode"] = forms.CharField(
            label=_("Periode"),
            required=False,
            max_length=20,
            help_text=_("Tom gir alltid det siste tallet. Ellers som 2020 eller 2024K1."),
        )
        self.fields["mate"] = forms.ChoiceField(label=_("Slik sies det"), choices=_forms(), required=False)
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"

    def clean_periode(self) -> str:
        text = " ".join(str(self.cleaned_data["periode"]).split())
        try:
            if text:
                parse_period(text)
        except PeriodError as error:
            told = _("«%s» er ikke en periode. Skriv den som 2020, 2024K1 eller 2023/24.") % text
            raise ValidationError(told) from error
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        form, key = Form(given.get("mate") or ""), given.get("indikator", "")
        if form.needs_share and key and key not in self.shares:
            self.add_error("mate", _("Bare andeler i prosent kan sies slik. Velg «som tall»."))
        return given

    @property
    def slot(self) -> Slot:
        given = self.cleaned_data
        return Slot(given["indikator"], Form(given["mate"]), given["sted"], given["periode"])


def _forms() -> list[tuple[str, str]]:
    return [
        (Form.FIGURE.value, _("som tall: 723 200 eller 16,7 %")),
        (Form.PORTION.value, _("som del: 1 av 6")),
        (Form.IN_TEN.value, _("av ti: 8 av 10")),
        (Form.FRACTION.value, _("som brøk: 2/3")),
        (Form.PERIOD.value, _("bare perioden tallet er for: 2025")),
    ]


def with_place(texts: Mapping[str, str], slot: Slot) -> dict[str, str]:
    """Return the texts with the place where the writer left a gap; without any, at the end of the sentence."""
    if not any(_GAP in text for text in texts.values()):
        return {**texts, "text": f"{texts['text'].rstrip()} {slot}".lstrip()}
    return {name: text.replace(_GAP, str(slot), 1) for name, text in texts.items()}
