"""What is asked about a plan's process: the template and the meeting, the days of its steps, and how rules count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rodtrad.cases.models import Case, Meeting
from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.days import HAS_READINGS
from rodtrad.planning.clocks.deadlines import Deadline, day_of_year
from rodtrad.planning.clocks.templates import Step, Template, templates_for
from rodtrad.planning.models import Process, ProcessStatus
from rodtrad.planning.operations.processes import ProcessValues
from rodtrad.website.forms.begun import BegunForm

_INPUT = {"class": "ds-input"}


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={**_INPUT, "type": "date"}, format="%Y-%m-%d")


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own class takes none
    """Lists meetings by the body and the day as people write it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.body.name} {date_format(obj.date, 'DATE_FORMAT')}"


class ProcessForm(BegunForm):
    template = forms.ChoiceField(label=gettext_lazy("Mal"), widget=forms.Select(attrs=_INPUT))
    meeting = MeetingField(
        Meeting.objects.none(),
        label=gettext_lazy("Møtet som skal vedta"),
        required=False,
        widget=forms.Select(attrs=_INPUT),
        empty_label=gettext_lazy("Ikke ført opp ennå"),
    )
    wanted = forms.DateField(
        label=gettext_lazy("Eller ønsket dag"),
        required=False,
        widget=_day_input(),
        help_text=gettext_lazy("Når møtet ikke er ført opp. Velger du et møte, gjelder det."),
    )
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=gettext_lazy("Saken"),
        required=False,
        widget=forms.Select(attrs=_INPUT),
        empty_label=gettext_lazy("Ingen sak ennå"),
        help_text=gettext_lazy("Dagene da forslaget og innstillingen ble offentlige, hentes fra saken."),
    )
    status = forms.ChoiceField(label=gettext_lazy("Arbeidet er"), widget=forms.Select(attrs=_INPUT))
    note = forms.CharField(
        label=gettext_lazy("Merknad"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={**_INPUT, "rows": 3}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        plan_type: str,
        meetings: QuerySet[Meeting],
        cases: QuerySet[Case],
        process: Process | None,
    ) -> None:
        super().__init__(data, initial=_initial(process, plan_type))
        suited = templates_for(plan_type)
        self.fields["template"].choices = [(one.id, str(one.name)) for one in suited]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["status"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (one.value, str(capfirst(one.label))) for one in ProcessStatus
        ]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["case"].queryset = cases  # type: ignore[attr-defined]  # a ModelChoiceField
        case = process.case if process else None
        self._hidden = case if case and not cases.filter(pk=case.pk).exists() else None

    @property
    def given(self) -> ProcessValues:
        told = self.cleaned_data
        return ProcessValues(
            template=told["template"],
            meeting=told["meeting"],
            wanted=None if told["meeting"] else told["wanted"],
            # A case that the person may not see is no choice in the form, and stands as it does.
            case=told["case"] or self._hidden,
            status=told["status"],
            note=told["note"],
        )


def _initial(process: Process | None, plan_type: str) -> dict[str, Any]:
    if process is None:
        return {"template": templates_for(plan_type)[0].id, "status": ProcessStatus.PLANNED}
    names = ("template", "wanted", "status", "note")
    return {name: getattr(process, name) for name in names} | {
        "meeting": process.meeting_id,
        "case": process.case_id,
    }


@dataclass(frozen=True)
class StepFields:
    """The boxes of one step, as the template shows them."""

    step: Step
    name: str
    first: BoundField | None
    last: BoundField | None
    done_on: BoundField
    title: BoundField
    note: BoundField
    #: The days that there are to choose among, in words.
    hint: str = ""

    @property
    def dates(self) -> list[BoundField]:
        return [one for one in (self.first, self.last, self.done_on) if one is not None]

    @property
    def has_more(self) -> bool:
        return any(one.value() or one.errors for one in (self.title, self.note))


class StepsForm(BegunForm):
    """The days of all steps. The day of the meeting is chosen with the process, so it has only the day it was held."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        template: Template,
        dates: Mapping[str, StepDates],
        names: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        initial = {
            f"{step}.{name}": getattr(told, name)
            for step, told in dates.items()
            for name in ("first", "last", "done_on", "title", "note")
        }
        super().__init__(data, initial=initial, auto_id="felt-%s")
        self.template = template
        self.names = names or {}
        self.hints = hints or {}
        for step in template.steps:
            self._add(step)

    def _add(self, step: Step) -> None:
        if not step.is_meeting:
            planned = _("Fra og med") if step.is_span else _("Planlagt")
            self.fields[f"{step.id}.first"] = _day_field(planned)
        if step.is_span:
            self.fields[f"{step.id}.last"] = _day_field(_("Til og med"))
        self.fields[f"{step.id}.done_on"] = _day_field(_("Ferdig") if step.is_span else _("Gjort"))
        self.fields[f"{step.id}.title"] = _text_field(_("Eget navn"), 200)
        self.fields[f"{step.id}.note"] = _text_field(_("Merknad"), 1000)

    def _called(self, step: Step) -> str:
        return self.names.get(step.id) or str(step.name)

    @property
    def steps(self) -> Iterator[StepFields]:
        for step in self.template.steps:
            yield StepFields(
                step,
                self._called(step),
                None if step.is_meeting else self[f"{step.id}.first"],
                self[f"{step.id}.last"] if step.is_span else None,
                self[f"{step.id}.done_on"],
                self[f"{step.id}.title"],
                self[f"{step.id}.note"],
                self.hints.get(step.id, ""),
            )

    @property
    def given(self) -> dict[str, StepDates]:
        told = self.cleaned_data
        return {
            step.id: StepDates(
                told.get(f"{step.id}.first"),
                told.get(f"{step.id}.last"),
                told[f"{step.id}.done_on"],
                told[f"{step.id}.title"].strip(),
                told[f"{step.id}.note"].strip(),
            )
            for step in self.template.steps
        }

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Return the address of each box with a fault, and what is wrong with it, with the step's name."""
        found = []
        for step in self.template.steps:
            for name in ("first", "last", "done_on", "title", "note"):
                field = f"{step.id}.{name}"
                if field in self.fields:
                    found += [
                        (str(self[field].id_for_label), f"{self._called(step)}, {self[field].label}: {error}")
                        for error in self[field].errors
                    ]
        first = next(iter(self.fields))
        return found + [(str(self[first].id_for_label), str(one)) for one in self.non_field_errors()]


def _day_field(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=_day_input())


def _text_field(label: str, longest: int) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=longest, widget=forms.TextInput(attrs=_INPUT)
    )


