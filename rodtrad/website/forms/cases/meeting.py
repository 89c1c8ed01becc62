"""A body, and a meeting of one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.cases.models import Body, BodyKind, Case, MeetingStatus
from rodtrad.organisations.models import Organisation
from rodtrad.plans.models import Plan
from rodtrad.website.forms.cases.case import treatment_kinds
from rodtrad.website.forms.cases.values import (
    ValuesForm,
    choice_field,
    clock_field,
    day_field,
    line_field,
    of_choices,
    text_field,
    unit_choices,
)


class BodyForm(ValuesForm):
    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Iterable[tuple[Organisation, int]],
        kinds: Collection[str],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [(value, name) for value, name in of_choices(BodyKind) if value in kinds]
        self.fields.update({
            "name": line_field(_("Navn"), most=200),
            "kind": choice_field(_("Slags organ"), choices),
            "organisation": choice_field(
                _("Leder"), unit_choices(units, _("Ingen bestemt enhet")),
                hint=_("Enheten som organet leder, som bydelen for et bydelsutvalg."),
            ),
            "valid_from": day_field(_("Fra")),
            "valid_to": day_field(_("Til og med")),
            "position": line_field(_("Plass i lista"), hint=_("Et tall; det minste står først."), most=4),
        })  # fmt: skip
        self.dress()


class MeetingForm(ValuesForm):
    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        bodies: Sequence[Body],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields.update({
            "body": choice_field(_("Organ"), [("", _("Velg organ")), *((one.key, one.name) for one in bodies)]),
            "date": day_field(_("Dag")),
            "begins": clock_field(_("Begynner")),
            "ends": clock_field(_("Slutter")),
            "place_text": line_field(_("Sted"), most=300),
            "status": choice_field(_("Status"), of_choices(MeetingStatus)),
            "note": text_field(_("Merknad"), rows=2),
        })  # fmt: skip
        self.dress()


class SetUpForm(ValuesForm):
    """A case that the body treats in the meeting, and as what."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        cases: Sequence[Case],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        named = [("", _("Velg en sak")), *((one.key, f"{one.number} {one.title}") for one in cases)]
        self.fields.update({
            "case": choice_field(_("Saken"), named, hint=_("Saker som ikke er avgjort, og som du kan endre.")),
            "kind": choice_field(_("Organet skal"), treatment_kinds()),
        })  # fmt: skip
        self.dress()


class PlanInMeetingForm(ValuesForm):
    """A plan that is to be decided in the meeting."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        plans: Sequence[Plan],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        named = [("", _("Velg en plan")), *((one.key, one.title) for one in plans)]
        hint = _("Planer det arbeides med. Er planen knyttet til et annet møte, flyttes den hit.")
        self.fields["plan"] = choice_field(_("Planen"), named, hint=hint)
        self.dress()
