"""Forms about where an element stands: made in a plan, moved, carried over, reworded for another plan."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.goals.errors import AdoptedTextError, FieldErrors, GoalsError, MovedMeanwhileError
from rodtrad.goals.models import Element, Level
from rodtrad.goals.queries import DocumentRow
from rodtrad.plans.models import Plan
from rodtrad.website.forms.editing import EditingForm, indented, text_field, title_field
from rodtrad.website.forms.element import ElementForm, Units

TITLE_SHOWN = 90


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
            words = indented(row.depth, f"{code}{shorten(row.element.title, TITLE_SHOWN)}")
            choices.append((row.element.key, words))
    return choices


def _under(places: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Står under"),
        choices=places,
        required=False,
        error_messages={"invalid_choice": _("«%(value)s» kan ikke stå over dette. Velg et sted i listen.")},
    )


def _number() -> forms.CharField:
    return forms.CharField(label=_("Nummer i planen"), required=False, max_length=30)


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
        self.levels = list(levels)
        first: dict[str, forms.Field] = {
            "level": forms.ChoiceField(
                label=_("Nivå"), choices=[(level.key, str(capfirst(level.one))) for level in levels]
            ),
            "under": _under(places),
            "number": _number(),
        }
        self.fields = {**first, **self.fields}
        self.initial.update(start)
        self.dress()


class MoveForm(EditingForm):
    """Ask where in the plan the element is to stand."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        places: Sequence[tuple[str, str]],
        initial: Mapping[str, Any],
        corrects: bool,
    ) -> None:
        super().__init__(data, initial=initial)
        #: Whether others have moved it since the form was made.
        self.moved = False
        self.fields["under"] = _under(places)
        self.fields["index"] = forms.IntegerField(
            label=_("Plass i rekka"),
            help_text=_("1 er først. Tomt er sist."),
            required=False,
            min_value=1,
            max_value=100_000,
        )
        self.fields["number"] = _number()
        self.fields["move_link"] = forms.BooleanField(
            label=_("Flytt koblingen også"),
            help_text=_("Da bidrar det til det som det nå står under."),
            required=False,
        )
        if corrects:
            why = _("Hvorfor rettes plass eller nummer i den vedtatte planen?")
            self.fields["correction"] = forms.CharField(label=why, required=False)
        self.dress()

    @property
    def index(self) -> int | None:
        """The place among those that stand under the same, from 0; None is last."""
        given = self.cleaned_data["index"]
        return given - 1 if given else None

    def refuse(self, refusal: GoalsError) -> None:
        """What the adoption lock refuses is told where the reason is written, for who may give one."""
        self.moved = isinstance(refusal, MovedMeanwhileError)
        if isinstance(refusal, AdoptedTextError) and "correction" in self.fields:
            refusal = FieldErrors({"correction": str(refusal)})
        super().refuse(refusal)


class PlanForm(EditingForm):
    """Ask which plan an element is carried over to, and its number there."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        plans: Sequence[Plan],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.plans = list(plans)
        self.fields["plan"] = forms.ChoiceField(
            label=_("Plan"), choices=[(plan.key, plan.title) for plan in plans]
        )
        self.fields["number"] = _number()
        self.dress()


class SucceedForm(PlanForm):
    """Ask for the new wording too."""

    field_order = ["title", "description", "plan", "number"]

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, plans: Sequence[Plan], element: Element
    ) -> None:
        initial = {"title": element.title, "description": element.description}
        super().__init__(data, plans=plans, initial=initial)
        self.fields["title"] = title_field(_("Ny tittel"))
        self.fields["description"] = text_field(_("Ny beskrivelse"))
        self.order_fields(self.field_order)
        self.dress()
