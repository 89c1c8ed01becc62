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
    """Ask what a discipline answers to one of the five questions."""

    def __init__(self, data: Mapping[str, Any] | None, *, question: str = "") -> None:
        super().__init__(data, initial={"question": question})
        self.fields["question"] = chosen(
            _("Spørsmål"), [(one.value, str(one.label)) for one in NeedQuestion], required=True
        )
        self.fields["discipline"] = line(
            _("Fag som svarer"),
            most=100,
            required=True,
            hint=_("For eksempel «økonomi» eller «folkehelse», ikke en person."),
        )
        answers = [(one.value, str(capfirst(one.label))) for one in Answer]
        self.fields["answer"] = chosen(_("Svar"), [*answers, ("", _("Ta bort svaret"))])
        self.fields["reason"] = forms.CharField(
            label=_("Begrunnelse"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.dress()


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
        self, data: Mapping[str, Any] | None, guidelines: Sequence[Element], held: Mapping[Any, str]
    ) -> None:
        super().__init__(data, initial={one.key: held.get(one.pk, "") for one in guidelines})
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
            _("Organisasjon"), required=True, most=200, hint=_("Ikke navn på personer.")
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
