"""A body, and a meeting of one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.cases.models import Body, BodyKind, MeetingStatus
from rodtrad.organisations.models import Organisation
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
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields.update({
            "name": line_field(_("Navn"), most=200),
            "kind": choice_field(_("Slags organ"), of_choices(BodyKind)),
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
