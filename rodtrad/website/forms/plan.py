"""The form of a plan in the register. It makes values of what is sent; what is right, the operation decides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation
from rodtrad.plans.models import (
    KnowledgeKind,
    OwnPlanType,
    Plan,
    PlanLevel,
    PlanStatus,
    PlanType,
    Question,
    Treatment,
)
from rodtrad.website.forms.editing import EditingForm, indented

_SALT = "rodtrad.plans.plan"
#: Asked for of an adopted plan only.
_WHY = ("reason", "ended_on")
Choices = Sequence[tuple[str, str]]
_NUMBERS = ("from_year", "to_year", "horizon_years", "every_years", "hearing_submissions", "hearing_assessed")


class BadPlanVersionError(Exception):
    """A version that we did not sign, or of another plan."""


class PlanForm(EditingForm):
    """Ask what the register says of a plan; `groups` are its fields under headings. Only `fields` are asked for."""

    rich = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Iterable[tuple[Organisation, int]],
        others: Iterable[Plan],
        own_types: Sequence[OwnPlanType],
        frameworks: Choices,
        statuses: Iterable[PlanStatus],
        fields: Collection[str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=values)
        plans = [(plan.key, plan.title) for plan in others]
        none = ("", _("Ingen"))
        choices: dict[str, Choices] = {
            "type": _labels(PlanType),
            "own_type": [none, *((own.key, str(own)) for own in own_types)],
            "framework": [("", _("Ingen ennå")), *frameworks],
            "level": [("", _("Som plantypen sier")), *_labels(PlanLevel)],
            "status": [(one.value, str(capfirst(one.label))) for one in statuses],
            "treatment": [("", _("Ikke sagt")), *_labels(Treatment)],
            "question": [("", _("Som plantypen sier")), *_labels(Question)],
            "owner": [none, *((unit.key, indented(depth, unit.name)) for unit, depth in units)],
            "parent": [none, *plans],
            "replaces": [none, *plans],
            "visibility": [(str(one.value), str(capfirst(one.label))) for one in Visibility],
            "knowledge_kind": [("", _("Ikke sagt")), *_labels(KnowledgeKind)],
        }
        for name, (label, hint) in labels().items():
            if name not in _WHY if fields is None else name in fields:
                self.fields[name] = _field(name, label, hint, choices.get(name), plans)
        if not own_types:
            self.fields.pop("own_type", None)
        if not frameworks:
            self.fields.pop("framework", None)
        self.dress()

    @property
    def given(self) -> dict[str, Any]:
        """Return what was sent, as it was sent: the operation says what is wrong with it."""
        return {
            name: self.data.getlist(name) if name == "merges" else self.data.get(name, "")  # type: ignore[attr-defined]  # a QueryDict
            for name in self.fields
            if name not in _WHY
        }

    @property
    def why(self) -> tuple[str, date | None]:
        """Return the reason for changing what is adopted, and the day the plan was repealed, if it can be read."""
        try:
            day = date.fromisoformat(self.data.get("ended_on", "").strip())
        except ValueError:
            day = None
        return self.data.get("reason", ""), day

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Return heading, fields and whether they stand folded: closed until something is said there."""
        parts = [(heading, [self[name] for name in names if name in self.fields], folded)
                 for heading, names, folded in _groups()]  # fmt: skip
        return [
            (heading, fields, folded and not _is_said(fields)) for heading, fields, folded in parts if fields
        ]


