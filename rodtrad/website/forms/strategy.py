"""The forms of the planstrategi: starting one, its text, and its plans."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Organisation
from rodtrad.planning.models import ItemDecision, PlanningStrategy, StrategyItem
from rodtrad.planning.operations.strategies import StrategyValues
from rodtrad.planning.operations.strategy_items import ItemValues
from rodtrad.planning.semesters import semester_name, term_semesters
from rodtrad.plans.models import Plan
from rodtrad.website.forms.editing import text_field
from rodtrad.website.forms.strategy_boxes import PlanningForm, chosen, day, line, months

_BEFORE, _AFTER = 2, 6  # half years that can be chosen outside the term


class NewStrategyForm(PlanningForm):
    """Ask for the term."""

    def __init__(self, data: Mapping[str, Any] | None, *, first: int, has_last: bool) -> None:
        super().__init__(data, initial={"term_from": first, "term_to": first + 4, "from_last": has_last})
        self.fields["term_from"] = forms.IntegerField(
            label=_("Perioden begynner"), help_text=_("Året for kommunestyrevalget, for eksempel 2027.")
        )
        self.fields["term_to"] = forms.IntegerField(label=_("Perioden slutter"))
        self.fields["title"] = line(
            _("Tittel"), hint=_("Kan stå tom: da heter den «Planstrategi» og perioden.")
        )
        if has_last:
            self.fields["from_last"] = forms.BooleanField(
                label=_("Ta utgangspunkt i forrige planstrategi"),
                required=False,
                help_text=_("Planene, føringene og prinsippene følger med. Alt må avgjøres på nytt."),
            )
        self.dress()


class StrategyTextForm(PlanningForm):
    """Ask for what the strategy says of itself."""

    rich = ("intro", "principles")

    def __init__(self, data: Mapping[str, Any] | None, strategy: PlanningStrategy) -> None:
        initial = {name: getattr(strategy, name) for name in ("constituted_on", "intro", "principles")}
        super().__init__(data, initial=initial)
        self.fields["constituted_on"] = day(
            _("Konstituert"),
            hint=_("Planstrategien skal vedtas innen ett år etter (pbl. § 10-1)."),
        )
        self.fields["intro"] = text_field(_("Innledning"))
        self.fields["principles"] = text_field(_("Prinsipper for planarbeidet"))
        self.dress()

    @property
    def given(self) -> StrategyValues:
        return StrategyValues(**{name: self.cleaned_data[name] for name in self.fields})


class ItemForm(PlanningForm):
    """Ask what is done with a plan in the term."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        strategy: PlanningStrategy,
        *,
        plans: Sequence[Plan],
        units: Sequence[Organisation],
        item: StrategyItem | None = None,
    ) -> None:
        super().__init__(data, initial=_item_initial(item) if item else None)
        self.plans, self.units = {str(one.pk): one for one in plans}, {str(one.pk): one for one in units}
        times = _semesters(strategy, item)
        nothing = [("", _("Ikke valgt"))]
        self.fields["plan"] = chosen(
            _("Plan i registeret"),
            [("", _("Ingen: planen er bare foreslått")), *((k, p.title) for k, p in self.plans.items())],
        )
        self.fields["proposed_title"] = line(
            _("Eller: foreslått plan"),
            hint=_("Navnet på en plan som noen ønsker, og som ikke står i registeret."),
        )
        self.fields["decision"] = chosen(
            _("Beslutning"), [(one.value, str(capfirst(one.label))) for one in ItemDecision], required=True
        )
        self.fields["instead"] = forms.CharField(
            label=_("Dette gjøres i stedet"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Må fylles ut når svaret ikke er en plan."),
        )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("Begrunnelse"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["start_semester"] = chosen(_("Arbeidet starter"), [*nothing, *times])
        self.fields["adopt_semester"] = chosen(_("Planen vedtas"), [*nothing, *times])
        self.fields["work"] = months(
            _("Månedsverk"), hint=_("Hvor mye arbeid planen krever i alt, for eksempel 4,5.")
        )
        self.fields["owner"] = chosen(
            _("Ansvarlig"), [*nothing, *((k, u.name) for k, u in self.units.items())]
        )
        self.dress()

    @property
    def given(self) -> ItemValues:
        told = self.cleaned_data
        return ItemValues(
            plan=self.plans.get(told["plan"]),
            proposed_title=told["proposed_title"],
            decision=told["decision"],
            start_semester=int(told["start_semester"]) if told["start_semester"] else None,
            adopt_semester=int(told["adopt_semester"]) if told["adopt_semester"] else None,
            instead=told["instead"],
            reason=told["reason"],
            owner=self.units.get(told["owner"]),
            work=told["work"],
        )


class TakeUpForm(PlanningForm):
    """Ask which plans of the register are taken up at once; all but those that are `over` are ticked to begin with.

    `names` are the plans as they stand in the list, by key.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        plans: Sequence[Plan],
        names: Mapping[str, str],
        over: Collection[UUID] = (),
    ) -> None:
        self.plans = {one.key: one for one in plans}
        super().__init__(data, initial={"plans": [one.key for one in plans if one.pk not in over]})
        self.fields["plans"] = forms.MultipleChoiceField(
            label=_("Planer i registeret som ikke står i planstrategien ennå"),
            required=False,
            choices=[(key, names[key]) for key in self.plans],
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Ta bort krysset ved dem som ikke skal med. Hva som skal gjøres med hver, avgjøres etterpå."
            ),
        )
        self.dress()

    @property
    def given(self) -> list[Plan]:
        return [self.plans[key] for key in self.cleaned_data["plans"]]


def _item_initial(item: StrategyItem) -> dict[str, Any]:
    names = ("proposed_title", "decision", "start_semester", "adopt_semester", "instead", "reason", "work")
    return {name: getattr(item, name) for name in names} | {
        "plan": item.plan_id or "",
        "owner": item.owner_id or "",
    }


def _semesters(strategy: PlanningStrategy, item: StrategyItem | None) -> list[tuple[int, str]]:
    term = term_semesters(strategy.term_from, strategy.term_to)
    found = set(range(term.start - _BEFORE, term.stop + _AFTER))
    if item:
        found |= {one for one in (item.start_semester, item.adopt_semester) if one}
    return [(one, semester_name(one)) for one in sorted(found)]