class ChoiceForm(BegunForm):
    """How the root counts one rule: its days, the reading where there are two, or the last day of the year."""

    days = forms.IntegerField(
        label=gettext_lazy("Dager"), required=False, widget=forms.NumberInput(attrs=_INPUT)
    )
    strict = forms.BooleanField(label=gettext_lazy("Tell bare hele dager imellom"), required=False)
    day = forms.IntegerField(
        label=gettext_lazy("Dag"), min_value=1, max_value=31, widget=forms.NumberInput(attrs=_INPUT)
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Måned"),
        coerce=int,
        choices=list(MONTHS.items()),
        widget=forms.Select(attrs=_INPUT),
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor"), required=False, max_length=1000, widget=forms.TextInput(attrs=_INPUT)
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rule: Deadline) -> None:
        super().__init__(data, initial=_chosen(rule), auto_id=f"{rule.id}-%s")
        if not rule.span.days:
            del self.fields["days"]
        if rule.day_rule not in HAS_READINGS:
            del self.fields["strict"]
        if rule.day is None:
            del self.fields["day"], self.fields["month"]

    @property
    def given(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        if "month" in self.fields:
            told["day"] = f"{told.pop('month'):02}-{told['day']:02}"
        return told

    def in_words(self, name: str, now: Any) -> str:
        if name == "strict":
            return _("ja") if now == "True" else _("nei")
        found = day_of_year(now) if name == "day" else None
        return date_format(date(2025, *found), "MONTH_DAY_FORMAT") if found else super().in_words(name, now)


def _chosen(rule: Deadline) -> dict[str, Any]:
    told = {"days": rule.span.days, "strict": rule.span.strict, "reason": rule.reason}
    return told if rule.day is None else told | {"month": rule.day[0], "day": rule.day[1]}


def may_be_chosen(rule: Deadline) -> bool:
    """Tell whether there is something that a root may decide about how the rule counts."""
    return bool(rule.span.days) or rule.day is not None
