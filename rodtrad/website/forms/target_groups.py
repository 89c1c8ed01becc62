"""The fields of the form of a target under headings, in the order in which they are filled."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from rodtrad.targets.methods import Method
from rodtrad.website.forms.target_fields import BANDS
from rodtrad.website.forms.target_settings import names_for


@dataclass(frozen=True)
class Group:
    """Fields under one heading. `methods` are those that ask for them; none for all. `folded` until opened."""

    heading: str
    note: str
    fields: list[forms.BoundField]
    methods: str = ""
    folded: bool = False


def groups_of(form: forms.BaseForm) -> list[Group]:
    """Return the fields under headings, in the order in which they are filled."""
    found = [
        Group("", "", _bound(form, "organisation", "method")),
        Group(
            _("Målet"),
            _("Kan stå tomt når metoden er bånd eller bare retning."),
            _bound(form, "value", "year"),
        ),
        Group(
            _("Utgangspunktet"),
            _("Står det tomt, er det første tallet utgangspunktet."),
            _bound(form, "baseline_value", "baseline_year"),
            "linear cagr direction",
        ),
        Group(
            _("Veien dit"),
            _("Bare for fart mot målet."),
            _bound(form, "path", "steps"),
            Method.LINEAR.value,
        ),
        Group(
            _("Båndene"),
            _(
                "Bare for metoden bånd. Skriv som «1,3–1,69», «over 70», «minst 40», «under 5», «høyst 24». "
                "Møtes to bånd i et tall, hører tallet til det beste av dem."
            ),
            _bound(form, *(f"band_{name}" for name in BANDS)),
            Method.BAND.value,
        ),
    ]
    for method in Method:
        if names := names_for(method):
            heading = _("Grenser for «%s»") % method.label
            is_open = any(form[name].value() or form[name].errors for name in names)
            note = _("Det som står tomt, er som i metoden.")
            found.append(Group(heading, note, _bound(form, *names), method.value, folded=not is_open))
    return found


def _bound(form: forms.BaseForm, *names: str) -> list[forms.BoundField]:
    return [form[name] for name in names]