def labels() -> dict[str, tuple[str, str]]:
    """Return the label and the hint of each field, in the order of the form."""
    return {
        "title": (_("Tittel"), ""),
        "description": (_("Hva planen er"), _("Kort, i vanlige ord.")),
        "type": (_("Plantype"), ""),
        "own_type": (_("Kommunens egen plantype"), _("Er den valgt, gjelder nivået og grunnlaget den sier.")),
        "framework": (
            _("Målstruktur"),
            _("Nivåene som innholdet skrives i. Den kan ikke byttes når planen har fått innhold."),
        ),
        "status": (_("Status"), ""),
        "from_year": (_("Første år"), ""),
        "to_year": (_("Siste år"), ""),
        "horizon_years": (_("Ser så mange år fram"), ""),
        "review_due": (_("Skal vurderes innen"), _("Dagen da det skal være avgjort om planen står.")),
        "hearing_from": (_("På høring fra"), ""),
        "hearing_to": (_("På høring til og med"), ""),
        "hearing_submissions": (_("Uttalelser som kom inn"), ""),
        "hearing_assessed": (
            _("Uttalelser som er vurdert"),
            _("De som har fått en vurdering i saksframlegget, sin egen eller sammen med andre."),
        ),
        "owner": (_("Eier"), ""),
        "treatment": (_("Behandling"), ""),
        "question": (_("Spørsmålet den svarer på"), ""),
        "level": (_("Nivå i plansystemet"), ""),
        "parent": (_("Utdyper"), _("Planen over denne.")),
        "replaces": (_("Erstatter"), _("Den eldre planen blir opphevet når denne vedtas.")),
        "merges": (_("Slår sammen"), _("Også disse blir opphevet når planen vedtas.")),
        "reason": (
            _("Begrunnelse"),
            _(
                "Må skrives når noe som er vedtatt, rettes, og når planen oppheves. Den vises på planens side."
            ),
        ),
        "ended_on": (_("Opphevet"), _("Dagen, hvis planen oppheves.")),
        "number": (_("Nummer"), _("Kommunens eget nummer på planen.")),
        "national_id": (
            _("Nasjonal arealplan-ID"),
            _("Kommunenummer, understrek og planens ID, som 3201_2019005. For planer med areal."),
        ),
        "register_address": (_("Adresse i planregisteret"), _("Planens side i kommunens åpne planregister.")),
        "knowledge_kind": (_("Slags kunnskap"), _("For kunnskapsgrunnlag.")),
        "renewed_on": (_("Sist fornyet"), ""),
        "every_years": (_("Fornyes hvert så mange år"), _("Står det tomt, gjelder det som er vanlig.")),
        "visibility": (_("Synlig for"), ""),
    }


def _groups() -> list[tuple[str, tuple[str, ...], bool]]:
    return [
        ("", ("title", "description", "type", "own_type", "framework", "status"), False),
        (_("Rettelse eller oppheving"), _WHY, False),
        (
            _("Tid"),
            ("from_year", "to_year", "horizon_years", "review_due"),
            False,
        ),
        (_("Høring"), ("hearing_from", "hearing_to", "hearing_submissions", "hearing_assessed"), False),
        (_("Hvem og hvordan"), ("owner", "treatment", "question", "level", "visibility"), False),
        (_("Andre planer"), ("parent", "replaces", "merges"), False),
        (_("Nummer og register"), ("number", "national_id", "register_address"), True),
        (_("Kunnskapsgrunnlag"), ("knowledge_kind", "renewed_on", "every_years"), True),
    ]


def _is_said(fields: Iterable[forms.BoundField]) -> bool:
    return any(field.value() or field.errors for field in fields)


def _labels(choices: Any) -> list[tuple[str, str]]:
    return [(one.value, str(capfirst(one.label))) for one in choices]


def _field(name: str, label: str, hint: str, choices: Choices | None, plans: Choices) -> forms.Field:
    """Make a field that takes anything: what is said of it comes from the operation."""
    if name == "merges":
        return forms.MultipleChoiceField(
            label=label, help_text=hint, required=False, choices=plans, widget=forms.CheckboxSelectMultiple
        )
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if choices is not None:
        widget = forms.Select(choices=choices)
    elif name in ("review_due", "renewed_on", "hearing_from", "hearing_to", "ended_on"):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    elif name in ("description", "reason"):
        widget = forms.Textarea(attrs={"rows": 4 if name == "description" else 2})
    elif name in _NUMBERS:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def pack_plan(identity: object, values: Mapping[str, Any]) -> str:
    """Return the signed version that the form carries: the plan as it was when the form was made."""
    return signing.dumps({"of": str(identity), "was": values}, salt=_SALT, compress=True)


def unpack_plan(text: str, identity: object) -> dict[str, Any]:
    try:
        found = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadPlanVersionError from error
    if found["of"] != str(identity):
        raise BadPlanVersionError
    was: dict[str, Any] = found["was"]
    return was
