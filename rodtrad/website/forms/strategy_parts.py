"""The forms of what a planstrategi says beside its plans, and of the need test."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.planning.models import Answer, NeedQuestion, PlanningStrategy, ViewOf
from rodtrad.planning.semesters import semester_name, term_semesters
from rodtrad.website.forms.editing import text_field
from rodtrad.website.forms.strategy_boxes import PlanningForm, chosen, day, line, months


class NeedForm(PlanningForm):
    """Ask what a discipline answers to the five questions, as many of them as it has an answer to."""

    TAKE_AWAY = "ta-bort"

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["discipline"] = line(
            _("Fag som svarer"),
            most=100,
            required=True,
            hint=_("For eksempel «økonomi» eller «folkehelse», ikke en person."),
        )
        answers = [(one.value, str(capfirst(one.label))) for one in Answer]
        choices = [("", _("Ikke svar nå")), *answers, (self.TAKE_AWAY, _("Ta bort svaret"))]
        for one in NeedQuestion:
            self.fields[f"{one.value}.answer"] = chosen(str(one.label), choices)
            self.fields[f"{one.value}.reason"] = forms.CharField(
                label=_("Begrunnelse"), required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.dress()

    @property
    def given(self) -> dict[str, tuple[str, str]]:
        """Return answer and reason by question; a question that is passed over is not there."""
        told = self.cleaned_data
        return {
            one.value: ("" if said == self.TAKE_AWAY else said, told[f"{one.value}.reason"])
            for one in NeedQuestion
            if (said := told[f"{one.value}.answer"])
        }

    @property
    def questions(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return each question with its boxes."""
        return [
            (str(one.label), [self[f"{one.value}.answer"], self[f"{one.value}.reason"]])
            for one in NeedQuestion
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a reason without an answer, which would be lost."""
        told = super().clean() or {}
        for one in NeedQuestion:
            if told.get(f"{one.value}.reason") and not told.get(f"{one.value}.answer"):
                self.add_error(f"{one.value}.answer", _("Velg også et svar."))
        return told


class CapacityForm(PlanningForm):
    """Ask for person-months in each half year of the term."""

    def __init__(self, data: Mapping[str, Any] | None, strategy: PlanningStrategy) -> None:
        held = {one.semester: one.person_months for one in strategy.capacities.all()}
        super().__init__(data, initial={str(semester): months for semester, months in held.items()})
        for semester in sorted({*term_semesters(strategy.term_from, strategy.term_to), *held}):
            self.fields[str(semester)] = months(semester_name(semester))
        self.dress()

    @property
    def given(self) -> dict[int, Decimal | None]:
        return {int(name): self.cleaned_data[name] for name in self.fields}


class GuidelinesForm(PlanningForm):
    """Ask how each guideline is followed up: one box for each."""

    def __init__(
        self, data: Mapping[str, Any] | None, guidelines: Sequence[Element], held: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial=held)
        for one in guidelines:
            self.fields[one.key] = forms.CharField(
                label=one.title, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.dress()


class TrendForm(PlanningForm):
    rich = ("text",)

    def __init__(
        self, data: Mapping[str, Any] | None, values: Mapping[str, Any], *, elements: Sequence[Element],
        indicators: Sequence[Indicator],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=values)
        self.elements, self.indicators = (
            {str(one.pk): one for one in elements},
            {str(one.pk): one for one in indicators},
        )
        nothing = [("", _("Ingen"))]
        self.fields["title"] = line(_("Utviklingstrekk"), required=True)
        self.fields["text"] = text_field(_("Tekst"), rows=6)
        self.fields["element"] = chosen(
            _("Utfordring på tråden"), [*nothing, *((k, e.title) for k, e in self.elements.items())]
        )
        self.fields["indicator"] = chosen(
            _("Indikator"), [*nothing, *((k, i.name) for k, i in self.indicators.items())]
        )
        self.dress()

    @property
    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "title": told["title"],
            "text": told["text"],
            "element": self.elements.get(told["element"]),
            "indicator": self.indicators.get(told["indicator"]),
        }


class ViewForm(PlanningForm):
    def __init__(self, data: Mapping[str, Any] | None, values: Mapping[str, Any]) -> None:
        super().__init__(data, initial=values)
        self.fields["sender"] = line(
            _("Avsender"),
            required=True,
            most=200,
            hint=_(
                "Organet eller organisasjonen. Er det en privatperson, velg det under: da vises navnet bare for dem "
                "som skriver i planstrategien."
            ),
        )
        self.fields["kind"] = chosen(
            _("Fra"), [(one.value, str(capfirst(one.label))) for one in ViewOf], required=True
        )
        self.fields["received_on"] = day(_("Mottatt"))
        self.fields["summary"] = forms.CharField(
            label=_("Synspunkt"), widget=forms.Textarea(attrs={"rows": 4})
        )
        self.fields["answer"] = forms.CharField(
            label=_("Kommunens svar"), required=False, widget=forms.Textarea(attrs={"rows": 4})
        )
        self.dress()

    @property
    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PhaseForm(PlanningForm):
    def __init__(self, data: Mapping[str, Any] | None, values: Mapping[str, Any]) -> None:
        super().__init__(data, initial=values)
        self.fields["title"] = line(_("Del av arbeidet"), required=True, most=200)
        self.fields["first"], self.fields["last"] = day(_("Første dag")), day(_("Siste dag"))
        self.fields["text"] = forms.CharField(
            label=_("Hva som gjøres"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.dress()

    @property
    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
